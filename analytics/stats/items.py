"""The items of a scale together: their sums and the sums of their products, and the covariances that follow."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Collection

    from analytics.stats.quadrature import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSums:
    """Integer sums over the people who answered every item of a scale, as they leave the engine.

    Args:
        items: Names of the items, in their order.
        n: Number of people with an answer to every item.
        totals: For each item, the sum of its answers.
        products: For each pair of items, the sum of the products of their answers; symmetric.
        denominator: How many integer steps make one unit of an answer.

    >>> sums = ItemSums(items=("a", "b"), n=3, totals=(6, 9), products=((14, 20), (20, 29)))
    >>> sums.covariance().tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """

    items: tuple[str, ...]
    n: int
    totals: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]
    denominator: int = 1

    def __add__(self, other: ItemSums) -> ItemSums:
        """The sums of both groups of people together."""
        if (self.items, self.denominator) != (other.items, other.denominator):
            raise UndefinedStatisticError(
                "Answers to different items cannot be merged.", next_step="Choose waves that asked the same items."
            )
        return ItemSums(
            items=self.items,
            n=self.n + other.n,
            totals=tuple(a + b for a, b in zip(self.totals, other.totals, strict=True)),
            products=tuple(
                tuple(a + b for a, b in zip(mine, theirs, strict=True))
                for mine, theirs in zip(self.products, other.products, strict=True)
            ),
            denominator=self.denominator,
        )

    def turned(self, reverse: Collection[str], *, low: int, high: int) -> ItemSums:
        """The sums with reverse-keyed items turned into low + high - answer.

        Args:
            reverse: Names of the items to turn.
            low: Lowest possible answer, in units.
            high: Highest possible answer, in units.

        >>> ItemSums(items=("a",), n=2, totals=(3,), products=((5,),)).turned({"a"}, low=1, high=5)
        ItemSums(items=('a',), n=2, totals=(9,), products=((41,),), denominator=1)
        """
        sign = [-1 if item in reverse else 1 for item in self.items]
        shift = [(low + high) * self.denominator if item in reverse else 0 for item in self.items]
        places = range(len(self.items))
        signed = [sign[i] * self.totals[i] for i in places]
        return ItemSums(
            items=self.items,
            n=self.n,
            totals=tuple(self.n * shift[i] + signed[i] for i in places),
            products=tuple(
                tuple(
                    sign[i] * sign[j] * self.products[i][j]
                    + shift[i] * signed[j]
                    + shift[j] * signed[i]
                    + self.n * shift[i] * shift[j]
                    for j in places
                )
                for i in places
            ),
            denominator=self.denominator,
        )

    def covariance(self) -> Floats:
        """Covariances of the items (divisor n - 1), rounded to floating point once, at the very end.

        Raises:
            UndefinedStatisticError: Fewer than two people answered every item.

        Reference:
            (n P_ij - S_i S_j) / (n (n - 1)), exact in integers.
        Checked against:
            R: `cov(x)`.
        """
        if self.n < 2:  # noqa: PLR2004 - the definition of a covariance
            raise UndefinedStatisticError(
                f"How items go together needs at least two people who answered all of them; here there is {self.n}."
            )
        divisor = self.n * (self.n - 1) * self.denominator**2
        return np.array(
            [
                [
                    float(Fraction(self.n * product - total * other, divisor))
                    for product, other in zip(row, self.totals, strict=True)
                ]
                for row, total in zip(self.products, self.totals, strict=True)
            ]
        )

    def correlation(self) -> Floats:
        """Correlations of the items.

        Raises:
            UndefinedStatisticError: Fewer than two people answered every item, or all gave one item the same answer.

        Checked against:
            R: `cor(x)`.
        """
        covariance = self.covariance()
        deviations = np.sqrt(np.diag(covariance))
        constant = [item for item, deviation in zip(self.items, deviations, strict=True) if deviation == 0.0]
        if constant:
            raise UndefinedStatisticError(
                f"Everybody gave the same answer to {', '.join(constant)}, so it goes together with nothing.",
                next_step="Leave it out of the scale, or choose a wider selection.",
            )
        correlation: Floats = covariance / np.outer(deviations, deviations)
        return correlation
