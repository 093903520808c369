"""Patterns: exact means and squares, however large the outcome, and no comparison with nobody."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import UndefinedStatisticError
from analytics.stats.moments import Sums
from analytics.stats.patterns import ArmPattern, arm_cells, cells
from tests.stats.answers import sums_of
from tests.stats.people import people


def test_columns_hold_the_means_and_squares_of_the_rows() -> None:
    rows = people(3)
    columns = arm_cells(rows.patterns())
    for place, pattern in enumerate(columns.x):
        for arm, own in ((1, columns.pilot), (0, columns.comparison)):
            outcome = rows.outcome[
                (rows.design == pattern).all(axis=1) & (rows.arm == arm) & (rows.fold == columns.fold[place])
            ]
            assert own.n[place] == outcome.size
            if outcome.size:
                assert own.mean[place] == pytest.approx(outcome.mean())
                assert own.within[place] == pytest.approx(((outcome - outcome.mean()) ** 2).sum(), abs=1e-9)
                assert own.squares_about(1.5)[place] == pytest.approx(((outcome - 1.5) ** 2).sum())


def test_a_large_offset_costs_no_digit() -> None:
    near, far = ([offset + value for value in (1, 2, 4, 4)] for offset in (0, 10**15))
    assert cells([sums_of(near)]).within.tolist() == cells([sums_of(far)]).within.tolist() == [6.75]


def test_the_intercept_can_be_left_out() -> None:
    patterns = people(1).patterns()
    assert np.array_equal(arm_cells(patterns).x[:, 1:], arm_cells(patterns, has_intercept=False).x)


def test_an_empty_group_is_refused() -> None:
    nobody = Sums(n=0, total=0, squares=0)
    with pytest.raises(UndefinedStatisticError, match="one of them is empty"):
        arm_cells([ArmPattern(covariates=(1.0,), pilot=sums_of([1, 2]), comparison=nobody)])
