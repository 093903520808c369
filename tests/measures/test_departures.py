"""Departures by reason: Aalen-Johansen with leavers in threes, never one person's reason."""

from __future__ import annotations

import random
from dataclasses import astuple

import pytest

from analytics.measures.departures import Departures, published_departures
from analytics.measures.finding import Released, Withheld
from analytics.measures.retention import month_end, published_curve, table_of
from analytics.stats.competing import competing_table, cumulative_incidence
from tests.measures.late_joiners import late_joiners


def movements(people: int, voluntary: dict[int, int], other: dict[int, int], end: int = 730) -> list[dict[str, int]]:
    days = sorted({*voluntary, *other})
    gone = sum(voluntary.values()) + sum(other.values())
    rows = [{"day": 0, "entries": people, "exits": 0, "leavers": 0, "voluntary": 0}]
    for day in days:
        left = voluntary.get(day, 0) + other.get(day, 0)
        rows.append({"day": day, "entries": 0, "exits": left, "leavers": left, "voluntary": voluntary.get(day, 0)})
    return [*rows, {"day": end, "entries": 0, "exits": people - gone, "leavers": 0, "voluntary": 0}]


def departures(rows: list[dict[str, int]], people: int) -> Departures:
    outcome = published_departures(rows, label="All", people=people)
    assert isinstance(outcome, Released)
    return outcome.value


def test_with_counts_in_threes_the_curve_is_aalen_and_johansens() -> None:
    voluntary, other = {40: 6, 200: 9, 300: 6}, {100: 3, 310: 6}
    found = departures(movements(200, voluntary, other), 200)
    table = competing_table({0: 200}, {40: 6, 100: 3, 200: 9, 300: 6, 310: 6, 730: 170}, {"a": voluntary, "b": other})
    for reason, cause in (("voluntary", "a"), ("other", "b")):
        expected = cumulative_incidence(table, cause).at(365)
        assert expected.interval is not None
        point = next(point for point in found.points[reason] if point.day == 365)
        assert point.incidence == pytest.approx(100 * expected.incidence)
        assert (point.low, point.high) == pytest.approx((100 * expected.interval.low, 100 * expected.interval.high))


def test_both_reasons_and_those_who_stay_make_everybody() -> None:
    rows = movements(200, {40: 6, 200: 9}, {100: 3, 310: 6})
    found = departures(rows, 200)
    curve = published_curve(table_of(rows), label="All", people=200)
    assert isinstance(curve, Released)
    stayed = next(point.survival for point in curve.value.points if point.day == 365)
    gone = [next(point.incidence for point in points if point.day == 365) for points in found.points.values()]
    assert sum(gone) + stayed == pytest.approx(100)


def test_nothing_shown_tells_how_many_left_within_the_three() -> None:
    first, second = (departures(movements(61, {20: n}, {20: 3}), 61) for n in (3, 4))
    for reason in ("voluntary", "other"):
        for one, other in zip(first.points[reason][:5], second.points[reason][:5], strict=True):
            assert astuple(one) == pytest.approx(astuple(other))


def test_no_share_of_leavers_falls_whoever_joins_meanwhile() -> None:
    chance = random.Random(11)  # noqa: S311 - made-up people
    for _ in range(200):
        people, rows = late_joiners(chance)
        for points in departures(rows, people).points.values():
            shares = [point.incidence for point in points]
            assert shares == sorted(shares)


def test_leavers_are_shown_in_threes_and_one_person_never() -> None:
    found = departures(movements(200, {40: 7, 200: 9}, {100: 1}), 200)
    shown = {reason: {point.leavers for point in points} for reason, points in found.points.items()}
    assert shown == {"voluntary": {0, 6, 15}, "other": {0}}
    assert {point.incidence for point in found.points["other"]} == {0.0}
    assert min(point.high for point in found.points["other"]) > 0


def test_a_shown_share_is_the_exact_one_scaled_to_the_shown_leavers() -> None:
    found = departures(movements(200, {40: 7}, {}), 200)
    point = next(point for point in found.points["voluntary"] if point.day == month_end(3))
    assert point.incidence == pytest.approx(100 * 6 / 200)


def test_fewer_than_ten_people_have_none() -> None:
    assert isinstance(published_departures(movements(9, {40: 3}, {}), label="All", people=9), Withheld)
