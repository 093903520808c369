"""How well the items of a scale measure one thing together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import both_sides, f_quantile
from analytics.stats.one_factor import one_factor
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from analytics.stats.items import ItemSums
    from analytics.stats.quadrature import Floats

PAIR = 2
"""Items of the shortest scale that has an inner consistency at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Cronbach's alpha of a scale. It says that items go together, not that they measure one thing.

    Args:
        n: People who answered every item.
        items: Names of the items.
        alpha: Share of the variance of the summed score that the items have in common; can be below 0.
        interval: Feldt's interval of alpha.
        standardized: Alpha of the items brought to equal spread; for two items the Spearman-Brown formula.
        if_dropped: For each item, alpha without it. With two items, the one left is judged by their correlation.
        item_rest: For each item, its correlation with the sum of the others. Below 0: probably turned the wrong way.
    """

    n: int
    items: tuple[str, ...]
    alpha: float
    interval: Interval
    standardized: float
    if_dropped: tuple[float, ...]
    item_rest: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Omega:
    """McDonald's omega of a scale, from one common factor.

    Args:
        n: People who answered every item.
        items: Names of the items.
        omega: Share of the variance of the summed score that the factor explains.
        standardized: The same of the items brought to equal spread.
        loadings: For each item, its correlation with the factor.
        uniquenesses: For each item, the share of its variance that is its own.
        is_proper: Whether every item keeps some variance of its own; if not, omega overstates.
    """

    n: int
    items: tuple[str, ...]
    omega: float
    standardized: float
    loadings: tuple[float, ...]
    uniquenesses: tuple[float, ...]
    is_proper: bool


def alpha(sums: ItemSums, *, level: float = 0.95) -> Alpha:
    """Cronbach's alpha with Feldt's interval, what it would be without each item, and item-rest correlations.

    Args:
        sums: Sums and products of the items, reverse-keyed ones turned, over people who answered them all.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Fewer than two items or people, or an item to which everybody gave the same answer.

    Reference:
        Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16, 297-334; interval:
        Feldt, Woodruff and Salih (1987), Statistical inference for coefficient alpha, Applied Psychological Measurement
        11, 93-103.
    Checked against:
        R: `psych::alpha(x)` (of two items, `alpha.drop$std.alpha`); interval
        `1 - (1 - alpha) * qf(p, n - 1, (n - 1) * (k - 1))`, n - 1 times k - 1 up to 4e5, where `qf` turns approximate.

    >>> from analytics.stats.items import ItemSums
    >>> found = alpha(ItemSums(items=("a", "b"), n=4, totals=(10, 11), products=((30, 32), (32, 37))))
    >>> round(found.alpha, 4)
    0.8675
    """
    k = len(sums.items)
    if k < PAIR:
        raise UndefinedStatisticError("The inner consistency of a scale needs at least two items; here there is one.")
    covariance, correlation = sums.covariance(), sums.correlation()
    value = _alpha(covariance)
    tail = both_sides(level)
    error_df = (sums.n - 1.0) * (k - 1.0)
    low, high = (1.0 - (1.0 - value) * f_quantile(q, sums.n - 1.0, error_df) for q in (1.0 - tail, tail))
    return Alpha(
        n=sums.n,
        items=sums.items,
        alpha=value,
        interval=Interval(low=low, high=high, level=level),
        standardized=_alpha(correlation),
        if_dropped=tuple(_alpha_without(place, covariance, correlation) for place in range(k)),
        item_rest=tuple(_item_rest(place, covariance) for place in range(k)),
    )


def omega(sums: ItemSums) -> Omega:
    """McDonald's omega from the maximum-likelihood one-factor model, which lets items measure unequally well.

    Args:
        sums: Sums and products of the items, reverse-keyed ones turned, over people who answered them all.

    Raises:
        UndefinedStatisticError: Fewer than three items, an item to which everybody gave the same answer, or items that
            repeat one another exactly.

    Reference:
        McDonald (1999), Test Theory: A Unified Treatment, chapter 6: (sum of loadings)^2 / ((sum of loadings)^2 + sum
        of unique variances), in the units of the items.
    Checked against:
        R: `factanal(x, factors = 1)`.
    """
    fit = one_factor(sums.correlation())
    deviations = np.sqrt(np.diag(sums.covariance()))
    return Omega(
        n=sums.n,
        items=sums.items,
        omega=_explained(fit.loadings * deviations, fit.uniquenesses * deviations**2),
        standardized=_explained(fit.loadings, fit.uniquenesses),
        loadings=tuple(fit.loadings.tolist()),
        uniquenesses=tuple(fit.uniquenesses.tolist()),
        is_proper=fit.is_proper,
    )


def _alpha(matrix: Floats) -> float:
    k, total = len(matrix), float(matrix.sum())
    if total <= 0.0:
        raise UndefinedStatisticError(
            "The items cancel each other out: their sum is the same for everybody.",
            next_step="Check which items are reverse-keyed.",
        )
    return k / (k - 1.0) * (1.0 - float(np.trace(matrix)) / total)


def _alpha_without(place: int, covariance: Floats, correlation: Floats) -> float:
    if len(covariance) == PAIR:
        return float(correlation[0, 1])
    rest = np.delete(np.delete(covariance, place, axis=0), place, axis=1)
    return _alpha(rest)


def _item_rest(place: int, covariance: Floats) -> float:
    own, shared = float(covariance[place, place]), float(covariance[place].sum())
    rest = float(np.delete(np.delete(covariance, place, axis=0), place, axis=1).sum())
    if rest <= 0.0:
        raise UndefinedStatisticError(
            "Without one of the items the others cancel each other out.",
            next_step="Check which items are reverse-keyed.",
        )
    return (shared - own) / math.sqrt(own * rest)


def _explained(loadings: Floats, uniquenesses: Floats) -> float:
    common = float(loadings.sum()) ** 2
    return common / (common + float(uniquenesses.sum()))
