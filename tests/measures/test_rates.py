"""Events per person-year: exact limits that cover the truth although counts are in threes."""

from __future__ import annotations

import pytest
from scipy import stats

from analytics.measures.cell import Cell
from analytics.measures.finding import Curve, CurvePoint, Estimate, Released, Undefined
from analytics.measures.rates import DAYS_STEP, NO_SECOND_DAY, YEAR, by_headcount, estimate, rate_cell
from analytics.measures.retention import month_end, published_curve
from analytics.stats.survival import risk_table

ROW = {"people": 200, "days": 36525, "leavers": 17, "voluntary": 2, "promotions": 9}


def rate(events: int, years: float, cells: int = 1) -> Estimate:
    cell = Cell(people=200, n=200, total=events, squares=0, base=round(years * YEAR))
    outcome = estimate("turnover", cell, label="All", cells=cells)
    assert isinstance(outcome, Released)
    return outcome.value


def test_a_rate_is_events_in_threes_per_hundred_years() -> None:
    cell = rate_cell("turnover", ROW)
    assert cell is not None
    assert (cell.total, cell.base) == (18, 33 * DAYS_STEP)
    assert rate(18, 100).value == pytest.approx(18.0)


def test_fewer_than_three_on_either_side_have_no_rate() -> None:
    assert rate_cell("regretted_turnover", ROW) is None
    assert rate_cell("turnover", {**ROW, "leavers": 198}) is None


def test_the_limits_are_garwoods_for_every_count_and_time_the_published_ones_can_stand_for() -> None:
    interval = rate(18, 100).interval
    assert interval is not None
    half = DAYS_STEP / 2 / YEAR
    assert interval.low == pytest.approx(stats.chi2.ppf(0.025, 2 * 17) / 2 * 100 / (100 + half), rel=1e-4)
    assert interval.high == pytest.approx(stats.chi2.ppf(0.975, 2 * 20) / 2 * 100 / (100 - half), rel=1e-4)


@pytest.mark.parametrize("lost", [1, 90, 200])
def test_the_time_of_two_groups_does_not_tell_whether_one_person_of_the_rest_has_left(lost: int) -> None:
    stayed, left = (rate_cell("turnover", {**ROW, "days": 36525 - days}) for days in (0, lost))
    assert stayed is not None
    assert left is not None
    assert stayed.base == left.base


def test_groups_added_up_are_uncertain_by_one_each() -> None:
    single, three = rate(30, 100).interval, rate(30, 100, cells=3).interval
    assert single is not None
    assert three is not None
    assert three.low < single.low < single.high < three.high


@pytest.mark.parametrize("expected", [1.5, 4.0, 9.0, 25.0])
def test_the_interval_covers_the_truth_at_least_as_often_as_promised(expected: float) -> None:
    covered = 0.0
    for events in range(200):
        cell = rate_cell("turnover", {**ROW, "people": 5000, "leavers": max(events, 3)})
        assert cell is not None
        outcome = estimate("turnover", cell, label="All")
        assert isinstance(outcome, Released)
        interval = outcome.value.interval
        assert interval is not None
        is_covered = interval.low <= expected <= interval.high
        covered += float(stats.poisson.pmf(events, expected)) * (is_covered or events < 3)
    assert covered >= 0.95


def test_without_time_under_observation_a_rate_is_undefined() -> None:
    assert isinstance(estimate("turnover", Cell(people=20, n=20, total=3, squares=0), label="All"), Undefined)


def curve_of(*points: tuple[int, int, int]) -> Curve:
    """A curve of months, headcounts in threes and leavers in threes."""
    shown = tuple(
        CurvePoint(
            day=month_end(month), survival=90.0, low=80.0, high=95.0, standard_error=1.0, at_risk=head, leavers=left
        )
        for month, head, left in points
    )
    return Curve(label="All", people=200, start=0, points=shown)


def headcount_of(*points: tuple[int, int, int]) -> Estimate:
    outcome = by_headcount(curve_of(*points))
    assert isinstance(outcome, Released)
    return outcome.value


def test_turnover_by_headcount_is_leavers_out_of_the_mean_headcount_at_month_ends() -> None:
    found = headcount_of((0, 99, 0), (1, 102, 3), (2, 99, 6))
    mean = (30 * 102 + 30 * 99) / 60 - 1
    assert found.value == pytest.approx(100 * 6 / mean)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(100 * stats.chi2.ppf(0.025, 2 * 5) / 2 / (mean + 2), rel=1e-4)
    assert found.interval.high == pytest.approx(100 * stats.chi2.ppf(0.975, 2 * 8) / 2 / (mean - 2), rel=1e-4)


def test_leavers_before_the_first_month_end_are_of_another_time() -> None:
    assert headcount_of((2, 60, 9), (3, 60, 12)).value == pytest.approx(100 * 3 / 59)


def test_a_headcount_of_fewer_days_stands_for_the_time_since_the_day_before() -> None:
    found = headcount_of((0, 90, 0), (3, 90, 3), (12, 60, 9))
    assert found.value == pytest.approx(100 * 9 / ((91 * 90 + 274 * 60) / 365 - 1))


def test_one_month_end_has_no_mean() -> None:
    assert by_headcount(curve_of((0, 90, 0))) == Undefined(reason=NO_SECOND_DAY)


@pytest.mark.parametrize("leavers", [20, 21, 22])
def test_the_true_turnover_by_headcount_is_near_the_published_one(leavers: int) -> None:
    days = {15 + 17 * place: 1 for place in range(leavers)}
    table = risk_table(None, {**days, 400: 300 - leavers}, days)
    curve = published_curve(table, label="All", people=300)
    assert isinstance(curve, Released)
    outcome = by_headcount(curve.value)
    assert isinstance(outcome, Released)
    ends = [month_end(month) for month in range(1, 14)]
    mean = sum(300 - sum(day < end for day in days) for end in ends) / len(ends)
    assert outcome.value.value == pytest.approx(100 * leavers / mean, abs=100 * 1.2 / mean)
