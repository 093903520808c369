"""The penalized logistic model: equal to the fit on rows, flat at its maximum, the same bits in any order."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from analytics.errors import UndefinedStatisticError
from analytics.stats.binomial_regression import binomial_regression
from analytics.stats.factor_patterns import FactorPatterns
from analytics.stats.ridge_logistic import ridge_logistic, standardized
from tests.stats.outcomes import LEVELS, people


def test_patterns_give_the_fit_of_rows() -> None:
    drawn = people()
    rows = LogisticRegression(C=0.5, tol=1e-10, max_iter=5_000, solver="lbfgs").fit(drawn.design, drawn.y)
    found = ridge_logistic(drawn.patterns, penalty=2.0)
    assert found.coefficients == pytest.approx(rows.coef_[0], abs=1e-4)
    exact = LogisticRegression(C=0.5, tol=1e-10, max_iter=500, solver="newton-cholesky").fit(drawn.design, drawn.y)
    assert found.coefficients == pytest.approx(exact.coef_[0], abs=1e-9)
    assert found.intercept == pytest.approx(exact.intercept_[0], abs=1e-9)
    assert found.n == len(drawn.y)


def test_weighted_patterns_in_scikit_learn_give_the_same() -> None:
    patterns = people().patterns
    x, y = np.vstack([patterns.design()] * 2), np.repeat([1, 0], len(patterns.n))
    weights = np.concatenate([patterns.events, patterns.n - patterns.events])
    theirs = LogisticRegression(C=1.0, tol=1e-10, max_iter=500, solver="newton-cholesky")
    theirs.fit(x, y, sample_weight=weights)
    assert ridge_logistic(patterns).coefficients == pytest.approx(theirs.coef_[0], abs=1e-9)


def test_the_gradient_is_zero() -> None:
    drawn = people()
    found = ridge_logistic(drawn.patterns)
    residual = drawn.y - 1 / (1 + np.exp(-(found.intercept + drawn.design @ found.coefficients)))
    assert residual.sum() == pytest.approx(0, abs=1e-7)
    assert drawn.design.T @ residual == pytest.approx(found.coefficients, abs=1e-7)


def test_with_hardly_any_penalty_differences_and_errors_are_those_of_maximum_likelihood() -> None:
    drawn = people()
    patterns = drawn.patterns
    kept = np.hstack([np.ones((len(patterns.n), 1)), np.delete(patterns.design(), [0, 3, 5], axis=1)])
    plain = binomial_regression(kept, patterns.events.astype(float), patterns.n.astype(float))
    found = ridge_logistic(drawn.patterns, penalty=1e-6)
    contrast = np.zeros(9)
    contrast[[1, 0]] = 1, -1
    error = np.sqrt(contrast @ found.covariance[1:, 1:] @ contrast)
    assert contrast @ found.coefficients == pytest.approx(plain.coefficients[1], abs=1e-5)
    assert error == pytest.approx(plain.covariance[1, 1] ** 0.5, rel=1e-4)


def test_standardized_shares_are_means_over_rows_and_their_limits_cover_the_gradient() -> None:
    drawn = people()
    found = ridge_logistic(drawn.patterns)
    shares = standardized(found, drawn.patterns, 0)
    moved = drawn.design.copy()
    moved[:, :3] = [0, 1, 0]
    everybody = 1 / (1 + np.exp(-(found.intercept + drawn.design @ found.coefficients)))
    as_l2 = 1 / (1 + np.exp(-(found.intercept + moved @ found.coefficients)))
    assert shares[1].share == pytest.approx(as_l2.mean(), abs=1e-12)
    assert shares[1].difference == pytest.approx(as_l2.mean() - everybody.mean(), abs=1e-12)
    assert shares[1].n == (drawn.codes[:, 0] == 1).sum()
    assert shares[1].interval.low > 0
    flat = standardized(found, drawn.patterns, 2)
    assert all(one.interval.low < 0 < one.interval.high for one in flat)


def test_intervals_of_differences_cover_in_19_of_20_worlds() -> None:
    covered = 0
    for seed in range(200):
        drawn = people(n=600, seed=seed, effect=0.0)
        one = standardized(ridge_logistic(drawn.patterns), drawn.patterns, 0)[1]
        covered += one.interval.low <= 0 <= one.interval.high
    assert 180 <= covered <= 199


def test_the_same_bits_in_any_order() -> None:
    rows = people().rows()
    once, turned = (
        ridge_logistic(FactorPatterns.of(rows, LEVELS)),
        ridge_logistic(FactorPatterns.of(rows[::-1], LEVELS)),
    )
    assert once.coefficients.tobytes() == turned.coefficients.tobytes()
    assert once.covariance.tobytes() == turned.covariance.tobytes()


def test_no_event_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError):
        ridge_logistic(FactorPatterns.of([({"a": "x"}, 10, 0), ({"a": "y"}, 10, 0)], {"a": ("x", "y")}))
