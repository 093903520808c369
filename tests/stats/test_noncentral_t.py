from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.stats.distributions import t_upper
from analytics.stats.noncentral_t import above, below, noncentrality_interval


@pytest.mark.parametrize(
    ("t", "df", "noncentrality", "probability"),
    [  # mpmath, 30 digits, by the integral of the definition
        (2.0, 20.0, 1.0, 0.823873267291093),
        (2.0, 1.0, 0.3, 0.793382853009893),
        (30.0, 5.0, 28.0, 0.49970543605622904),
        (10.0, 2.3, 9.7, 0.40433806802109403),
        (1.9, 1200.5, -1.0, 0.998118825012589),
        (40.0, 300.0, 37.0, 0.940118813247882),
    ],
)
def test_probability_to_all_digits(t: float, df: float, noncentrality: float, probability: float) -> None:
    assert below(t, df, noncentrality) == pytest.approx(probability, rel=1e-13)


@pytest.mark.parametrize(
    ("t", "df", "noncentrality", "probability"),
    [
        (100.0, 2.0, 120.0, 0.236972294010536),
        (3000.0, 8.0, 5000.0, 0.00452043790610469),
        (1e6, 58, 9e5, 0.849265280602251),
    ],
)
def test_noncentralities_of_any_size(t: float, df: float, noncentrality: float, probability: float) -> None:
    """R: `integrate(function(z) dnorm(z) * pchisq(df * ((z + ncp) / t)^2, df, lower = FALSE), -10, 10)` to 1e-13.

    `pt(t, df, ncp)` itself stops at an ncp of 37.62.
    """
    assert below(t, df, noncentrality) == pytest.approx(probability, rel=1e-12)
    assert above(-t, df, -noncentrality) == pytest.approx(probability, rel=1e-12)
    assert below(-t, df, -noncentrality) == pytest.approx(1.0 - probability, rel=1e-12)


def test_limits_of_a_difference_far_beyond_its_spread() -> None:
    """R: `uniroot` over the integral above, t = 1e4, df = 2."""
    found = noncentrality_interval(1e4, 2.0)
    assert (found.low, found.high) == pytest.approx((1591.15676445302, 19206.45599243006), rel=1e-10)


def test_where_scipy_has_no_answer() -> None:
    assert 0.0 < below(-2.0, 80.0, 30.0) < 1e-200
    assert below(-2.0, 80.0, 37.0) >= 0.0


@given(st.floats(-20, 20), st.floats(1, 500), st.floats(-40, 40))
def test_both_tails_make_one(t: float, df: float, noncentrality: float) -> None:
    assert below(t, df, noncentrality) + above(t, df, noncentrality) == pytest.approx(1.0, abs=1e-13)


@given(st.floats(-8, 8), st.floats(1, 500))
def test_without_noncentrality_it_is_student(t: float, df: float) -> None:
    assert above(t, df, 0.0) == pytest.approx(t_upper(t, df), rel=1e-9)


@given(st.floats(-15, 15), st.floats(2, 300), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_limits_are_where_t_is_just_surprising(t: float, df: float, level: float) -> None:
    found = noncentrality_interval(t, df, level=level)
    assert below(t, df, found.low) == pytest.approx((1 + level) / 2, rel=1e-12)
    assert below(t, df, found.high) == pytest.approx((1 - level) / 2, rel=1e-10)
