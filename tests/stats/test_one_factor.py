from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.one_factor import LEAST_UNIQUE, one_factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float64]


def correlation(loadings: list[float]) -> Matrix:
    exact = np.outer(loadings, loadings)
    np.fill_diagonal(exact, 1.0)
    return exact


@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=10))
def test_an_exact_factor_is_found(loadings: list[float]) -> None:
    fit = one_factor(correlation(loadings))
    assert fit.loadings.tolist() == pytest.approx(loadings, abs=1e-5)
    assert fit.is_proper


@given(st.integers(0, 10_000), st.integers(3, 8))
def test_a_proper_fit_explains_the_variance_of_every_item_and_no_other_is_better(seed: int, k: int) -> None:
    chance = np.random.default_rng(seed)
    loadings = chance.uniform(0.3, 0.9, k)
    people = chance.normal(size=(250, 1)) * loadings + chance.normal(size=(250, k)) * np.sqrt(1 - loadings**2)
    observed: Matrix = np.asarray(np.corrcoef(people.T))
    fit = one_factor(observed)
    assume(fit.is_proper)
    np.testing.assert_allclose(fit.loadings**2 + fit.uniquenesses, 1.0, atol=1e-9)
    best = misfit(fit.loadings, fit.uniquenesses, observed)
    for _ in range(20):
        nearby = fit.loadings + chance.normal(scale=0.01, size=k)
        assert misfit(nearby, 1 - nearby**2, observed) >= best


def misfit(loadings: Matrix, uniquenesses: Matrix, observed: Matrix) -> float:
    implied = np.outer(loadings, loadings) + np.diag(uniquenesses)
    return float(np.linalg.slogdet(implied)[1] + np.trace(np.linalg.solve(implied, observed)))


def test_the_sign_is_that_of_most_loadings() -> None:
    fit = one_factor(correlation([-0.8, -0.7, -0.6, 0.5]))
    assert fit.loadings.tolist() == pytest.approx([0.8, 0.7, 0.6, -0.5], abs=1e-6)


def test_an_item_explained_altogether_is_said_to_be() -> None:
    fit = one_factor(np.array([[1.0, 0.8, 0.8], [0.8, 1.0, 0.5], [0.8, 0.5, 1.0]]))
    assert not fit.is_proper
    assert fit.uniquenesses[0] == LEAST_UNIQUE


def test_repeated_items_are_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="exactly what others say"):
        one_factor(np.array([[1.0, 1.0, 0.5], [1.0, 1.0, 0.5], [0.5, 0.5, 1.0]]))


def test_an_item_that_goes_with_no_other_keeps_all_its_variance() -> None:
    """R: `factanal(x, 1)` of 9 answers to 3 items prints uniquenesses 0.855, 1 and 0.855.

    Only the product of the two other loadings is determined: it is their correlation.
    """
    rows = [[5, 1, 5], [5, 1, 1], [1, 3, 2], [3, 1, 1], [5, 3, 2], [1, 1, 2], [4, 4, 1], [3, 3, 4], [3, 1, 1]]
    observed: Matrix = np.asarray(np.corrcoef(np.array(rows).T))
    fit = one_factor(observed)
    assert fit.uniquenesses.tolist() == pytest.approx([0.855, 1.0, 0.855], abs=2e-3)
    assert fit.loadings[0] * fit.loadings[2] == pytest.approx(observed[0, 2], abs=1e-9)
    assert fit.loadings[1] == pytest.approx(0.0, abs=1e-9)


def test_steps_of_any_length_stay_within_the_bounds() -> None:
    rows = [[3, 2, 3, 1], [3, 2, 2, 5], [3, 1, 1, 3], [4, 5, 5, 3], [1, 3, 5, 4]]
    fit = one_factor(np.asarray(np.corrcoef(np.array(rows).T)))
    assert LEAST_UNIQUE <= fit.uniquenesses.min() <= fit.uniquenesses.max() <= 1.0
