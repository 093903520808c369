"""What goes with an outcome: planted drivers are found, chance is not, and nothing is finer than three people."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from analytics.measures.drivers import ENGAGEMENT, LEAVING, Parts, drivers
from analytics.measures.finding import Released, Undefined
from tests.measures.driver_rows import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.engine.rows import Row
    from analytics.measures.driver_findings import Drivers

TENURE = "Tenure"


def parts(seen: Sequence[Row], new: Sequence[Row], *, people: int = 2_000, months: int = 1) -> Parts:
    return Parts(
        seen=seen,
        new=new,
        described=new,
        seen_words="then",
        new_words="now",
        outcome="it",
        people=people,
        months=months,
    )


def found(seen: Sequence[Row], new: Sequence[Row]) -> Drivers:
    outcome = drivers(ENGAGEMENT, parts(seen, new))
    assert isinstance(outcome, Released)
    return outcome.value


def test_a_planted_driver_is_found_with_its_direction() -> None:
    value = found(rows(4_000, 1, tenure=1.5), rows(2_000, 2, tenure=1.5))
    assert value.check.is_better
    assert [one.label for one in value.clear] == [TENURE]
    assert value.drivers[0].label == TENURE
    levels = {level.level: level for level in value.clear[0].levels}
    assert levels["Under 1 year"].interval.low > 0
    assert levels["10 years or more"].difference < 0
    assert sum(level.n for level in levels.values()) == value.check.n == 2_000


def test_a_difference_is_near_the_planted_one() -> None:
    value = found(rows(4_000, 1, tenure=1.5), rows(20_000, 2, tenure=1.5))
    first = next(level for level in value.clear[0].levels if level.level == "Under 1 year")
    low, high = 1 / (1 + 2.718281828), 1 / (1 + 2.718281828**-0.5)
    assert first.difference == pytest.approx(100 * 0.8 * (high - low), abs=3)


def test_where_nothing_goes_with_it_nothing_is_listed() -> None:
    value = found(rows(4_000, 1), rows(2_000, 2))
    assert not value.check.is_better
    assert value.drivers == ()
    assert value.check.auc_interval.low < 0.53


def test_chance_is_seldom_taken_for_a_driver() -> None:
    listed = [found(rows(800, seed), rows(500, 1_000 + seed)).clear for seed in range(40)]
    assert sum(bool(one) for one in listed) <= 4


def test_a_driver_that_no_longer_holds_is_not_listed() -> None:
    value = found(rows(4_000, 1, tenure=1.5), rows(2_000, 2, tenure=-1.5))
    assert not value.check.is_better
    assert value.drivers == ()


def test_what_somebody_is_counts_and_is_never_listed() -> None:
    value = found(rows(4_000, 1, gen_z=1.5), rows(2_000, 2, gen_z=1.5))
    assert value.check.is_better
    assert value.clear == ()
    assert not {"Gender", "Generation", "Ethnicity"} & {one.label for one in value.drivers}


def test_weights_are_whole_percents_of_all_drivers() -> None:
    value = found(rows(4_000, 1, tenure=1.0), rows(2_000, 2, tenure=1.0))
    assert all(one.weight == round(one.weight) for one in value.drivers)
    assert sum(max(one.weight, 0) for one in value.drivers) == pytest.approx(100, abs=3)
    assert all(one.interval.low <= one.weight <= one.interval.high for one in value.drivers)
    assert value.drivers[0].interval.level == pytest.approx(1 - 0.05 / 6)


def test_the_same_in_any_order_of_rows() -> None:
    seen, new = rows(3_000, 1, tenure=1.5), rows(2_000, 2, tenure=1.5)
    once = found(seen, new)
    chance = random.Random(1)  # noqa: S311 - an order of rows
    chance.shuffle(seen)
    chance.shuffle(new)
    assert found(seen, new) == once


@pytest.mark.parametrize("people", [199, 0])
def test_too_few_people_are_refused(people: int) -> None:
    outcome = drivers(ENGAGEMENT, parts(rows(3_000, 1), rows(2_000, 2), people=people))
    assert isinstance(outcome, Undefined)
    assert "200 people" in outcome.reason


def test_too_few_events_are_refused_in_either_part() -> None:
    rare = rows(2_000, 2, base=-6.0)
    for seen, new in ((rows(3_000, 1), rare), (rare, rows(3_000, 1))):
        outcome = drivers(ENGAGEMENT, parts(seen, new))
        assert isinstance(outcome, Undefined)
        assert "30 who give" in outcome.reason


def test_people_who_are_all_alike_are_refused() -> None:
    alike = {"earlier": "a", "tenure": "a", "taking_part": "a", "level": "a", "business_unit": "a", "location": "a"}
    same = [{**row, **alike} for row in rows(500, 1)]
    outcome = drivers(ENGAGEMENT, parts(same, same))
    assert isinstance(outcome, Undefined)
    assert "alike" in outcome.reason


def test_leavers_of_a_group_are_held_against_a_model_that_does_not_know_the_group() -> None:
    outcome = drivers(
        LEAVING, parts(rows(30_000, 1, gen_z=1.0, base=-4.0), rows(20_000, 2, gen_z=1.0, base=-4.0), months=12)
    )
    assert isinstance(outcome, Released)
    groups = {one.group: one for one in outcome.value.groups}
    assert groups["Gen Z"].interval.low > 1
    assert groups["Gen X"].interval.high < 1
    assert groups["Man"].interval.low < 1 < groups["Man"].interval.high
    assert all(one.observed % 3 == 0 for one in groups.values())
    assert sum(one.n for one in groups.values() if one.dimension == "gender") == 20_000


def test_calibration_counts_in_threes_and_holds_for_later_people() -> None:
    value = found(rows(60_000, 1, tenure=1.5), rows(3_000, 2, tenure=1.5))
    assert all(round(one.observed * one.n / 100) % 3 == 0 for one in value.calibration)
    near = [one.interval.low <= one.forecast <= one.interval.high for one in value.calibration]
    assert sum(near) >= len(near) - 2
