from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.comparison.money import FORBIDDEN, NOT_CLEAR, NOT_RETENTION, UNDEFINED, worth
from analytics.errors import SettingsError
from analytics.stats.outcome import Released, Undefined
from tests.comparison.evidence_example import engagement, retention


def test_departures_and_money_follow_from_the_adjusted_difference() -> None:
    found = worth(retention(), replacement_cost=20_000, program_cost=150_000)
    assert isinstance(found, Released)
    value = found.value
    assert value.avoided == pytest.approx(486 * 0.041)
    assert (value.avoided_interval.low, value.avoided_interval.high) == pytest.approx((486 * 0.015, 486 * 0.067))
    assert value.saved_interval.low == pytest.approx(486 * 0.015 * 20_000)
    assert value.net == pytest.approx(486 * 0.041 * 20_000 - 150_000)
    assert value.net_interval.low == pytest.approx(486 * 0.015 * 20_000 - 150_000)
    assert value.break_even == 7.5
    assert found.n == 486


def test_where_nobody_can_say_no_money_is_shown() -> None:
    assert worth(retention(difference=1.0), replacement_cost=1, program_cost=1) == Undefined(reason=NOT_CLEAR)


def test_a_caution_that_forbids_a_verdict_forbids_money() -> None:
    forbidding = replace(retention(), cautions=engagement().cautions)
    assert worth(forbidding, replacement_cost=1, program_cost=1) == Undefined(reason=FORBIDDEN)


def test_scores_are_worth_no_money() -> None:
    assert worth(engagement(), replacement_cost=1, program_cost=1) == Undefined(reason=NOT_RETENTION)
    bare = replace(retention(), headline=None)
    assert worth(bare, replacement_cost=1, program_cost=1) == Undefined(reason=UNDEFINED)


def test_more_departures_cost() -> None:
    found = worth(retention(difference=-4.1), replacement_cost=1000, program_cost=0)
    assert isinstance(found, Released)
    assert found.value.avoided < 0
    assert found.value.net_interval.high < 0


def test_a_free_replacement_never_pays_for_the_program() -> None:
    found = worth(retention(), replacement_cost=0, program_cost=10)
    assert isinstance(found, Released)
    assert (found.value.saved, found.value.break_even) == (0.0, None)


@pytest.mark.parametrize("costs", [(-1.0, 0.0), (0.0, -1.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_impossible_costs_are_refused(costs: tuple[float, float]) -> None:
    with pytest.raises(SettingsError):
        worth(retention(), replacement_cost=costs[0], program_cost=costs[1])
