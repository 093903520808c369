"""Augmented inverse-probability weighting: right if either the propensity or the outcome model is right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from analytics.errors import UndefinedStatisticError
from analytics.stats.binomial_regression import binomial_regression
from analytics.stats.information import inverse
from analytics.stats.patterns import ArmCells, Cells, arm_cells
from analytics.stats.wald import wald_interval, wald_p
from analytics.stats.weighting import SURE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.stats.outcome import Interval
    from analytics.stats.patterns import Floats, Patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublyRobust:
    """Average difference the program makes, from two models of which one may be wrong.

    Args:
        difference: Pilot minus comparison, averaged over everybody, in the unit of the outcome.
        standard_error: From the influence of every person.
        interval: Normal interval.
        p: Two-sided p-value.
        folds: Parts of the cross-fit; 1 when models and people are the same.
        n: People in both groups.
    """

    difference: float
    standard_error: float
    interval: Interval
    p: float
    folds: int
    n: int


def doubly_robust(
    patterns: Patterns, *, is_cross_fitted: bool = False, has_intercept: bool = True, level: float = 0.95
) -> DoublyRobust:
    """The AIPW estimate of the average difference, with logit propensity and a linear outcome model in each arm.

    Every person contributes m1 - m0 + t (y - m1) / e - (1 - t) (y - m0) / (1 - e). Cross-fitted, the models for the
    people of a fold come from the people of all other folds.

    Args:
        patterns: People by covariates and arm, and by fold when cross-fitted.
        is_cross_fitted: Whether to keep the people of a fold out of the models applied to them.
        has_intercept: Whether to add an intercept to the models.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: The groups do not overlap, the models are not determined (in some fold), or there are
            fewer than two folds to cross-fit.

    Reference:
        Robins, Rotnitzky & Zhao (1994), JASA 89, 846-866; Chernozhukov et al. (2018), Econometrics Journal 21, C1-C68.
    Checked against:
        R: `aipw` by hand, `glm.fit(..., family = binomial())` and `lm.fit` on the rows of the other folds.

    >>> from analytics.stats.moments import Sums
    >>> from analytics.stats.patterns import ArmPattern
    >>> junior = Sums(n=4, total=12, squares=40), Sums(n=8, total=18, squares=46)
    >>> senior = Sums(n=6, total=24, squares=100), Sums(n=3, total=9, squares=29)
    >>> patterns = [ArmPattern(covariates=(x,), pilot=p, comparison=c) for x, (p, c) in enumerate([junior, senior])]
    >>> found = doubly_robust(patterns)
    >>> round(found.difference, 4), round(found.standard_error, 4)
    (0.8571, 0.4143)
    """
    columns = arm_cells(patterns, has_intercept=has_intercept)
    folds = np.unique(columns.fold) if is_cross_fitted else np.zeros(1, dtype=np.int64)
    if is_cross_fitted and folds.size == 1:
        raise UndefinedStatisticError(
            "Cross-fitting needs at least two folds; here there is one.", next_step="Use more folds."
        )
    score, pilot, comparison = (np.zeros(columns.fold.size) for _ in range(3))
    for fold in folds:
        is_applied = columns.fold == fold if is_cross_fitted else np.full(columns.fold.size, fill_value=True)
        models = _models(columns, ~is_applied if is_cross_fitted else is_applied)
        score[is_applied], pilot[is_applied], comparison[is_applied] = (model[is_applied] for model in models)
    score = _unsure(score, columns)
    contributions = (
        (columns.pilot, pilot - comparison - pilot / score, 1 / score),
        (columns.comparison, pilot - comparison + comparison / (1 - score), -1 / (1 - score)),
    )
    n = float(columns.n.sum())
    difference = sum(float(cells.n @ (base + factor * cells.mean)) for cells, base, factor in contributions) / n
    squares = sum(_squares(cells, base - difference, factor) for cells, base, factor in contributions)
    standard_error = math.sqrt(squares) / n
    return DoublyRobust(
        difference=difference,
        standard_error=standard_error,
        interval=wald_interval(difference, standard_error, level=level),
        p=wald_p(difference, standard_error),
        folds=folds.size,
        n=int(n),
    )


def _unsure(score: Floats, columns: ArmCells) -> Floats:
    """The chances, none of them so near to 0 or 1 that the weights of people who are not there were infinite."""
    if ((score > 1 - SURE) & (columns.comparison.n > 0)).any() or ((score < SURE) & (columns.pilot.n > 0)).any():
        raise UndefinedStatisticError(
            "By the other folds somebody was sure to be in the other group: the groups do not overlap.",
            next_step="Leave a covariate out, use broader categories, or compare only people alike in both.",
        )
    return np.clip(score, SURE, 1 - SURE)


def _models(columns: ArmCells, is_fitted: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Propensity and expected outcome in either arm for every pattern, from the patterns that are fitted."""
    fit = binomial_regression(columns.x[is_fitted], columns.pilot.n[is_fitted], columns.n[is_fitted])
    score = expit(columns.x @ fit.coefficients)
    pilot, comparison = (
        columns.x @ _least_squares(columns.x[is_fitted], cells.n[is_fitted], cells.mean[is_fitted])
        for cells in (columns.pilot, columns.comparison)
    )
    return score, pilot, comparison


def _least_squares(x: Floats, n: Floats, mean: Floats) -> Floats:
    """Coefficients of a linear model of the means, weighted by people."""
    coefficients: Floats = inverse(x.T @ (x * n[:, None])) @ (x.T @ (n * mean))
    return coefficients


def _squares(cells: Cells, base: Floats, factor: Floats) -> float:
    """Sum over people of (base + factor y)^2."""
    return float(factor**2 @ cells.within + cells.n @ (base + factor * cells.mean) ** 2)
