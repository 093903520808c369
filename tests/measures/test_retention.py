"""Retention from a published curve: right from any day on, and no finer than what may be shown."""

from __future__ import annotations

import math

import pytest

from analytics.measures.finding import Curve, Released, Undefined, Withheld
from analytics.measures.retention import MONTHS, month_end, published_curve, retained, table_of
from analytics.stats.survival import survival_curve


def movements(people: int, leavers: dict[int, int], end: int = 730) -> list[dict[str, int]]:
    gone = sum(leavers.values())
    rows = [{"day": 0, "entries": people, "exits": 0, "leavers": 0}]
    rows += [{"day": day, "entries": 0, "exits": number, "leavers": number} for day, number in leavers.items()]
    return [*rows, {"day": end, "entries": 0, "exits": people - gone, "leavers": 0}]


def curve(people: int, leavers: dict[int, int]) -> Curve:
    outcome = published_curve(table_of(movements(people, leavers)), label="All", people=people)
    assert isinstance(outcome, Released)
    return outcome.value


def test_twelve_month_retention_is_kaplan_meier_with_its_log_log_limits() -> None:
    leavers = {40: 6, 200: 9, 300: 5}
    expected = survival_curve(table_of(movements(200, leavers))).at(365)
    outcome = retained(curve(200, leavers), MONTHS)
    assert isinstance(outcome, Released)
    assert expected.interval is not None
    assert outcome.value.interval is not None
    assert outcome.value.value == pytest.approx(100 * expected.survival)
    assert outcome.value.interval.low == pytest.approx(100 * expected.interval.low)
    assert outcome.value.interval.high == pytest.approx(100 * expected.interval.high)


def test_retention_from_a_later_day_is_the_curve_begun_on_that_day() -> None:
    leavers = {40: 6, 200: 9, 300: 5, 500: 8}
    expected = survival_curve(table_of(movements(200, leavers)), start=month_end(6) + 1).at(month_end(18))
    outcome = retained(curve(200, leavers), MONTHS, since=month_end(6))
    assert isinstance(outcome, Released)
    assert outcome.value.value == pytest.approx(100 * expected.survival)
    assert outcome.value.standard_error == pytest.approx(100 * (expected.standard_error or math.nan))


def test_a_step_waits_for_three_leavers() -> None:
    points = curve(200, {40: 2, 100: 1, 400: 2}).points
    by_day = {point.day: point.leavers for point in points}
    assert (by_day[month_end(2)], by_day[month_end(4)], by_day[month_end(24)]) == (0, 3, 3)


def test_nothing_is_drawn_below_ten_at_risk() -> None:
    points = curve(40, {100: 20, 200: 12}).points
    assert points[-1].day < 200
    assert min(point.at_risk for point in points) >= 10


def test_fewer_than_ten_people_have_no_curve() -> None:
    assert isinstance(published_curve(table_of(movements(9, {})), label="All", people=9), Withheld)


def test_a_period_beyond_the_curve_is_undefined() -> None:
    assert isinstance(retained(curve(200, {40: 6}), 36), Undefined)


def test_while_nobody_has_left_the_interval_still_has_a_width() -> None:
    points = curve(40, {500: 5}).points
    assert points[3].survival == 100
    assert 85 < points[3].low < 95
    outcome = retained(curve(40, {500: 5}), MONTHS)
    assert isinstance(outcome, Released)
    assert outcome.value.interval is not None
    assert outcome.value.interval.low == pytest.approx(100 * 40 / (40 + 1.959964**2), rel=1e-6)
