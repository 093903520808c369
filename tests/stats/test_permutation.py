"""Permutation importance: equal to all n^2 pairs of rows, near the mean of draws, honest about chance."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from analytics.errors import UndefinedStatisticError
from analytics.stats.factor_patterns import FactorPatterns
from analytics.stats.permutation import importance, log_losses, rate_loss
from analytics.stats.ridge_logistic import RidgeLogistic, ridge_logistic
from tests.stats.outcomes import People, people


def pairs(model: RidgeLogistic, drawn: People, factors: list[int]) -> np.ndarray:
    """The rise of the loss of each row when it is given the values of each row, shape (n, n)."""
    starts = np.array(drawn.patterns.starts())
    effect = model.coefficients[starts[factors] + drawn.codes[:, factors]].sum(axis=1)
    whole = model.intercept + drawn.design @ model.coefficients
    moved = (whole - effect)[:, None] + effect[None, :]
    sign = np.where(drawn.y == 1, -1, 1)
    rises: np.ndarray = np.log1p(np.exp(sign[:, None] * moved)) - np.log1p(np.exp(sign * whole))[:, None]
    return rises


@pytest.mark.parametrize("factors", [[0], [1], [2], [0, 1], [0, 1, 2]])
def test_it_is_the_mean_over_all_pairs_of_rows(factors: list[int]) -> None:
    drawn = people(n=800, seed=2)
    model = ridge_logistic(people().patterns)
    rises, found = pairs(model, drawn, factors), importance(model, drawn.patterns, factors)
    spread = rises.mean(axis=1) + rises.mean(axis=0) - 2 * rises.mean()
    error = np.sqrt((spread**2).sum() / (len(spread) - 1) / len(spread))
    assert found.loss == pytest.approx(rises.mean(), abs=1e-13)
    assert found.interval.high - found.loss == pytest.approx(1.959963984540054 * error, rel=1e-9)
    assert found.n == 800


def test_draws_come_near_it() -> None:
    drawn = people(seed=2)
    rows = LogisticRegression(C=1, tol=1e-10, solver="newton-cholesky").fit(drawn.codes[:, :1] == 1, drawn.y)
    sampled = permutation_importance(
        rows, drawn.codes[:, :1] == 1, drawn.y, scoring="neg_log_loss", n_repeats=200, random_state=1
    )
    counted = [({"is": str(code == 1)}, 1, y) for code, y in zip(drawn.codes[:, 0], drawn.y.tolist(), strict=True)]
    patterns = FactorPatterns.of(counted, {"is": ("False", "True")})
    model = ridge_logistic(patterns, penalty=1e-3)
    found = importance(model, patterns, [0]).loss
    assert found == pytest.approx(sampled.importances_mean[0], abs=0.0005)


def test_the_loss_is_that_of_rows() -> None:
    drawn = people()
    model = ridge_logistic(drawn.patterns)
    p = 1 / (1 + np.exp(-(model.intercept + drawn.design @ model.coefficients)))
    assert log_losses(model, drawn.patterns) == pytest.approx(log_loss(drawn.y, p), abs=1e-12)
    assert rate_loss(0.3, drawn.patterns) == pytest.approx(log_loss(drawn.y, np.full(len(drawn.y), 0.3)), abs=1e-12)


def test_what_matters_is_found_and_what_does_not_is_not() -> None:
    model, new = ridge_logistic(people().patterns), people(seed=2).patterns
    assert importance(model, new, [0]).interval.low > 0
    assert importance(model, new, [2]).interval.low < 0


def test_a_useless_factor_is_seldom_found_in_new_people() -> None:
    found = 0
    for seed in range(100):
        model = ridge_logistic(people(n=500, seed=seed).patterns)
        found += importance(model, people(n=400, seed=500 + seed).patterns, [2]).interval.low > 0
    assert found <= 8


def test_one_person_is_no_check() -> None:
    model = ridge_logistic(people().patterns)
    lonely = people(n=1).patterns
    with pytest.raises(UndefinedStatisticError):
        importance(model, lonely, [0])
