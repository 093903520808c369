"""Weighting: make the comparison group resemble the pilot group in what was known beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from analytics.stats.binomial_regression import binomial_regression
from analytics.stats.patterns import ArmCells, Cells, arm_cells
from analytics.stats.wald import wald_interval, wald_p

if TYPE_CHECKING:
    from analytics.stats.outcome import Interval
    from analytics.stats.patterns import Floats, Patterns

Estimand: TypeAlias = Literal["everybody", "participants", "overlap"]
SURE = float(np.finfo(float).eps)
"""How near to 0 and 1 a chance is taken for certain: only people of one group can have it; no weight is infinite."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Propensity:
    """The chance of being in the pilot group, given the covariates.

    Args:
        coefficients: Of the logit model, the intercept first, shape (terms,).
        score: Fitted chance in each pattern, shape (patterns,).
        covariance: Covariance of the coefficients.
        cells: The patterns behind it, as columns.
    """

    coefficients: Floats
    score: Floats
    covariance: Floats
    cells: ArmCells


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How far the two groups share the same chances of taking part.

    Args:
        low: Smallest chance that occurs in both groups.
        high: Largest chance that occurs in both groups.
        n_pilot_outside: People of the pilot group with a chance outside that range: nobody resembles them.
        n_comparison_outside: The same in the comparison group.
    """

    low: float
    high: float
    n_pilot_outside: int
    n_comparison_outside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedDifference:
    """Difference of two weighted means.

    Args:
        estimand: Whom the difference is about.
        difference: Pilot minus comparison, in the unit of the outcome.
        standard_error: Standard error that knows the weights were estimated.
        interval: Normal interval with it.
        p: Two-sided p-value.
        fixed_standard_error: Standard error as if the weights had been given.
        pilot_mean: Weighted mean of the pilot group.
        comparison_mean: Weighted mean of the comparison group.
        pilot_size: Effective sample size, (sum of weights)^2 / sum of squared weights.
        comparison_size: The same for the comparison group.
        n: People in both groups.
    """

    estimand: Estimand
    difference: float
    standard_error: float
    interval: Interval
    p: float
    fixed_standard_error: float
    pilot_mean: float
    comparison_mean: float
    pilot_size: float
    comparison_size: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Weights:
    """Weights of one arm and their slope in the linear predictor of the propensity, shape (patterns,)."""

    value: Floats
    slope: Floats


def propensity(patterns: Patterns, *, has_intercept: bool = True) -> Propensity:
    """The chance of being in the pilot group as a logit model of the covariates.

    Args:
        patterns: People by covariates and arm.
        has_intercept: Whether to add an intercept.

    Raises:
        UndefinedStatisticError: An arm is empty, the groups do not overlap at all, or the covariates do not determine
            every coefficient.

    Reference:
        Rosenbaum & Rubin (1983), Biometrika 70, 41-55.
    Checked against:
        R: `glm(arm ~ x, family = binomial())`.
    """
    columns = arm_cells(patterns, has_intercept=has_intercept)
    fit = binomial_regression(columns.x, columns.pilot.n, columns.n)
    return Propensity(coefficients=fit.coefficients, score=fit.fitted, covariance=fit.covariance, cells=columns)


def overlap(scores: Propensity) -> Overlap:
    """How many people have no counterpart: their chance of taking part does not occur in the other group.

    Args:
        scores: Fitted propensity.

    Reference:
        Dehejia & Wahba (1999), JASA 94, 1053-1062 (common support by the range of the scores).
    """
    pilot, comparison = scores.cells.pilot.n, scores.cells.comparison.n
    ranges = [scores.score[people > 0] for people in (pilot, comparison)]
    low, high = max(one.min() for one in ranges), min(one.max() for one in ranges)
    is_outside = (scores.score < low) | (scores.score > high)
    return Overlap(
        low=float(low),
        high=float(high),
        n_pilot_outside=int(pilot[is_outside].sum()),
        n_comparison_outside=int(comparison[is_outside].sum()),
    )


def weighted_difference(scores: Propensity, estimand: Estimand, *, level: float = 0.95) -> WeightedDifference:
    """Difference of weighted means (Hájek), with a standard error that carries the estimation of the weights.

    The estimand is the answer: "everybody" (ATE, weights 1/e and 1/(1-e)), "participants" (ATT, 1 and e/(1-e)) and
    "overlap" (ATO, 1-e and e: people who could have been in either group) can differ widely on the same data.

    Args:
        scores: Fitted propensity, with the outcome in its cells.
        estimand: Whom the difference is about.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Everybody has the same outcome.

    Reference:
        Lunceford & Davidian (2004), Statistics in Medicine 23, 2937-2960 (stacked estimating equations); Li, Morgan &
        Zaslavsky (2018), JASA 113, 390-400 (overlap weights).
    Checked against:
        R: `ipw_set` (stacked M-estimation by hand), propensity from `glm(..., family = binomial())`.

    >>> from analytics.stats.moments import Sums
    >>> from analytics.stats.patterns import ArmPattern
    >>> junior = Sums(n=4, total=12, squares=40), Sums(n=8, total=18, squares=46)
    >>> senior = Sums(n=6, total=24, squares=100), Sums(n=3, total=9, squares=29)
    >>> patterns = [ArmPattern(covariates=(x,), pilot=p, comparison=c) for x, (p, c) in enumerate([junior, senior])]
    >>> found = weighted_difference(propensity(patterns), "participants")
    >>> round(found.difference, 4), round(found.standard_error, 4), round(found.comparison_size, 2)
    (0.9, 0.4186, 7.14)
    """
    columns = scores.cells
    pilot, comparison = _weights(scores.score, estimand)
    pilot_mean, pilot_total = _weighted_mean(columns.pilot, pilot.value)
    comparison_mean, comparison_total = _weighted_mean(columns.comparison, comparison.value)
    shift = _shift(scores, (pilot, pilot_mean, pilot_total), (comparison, comparison_mean, comparison_total))
    about = (pilot.value / pilot_total, pilot_mean), (-comparison.value / comparison_total, comparison_mean)
    fixed = _influence(columns, *about, np.zeros(shift.size), np.zeros(shift.size))
    stacked = _influence(columns, *about, (1 - scores.score) * shift, -scores.score * shift)
    difference, standard_error = pilot_mean - comparison_mean, math.sqrt(stacked)
    return WeightedDifference(
        estimand=estimand,
        difference=difference,
        standard_error=standard_error,
        interval=wald_interval(difference, standard_error, level=level),
        p=wald_p(difference, standard_error),
        fixed_standard_error=math.sqrt(fixed),
        pilot_mean=pilot_mean,
        comparison_mean=comparison_mean,
        pilot_size=_effective_size(columns.pilot, pilot.value),
        comparison_size=_effective_size(columns.comparison, comparison.value),
        n=int(columns.n.sum()),
    )


def weights(scores: Propensity, estimand: Estimand) -> tuple[Floats, Floats]:
    """Weight of one person of the pilot group, and of the comparison group, in each pattern, each shape (patterns,).

    Args:
        scores: Fitted propensity.
        estimand: Whom the weighted comparison is about.
    """
    pilot, comparison = _weights(scores.score, estimand)
    return pilot.value, comparison.value


def _weights(score: Floats, estimand: Estimand) -> tuple[_Weights, _Weights]:
    score = np.clip(score, SURE, 1 - SURE)
    odds, one, none = score / (1 - score), np.ones_like(score), np.zeros_like(score)
    if estimand == "everybody":
        return _Weights(value=1 / score, slope=-1 / odds), _Weights(value=1 / (1 - score), slope=odds)
    if estimand == "participants":
        return _Weights(value=one, slope=none), _Weights(value=odds, slope=odds)
    spread = score * (1 - score)
    return _Weights(value=1 - score, slope=-spread), _Weights(value=score, slope=spread)


def _weighted_mean(cells: Cells, weight: Floats) -> tuple[float, float]:
    """Weighted mean and sum of the weights."""
    total = float(cells.n @ weight)
    return float((cells.n * weight) @ cells.mean) / total, total


def _shift(
    scores: Propensity, pilot: tuple[_Weights, float, float], comparison: tuple[_Weights, float, float]
) -> Floats:
    """How far one person's residual of the propensity model moves the estimate, by pattern: x' I^-1 G."""
    columns = scores.cells
    per_pattern = np.zeros(scores.score.size)
    for cells, (weight, mean, total), sign in ((columns.pilot, pilot, 1.0), (columns.comparison, comparison, -1.0)):
        per_pattern += sign * cells.n * weight.slope * (cells.mean - mean) / total
    shift: Floats = columns.x @ (scores.covariance @ (columns.x.T @ per_pattern))
    return shift


def _influence(
    columns: ArmCells,
    pilot: tuple[Floats, float],
    comparison: tuple[Floats, float],
    pilot_shift: Floats,
    comparison_shift: Floats,
) -> float:
    """Sum over all people of (factor (y - mean) + shift)^2, from counts, means and squares of each pattern."""
    total = 0.0
    for cells, (factor, mean), shift in (
        (columns.pilot, pilot, pilot_shift),
        (columns.comparison, comparison, comparison_shift),
    ):
        centers = factor * (cells.mean - mean) + shift
        total += float(factor**2 @ cells.within + cells.n @ centers**2)
    return total


def _effective_size(cells: Cells, weight: Floats) -> float:
    return float(cells.n @ weight) ** 2 / float(cells.n @ weight**2)
