"""What may go with an outcome: levels in order, small ones joined, figures no finer than three people."""

from __future__ import annotations

import pytest

from analytics.measures.driver_factors import FACTORS, OTHER, PROTECTED, STEPS, least_people, levels, patterns_of, step
from tests.measures.driver_rows import KNOWN, TENURES, rows


def test_levels_have_their_order_and_constants_are_left_out() -> None:
    known = levels(rows(600, 1), least=30)
    assert known["tenure"] == TENURES
    assert known["level"] == ("L1", "L2", "L3")
    assert "ethnicity" not in known


def test_small_levels_are_joined() -> None:
    small = [{**row, "location": "Riga"} for row in rows(12, 2)]
    found = [*rows(600, 1), *small]
    known = levels(found, least=30)
    assert known["location"] == ("Lyon", "Oslo", "Porto", OTHER)
    counted = patterns_of(found, known)
    place = counted.factors.index("location")
    assert counted.counts(place)[counted.levels[place].index(OTHER)] == 12
    assert counted.people == 612


def test_a_large_category_that_is_called_other_stays_one_level() -> None:
    found = [*rows(600, 1), *({**row, "location": OTHER} for row in rows(60, 2))]
    assert levels(found, least=30)["location"].count(OTHER) == 1


@pytest.mark.parametrize("per", [100, 1217.5])
def test_three_people_never_show(per: float) -> None:
    for n in (least_people(per), 500, 5_000, 50_000):
        if n >= least_people(per):
            assert step(n, per) >= 3 * per / n or step(n, per) == STEPS[-1]
    assert 3 * per / least_people(per) <= STEPS[-1]


def test_nobody_is_listed_for_who_they_are() -> None:
    assert not {factor.name for factor in FACTORS} & set(PROTECTED)
    assert set(PROTECTED) <= set(KNOWN)
