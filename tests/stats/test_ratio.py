"""A ratio over pairs equals the textbook computation on the rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.ratio import RatioSums, ratio_of_sums

PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 40)), min_size=2, max_size=60)


def sums(rows: list[tuple[int, int]]) -> RatioSums:
    return RatioSums(
        n=len(rows),
        total=sum(y for y, _ in rows),
        squares=sum(y * y for y, _ in rows),
        base=sum(x for _, x in rows),
        base_squares=sum(x * x for _, x in rows),
        product=sum(x * y for y, x in rows),
    )


@given(PAIRS)
def test_the_error_is_that_of_the_residuals(rows: list[tuple[int, int]]) -> None:
    y, x = np.array(rows, dtype=float).T
    value = y.sum() / x.sum()
    expected = np.sqrt(len(rows) / (len(rows) - 1) * ((y - value * x) ** 2).sum()) / x.sum()
    found = ratio_of_sums(sums(rows))
    assert found.value == pytest.approx(value)
    assert found.standard_error == pytest.approx(expected, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("rows", [[(1, 2)], [(0, 0), (0, 0)]])
def test_one_pair_or_nothing_to_divide_by_is_refused(rows: list[tuple[int, int]]) -> None:
    with pytest.raises(UndefinedStatisticError):
        ratio_of_sums(sums(rows))
