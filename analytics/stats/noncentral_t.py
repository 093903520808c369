"""The noncentral t distribution: what Student's t does when there is a difference."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from analytics.stats.distributions import both_sides
from analytics.stats.outcome import Interval
from analytics.stats.quadrature import root, standard_deviations

WIDE = 20.0
"""From this many of its own spreads on, the noncentrality makes the average over the normal value the smoother one."""

NORMAL_NODES = np.linspace(-10.0, 10.0, 81)
NORMAL_WEIGHTS = np.exp(-0.5 * NORMAL_NODES**2) / np.exp(-0.5 * NORMAL_NODES**2).sum()


def below(t: float, df: float, noncentrality: float) -> float:
    """Probability that a noncentral t is below `t`.

    Args:
        t: The statistic.
        df: Degrees of freedom, at least 1, whole or not.
        noncentrality: The true difference in standard errors.

    Reference:
        Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 31: the mean of
        Phi(t s - noncentrality) over s = sqrt(chi-square / df).
    Checked against:
        R: `pt(t, df, ncp)`. Right also where SciPy's `nct.cdf(-2, 80, 30)` is not a number.

    >>> round(below(2.0, 20.0, 1.0), 9)
    0.823873267
    """
    if abs(noncentrality) > WIDE * math.sqrt(2.0 * df) and t != 0.0:
        return _below_over_normal(t, df, noncentrality)
    nodes, weights = standard_deviations(df, sharpness=2.0 + abs(noncentrality))
    return float(np.sum(weights * special.ndtr(t * nodes - noncentrality)))


def above(t: float, df: float, noncentrality: float) -> float:
    """Probability that a noncentral t is above `t`, accurate also when it is small.

    Args:
        t: The statistic.
        df: Degrees of freedom, at least 1, whole or not.
        noncentrality: The true difference in standard errors.

    Checked against:
        R: `pt(t, df, ncp, lower.tail = FALSE)`.

    >>> round(above(2.0, 20.0, 1.0), 9)
    0.176126733
    """
    return below(-t, df, -noncentrality)


def noncentrality_interval(t: float, df: float, *, level: float = 0.95) -> Interval:
    """The noncentralities under which an observed t is not surprising, from the lowest to the highest.

    Args:
        t: The observed statistic.
        df: Degrees of freedom, at least 1.
        level: Confidence level, a share.

    Reference:
        Steiger and Fouladi (1997), Noncentrality interval estimation, in What If There Were No Significance Tests?
    Checked against:
        R: `uniroot(function(ncp) pt(t, df, ncp) - p, ...)` for p = 1 - (1 - level) / 2 and (1 - level) / 2.

    >>> found = noncentrality_interval(2.0, 20.0)
    >>> print(f"{found.low:.6f} to {found.high:.6f}")
    -0.077082 to 4.031776
    """
    tail = both_sides(level)
    z = -float(special.ndtri(tail))
    reach = z * float(np.sqrt(1.0 + t * t / (2.0 * df)))

    def limit(probability: float) -> float:
        return root(lambda nc: below(t, df, nc) - probability, t - 2.0 * reach, t + 2.0 * reach)

    return Interval(low=limit(1.0 - tail), high=limit(tail), level=level)


def _below_over_normal(t: float, df: float, noncentrality: float) -> float:
    """The same probability, the chance that s lies on the right side of z / t averaged over the normal value z."""
    values = NORMAL_NODES + noncentrality
    limits = 0.5 * df * (values / t) ** 2
    is_sure, chance = (values < 0.0, special.gammaincc) if t > 0.0 else (np.zeros(values.size), special.gammainc)
    chances = np.where(values * t > 0.0, chance(0.5 * df, limits), is_sure)
    return float(np.sum(NORMAL_WEIGHTS * chances))
