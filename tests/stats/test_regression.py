"""Adjusted differences: patterns give what rows give, with every kind of standard error."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.patterns import ArmPattern, cells
from analytics.stats.regression import Errors, adjusted_difference, cuped, least_squares
from tests.stats.answers import sums_of
from tests.stats.people import People, people

SEEDS = st.integers(0, 2**20)


def by_rows(x: np.ndarray, y: np.ndarray, errors: Errors) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and covariance of ordinary least squares on rows."""
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    squares = (y - x @ beta) ** 2
    free = 1 - np.einsum("ij,jk,ik->i", x, bread, x)
    n, k = x.shape
    if errors == "classic":
        return beta, bread * squares.sum() / (n - k)
    weight = {"hc0": squares, "hc1": squares * n / (n - k), "hc2": squares / free, "hc3": squares / free**2}[errors]
    return beta, bread @ (x.T * weight) @ x @ bread


@pytest.mark.parametrize("errors", ["classic", "hc0", "hc1", "hc2", "hc3"])
@given(seed=SEEDS)
@settings(max_examples=20)
def test_errors_are_those_of_the_rows(seed: int, errors: Errors) -> None:
    rows = people(seed)
    patterns = rows.patterns()
    x = np.array([[1.0, *pattern.covariates] for pattern in patterns])
    fit = least_squares(x, cells([pattern.comparison for pattern in patterns]))
    chosen = rows.arm == 0
    beta, covariance = by_rows(rows.design[chosen], rows.outcome[chosen], errors)
    assert fit.coefficients == pytest.approx(beta)
    assert fit.covariance(errors) == pytest.approx(covariance)


@pytest.mark.parametrize("is_interacted", [False, True])
@given(seed=SEEDS)
@settings(max_examples=20)
def test_the_adjusted_difference_is_that_of_the_rows(seed: int, is_interacted: bool) -> None:  # noqa: FBT001
    rows = people(seed)
    centered = rows.covariates - rows.covariates.mean(axis=0)
    terms = [rows.arm.astype(float), np.ones(rows.arm.size), centered]
    x = np.column_stack([*terms, centered * rows.arm[:, None]] if is_interacted else terms)
    found = adjusted_difference(rows.patterns(), is_interacted=is_interacted)
    beta, covariance = by_rows(x, rows.outcome, "hc2")
    assert found.difference == pytest.approx(beta[0])
    assert found.standard_error == pytest.approx(np.sqrt(covariance[0, 0]))
    assert found.classic_standard_error == pytest.approx(np.sqrt(by_rows(x, rows.outcome, "classic")[1][0, 0]))
    low, high = stats.t.interval(0.95, x.shape[0] - x.shape[1], beta[0], np.sqrt(covariance[0, 0]))
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))


def earlier_only(rows: People) -> list[ArmPattern]:
    return People(arm=rows.arm, covariates=rows.covariates[:, :1], steps=rows.steps, fold=rows.fold).patterns()


@given(seed=SEEDS)
@settings(max_examples=20)
def test_cuped_is_welch_on_what_is_left(seed: int) -> None:
    rows = people(seed)
    earlier = rows.covariates[:, 0]
    theta = np.cov(rows.outcome, earlier)[0, 1] / earlier.var(ddof=1)
    left = rows.outcome - theta * (earlier - earlier.mean())
    found = cuped(earlier_only(rows))
    test = stats.ttest_ind(left[rows.arm == 1], left[rows.arm == 0], equal_var=False)
    assert found.theta == pytest.approx(theta)
    assert (found.welch.t, found.welch.df, found.welch.p) == pytest.approx((test.statistic, test.df, test.pvalue))


@given(seed=SEEDS)
@settings(max_examples=10)
def test_a_constant_added_to_everybody_changes_nothing(seed: int) -> None:
    plain, shifted = (adjusted_difference(people(seed, shift=shift).patterns()) for shift in (0, 60_000_000))
    assert shifted.difference == pytest.approx(plain.difference, rel=1e-7, abs=1e-8)
    assert shifted.standard_error == pytest.approx(plain.standard_error, rel=1e-7)


def test_refusals() -> None:
    few = [ArmPattern(covariates=(x,), pilot=sums_of([1]), comparison=sums_of([])) for x in (0.0, 1.0)]
    with pytest.raises(UndefinedStatisticError, match="needs more than 3 people"):
        adjusted_difference([*few, ArmPattern(covariates=(1.0,), pilot=sums_of([]), comparison=sums_of([2]))])
    constant = [ArmPattern(covariates=(x,), pilot=sums_of([3] * 4), comparison=sums_of([3] * 5)) for x in (0.0, 1.0)]
    with pytest.raises(UndefinedStatisticError, match="same outcome"):
        adjusted_difference(constant)
    flat = [ArmPattern(covariates=(2.0,), pilot=sums_of([3, 4, 5]), comparison=sums_of([1, 2, 3]))]
    with pytest.raises(UndefinedStatisticError, match="predicts nothing"):
        cuped(flat)
    with pytest.raises(UndefinedStatisticError, match="do not determine"):
        adjusted_difference(flat)
    alone = [
        ArmPattern(covariates=(0.0,), pilot=sums_of([3, 4, 5]), comparison=sums_of([1, 2, 3])),
        ArmPattern(covariates=(1.0,), pilot=sums_of([9]), comparison=sums_of([])),
    ]
    with pytest.raises(UndefinedStatisticError, match="single person decides"):
        adjusted_difference(alone)
