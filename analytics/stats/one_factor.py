"""One common factor behind several items, by maximum likelihood."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from analytics.stats.quadrature import Floats

LEAST_UNIQUE = 0.005
"""No item is explained by the factor altogether; R stops here too."""

FEWEST_ITEMS = 3
"""With fewer items there are more loadings than correlations."""

MOST_STEPS = 500
MOST_HALVINGS = 14
SMALLEST_STEP = 1e-11
ROUNDING = 1e-15


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFactor:
    """A fitted one-factor model of a correlation matrix.

    Args:
        loadings: Correlation of each item with the factor; their sum is above 0.
        uniquenesses: Share of each item's variance that the factor does not explain, from 0.005 to 1.
        is_proper: Whether no uniqueness stopped at 0.005.
    """

    loadings: Floats
    uniquenesses: Floats
    is_proper: bool


def one_factor(correlation: Floats) -> OneFactor:
    """The loadings and uniquenesses that make the observed correlations most likely.

    Args:
        correlation: Correlation matrix of the items, (k, k), k at least 3.

    Raises:
        UndefinedStatisticError: Fewer than three items, items that repeat one another exactly, or no common factor.

    Reference:
        Jöreskog (1967), Some contributions to maximum likelihood factor analysis, Psychometrika 32, 443-482; Lawley and
        Maxwell (1971), Factor Analysis as a Statistical Method: the likelihood as a function of the uniquenesses alone.
    Checked against:
        R: `factanal(covmat = correlation, factors = 1)`.

    >>> fit = one_factor(np.array([[1.0, 0.56, 0.48], [0.56, 1.0, 0.42], [0.48, 0.42, 1.0]]))
    >>> [round(loading, 6) for loading in fit.loadings.tolist()]
    [0.8, 0.7, 0.6]
    """
    k = len(correlation)
    if k < FEWEST_ITEMS:
        raise UndefinedStatisticError(
            f"A common factor needs at least three items; here there are {k}.", next_step="Report alpha."
        )
    if float(np.linalg.eigvalsh(correlation)[0]) < 1e-10:  # noqa: PLR2004 - singular up to rounding
        raise UndefinedStatisticError(
            "Some items say exactly what others say, so a common factor cannot be told from them.",
            next_step="Leave repeated items out of the scale, or choose a wider selection.",
        )
    unique = _uniquenesses(correlation)
    loadings = _loadings(unique, correlation)
    return OneFactor(
        loadings=loadings if loadings.sum() >= 0.0 else -loadings,
        uniquenesses=unique,
        is_proper=bool(unique.min() > LEAST_UNIQUE),
    )


def _uniquenesses(correlation: Floats) -> Floats:
    """The most likely uniquenesses, by Newton steps in their logarithms that stop at the bounds."""
    start = (1.0 - 0.5 / len(correlation)) / np.diag(np.linalg.inv(correlation))
    unique: Floats = np.clip(start, LEAST_UNIQUE, 1.0)
    for _ in range(MOST_STEPS):
        step = _step(unique, correlation)
        if np.abs(step).max() < SMALLEST_STEP:
            return unique
        unique = _improved(unique, step, correlation)
    raise UndefinedStatisticError(
        "No common factor fits the items well enough to say how much it explains.", next_step="Report alpha."
    )


def _step(unique: Floats, correlation: Floats) -> Floats:
    """Newton's step in log uniqueness; 0 where the likelihood pushes against a bound."""
    values, vectors = _scaled(unique, correlation)
    own = vectors[:, :-1]
    slope: Floats = np.square(own) @ (1.0 - values[:-1])
    is_held = ((unique <= LEAST_UNIQUE) & (slope > 0.0)) | ((unique >= 1.0) & (slope < 0.0))
    curvature: Floats = np.square(own @ own.T)
    curvature[is_held] = curvature[:, is_held] = 0.0
    curvature[is_held, is_held] = 1.0
    slope[is_held] = 0.0
    try:
        return np.asarray(np.linalg.solve(curvature, -slope), dtype=np.float64)
    except np.linalg.LinAlgError:  # an item has nothing to do with the others: of many steps take the shortest
        return np.asarray(np.linalg.lstsq(curvature, -slope)[0], dtype=np.float64)


def _improved(unique: Floats, step: Floats, correlation: Floats) -> Floats:
    """The uniquenesses after the longest of the step's halves that does not make the fit worse."""
    before = _misfit(unique, correlation)
    for halvings in range(MOST_HALVINGS):
        reach = np.clip(math.ldexp(1.0, -halvings) * step, math.log(LEAST_UNIQUE), -math.log(LEAST_UNIQUE))
        moved: Floats = np.clip(unique * np.exp(reach), LEAST_UNIQUE, 1.0)
        if _misfit(moved, correlation) <= before + ROUNDING:
            break
    return moved


def _scaled(unique: Floats, correlation: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues, ascending, and eigenvectors of the correlations in units of the unique standard deviations."""
    scale = 1.0 / np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlation * np.outer(scale, scale))
    return values, vectors


def _loadings(unique: Floats, correlation: Floats) -> Floats:
    values, vectors = _scaled(unique, correlation)
    loadings: Floats = np.sqrt(unique) * vectors[:, -1] * np.sqrt(max(float(values[-1]) - 1.0, 0.0))
    return loadings


def _misfit(unique: Floats, correlation: Floats) -> float:
    """Minus the log likelihood per person, up to a constant and a factor, at the best loadings."""
    values, _ = _scaled(unique, correlation)
    small = values[:-1]
    return float(np.sum(small - np.log(small))) - len(small)
