"""Binomial regression: flat at the maximum, errors from the curvature, and a refusal instead of infinity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.binomial_regression import Link, binomial_regression

LINKS = pytest.mark.parametrize("link", ["logit", "cloglog"])


def share(predictor: np.ndarray, link: Link) -> np.ndarray:
    chances: np.ndarray = 1 / (1 + np.exp(-predictor)) if link == "logit" else 1 - np.exp(-np.exp(predictor))
    return chances


@LINKS
@given(seed=st.integers(0, 2**20))
@settings(max_examples=25)
def test_it_maximizes_the_binomial_likelihood(seed: int, link: Link) -> None:
    random = np.random.default_rng(seed)
    x = np.column_stack([np.ones(8), random.normal(size=8), random.integers(0, 2, 8)])
    if np.linalg.cond(x) > 50:
        return
    trials = random.integers(20, 60, 8).astype(float)
    successes = np.clip(random.binomial(trials.astype(int), 0.4), 1, trials - 1).astype(float)
    fit = binomial_regression(x, successes, trials, link=link)

    def loss(beta: np.ndarray) -> float:
        return -float(np.sum(stats.binom.logpmf(successes, trials, share(x @ beta, link))))

    best = optimize.minimize(loss, fit.coefficients, method="BFGS")
    assert loss(fit.coefficients) <= best.fun + 1e-9
    assert fit.coefficients == pytest.approx(best.x, abs=1e-3)
    assert fit.fitted == pytest.approx(share(x @ fit.coefficients, link))
    saturated = float(np.sum(stats.binom.logpmf(successes, trials, successes / trials)))
    assert fit.deviance == pytest.approx(2 * (saturated + loss(fit.coefficients)), abs=1e-8)


@LINKS
def test_errors_come_from_the_expected_information(link: Link) -> None:
    x = np.column_stack([np.ones(4), np.arange(4.0)])
    trials, successes = np.array([40.0, 50.0, 60.0, 30.0]), np.array([4.0, 9.0, 18.0, 14.0])
    fit = binomial_regression(x, successes, trials, link=link)
    step = 1e-6
    slopes = (share(x @ fit.coefficients + step, link) - share(x @ fit.coefficients - step, link)) / (2 * step)
    weight = trials * slopes**2 / (fit.fitted * (1 - fit.fitted))
    expected = np.linalg.inv(x.T @ (x * weight[:, None]))
    assert fit.covariance == pytest.approx(expected, rel=1e-5)
    assert fit.standard_errors == pytest.approx(np.sqrt(np.diag(expected)), rel=1e-5)


def test_a_pattern_without_people_changes_nothing_but_gets_a_fitted_share() -> None:
    x = np.column_stack([np.ones(3), np.array([0.0, 1.0, 2.0])])
    fit = binomial_regression(x, np.array([10.0, 20.0, 0.0]), np.array([40.0, 40.0, 0.0]))
    assert fit.fitted == pytest.approx([0.25, 0.5, 0.75])


@LINKS
def test_refusals(link: Link) -> None:
    x = np.column_stack([np.ones(2), np.array([0.0, 1.0])])
    trials = np.array([30.0, 30.0])
    with pytest.raises(UndefinedStatisticError, match="Nobody or everybody"):
        binomial_regression(x, np.zeros(2), trials, link=link)
    with pytest.raises(UndefinedStatisticError, match="Nobody or everybody"):
        binomial_regression(x, trials, trials, link=link)
    with pytest.raises(UndefinedStatisticError, match="do not overlap"):
        binomial_regression(x, np.array([0.0, 30.0]), trials, link=link)
    with pytest.raises(UndefinedStatisticError, match="do not overlap"):
        binomial_regression(x, np.array([0.0, 12.0]), trials, link=link)
    with pytest.raises(UndefinedStatisticError, match="do not determine"):
        binomial_regression(np.ones((2, 2)), np.array([3.0, 12.0]), trials, link=link)
