"""Events per person-year: exact limits that cover the truth although counts are in threes."""

from __future__ import annotations

import pytest
from scipy import stats

from analytics.measures.cell import Cell
from analytics.measures.finding import Estimate, Released, Undefined
from analytics.measures.rates import DAYS_STEP, YEAR, estimate, rate_cell

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
