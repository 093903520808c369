"""Whatever is not published is answered with one sentence and the same work, however strange the question."""

from __future__ import annotations

import json
import random
import string
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from analytics.cli.measure import measure_command
from analytics.program import Program
from analytics.release.cells import Cells
from analytics.release.publish import publish
from analytics.release.read import Release, Withheld
from analytics.stats.outcome import NOT_PUBLISHED
from tests.attacks.folder import AT, small_company

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN: dict[str, dict[str, tuple[str, ...]]] = {
    "too small": {"gender": ("Non-binary",), "location": ("location 9",)},
    "over budget": {"generation": ("Millennial",), "location": ("location 3",)},
    "empty": {"generation": ("Gen Z",), "cohort": ("Cohort 0",)},
    "unknown category": {"gender": ("Nobody has heard of this",)},
    "a statement": {"gender": ("'; drop table people; --",)},
    "a person": {"business_unit": ("person 17",)},
}

ASKED = ("sql", "values")
"""What follows from the names that were asked for alone."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("lookups")
    publish(small_company(made, 80, 3), Program(), made / "published", at=AT)
    return made / "published"


@pytest.fixture(scope="module")
def release(folder: Path) -> Release:
    return Release.latest(folder)


@pytest.mark.parametrize("where", CHOSEN.values(), ids=CHOSEN.keys())
def test_a_release_gives_the_same_answer_to_all_that_is_not_published(
    release: Release, where: dict[str, tuple[str, ...]]
) -> None:
    found = release.estimate("engagement", where)
    assert found.outcome == Withheld()
    assert found.outcome.reason == NOT_PUBLISHED


def test_every_refusal_is_the_same_work(release: Release) -> None:
    """Each is one look into a dictionary: no rule is asked again that could take longer."""
    calls: list[int] = []
    find = Cells.find

    def counted(cells: Cells, population: str, where: dict[str, tuple[str, ...]], measure: str) -> object:
        calls[-1] += 1
        return find(cells, population, where, measure)

    with patch.object(Cells, "find", counted):
        for where in CHOSEN.values():
            calls.append(0)
            release.estimate("engagement", where)
    assert set(calls) == {calls[0]}


def test_the_command_line_prints_the_same_bytes(folder: Path) -> None:
    printed = set()
    for where in CHOSEN.values():
        filters = [part for name, (category,) in where.items() for part in ("--where", f"{name}={category}")]
        done = CliRunner().invoke(measure_command, ["engagement", "--published", str(folder), "--json", *filters])
        assert done.exit_code == 0, done.output
        (found,) = json.loads(done.output)
        computed = {name: told for name, told in found["computed"].items() if name not in ASKED}
        printed.add((found["status"], found["reason"], tuple(sorted(found)), json.dumps(computed)))
    ((status, reason, names, _),) = printed
    assert (status, reason) == ("withheld", NOT_PUBLISHED)
    assert names == ("computed", "label", "measure", "reason", "sentence", "status")


@pytest.mark.parametrize("seed", range(20))
def test_strange_names_never_fail_and_never_find(release: Release, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up questions
    for _ in range(25):
        category = "".join(chance.choices(string.printable + "äß\u202e\uff1d\x00", k=chance.randrange(1, 40)))
        name = chance.choice(("gender", "generation", "location", "level", "arm"))
        found = release.estimate(chance.choice(("engagement", "enps", "turnover")), {name: (category,)})
        assert found.outcome == Withheld()
