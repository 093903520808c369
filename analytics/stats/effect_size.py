"""A difference of means in standard deviations, for comparing measures that have no common unit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.stats.intervals import require_two
from analytics.stats.noncentral_t import noncentrality_interval
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from analytics.stats.moments import Moments

MANY = 1000.0
"""Degrees of freedom above which the expansion of the small-sample correction is exact to the last digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgesG:
    """A standardized difference of two means.

    Args:
        g: The difference in pooled standard deviations, corrected for small samples.
        interval: Interval of g.
        standard_error: Large-sample standard error of g, as meta-analyses use it.
        d: The same difference before the correction (Cohen's d).
        d_interval: Interval of d.
        correction: g / d, below 1.
        df: Degrees of freedom, n1 + n2 - 2.
    """

    g: float
    interval: Interval
    standard_error: float
    d: float
    d_interval: Interval
    correction: float
    df: float


def hedges_g(first: Moments, second: Moments, *, level: float = 0.95) -> HedgesG:
    """The difference of two means in pooled standard deviations, with the interval of the noncentral t.

    It pools the two standard deviations. Where they differ much, the difference in points says more.

    Args:
        first: Size, mean and sample variance of the first group.
        second: The same of the second group.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: A group has fewer than two observations, or both groups are constant.

    Reference:
        Hedges (1981), Distribution theory for Glass's estimator of effect size and related estimators, Journal of
        Educational Statistics 6, 107-128, equation 6e (exact correction); limits: Steiger and Fouladi (1997).
    Checked against:
        R: `lgamma` for the correction, `uniroot` over `pt(t, df, ncp)` for the limits.

    >>> from analytics.stats.moments import Moments
    >>> found = hedges_g(Moments(n=30, mean=20.66, variance=43.6), Moments(n=30, mean=16.96, variance=68.3))
    >>> print(f"{found.g:.3f}, {found.interval.low:.3f} to {found.interval.high:.3f}")
    0.488, -0.021 to 0.993
    """
    require_two(first, second)
    df = first.n + second.n - 2.0
    pooled = ((first.n - 1) * first.variance + (second.n - 1) * second.variance) / df
    if pooled == 0.0:
        raise UndefinedStatisticError(
            "All answers within each of the two groups are the same, so there is no standard deviation to measure in.",
            next_step="Report the two answers, with the number of people who gave them.",
        )
    d = (first.mean - second.mean) / math.sqrt(pooled)
    harmonic = first.n * second.n / (first.n + second.n)
    to_d = 1.0 / math.sqrt(harmonic)
    limits = noncentrality_interval(d / to_d, df, level=level)
    j = correction(df)
    return HedgesG(
        g=j * d,
        interval=Interval(low=j * limits.low * to_d, high=j * limits.high * to_d, level=level),
        standard_error=j * math.sqrt(1.0 / harmonic + d * d / (2.0 * (first.n + second.n))),
        d=d,
        d_interval=Interval(low=limits.low * to_d, high=limits.high * to_d, level=level),
        correction=j,
        df=df,
    )


def correction(df: float) -> float:
    """The factor that removes the small-sample bias of a standardized difference, exactly.

    Above a thousand degrees of freedom, where the difference of two large log-gammas would lose digits, it is their
    expansion in 1 / df, whose next term is below 3e-14.

    Args:
        df: Degrees of freedom of the pooled standard deviation, above 1.

    Reference:
        Hedges (1981), equation 6e: Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)), not its approximation 1 - 3/(4 df - 1).
    Checked against:
        R: `sqrt(2 * pi / df) / beta((df - 1) / 2, 1 / 2)`.

    >>> round(correction(10.0), 6)
    0.922746
    """
    if df > MANY:
        return 1.0 - (0.75 + (7.0 / 32.0 + 9.0 / 128.0 / df) / df) / df
    return math.exp(math.lgamma(df / 2.0) - math.log(math.sqrt(df / 2.0)) - math.lgamma((df - 1.0) / 2.0))
