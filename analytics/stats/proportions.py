"""Shares of people: one with its interval, one against a stated share, and the difference of two."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import special

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import both_sides, normal_quantile
from analytics.stats.outcome import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of people.

    Args:
        successes: How many of them.
        n: Of how many.
        share: successes / n.
        interval: Interval of the share.
    """

    successes: int
    n: int
    share: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDifference:
    """The difference of two independent shares.

    Args:
        difference: First share minus second, between -1 and 1.
        interval: Interval of the difference.
        first: The first share (the pilot).
        second: The second share (the comparison).
    """

    difference: float
    interval: Interval
    first: Share
    second: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """A share beside the share it would have if the group took part like everybody.

    Args:
        observed: The share with its exact interval.
        reference: The share it is held against.
        ratio: observed / reference; 1 is parity.
        ratio_interval: Interval of the ratio, the reference taken as known.
        p: Exact two-sided p-value.
    """

    observed: Share
    reference: float
    ratio: float
    ratio_interval: Interval
    p: float


def wilson(successes: int, n: int, *, level: float = 0.95) -> Share:
    """A share with the score interval, which stays honest in small groups and at 0 and 100 percent.

    In groups of 12 to 30 the textbook interval covers the truth 71 to 82 times in 100; this one 93 to 98.

    Args:
        successes: How many, 0 to n.
        n: Of how many, at least 1.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Nobody was asked, or more succeeded than were asked.

    Reference:
        Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    Checked against:
        R: `prop.test(successes, n, conf.level = level, correct = FALSE)$conf.int`.

    >>> found = wilson(18, 20)
    >>> print(f"{found.share:.0%}, {found.interval.low:.1%} to {found.interval.high:.1%}")
    90%, 69.9% to 97.2%
    """
    _require_count(successes, n)
    z = normal_quantile(level)
    center = (successes + z * z / 2.0) / (n + z * z)
    reach = z * math.sqrt(successes * (n - successes) / n + z * z / 4.0) / (n + z * z)
    return Share(
        successes=successes,
        n=n,
        share=successes / n,
        interval=Interval(
            low=0.0 if successes == 0 else center - reach,
            high=1.0 if successes == n else center + reach,
            level=level,
        ),
    )


def newcombe(first: Share, second: Share) -> ShareDifference:
    """The difference of two shares, its interval built from the two score intervals.

    In small pilots the textbook interval covers the truth 86 to 90 times in 100; this one 95 to 97.

    Args:
        first: The first share, from `wilson`.
        second: The second share, from `wilson`, at the same level.

    Raises:
        UndefinedStatisticError: The two intervals have different levels.

    Reference:
        Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of eleven
        methods, Statistics in Medicine 17, 873-890, method 10.
    Checked against:
        Table II of the paper, and R for the two score intervals: `prop.test(x, n, correct = FALSE)$conf.int`.

    >>> found = newcombe(wilson(56, 70), wilson(48, 80))  # 0.0524 and 0.3339 in the paper
    >>> print(f"{found.difference:.4f}, {found.interval.low:.4f} to {found.interval.high:.4f}")
    0.2000, 0.0524 to 0.3339
    """
    if first.interval.level != second.interval.level:
        raise UndefinedStatisticError("Two shares with intervals of different confidence levels cannot be compared.")
    difference = first.share - second.share
    below = math.hypot(first.share - first.interval.low, second.interval.high - second.share)
    above = math.hypot(first.interval.high - first.share, second.share - second.interval.low)
    interval = Interval(low=difference - below, high=difference + above, level=first.interval.level)
    return ShareDifference(difference=difference, interval=interval, first=first, second=second)


def exact(successes: int, n: int, *, level: float = 0.95) -> Share:
    """A share with the interval that covers the truth at least as often as promised, whatever the truth.

    Args:
        successes: How many, 0 to n.
        n: Of how many, at least 1.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Nobody was asked, or more succeeded than were asked.

    Reference:
        Clopper and Pearson (1934), The use of confidence or fiducial limits illustrated in the case of the binomial,
        Biometrika 26, 404-413.
    Checked against:
        R: `binom.test(successes, n, conf.level = level)$conf.int`.

    >>> found = exact(682, 925)
    >>> print(f"{found.share:.4f}, {found.interval.low:.7f} to {found.interval.high:.7f}")
    0.7373, 0.7076683 to 0.7654066
    """
    _require_count(successes, n)
    tail = both_sides(level)
    low = float(special.betaincinv(successes, n - successes + 1, tail)) if successes else 0.0
    high = float(special.betaincinv(successes + 1, n - successes, 1.0 - tail)) if successes < n else 1.0
    return Share(successes=successes, n=n, share=successes / n, interval=Interval(low=low, high=high, level=level))


def parity(successes: int, n: int, *, reference: float, level: float = 0.95) -> Parity:
    """A group's share among those who take part, against its share among those who could have.

    Args:
        successes: How many who take part belong to the group.
        n: How many take part.
        reference: The group's share of the eligible pool, strictly between 0 and 1, taken as known.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Nobody takes part, or the eligible pool has nobody or only people of this group.

    Reference:
        Exact binomial test, both tails by the smallness of their probability, as in R's `binom.test`; interval of
        Clopper and Pearson (1934).
    Checked against:
        R: `binom.test(successes, n, p = reference, conf.level = level)`.

    >>> found = parity(682, 925, reference=0.75)
    >>> round(found.p, 7), round(found.ratio, 4)
    (0.3824916, 0.9831)
    """
    observed = exact(successes, n, level=level)
    if not 0.0 < reference < 1.0:
        raise UndefinedStatisticError(
            "Parity needs an eligible pool with people inside and outside the group.",
            next_step="Choose a wider eligible pool.",
        )
    interval = observed.interval
    return Parity(
        observed=observed,
        reference=reference,
        ratio=observed.share / reference,
        ratio_interval=Interval(low=interval.low / reference, high=interval.high / reference, level=level),
        p=binomial_p(successes, n, reference),
    )


def binomial_p(successes: int, n: int, reference: float) -> float:
    """Exact two-sided p-value: the chance of any count that is no more likely than the one observed.

    Args:
        successes: The observed count, 0 to n.
        n: Number of trials.
        reference: The share that is tested, strictly between 0 and 1.

    Checked against:
        R: `binom.test(successes, n, p = reference)$p.value`.

    >>> round(binomial_p(3, 10, 0.5), 6)
    0.34375
    """
    counts = np.arange(n + 1)
    log_chance = (
        -special.betaln(counts + 1, n - counts + 1)
        + counts * math.log(reference)
        + (n - counts) * math.log1p(-reference)
    )
    as_likely = log_chance[successes] + math.log1p(1e-7)  # ties of two equally likely counts survive rounding
    unlikely = np.flatnonzero(log_chance <= as_likely)
    mode = int(np.argmax(log_chance))
    below, above = unlikely[unlikely < mode], unlikely[unlikely > mode]
    if mode in unlikely:
        return 1.0
    lower = float(special.bdtr(below[-1], n, reference)) if below.size else 0.0
    upper = float(special.bdtrc(above[0] - 1, n, reference)) if above.size else 0.0
    return min(1.0, lower + upper)


def _require_count(successes: int, n: int) -> None:
    if n < 1:
        raise UndefinedStatisticError("A share needs at least one person to count among; here there is none.")
    if not 0 <= successes <= n:
        raise UndefinedStatisticError("A share cannot count more people than there are, or fewer than none.")
