"""Kaplan-Meier: equal to rows one by one, whatever the order and however the people are split."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.survival import RiskTable, risk_table, survival_curve
from tests.stats.rows import Stay, at_risk, event_times, gone, stays, table_of

PEOPLE = st.lists(stays(), min_size=1, max_size=25)


def columns(table: RiskTable) -> dict[int, tuple[int, int, int]]:
    rows = zip(table.times.tolist(), table.at_risk.tolist(), table.events.tolist(), table.left.tolist(), strict=True)
    return {time: (risk, events, left) for time, risk, events, left in rows}


@given(PEOPLE)
def test_a_risk_table_counts_what_the_rows_say(people: list[Stay]) -> None:
    for time, (risk, events, left) in columns(table_of(people)).items():
        assert risk == len(at_risk(people, time))
        assert events == len(gone(people, time))
        assert left == sum(person.exit == time and not person.event for person in people)


@given(PEOPLE, st.integers(0, 20))
def test_the_risk_set_is_known_at_any_time(people: list[Stay], time: int) -> None:
    table = table_of(people)
    assert table.at_risk_on(time) == len(at_risk(people, time))
    assert table.events_on(time) == len(gone(people, time))
    assert table.n == len(people)


@given(PEOPLE, PEOPLE)
def test_tables_merge_by_addition(some: list[Stay], others: list[Stay]) -> None:
    assert columns(table_of(some) + table_of(others)) == columns(table_of(others) + table_of(some))
    assert columns(table_of(some) + table_of(others)) == columns(table_of(some + others))


def test_people_without_entry_merge_with_people_who_enter_late() -> None:
    merged = risk_table(None, {5: 3}, {5: 1}) + risk_table({2: 4}, {5: 1, 7: 3}, {7: 2})
    assert columns(merged) == {2: (3, 0, 0), 5: (7, 1, 3), 7: (3, 2, 1)}


@given(PEOPLE, st.one_of(st.none(), st.integers(0, 6)))
def test_the_curve_is_the_product_over_the_rows(people: list[Stay], start: int | None) -> None:
    curve = survival_curve(table_of(people), start=start)
    survival, variance = 1.0, 0.0
    for time in event_times(people):
        if start is not None and time < start:
            continue
        risk, events = len(at_risk(people, time)), len(gone(people, time))
        survival *= 1 - events / risk
        variance += events / (risk * (risk - events)) if risk > events else math.inf
        estimate = curve.at(time)
        assert estimate.survival == pytest.approx(survival, rel=1e-12, abs=1e-15)
        assert estimate.at_risk == risk
        if math.isfinite(variance):
            assert estimate.standard_error == pytest.approx(survival * math.sqrt(variance), rel=1e-12)
        else:
            assert estimate.standard_error is None
            assert estimate.interval is None


@given(PEOPLE)
def test_doubling_everybody_halves_the_variance(people: list[Stay]) -> None:
    once, twice = survival_curve(table_of(people)), survival_curve(table_of(people + people))
    assert once.survival.tolist() == pytest.approx(twice.survival.tolist())
    assert once.log_variance.tolist() == pytest.approx((2 * twice.log_variance).tolist())


@given(PEOPLE, st.integers(0, 20))
def test_an_interval_contains_its_estimate_inside_0_and_1(people: list[Stay], time: int) -> None:
    estimate = survival_curve(table_of(people)).at(time)
    if estimate.interval is not None:
        assert 0 <= estimate.interval.low < estimate.survival < estimate.interval.high <= 1


def test_the_median_is_the_first_time_at_or_below_one_half() -> None:
    assert survival_curve(table_of([Stay(0, 3, 1), Stay(0, 5, 1), Stay(0, 8, 1)])).median() == 5.0


def test_the_median_lies_in_the_middle_of_a_stretch_at_one_half() -> None:
    assert survival_curve(table_of([Stay(0, 3, 1), Stay(0, 9, 1)])).median() == 6.0
    assert survival_curve(table_of([Stay(0, 3, 1), Stay(0, 9, 0)])).median() == 3.0


def test_there_is_no_median_when_most_stay() -> None:
    assert survival_curve(table_of([Stay(0, 3, 1), Stay(0, 9, 0), Stay(0, 9, 0)])).median() is None


def test_before_the_first_event_there_is_no_interval_but_a_labeled_bound() -> None:
    curve = survival_curve(risk_table(None, {8: 20}, {}))
    estimate = curve.at(4)
    assert (estimate.survival, estimate.standard_error, estimate.interval) == (1.0, 0.0, None)
    assert curve.wilson_bound(4) == pytest.approx(20 / (20 + 1.6448536269514722**2))


def test_the_bound_is_refused_once_somebody_left_or_nobody_is_there() -> None:
    curve = survival_curve(risk_table(None, {3: 1, 8: 4}, {3: 1}))
    with pytest.raises(UndefinedStatisticError, match="nobody has left yet"):
        curve.wilson_bound(3)
    with pytest.raises(UndefinedStatisticError):
        survival_curve(risk_table(None, {3: 1}, {})).wilson_bound(4)


def test_after_the_last_observation_nobody_is_at_risk() -> None:
    estimate = survival_curve(risk_table(None, {3: 1, 8: 4}, {3: 1})).at(30)
    assert (estimate.survival, estimate.at_risk) == (0.8, 0)


@pytest.mark.parametrize(
    ("entries", "exits", "events"),
    [
        (None, {}, {}),
        ({1: 2}, {3: 1}, {}),
        ({3: 1}, {3: 1}, {3: 1}),
        (None, {3: 1}, {3: 2}),
        (None, {3: 1}, {4: 1}),
        ({5: 1}, {3: 1}, {}),
    ],
)
def test_contradicting_or_empty_counts_are_refused(
    entries: dict[int, int] | None, exits: dict[int, int], events: dict[int, int]
) -> None:
    with pytest.raises(UndefinedStatisticError):
        risk_table(entries, exits, events)


def test_a_curve_cannot_begin_after_everybody_is_gone_or_be_read_before_it_begins() -> None:
    table = risk_table(None, {3: 1, 8: 4}, {3: 1})
    with pytest.raises(UndefinedStatisticError, match="at 9 or later"):
        survival_curve(table, start=9)
    with pytest.raises(UndefinedStatisticError, match="begins at 5"):
        survival_curve(table, start=5).at(4)


@given(PEOPLE, st.integers(1, 6))
def test_the_span_is_the_longest_stretch_with_enough_people(people: list[Stay], minimum: int) -> None:
    enough = [len(at_risk(people, time)) >= minimum for time in range(1, 30)]
    if not any(enough):
        with pytest.raises(UndefinedStatisticError):
            table_of(people).span_with(minimum)
        return
    first, last = table_of(people).span_with(minimum)
    assert all(enough[first - 1 : last])
    runs = "".join("x" if is_enough else " " for is_enough in enough).split()
    assert last - first + 1 == max(len(run) for run in runs)


def test_a_group_complete_from_the_beginning_spans_from_zero() -> None:
    assert risk_table(None, {30: 5, 60: 5}, {30: 5}).span_with(6) == (0, 30)
