from __future__ import annotations

import numpy as np
import pytest

from analytics.imports import places
from analytics.imports.places import last_places


@pytest.mark.parametrize("most", [0, 2_000_000])
def test_the_last_place_is_found_however_many_numbers_there_are(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(places, "MOST_HELD", most)
    chance = np.random.default_rng(3)
    own, others = chance.integers(-50, 50, 300), chance.integers(-40, 60, 200)
    listed = others.tolist()
    expected = [max((place for place, other in enumerate(listed) if other == one), default=-1) for one in own.tolist()]
    assert last_places(own, others).tolist() == expected
    assert last_places(own, others[:0]).tolist() == [-1] * 300
    assert last_places(own[:0], others).tolist() == []
