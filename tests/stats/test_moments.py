from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.moments import Moments, Sums
from tests.stats.answers import answers, moments_of, sums_of


@given(answers(low=-1000, high=1000))
def test_mean_and_variance_are_those_of_the_rows(values: list[int]) -> None:
    moments = moments_of(values)
    assert moments.n == len(values)
    exact = [Fraction(value) for value in values]
    assert moments.mean == float(statistics.mean(exact))
    assert moments.variance == float(statistics.variance(exact))


@given(answers(fewest=0), answers(fewest=0), answers(fewest=0))
def test_merging_is_associative_and_ignores_order(a: list[int], b: list[int], c: list[int]) -> None:
    merged = (sums_of(a) + sums_of(b)) + sums_of(c)
    assert merged == sums_of(a) + (sums_of(b) + sums_of(c))
    assert merged == sums_of(c) + sums_of(a) + sums_of(b)
    assert merged == sums_of(sorted([*a, *b, *c]))


@given(answers())
def test_every_row_twice_shrinks_the_variance_as_predicted(values: list[int]) -> None:
    once, twice = moments_of(values), moments_of([*values, *values])
    assert twice.variance == pytest.approx(once.variance * 2 * (once.n - 1) / (2 * once.n - 1), rel=1e-14)


def test_no_cancellation_far_from_zero() -> None:
    near, far = [0, 1, 2, 3, 10], [v + 10**12 for v in (0, 1, 2, 3, 10)]
    assert moments_of(far).variance == moments_of(near).variance


def test_denominator_is_the_unit() -> None:
    assert moments_of([60, 120, 180], denominator=60) == Moments(n=3, mean=2.0, variance=1.0)


@given(st.integers(0, 1))
def test_fewer_than_two_have_no_variance(n: int) -> None:
    with pytest.raises(UndefinedStatisticError, match="at least two observations"):
        sums_of([5] * n).moments()


def test_different_units_do_not_merge() -> None:
    with pytest.raises(UndefinedStatisticError, match="different units"):
        Sums(n=1, total=1, squares=1, denominator=60) + Sums(n=1, total=1, squares=1)
