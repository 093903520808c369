"""Count, sum and sum of squares as exact integers, and the mean and variance that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analytics.errors import UndefinedStatisticError


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Size, mean and sample variance of one group.

    Args:
        n: Number of observations.
        mean: Arithmetic mean, in the unit of the measure.
        variance: Sample variance (divisor n - 1), in squared units of the measure.
    """

    n: int
    mean: float
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Integer sums of one group, as they leave the engine. Groups merge with `+`.

    Args:
        n: Number of observations.
        total: Sum of the integer-coded values.
        squares: Sum of the squared integer-coded values.
        denominator: How many integer steps make one unit of the measure (60 for a mean of up to six items).

    >>> (Sums(n=2, total=5, squares=13) + Sums(n=1, total=4, squares=16)).moments()
    Moments(n=3, mean=3.0, variance=1.0)
    """

    n: int
    total: int
    squares: int
    denominator: int = 1

    def __add__(self, other: Sums) -> Sums:
        """The sums of both groups together."""
        if self.denominator != other.denominator:
            msg = "Two groups measured in different units cannot be merged."
            raise UndefinedStatisticError(msg, next_step="Compare them by their means instead.")
        return Sums(
            n=self.n + other.n,
            total=self.total + other.total,
            squares=self.squares + other.squares,
            denominator=self.denominator,
        )

    def moments(self) -> Moments:
        """Mean and sample variance, rounded to floating point once, at the very end.

        Raises:
            UndefinedStatisticError: With fewer than two observations there is no variance.

        Reference:
            variance = (n Q - S^2) / (n (n - 1)), exact in integers: no cancellation, no dependence on row order.
        Checked against:
            R: `mean(x)`, `var(x)`.
        """
        if self.n < 2:  # noqa: PLR2004 - the definition of a sample variance
            msg = f"A mean with its uncertainty needs at least two observations; here there is {self.n}."
            raise UndefinedStatisticError(msg)
        mean = Fraction(self.total, self.n * self.denominator)
        spread = self.n * self.squares - self.total * self.total
        variance = Fraction(spread, self.n * (self.n - 1) * self.denominator * self.denominator)
        return Moments(n=self.n, mean=float(mean), variance=float(variance))
