"""Several means at once: is there any difference, and between which groups."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.stats import studentized_range
from analytics.stats.compare import welch_df
from analytics.stats.distributions import f_p
from analytics.stats.intervals import require_two
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.stats.moments import Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class WelchAnova:
    """Whether several means differ at all.

    Args:
        n: Number of observations in all groups together.
        f: Welch's statistic; near 1 when the means differ by no more than chance.
        df1: Number of groups minus 1.
        df2: Degrees of freedom of the error, rarely a whole number.
        p: p-value.
    """

    n: int
    f: float
    df1: float
    df2: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two of several groups, compared while all the pairs are looked at.

    Args:
        first: Label of the group that is subtracted.
        second: Label of the group it is subtracted from.
        difference: Mean of the second group minus mean of the first, in the unit of the measure.
        interval: Interval of the difference; all the intervals of a family hold together at its level.
        q: Studentized range statistic of the pair.
        df: Degrees of freedom after Welch and Satterthwaite.
        p: p-value, corrected for the number of groups.
    """

    first: str
    second: str
    difference: float
    interval: Interval
    q: float
    df: float
    p: float


def welch_anova(groups: Sequence[Moments]) -> WelchAnova:
    """A test of equal means for groups with unequal spread, such as generations of very different size.

    Args:
        groups: Size, mean and sample variance of each group, two groups or more.

    Raises:
        UndefinedStatisticError: Fewer than two groups, a group with fewer than two observations, or one without spread.

    Reference:
        Welch (1951), On the comparison of several mean values: an alternative approach, Biometrika 38, 330-336.
    Checked against:
        R: `oneway.test(y ~ g)`.

    >>> from analytics.stats.moments import Moments
    >>> millennials, older = Moments(n=9, mean=3.1, variance=0.8), Moments(n=7, mean=4.0, variance=0.3)
    >>> found = welch_anova([millennials, older, Moments(n=6, mean=3.0, variance=1.2)])
    >>> print(f"F({found.df1:.0f}, {found.df2:.1f}) = {found.f:.3f}, p = {found.p:.4f}")
    F(2, 10.9) = 3.926, p = 0.0520
    """
    k = len(groups)
    _require_groups(k)
    require_two(*groups)
    if min(group.variance for group in groups) == 0.0:
        raise UndefinedStatisticError(
            "In at least one group all answers are the same; Welch's analysis of variance needs some spread in each.",
            next_step="Compare the groups two by two.",
        )
    weights = [group.n / group.variance for group in groups]
    total = math.fsum(weights)
    center = math.fsum(w * group.mean for w, group in zip(weights, groups, strict=True)) / total
    between = math.fsum(w * (group.mean - center) ** 2 for w, group in zip(weights, groups, strict=True)) / (k - 1)
    lost = math.fsum((1 - w / total) ** 2 / (group.n - 1) for w, group in zip(weights, groups, strict=True)) / (
        k * k - 1
    )
    f, df1, df2 = between / (1 + 2 * (k - 2) * lost), k - 1.0, 1 / (3 * lost)
    return WelchAnova(n=sum(group.n for group in groups), f=f, df1=df1, df2=df2, p=f_p(f, df1, df2))


def games_howell(groups: Mapping[str, Moments], *, level: float = 0.95) -> tuple[Pair, ...]:
    """Every pair of groups, with intervals that hold together, for groups of unequal size and spread.

    Args:
        groups: Label -> size, mean and sample variance, two groups or more. Pairs come in the order of the groups.
        level: Confidence level of all the intervals together, a share.

    Raises:
        UndefinedStatisticError: Fewer than two groups, a group with fewer than two observations, or a pair of groups
            without any spread.

    Reference:
        Games and Howell (1976), Pairwise multiple comparison procedures with unequal N's and/or variances, Journal of
        Educational Statistics 1, 113-125.
    Checked against:
        R: `ptukey(q, k, df, lower.tail = FALSE)` and `qtukey(level, k, df)` with Welch's df; SciPy's
        `tukey_hsd(equal_var=False)`.

    >>> from analytics.stats.moments import Moments
    >>> found, *_ = games_howell({"x": Moments(n=9, mean=3, variance=0.8), "y": Moments(n=7, mean=4, variance=0.3)})
    >>> print(f"{found.second} - {found.first} = {found.difference:.0f}, p = {found.p:.4f}")
    y - x = 1, p = 0.0160
    """
    _require_groups(len(groups))
    return tuple(_pair(first, second, groups, level) for first, second in combinations(groups, 2))


def _pair(first: str, second: str, groups: Mapping[str, Moments], level: float) -> Pair:
    a, b = groups[first], groups[second]
    df = welch_df(a, b)
    standard_error = math.sqrt((a.variance / a.n + b.variance / b.n) / 2.0)
    difference = b.mean - a.mean
    q = abs(difference) / standard_error
    reach = studentized_range.quantile(level, len(groups), df) * standard_error
    return Pair(
        first=first,
        second=second,
        difference=difference,
        interval=Interval(low=difference - reach, high=difference + reach, level=level),
        q=q,
        df=df,
        p=studentized_range.above(q, len(groups), df),
    )


def _require_groups(number: int) -> None:
    if number < 2:  # noqa: PLR2004 - a comparison takes two
        raise UndefinedStatisticError(
            f"A comparison of groups needs at least two of them; here there is {number}.",
            next_step="Choose a wider selection.",
        )
