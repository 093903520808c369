"""Who is in each group: standardized differences and variance ratios of what was known beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from analytics.stats.moments import Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How far apart two groups are in one covariate.

    Args:
        standardized_difference: Pilot minus comparison, in units of the pooled standard deviation; below 0.1 in size
            is usually called balanced.
        by_pilot_spread: The same in units of the pilot group's standard deviation, or None where that is 0.
        variance_ratio: Variance of the pilot group over that of the comparison group, or None for a yes/no covariate
            (where it follows from the means) and where the comparison group does not vary.
    """

    standardized_difference: float
    by_pilot_spread: float | None
    variance_ratio: float | None


def balance(
    pilot: Moments,
    comparison: Moments,
    *,
    is_binary: bool = False,
    means: tuple[float, float] | None = None,
) -> Balance:
    """Standardized difference (m1 - m0) / sqrt((s1^2 + s0^2) / 2) and variance ratio of one covariate.

    After weighting or matching, give the weighted means: the spread stays that of the groups as they were, so that
    before and after are in the same unit.

    Args:
        pilot: Size, mean and variance of the covariate in the pilot group.
        comparison: The same in the comparison group.
        is_binary: Whether the covariate only says yes (1) or no (0).
        means: Weighted means of the pilot and the comparison group, in place of the plain ones.

    Raises:
        UndefinedStatisticError: The covariate does not vary within either group.

    Reference:
        Austin (2009), Statistics in Medicine 28, 3083-3107; Stuart (2010), Statistical Science 25, 1-21.
    Checked against:
        R: `(mean(x1) - mean(x0)) / sqrt((var(x1) + var(x0)) / 2)`; `MatchIt::summary.matchit`, `Var. Ratio`.

    >>> from analytics.stats.moments import Moments
    >>> found = balance(Moments(n=20, mean=3.4, variance=1.0), Moments(n=90, mean=3.0, variance=1.5))
    >>> round(found.standardized_difference, 4), round(found.variance_ratio, 4)
    (0.3578, 0.6667)
    """
    pilot_mean, comparison_mean = means or (pilot.mean, comparison.mean)
    spread = math.sqrt((pilot.variance + comparison.variance) / 2)
    if spread == 0:
        raise UndefinedStatisticError(
            "This covariate does not vary within either group, so their difference has no scale.",
            next_step="Compare the two values themselves.",
        )
    difference = pilot_mean - comparison_mean
    has_ratio = not is_binary and comparison.variance > 0
    return Balance(
        standardized_difference=difference / spread,
        by_pilot_spread=difference / math.sqrt(pilot.variance) if pilot.variance > 0 else None,
        variance_ratio=pilot.variance / comparison.variance if has_ratio else None,
    )
