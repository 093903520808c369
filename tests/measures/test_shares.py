"""Shares of yes and no: counts in threes, Wilson's interval over every count the published one can stand for."""

from __future__ import annotations

import pytest
from scipy import stats

from analytics.measures.cell import Cell
from analytics.measures.finding import Estimate, Released, Undefined
from analytics.measures.shares import estimate, share_cell


def share(total: int, n: int, cells: int = 1) -> Estimate:
    outcome = estimate("activity", Cell(people=n, n=n, total=total, squares=0), label="All", cells=cells)
    assert isinstance(outcome, Released)
    return outcome.value


def test_a_cell_counts_in_threes() -> None:
    cell = share_cell({"n": 50, "total": 20})
    assert cell is not None
    assert (cell.n, cell.total) == (50, 21)


@pytest.mark.parametrize("total", [0, 2, 48, 50])
def test_three_on_both_sides_or_no_cell(total: int) -> None:
    assert share_cell({"n": 50, "total": total}) is None


def test_the_limits_are_wilsons_of_both_ends() -> None:
    interval = share(21, 50).interval
    assert interval is not None
    assert interval.low == pytest.approx(100 * stats.binomtest(20, 50).proportion_ci(method="wilson").low)
    assert interval.high == pytest.approx(100 * stats.binomtest(22, 50).proportion_ci(method="wilson").high)


def test_a_count_rounded_up_beyond_everybody_is_everybody() -> None:
    found = share(51, 50)
    assert found.value == 100.0
    assert found.interval is not None
    assert found.interval.high == 100.0


def test_cells_added_up_are_less_sure() -> None:
    single, double = share(30, 90).interval, share(30, 90, cells=2).interval
    assert single is not None
    assert double is not None
    assert double.low < single.low < single.high < double.high


def test_a_share_of_nobody_is_undefined() -> None:
    assert isinstance(estimate("activity", Cell(people=0, n=0, total=0, squares=0), label="All"), Undefined)
