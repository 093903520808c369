"""Answers that can be ordered but not averaged, compared from how many people gave each of them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from analytics.errors import UndefinedStatisticError
from analytics.stats.compare import welch_df
from analytics.stats.distributions import chi_square_p, normal_p, t_p, t_quantile
from analytics.stats.moments import Moments, Sums
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Counts: TypeAlias = Mapping[int, int]

HALVES = 2
"""Ranks of tied answers are whole or half numbers, so twice a rank is an integer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MannWhitney:
    """The familiar rank test. It compares medians only where both groups have the same spread.

    Args:
        n: Number of answers in both groups together.
        u: Number of pairs in which the first group's answer is higher, ties counting one half (R's W).
        delta: Cliff's delta of the first group against the second, from -1 to 1.
        p: Two-sided p-value with continuity correction.
        p_uncorrected: The same without.
    """

    n: int
    u: float
    delta: float
    p: float
    p_uncorrected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BrunnerMunzel:
    """The chance that one of the second group answers higher than one of the first.

    Args:
        n: Number of answers in both groups together.
        probability: P(first < second) + P(first = second) / 2; one half when neither group tends to answer higher.
        interval: Interval of the probability. Near 0 or 1 it can pass beyond them.
        standard_error: Standard error of the probability.
        w: Distance of the probability from one half, in standard errors.
        df: Degrees of freedom after Satterthwaite.
        p: Two-sided p-value of "neither tends to answer higher".
    """

    n: int
    probability: float
    interval: Interval
    standard_error: float
    w: float
    df: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CliffDelta:
    """How much more often the first group answers higher than lower.

    Args:
        n: Number of answers in both groups together.
        delta: P(first > second) - P(first < second), from -1 to 1.
        interval: Interval of delta, within -1 and 1.
        p: Two-sided p-value, that of the Brunner-Munzel test.
    """

    n: int
    delta: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kruskal:
    """Whether some of several groups tend to answer higher than others.

    Args:
        n: Number of answers in all groups together.
        h: The statistic, corrected for ties.
        df: Number of groups minus 1.
        p: p-value.
    """

    n: int
    h: float
    df: int
    p: float


def mann_whitney(first: Counts, second: Counts) -> MannWhitney:
    """The rank-sum test of two groups, by the normal approximation with ties.

    Args:
        first: Answer -> how many people of the first group gave it. Answers are integers in their order.
        second: The same of the second group.

    Raises:
        UndefinedStatisticError: A group has no answers, or everybody gave the same one.

    Reference:
        Mann and Whitney (1947), On a test of whether one of two random variables is stochastically larger than the
        other, Annals of Mathematical Statistics 18, 50-60; ties: Lehmann (1975), Nonparametrics, chapter 1.
    Checked against:
        R: `wilcox.test(x, y, exact = FALSE, correct = TRUE)` and `correct = FALSE`.

    >>> found = mann_whitney({3: 4, 4: 9, 5: 7}, {2: 5, 3: 8, 4: 6, 5: 1})
    >>> print(f"delta {found.delta:.2f}, p = {found.p:.5f}")
    delta 0.58, p = 0.00101
    """
    n1, n2 = _sizes(first, second)
    n = n1 + n2
    u = Fraction(_placements(first, second).total, HALVES)
    variance = n1 * n2 * (n + 1 - Fraction(_ties([first, second]), n * (n - 1))) / 12
    if variance == 0:
        raise UndefinedStatisticError("Everybody in both groups gave the same answer, so there is nothing to rank.")
    away = u - Fraction(n1 * n2, 2)
    corrected = max(abs(away) - Fraction(1, 2), Fraction(0))
    error = math.sqrt(variance)
    return MannWhitney(
        n=n,
        u=float(u),
        delta=float(2 * u / (n1 * n2) - 1),
        p=normal_p(float(corrected) / error),
        p_uncorrected=normal_p(float(away) / error),
    )


def brunner_munzel(first: Counts, second: Counts, *, level: float = 0.95) -> BrunnerMunzel:
    """The chance that the second group answers higher, for groups of unequal spread and with ties.

    Args:
        first: Answer -> how many people of the first group gave it. Answers are integers in their order.
        second: The same of the second group.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: A group has fewer than two answers, or the groups do not overlap at all.

    Reference:
        Brunner and Munzel (2000), The nonparametric Behrens-Fisher problem: asymptotic theory and a small-sample
        approximation, Biometrical Journal 42, 17-25.
    Checked against:
        R: the paper's formula in base R (`rank`, `pt`); SciPy's `brunnermunzel`.

    >>> found = brunner_munzel({1: 11, 2: 2, 4: 1}, {1: 3, 2: 1, 3: 4, 4: 2, 5: 1})  # the paper's example
    >>> print(f"{found.probability:.3f}, {found.interval.low:.3f} to {found.interval.high:.3f}, p = {found.p:.6f}")
    0.789, 0.595 to 0.983, p = 0.005786
    """
    n1, n2 = _sizes(first, second)
    below, above = _placements(first, second).moments(), _placements(second, first).moments()
    if below.variance == above.variance == 0.0:
        raise UndefinedStatisticError(
            "The two groups do not overlap, or everybody gave the same answer, so nothing says how sure the order is.",
            next_step="Report how many people gave each answer.",
        )
    shares = (
        Moments(n=n1, mean=below.mean / n2, variance=below.variance / n2**2),
        Moments(n=n2, mean=above.mean / n1, variance=above.variance / n1**2),
    )
    probability = shares[1].mean
    error = math.sqrt(math.fsum(share.variance / share.n for share in shares))
    df = welch_df(*shares)
    w = (probability - 0.5) / error
    reach = t_quantile(level, df) * error
    return BrunnerMunzel(
        n=n1 + n2,
        probability=probability,
        interval=Interval(low=probability - reach, high=probability + reach, level=level),
        standard_error=error,
        w=w,
        df=df,
        p=t_p(w, df),
    )


def cliff(first: Counts, second: Counts, *, level: float = 0.95) -> CliffDelta:
    """How much more often the first group answers higher than lower, with its interval.

    Args:
        first: Answer -> how many people of the first group gave it. Answers are integers in their order.
        second: The same of the second group.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: A group has fewer than two answers, or the groups do not overlap at all.

    Reference:
        Cliff (1993), Dominance statistics: ordinal analyses to answer ordinal questions, Psychological Bulletin 114,
        494-509; interval from the probability of Brunner and Munzel (2000), delta = 2 P - 1.
    Checked against:
        R: `2 * theta - 1` with the Brunner-Munzel limits of theta.

    >>> found = cliff({3: 4, 4: 9, 5: 7}, {2: 5, 3: 8, 4: 6, 5: 1})
    >>> print(f"{found.delta:.2f}, {found.interval.low:.2f} to {found.interval.high:.2f}")
    0.58, 0.31 to 0.85
    """
    found = brunner_munzel(second, first, level=level)
    low, high = (2.0 * limit - 1.0 for limit in (found.interval.low, found.interval.high))
    return CliffDelta(
        n=found.n,
        delta=2.0 * found.probability - 1.0,
        interval=Interval(low=max(-1.0, low), high=min(1.0, high), level=level),
        p=found.p,
    )


def kruskal(groups: Sequence[Counts]) -> Kruskal:
    """The rank test of several groups, corrected for ties.

    Args:
        groups: For each group, answer -> how many people gave it. Answers are integers in their order.

    Raises:
        UndefinedStatisticError: Fewer than two groups, a group without answers, or everybody gave the same one.

    Reference:
        Kruskal and Wallis (1952), Use of ranks in one-criterion variance analysis, JASA 47, 583-621.
    Checked against:
        R: `kruskal.test(y, g)`.

    >>> found = kruskal([{3: 1, 4: 2, 5: 2}, {2: 2, 3: 2, 4: 1}, {3: 1, 4: 1, 5: 3}, {1: 1, 2: 2, 3: 1, 4: 1}])
    >>> print(f"H = {found.h:.4f}, p = {found.p:.4f}")
    H = 9.8740, p = 0.0197
    """
    sizes = _sizes(*groups)
    if len(groups) < 2:  # noqa: PLR2004 - a comparison takes two
        raise UndefinedStatisticError("A comparison of groups needs at least two of them; here there is one.")
    n = sum(sizes)
    untied = n**3 - n - _ties(groups)
    if untied == 0:
        raise UndefinedStatisticError("Everybody in every group gave the same answer, so there is nothing to rank.")
    ranks = _twice_midranks(groups)
    squares = sum(
        Fraction(sum(ranks[answer] * count for answer, count in group.items()) ** 2, HALVES**2 * size)
        for group, size in zip(groups, sizes, strict=True)
    )
    h = float((12 * squares / (n * (n + 1)) - 3 * (n + 1)) * Fraction(n**3 - n, untied))
    return Kruskal(n=n, h=h, df=len(groups) - 1, p=chi_square_p(h, len(groups) - 1))


def _sizes(*groups: Counts) -> tuple[int, ...]:
    sizes = tuple(sum(group.values()) for group in groups)
    if not sizes or min(sizes) < 1:
        raise UndefinedStatisticError(
            "A comparison of answers needs some in every group; here one has none.",
            next_step="Choose a wider selection.",
        )
    return sizes


def _placements(of: Counts, among: Counts) -> Sums:
    """Sums of how many answers of `among` lie below each answer of `of`, ties counting one half."""
    twice: dict[int, int] = {}
    passed = 0
    for answer in sorted(of.keys() | among.keys()):
        equal = among.get(answer, 0)
        twice[answer] = HALVES * passed + equal
        passed += equal
    return Sums(
        n=sum(of.values()),
        total=sum(count * twice[answer] for answer, count in of.items()),
        squares=sum(count * twice[answer] ** 2 for answer, count in of.items()),
        denominator=HALVES,
    )


def _twice_midranks(groups: Sequence[Counts]) -> dict[int, int]:
    ranks: dict[int, int] = {}
    passed = 0
    for answer, count in sorted(_together(groups).items()):
        ranks[answer] = HALVES * passed + count + 1
        passed += count
    return ranks


def _ties(groups: Sequence[Counts]) -> int:
    """The sum of t^3 - t over the answers, t people sharing each."""
    return sum(count**3 - count for count in _together(groups).values())


def _together(groups: Sequence[Counts]) -> Counter[int]:
    together: Counter[int] = Counter()
    for group in groups:
        together.update(group)
    return together
