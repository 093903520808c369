"""Differences adjusted for what was known beforehand: ANCOVA, its interacted form, and CUPED, from patterns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.compare import Welch, welch
from analytics.stats.distributions import t_p, t_quantile
from analytics.stats.information import inverse
from analytics.stats.moments import Moments
from analytics.stats.outcome import Interval
from analytics.stats.patterns import ArmCells, Cells, arm_cells
from analytics.stats.wald import NO_SPREAD

if TYPE_CHECKING:
    from analytics.stats.patterns import Floats, Patterns

Errors: TypeAlias = Literal["classic", "hc0", "hc1", "hc2", "hc3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeastSquares:
    """A linear model fitted to patterns, exactly as if to the people in them.

    Args:
        x: Design matrix, shape (patterns, terms).
        cells: Counts, means and squares of the outcome.
        coefficients: One for each term.
        inverse: Inverse of X'X over people.
    """

    x: Floats
    cells: Cells
    coefficients: Floats
    inverse: Floats

    @property
    def df(self) -> float:
        """People less terms."""
        return self.cells.size - self.coefficients.size

    def covariance(self, errors: Errors = "hc2") -> Floats:
        """Covariance of the coefficients, shape (terms, terms).

        Args:
            errors: "classic" (equal variance), or heteroscedasticity-consistent HC0 to HC3.

        Raises:
            UndefinedStatisticError: A single person decides a coefficient, so that HC2 and HC3 do not exist.

        Reference:
            MacKinnon & White (1985), Journal of Econometrics 29, 305-325. The squared residuals of a pattern are its
            sum of squares about the fitted value.
        Checked against:
            R: `vcov(lm(...))`, `sandwich::vcovHC(lm(...), "HC2")`.
        """
        squares = self.cells.squares_about(self.x @ self.coefficients)
        if errors == "classic":
            classic: Floats = self.inverse * (float(squares.sum()) / self.df)
            return classic
        power = {"hc0": 0, "hc1": 0, "hc2": 1, "hc3": 2}[errors]
        free = 1 - np.einsum("ij,jk,ik->i", self.x, self.inverse, self.x)
        if power and (free[self.cells.n > 0] < FREE).any():
            raise UndefinedStatisticError(
                "A single person decides a coefficient, so its standard error cannot be estimated.",
                next_step="Leave a covariate out, or use broader categories.",
            )
        weight = np.divide(squares, free**power, out=np.zeros_like(squares), where=self.cells.n > 0)
        meat = self.x.T @ (self.x * weight[:, None])
        factor = self.cells.size / self.df if errors == "hc1" else 1.0
        covariance: Floats = factor * self.inverse @ meat @ self.inverse
        return covariance


FREE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedDifference:
    """Difference of two groups at equal covariates.

    Args:
        difference: Pilot minus comparison, in the unit of the outcome.
        standard_error: HC2 standard error.
        interval: Student interval with people less terms as degrees of freedom.
        t: Difference divided by its standard error.
        df: Degrees of freedom.
        p: Two-sided p-value.
        classic_standard_error: Standard error that assumes equal variances.
        n: People in both groups.
    """

    difference: float
    standard_error: float
    interval: Interval
    t: float
    df: float
    p: float
    classic_standard_error: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuped:
    """Welch comparison after subtracting what the earlier measurement predicts.

    Args:
        theta: Slope of the outcome on the earlier measurement, one for both groups together.
        welch: Comparison of the adjusted outcomes.
    """

    theta: float
    welch: Welch


def least_squares(x: Floats, cells: Cells) -> LeastSquares:
    """Ordinary least squares from counts, means and squares of each pattern.

    Args:
        x: Design matrix, including the 1 of an intercept, shape (patterns, terms).
        cells: Outcomes of the people in each pattern.

    Raises:
        UndefinedStatisticError: No more people than terms, or the terms are not determined.

    Reference:
        Wong, Lewis & Wardrop (2021), You Only Compress Once: Optimal Data Compression for Estimating Linear Models.
    Checked against:
        R: `lm(y ~ x)`.
    """
    if cells.size <= x.shape[1]:
        raise UndefinedStatisticError(
            f"A model with {x.shape[1]} terms needs more than {x.shape[1]} people; here there are {cells.size:.0f}.",
            next_step="Leave covariates out, or choose a wider selection.",
        )
    found = inverse(x.T @ (x * cells.n[:, None]))
    first = found @ (x.T @ (cells.n * cells.mean))
    second = found @ (x.T @ (cells.n * (cells.mean - x @ first)))  # one refinement removes the rounding of the first
    return LeastSquares(x=x, cells=cells, coefficients=first + second, inverse=found)


def adjusted_difference(patterns: Patterns, *, is_interacted: bool = False, level: float = 0.95) -> AdjustedDifference:
    """Difference of the groups with the covariates held equal (ANCOVA), HC2 errors.

    Interacted, every group has its own slope on covariates centered at the mean of everybody: the difference is then
    that of the average person even when the slopes differ.

    Args:
        patterns: People by covariates (an earlier measurement, for example) and arm.
        is_interacted: Whether to let the slopes differ between the groups (Lin).
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: An arm is empty, the model is not determined, or there is no variation.

    Reference:
        Lin (2013), Annals of Applied Statistics 7, 295-318; MacKinnon & White (1985) for HC2.
    Checked against:
        R: `lm(post ~ arm + pre)`, `lm(post ~ arm * I(pre - mean(pre)))`, `sandwich::vcovHC(m, "HC2")`.

    >>> from analytics.stats.moments import Sums
    >>> from analytics.stats.patterns import ArmPattern
    >>> low = Sums(n=4, total=12, squares=40), Sums(n=8, total=18, squares=46)
    >>> high = Sums(n=6, total=24, squares=100), Sums(n=3, total=9, squares=29)
    >>> patterns = [ArmPattern(covariates=(x,), pilot=p, comparison=c) for x, (p, c) in enumerate([low, high])]
    >>> found = adjusted_difference(patterns)
    >>> round(found.difference, 4), round(found.standard_error, 4)
    (0.8571, 0.4552)
    """
    columns = arm_cells(patterns)
    center = columns.n @ columns.x[:, 1:] / columns.n.sum()
    fit = least_squares(*_stacked(columns, center, is_interacted=is_interacted))
    difference = float(fit.coefficients[0])
    classic, standard_error = (math.sqrt(fit.covariance(errors)[0, 0]) for errors in ("classic", "hc2"))
    if standard_error == 0:
        raise UndefinedStatisticError(NO_SPREAD, next_step="Report the outcome itself, with the number of people.")
    reach = t_quantile(level, fit.df) * standard_error
    return AdjustedDifference(
        difference=difference,
        standard_error=standard_error,
        interval=Interval(low=difference - reach, high=difference + reach, level=level),
        t=difference / standard_error,
        df=fit.df,
        p=t_p(difference / standard_error, fit.df),
        classic_standard_error=classic,
        n=int(columns.n.sum()),
    )


def cuped(patterns: Patterns, *, level: float = 0.95) -> Cuped:
    """Welch comparison of outcome - theta (earlier - its mean), theta from both groups together.

    One theta for both is the usual definition; where the groups differ at the start it is not the slope within them,
    and `adjusted_difference` is the safer choice.

    Args:
        patterns: People by arm and one covariate, the earlier measurement.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: The earlier measurement does not vary, or as for `welch`.

    Reference:
        Deng, Xu, Kohavi & Walker (2013), WSDM '13, 123-132.
    Checked against:
        R: `theta <- cov(post, pre) / var(pre)`; `t.test` on `post - theta * (pre - mean(pre))`.
    """
    columns = arm_cells(patterns)
    earlier = columns.x[:, 1]
    centered = earlier - columns.n @ earlier / columns.n.sum()
    spread = float(columns.n @ centered**2)
    if spread == 0:
        raise UndefinedStatisticError(
            "The earlier measurement is the same for everybody, so it predicts nothing.",
            next_step="Compare the groups without it.",
        )
    totals = columns.pilot.n * columns.pilot.mean + columns.comparison.n * columns.comparison.mean
    overall = float(totals.sum() / columns.n.sum())
    theta = float(centered @ (totals - columns.n * overall)) / spread
    pilot, comparison = (_moments(cells, theta * centered) for cells in (columns.pilot, columns.comparison))
    return Cuped(theta=theta, welch=welch(pilot, comparison, level=level))


def _stacked(columns: ArmCells, center: Floats, *, is_interacted: bool) -> tuple[Floats, Cells]:
    """Both arms one below the other: arm, intercept, centered covariates and perhaps their products with arm."""
    covariates = columns.x[:, 1:] - center
    blocks = []
    for cells, arm in ((columns.pilot, 1.0), (columns.comparison, 0.0)):
        has_people = cells.n > 0
        own = covariates[has_people]
        terms = [np.full(own.shape[0], arm), np.ones(own.shape[0]), own]
        blocks.append((np.column_stack([*terms, arm * own] if is_interacted else terms), cells, has_people))
    joined = Cells(
        n=np.concatenate([cells.n[kept] for _, cells, kept in blocks]),
        mean=np.concatenate([cells.mean[kept] for _, cells, kept in blocks]),
        within=np.concatenate([cells.within[kept] for _, cells, kept in blocks]),
    )
    return np.vstack([x for x, _, _ in blocks]), joined


def _moments(cells: Cells, predicted: Floats) -> Moments:
    """Size, mean and variance of the outcome less what is predicted for each pattern."""
    adjusted = Cells(n=cells.n, mean=cells.mean - predicted, within=cells.within)
    mean = float(adjusted.n @ adjusted.mean) / adjusted.size
    squares = float(adjusted.squares_about(mean).sum())
    return Moments(n=int(adjusted.size), mean=mean, variance=squares / max(adjusted.size - 1, 1))
