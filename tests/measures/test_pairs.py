"""Ratios over pairs: inside of what is possible, and never surer than the pairs allow."""

from __future__ import annotations

import pytest

from analytics.measures import pairs
from analytics.measures.cell import Cell
from analytics.measures.finding import Estimate, Interval
from analytics.stats.outcome import Released
from analytics.stats.proportions import wilson


def found(measure: str, held: list[int], planned: list[int]) -> Estimate:
    cell = Cell(
        people=len(held),
        n=len(held),
        total=sum(held),
        squares=sum(one * one for one in held),
        base=sum(planned),
        base_squares=sum(one * one for one in planned),
        product=sum(one * other for one, other in zip(held, planned, strict=True)),
    )
    outcome = pairs.estimate(measure, cell, label="All")
    assert isinstance(outcome, Released)
    return outcome.value


@pytest.mark.parametrize(("held", "value", "did"), [(0, 0.0, 0), (4, 100.0, 20)])
def test_pairs_that_are_all_alike_are_not_taken_for_certain(held: int, value: float, did: int) -> None:
    one = found("phone_share", [held] * 20, [4] * 20)
    limits = wilson(did, 20).interval
    assert (one.value, one.standard_error) == (value, None)
    assert one.interval == Interval(low=100 * limits.low, high=100 * limits.high, level=0.95)


def test_pairs_that_all_meet_as_often_say_nothing_of_others() -> None:
    assert found("cadence", [3] * 20, [90] * 20).interval is None
    assert found("support_share", [1] * 20, [2] * 20).interval is None


def test_limits_stay_within_what_is_possible() -> None:
    limits = found("phone_share", [1, *[0] * 19], [4] * 20).interval
    assert limits is not None
    assert limits.low == 0.0
    assert 0.0 < limits.high < 5.0
