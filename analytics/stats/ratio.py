"""A ratio of two sums over independent units, such as sessions held over sessions planned, with pairs as units."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import t_quantile
from analytics.stats.outcome import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioSums:
    """Integer sums of a ratio over units.

    Args:
        n: Number of units (pairs).
        total: Sum of the numerators.
        squares: Sum of the squared numerators.
        base: Sum of the denominators.
        base_squares: Sum of the squared denominators.
        product: Sum of numerator times denominator.
    """

    n: int
    total: int
    squares: int
    base: int
    base_squares: int
    product: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A ratio with its linearized standard error.

    Args:
        value: Sum of numerators over sum of denominators.
        standard_error: Its standard error over units.
        interval: t interval with n - 1 degrees of freedom.
    """

    value: float
    standard_error: float
    interval: Interval

    def times(self, factor: float) -> Ratio:
        """The same ratio in another unit, such as percent."""
        scaled = Interval(low=self.interval.low * factor, high=self.interval.high * factor, level=self.interval.level)
        return Ratio(value=self.value * factor, standard_error=self.standard_error * factor, interval=scaled)


def ratio_of_sums(sums: RatioSums, *, level: float = 0.95) -> Ratio:
    """The ratio of two sums and its interval, units being independent and answers within a unit not.

    With r = sum(y) / sum(x): SE^2 = n / (n - 1) * sum (y - r x)^2 / (sum x)^2, from n, Sy, Syy, Sx, Sxx, Sxy alone.

    Args:
        sums: Integer sums over units.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Fewer than two units, or nothing to divide by.

    Reference:
        Cochran (1977), Sampling Techniques, section 6.3 (ratio estimator, linearized variance).
    Checked against:
        R: `survey::svyratio(~y, ~x, svydesign(~1, data = d, weights = rep(1, n)))`.

    >>> ratio = ratio_of_sums(RatioSums(n=3, total=6, squares=14, base=12, base_squares=56, product=28))
    >>> ratio.value, ratio.standard_error
    (0.5, 0.0)
    """
    if sums.n < 2:  # noqa: PLR2004 - the definition of a sample variance
        msg = f"A ratio with its uncertainty needs at least two pairs; here there is {sums.n}."
        raise UndefinedStatisticError(msg)
    if sums.base == 0:
        msg = "There is nothing to divide by."
        raise UndefinedStatisticError(msg)
    value = Fraction(sums.total, sums.base)
    spread = sums.squares - 2 * value * sums.product + value * value * sums.base_squares
    error = float(Fraction(sums.n, sums.n - 1) * spread / (sums.base * sums.base)) ** 0.5
    reach = t_quantile(level, sums.n - 1) * error
    interval = Interval(low=float(value) - reach, high=float(value) + reach, level=level)
    return Ratio(value=float(value), standard_error=error, interval=interval)
