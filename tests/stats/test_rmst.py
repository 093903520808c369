"""Restricted mean: the area under the curve by hand, and the variance of the estimate, not of the times."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.rmst import rmst, rmst_difference
from analytics.stats.survival import risk_table, survival_curve
from tests.stats.rows import Stay, at_risk, event_times, gone, stays, table_of

PEOPLE = st.lists(stays(), min_size=3, max_size=25)


@given(PEOPLE, st.integers(1, 12), st.one_of(st.none(), st.integers(1, 5)))
def test_the_mean_is_the_area_summed_day_by_day(people: list[Stay], days: int, start: int | None) -> None:
    begin = start or 0
    if max(person.exit for person in people) < begin:
        return
    curve = survival_curve(table_of(people), start=start)
    heights = [curve.at(day).survival for day in range(begin, begin + days)]
    remaining = {begin + day: sum(heights[day:]) for day in range(days)}
    variance = 0.0
    for time in event_times(people):
        risk, events = len(at_risk(people, time)), len(gone(people, time))
        if begin <= time < begin + days and risk > events:
            variance += remaining[time] ** 2 * events / (risk * (risk - events))
    found = rmst(table_of(people), begin + days, start=start, extend=True)
    assert found.mean == pytest.approx(begin + sum(heights))
    assert found.standard_error == pytest.approx(variance**0.5, abs=1e-12)


def test_without_censoring_it_is_the_mean_of_the_shortened_times() -> None:
    times = np.array([3, 4, 4, 7, 9, 12])
    found = rmst(table_of([Stay(0, int(time), 1) for time in times]), 8)
    shortened = np.minimum(times, 8)
    assert found.mean == pytest.approx(shortened.mean())
    assert found.standard_error == pytest.approx(shortened.std() / 6**0.5)


def test_swapping_the_groups_turns_the_sign() -> None:
    one, other = risk_table(None, {3: 4, 9: 6}, {3: 2}), risk_table(None, {4: 4, 9: 6}, {4: 1})
    there, back = rmst_difference(one, other, 8), rmst_difference(other, one, 8)
    assert there.difference == -back.difference
    assert there.interval.low == -back.interval.high
    assert there.p == back.p


def test_refusals() -> None:
    stayed = risk_table(None, {9: 5}, {})
    with pytest.raises(UndefinedStatisticError, match="after 9"):
        rmst(stayed, 10)
    assert rmst(stayed, 10, extend=True).mean == 10
    with pytest.raises(UndefinedStatisticError, match="not after the start"):
        rmst(stayed, 5, start=5)
    with pytest.raises(UndefinedStatisticError, match="Nobody in either group left"):
        rmst_difference(stayed, stayed, 9)


def test_a_curve_that_has_reached_zero_needs_no_later_observation() -> None:
    assert rmst(risk_table(None, {4: 5}, {4: 5}), 10).mean == 4.0
