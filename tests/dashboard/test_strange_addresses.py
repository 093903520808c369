"""Strange addresses: hundreds of parameters that nobody would choose find nothing, and nothing fails."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from analytics.release.read import Withheld
from dashboard.state import FILTERS, parse

if TYPE_CHECKING:
    from analytics.release.read import Release

PIECES = (
    *("'; drop table people; --", "../../secrets/key", "%00", "\x00", "\u202e", "\uff1d1+1", "${7*7}", "{{7*7}}"),
    *("<script>alert(1)</script>", "person 17", "E000001", "-1", "NaN", "x" * 500, "Gen Z?", "*", "\U0001f642"),
)


@pytest.mark.parametrize("seed", range(10))
def test_three_hundred_strange_addresses_find_nothing(release: Release, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up addresses
    choices = {name: [one.value for one in release.choices(name)] for name in FILTERS}
    for _ in range(30):
        names = chance.sample(list(FILTERS), k=chance.randrange(1, 4))
        asked = {name: ["".join(chance.choices(PIECES, k=chance.randrange(1, 4)))] for name in names}
        view = parse({**asked, "wave": [chance.choice(PIECES)]}, choices)
        for measure in ("engagement", "turnover", "enps"):
            assert release.estimate(measure, view.where).outcome == Withheld()
