"""Retention from a published curve: right from any day on, and no finer than what may be shown."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import astuple

import pytest

from analytics.measures.departures import published_departures
from analytics.measures.finding import Curve, Released, Undefined, Withheld
from analytics.measures.retention import MONTHS, NO_MONTH, month_end, published_curve, retained, table_of
from analytics.stats.survival import survival_curve
from tests.measures.late_joiners import late_joiners


def movements(people: int, leavers: dict[int, int], end: int = 730) -> list[dict[str, int]]:
    gone = sum(leavers.values())
    rows = [{"day": 0, "entries": people, "exits": 0, "leavers": 0}]
    rows += [{"day": day, "entries": 0, "exits": number, "leavers": number} for day, number in leavers.items()]
    return [*rows, {"day": end, "entries": 0, "exits": people - gone, "leavers": 0}]


def curve(people: int, leavers: dict[int, int]) -> Curve:
    outcome = published_curve(table_of(movements(people, leavers)), label="All", people=people)
    assert isinstance(outcome, Released)
    return outcome.value


def test_twelve_month_retention_is_kaplan_meier_with_its_limits_widened_for_counting_in_threes() -> None:
    leavers = {40: 6, 200: 9, 300: 6}
    expected = survival_curve(table_of(movements(200, leavers))).at(365)
    outcome = retained(curve(200, leavers), MONTHS)
    assert isinstance(outcome, Released)
    assert expected.interval is not None
    assert outcome.value.interval is not None
    assert outcome.value.value == pytest.approx(100 * expected.survival)
    assert outcome.value.interval.low == pytest.approx(100 * expected.interval.low, abs=0.2)
    assert outcome.value.interval.low < 100 * expected.interval.low
    assert outcome.value.interval.high > 100 * expected.interval.high


def test_retention_from_a_later_day_is_the_curve_begun_on_that_day() -> None:
    leavers = {40: 6, 200: 9, 300: 6, 500: 9}
    expected = survival_curve(table_of(movements(200, leavers)), start=month_end(6) + 1).at(month_end(18))
    outcome = retained(curve(200, leavers), MONTHS, since=month_end(6))
    assert isinstance(outcome, Released)
    assert outcome.value.value == pytest.approx(100 * expected.survival)
    assert outcome.value.standard_error == pytest.approx(100 * (expected.standard_error or math.nan), rel=0.02)


def test_a_group_that_begins_within_a_month_is_followed_for_whole_months_from_the_next() -> None:
    rows = [{**row, "day": row["day"] + 200} for row in movements(100, {100: 6}, end=600)]
    outcome = published_curve(table_of(rows), label="All", people=100)
    assert isinstance(outcome, Released)
    assert [point.day for point in outcome.value.points[:2]] == [month_end(7), month_end(8)]


def test_leavers_and_people_at_risk_are_counted_in_threes() -> None:
    points = curve(200, {40: 2, 100: 1, 400: 2}).points
    by_day = {point.day: point.leavers for point in points}
    assert [by_day[month_end(month)] for month in (1, 2, 4, 24)] == [0, 3, 3, 6]
    assert {point.at_risk % 3 for point in points} == {0}


def test_counting_in_threes_is_right_on_average() -> None:
    chance = random.Random(5)  # noqa: S311 - made-up people
    errors = []
    for _ in range(400):
        days = [int(chance.expovariate(1 / 2000)) + 1 for _ in range(40)]
        gone = Counter(day for day in days if day < 730)
        outcome = retained(curve(40, dict(gone)), MONTHS)
        assert isinstance(outcome, Released)
        errors.append(outcome.value.value - 100 * sum(day > 365 for day in days) / 40)
    assert abs(sum(errors) / len(errors)) < 0.35
    assert max(abs(error) for error in errors) <= 100 / 40 + 1e-9


def test_a_curve_never_rises_whoever_joins_meanwhile() -> None:
    chance = random.Random(11)  # noqa: S311 - made-up people
    for _ in range(200):
        people, rows = late_joiners(chance)
        outcome = published_curve(table_of(rows), label="All", people=people)
        assert isinstance(outcome, Released)
        shares = [point.survival for point in outcome.value.points]
        assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("people", [60, 61])
@pytest.mark.parametrize("same", [({}, {20: 1}), ({20: 2}, {20: 3}, {20: 4}), ({20: 2, 40: 3}, {20: 4, 40: 1})])
def test_nothing_shown_tells_how_many_left_within_the_three(same: tuple[dict[int, int], ...], people: int) -> None:
    first, *others = (curve(people, one).points[:5] for one in same)
    for other in others:
        assert [astuple(point) for point in other] == [pytest.approx(astuple(point)) for point in first]


def test_nothing_is_drawn_below_ten_at_risk() -> None:
    points = curve(40, {100: 20, 200: 12}).points
    assert points[-1].day < 200
    assert min(point.at_risk for point in points) >= 10


def test_fewer_than_ten_people_have_no_curve() -> None:
    assert isinstance(published_curve(table_of(movements(9, {})), label="All", people=9), Withheld)


def test_ten_people_together_between_two_month_ends_only_have_no_curve() -> None:
    rows = [
        {"day": 35, "entries": 12, "exits": 0, "leavers": 0, "voluntary": 0},
        {"day": 50, "entries": 0, "exits": 12, "leavers": 3, "voluntary": 3},
    ]
    no_curve = Undefined(reason=NO_MONTH)
    assert published_curve(table_of(rows), label="All", people=12) == no_curve
    assert published_departures(rows, label="All", people=12) == no_curve


def test_a_period_beyond_the_curve_is_undefined() -> None:
    assert isinstance(retained(curve(200, {40: 6}), 36), Undefined)


def test_while_nobody_has_left_the_interval_still_has_a_width() -> None:
    points = curve(40, {500: 5}).points
    assert points[3].survival == 100
    assert 85 < points[3].low < 95
    outcome = retained(curve(40, {500: 5}), MONTHS)
    assert isinstance(outcome, Released)
    assert outcome.value.interval is not None
    assert outcome.value.interval.low == pytest.approx(100 * 42 / (42 + 1.959964**2), rel=1e-6)
