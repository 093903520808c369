"""The median of counted values, and the interval of it that is read off the ordered values themselves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from scipy.special import bdtr

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Median:
    """The middle of some values.

    Args:
        value: The middle value, or the mean of the two in the middle.
        low: Lower limit: the value whose place from below is `place`.
        high: Upper limit: the value whose place from above is `place`.
        place: Values at or beyond each limit.
        n: Values.
    """

    value: float
    low: int
    high: int
    place: int
    n: int


def median(counts: Mapping[int, int], *, level: float = 0.95) -> Median:
    """The median of counted whole values, with the limits that hold whatever their distribution.

    Between the j-th value from below and the j-th from above lies the median of everybody with a probability of
    1 - 2 P(B < j), B being binomial with n and one half; j is the largest place for which that is the level or more.

    Args:
        counts: How often each value occurs.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: So few values that not even the smallest and the largest are such limits.

    Reference:
        Conover (1999), Practical Nonparametric Statistics, 3rd edition, section 3.2.
    Checked against:
        R: `x <- sort(x); k <- qbinom(0.025, n, 0.5); x[c(k, n - k + 1)]`.

    >>> median({1: 4, 2: 9, 3: 3, 8: 4})
    Median(value=2.0, low=2, high=3, place=6, n=20)
    """
    n = sum(counts.values())
    place = _place(n, 1 - level)
    if not place:
        raise UndefinedStatisticError(
            f"{n} values are too few for the limits of a median.", next_step="Ask for a larger group."
        )
    middle = (_at(counts, (n + 1) // 2) + _at(counts, n // 2 + 1)) / 2
    return Median(value=middle, low=_at(counts, place), high=_at(counts, n + 1 - place), place=place, n=n)


def _place(n: int, outside: float) -> int:
    """The largest j for which fewer than j of n fall on one side of their median in at most half of `outside`."""
    return next((j for j in range((n + 1) // 2, 0, -1) if bdtr(j - 1, n, 0.5) <= outside / 2), 0)


def _at(counts: Mapping[int, int], place: int) -> int:
    """The value of a place in their order, from 1."""
    ordered = sorted(counts)
    reached = accumulate(counts[value] for value in ordered)
    return next(value for value, upto in zip(ordered, reached, strict=True) if upto >= place)
