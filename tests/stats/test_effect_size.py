from __future__ import annotations

import math

import pytest
from hypothesis import assume, given

from analytics.errors import UndefinedStatisticError
from analytics.stats.effect_size import correction, hedges_g
from analytics.stats.moments import Moments
from tests.stats.answers import answers, moments_of


@given(answers(), answers())
def test_swapping_the_groups_turns_the_sign(first: list[int], second: list[int]) -> None:
    assume(len(set(first)) > 1)
    one, other = hedges_g(moments_of(first), moments_of(second)), hedges_g(moments_of(second), moments_of(first))
    assert one.g == pytest.approx(-other.g, rel=1e-14)
    assert one.interval.low == pytest.approx(-other.interval.high, rel=1e-9, abs=1e-12)
    assert one.interval.low < one.g < one.interval.high or one.df < 4


@given(answers(), answers())
def test_the_unit_does_not_matter(first: list[int], second: list[int]) -> None:
    assume(len(set(first)) > 1)
    points = hedges_g(moments_of(first), moments_of(second))
    scaled = hedges_g(moments_of(first, 60), moments_of(second, 60))
    assert scaled.g == pytest.approx(points.g, rel=1e-12, abs=1e-14)
    assert scaled.interval.high == pytest.approx(points.interval.high, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("df", "printed"), [(2, 0.5642), (10, 0.9228), (20, 0.9619), (58, 0.9870)])
def test_correction_is_exact(df: int, printed: float) -> None:
    # R: exp(lgamma(df/2) - log(sqrt(df/2)) - lgamma((df-1)/2)); the first is 1 / sqrt(pi)
    assert correction(df) == pytest.approx(printed, abs=6e-5)
    assert correction(df) < 1


@pytest.mark.parametrize(
    ("df", "exact"), [(5000.0, 0.999849991249437), (2e9, 0.999999999625000), (2e12, 0.999999999999625)]
)
def test_correction_keeps_its_digits_in_large_groups(df: float, exact: float) -> None:
    """R: `sqrt(2 * pi / df) / beta((df - 1) / 2, 1 / 2)`; log-gammas would give 1.002 at 1e12."""
    assert correction(df) == pytest.approx(exact, rel=2e-15)


def test_the_correction_has_no_step() -> None:
    assert correction(1000.0) == pytest.approx(correction(math.nextafter(1000.0, 2000.0)), rel=1e-12)


def test_two_constant_groups_are_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="no standard deviation to measure in"):
        hedges_g(moments_of([4, 4]), moments_of([5, 5, 5]))


def test_a_group_of_one_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="the smallest has 1"):
        hedges_g(moments_of([4, 5]), Moments(n=1, mean=4.0, variance=0.0))
