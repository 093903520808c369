from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import studentized_range

from analytics.stats.studentized_range import above, quantile


@pytest.mark.parametrize(
    ("q", "groups", "df"),
    [(3.5, 3, 20.0), (11.9, 6, 14.7), (6.0, 4, 1.0), (20.0, 4, 1.2), (5.0, 60, 8.0), (0.5, 3, 4.0), (4.0, 2, 3.3)],
)
def test_probability_is_that_of_scipy(q: float, groups: int, df: float) -> None:
    assert above(q, groups, df) == pytest.approx(studentized_range.sf(q, groups, df), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("level", "groups", "df", "printed"),
    [(0.95, 3, 20, 3.58), (0.95, 4, 10, 4.33), (0.99, 5, 60, 4.82), (0.95, 10, 120, 4.56), (0.95, 2, 5, 3.64)],
)
def test_quantile_is_that_of_the_printed_tables(level: float, groups: int, df: int, printed: float) -> None:
    assert round(quantile(level, groups, float(df)), 2) == printed


@given(st.sampled_from([0.8, 0.95, 0.99]), st.integers(2, 12), st.floats(2, 400))
def test_quantile_leaves_its_tail(level: float, groups: int, df: float) -> None:
    assert above(quantile(level, groups, df), groups, df) == pytest.approx(1 - level, rel=1e-9)


def test_more_groups_need_a_wider_range() -> None:
    assert quantile(0.95, 3, 12.0) < quantile(0.95, 4, 12.0) < quantile(0.95, 9, 12.0)
