from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats import distributions

LEVELS = st.floats(0.5, 0.9999)
DEGREES = st.floats(1.0, 5000.0)


@given(LEVELS, DEGREES)
def test_student_quantile_leaves_its_tail(level: float, df: float) -> None:
    q = distributions.t_quantile(level, df)
    assert distributions.t_p(q, df) == pytest.approx(1 - level, rel=1e-12)
    assert q > distributions.normal_quantile(level)


@given(st.floats(-30, 30), DEGREES)
def test_student_tails_are_those_of_scipy(t: float, df: float) -> None:
    assert distributions.t_upper(t, df) == pytest.approx(stats.t.sf(t, df), rel=1e-12)
    assert distributions.t_p(t, df) == pytest.approx(2 * stats.t.sf(abs(t), df), rel=1e-12)


@given(st.floats(0.01, 800), st.integers(1, 40), st.floats(1.0, 500.0))
def test_chi_square_and_f_tails_are_those_of_scipy(x: float, df1: int, df2: float) -> None:
    assert distributions.chi_square_p(x, df1) == pytest.approx(stats.chi2.sf(x, df1), rel=1e-12)
    assert distributions.f_p(x, df1, df2) == pytest.approx(stats.f.sf(x, df1, df2), rel=1e-11)


@given(st.floats(0.001, 0.999), st.integers(1, 40), st.floats(1.0, 500.0))
def test_f_quantile_leaves_its_tail(probability: float, df1: int, df2: float) -> None:
    q = distributions.f_quantile(probability, df1, df2)
    assert distributions.f_p(q, df1, df2) == pytest.approx(1 - probability, rel=1e-9)


def test_tails_do_not_underflow_to_zero() -> None:
    assert distributions.chi_square_p(230.0, 1) == pytest.approx(5.93e-52, rel=0.01)
    assert 0.0 < distributions.normal_p(12.0) < 1e-30


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, -0.5])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(UndefinedStatisticError, match=r"between 0 and 1, such as 0\.95"):
        distributions.both_sides(level)
