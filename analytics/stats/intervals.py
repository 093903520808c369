"""One mean with its interval, and its distance from a stated value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import t_p, t_quantile
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from analytics.stats.moments import Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean, how far it may be off, and its test against a stated value.

    Args:
        n: Number of observations.
        mean: Arithmetic mean, in the unit of the measure.
        interval: Interval of the mean.
        standard_error: Standard error of the mean.
        t: Distance of the mean from the stated value, in standard errors.
        df: Degrees of freedom, n - 1.
        p: Two-sided p-value of that distance.
    """

    n: int
    mean: float
    interval: Interval
    standard_error: float
    t: float
    df: float
    p: float


def mean(moments: Moments, *, level: float = 0.95, against: float = 0.0) -> Mean:
    """The mean of one group with its Student interval.

    Args:
        moments: Size, mean and sample variance of the group.
        level: Confidence level, a share.
        against: The value that the test compares the mean with, in the unit of the measure.

    Raises:
        UndefinedStatisticError: Fewer than two observations, or all of them equal.

    Reference:
        Student (1908), The probable error of a mean, Biometrika 6, 1-25.
    Checked against:
        R: `t.test(x, mu = against, conf.level = level)`.

    >>> from analytics.stats.moments import Sums
    >>> found = mean(Sums(n=4, total=22, squares=126).moments())
    >>> print(f"{found.mean:.2f}, {found.interval.low:.2f} to {found.interval.high:.2f}")
    5.50, 3.45 to 7.55
    """
    require_two(moments)
    if moments.variance == 0.0:
        raise UndefinedStatisticError(
            "All answers are the same, so nothing says how far this mean may be off.",
            next_step="Report the answer itself, with the number of people who gave it.",
        )
    df = moments.n - 1.0
    standard_error = math.sqrt(moments.variance / moments.n)
    reach = t_quantile(level, df) * standard_error
    t = (moments.mean - against) / standard_error
    return Mean(
        n=moments.n,
        mean=moments.mean,
        interval=Interval(low=moments.mean - reach, high=moments.mean + reach, level=level),
        standard_error=standard_error,
        t=t,
        df=df,
        p=t_p(t, df),
    )


def require_two(*groups: Moments) -> None:
    """Refuse a group in which nothing can vary because it has fewer than two observations.

    Raises:
        UndefinedStatisticError: A group has fewer than two observations.
    """
    smallest = min(group.n for group in groups)
    if smallest < 2:  # noqa: PLR2004 - the definition of a sample variance
        raise UndefinedStatisticError(
            f"A mean with its uncertainty needs at least two observations in every group; the smallest has {smallest}.",
            next_step="Choose a wider selection.",
        )
