"""Two means: how far apart, how sure, and whether the difference is small enough to call it none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import t_p, t_quantile, t_upper
from analytics.stats.intervals import Mean, mean, require_two
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from analytics.stats.moments import Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Welch:
    """The difference of two independent means.

    Args:
        difference: Mean of the first group minus mean of the second, in the unit of the measure.
        interval: Interval of the difference.
        standard_error: Standard error of the difference.
        t: Distance of the difference from the stated value, in standard errors.
        df: Degrees of freedom after Welch and Satterthwaite, rarely a whole number.
        p: Two-sided p-value of that distance.
        first: The first group (the pilot).
        second: The second group (the comparison).
    """

    difference: float
    interval: Interval
    standard_error: float
    t: float
    df: float
    p: float
    first: Moments
    second: Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """Whether two means differ by less than a margin declared beforehand.

    Args:
        margin: The largest difference that would not matter, in the unit of the measure, above 0.
        p_above_lower: One-sided p-value of "the difference is above -margin".
        p_below_upper: One-sided p-value of "the difference is below +margin".
        p: The larger of the two, the p-value of equivalence.
        is_equivalent: Whether p is below alpha.
        welch: The difference with its interval of level 1 - 2 alpha, which lies inside the margin just when equivalent.
    """

    margin: float
    p_above_lower: float
    p_below_upper: float
    p: float
    is_equivalent: bool
    welch: Welch


def welch(first: Moments, second: Moments, *, level: float = 0.95, against: float = 0.0) -> Welch:
    """The difference of two means without assuming equal variances: the comparison behind every pair of groups.

    Student's pooled test rejects a true null in 19 of 100 small pilots with more spread than their large comparison;
    Welch's stays at 5.

    Args:
        first: Size, mean and sample variance of the first group.
        second: The same of the second group. One of the two groups may be constant.
        level: Confidence level, a share.
        against: The difference that the test compares with, in the unit of the measure.

    Raises:
        UndefinedStatisticError: A group has fewer than two observations, or both groups are constant.

    Reference:
        Welch (1947), The generalization of Student's problem when several different population variances are involved,
        Biometrika 34, 28-35; degrees of freedom: Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
    Checked against:
        R: `t.test(x, y, mu = against, conf.level = level)`.

    >>> from analytics.stats.moments import Sums
    >>> pilot, comparison = Sums(n=4, total=22, squares=126), Sums(n=5, total=20, squares=90)
    >>> found = welch(pilot.moments(), comparison.moments())
    >>> print(f"{found.difference:.2f}, {found.interval.low:.2f} to {found.interval.high:.2f}, df {found.df:.2f}")
    1.50, -0.77 to 3.77, df 6.98
    """
    df = welch_df(first, second)
    standard_error = math.sqrt(first.variance / first.n + second.variance / second.n)
    difference = first.mean - second.mean
    reach = t_quantile(level, df) * standard_error
    t = (difference - against) / standard_error
    return Welch(
        difference=difference,
        interval=Interval(low=difference - reach, high=difference + reach, level=level),
        standard_error=standard_error,
        t=t,
        df=df,
        p=t_p(t, df),
        first=first,
        second=second,
    )


def welch_df(first: Moments, second: Moments) -> float:
    """Degrees of freedom of the difference of two means with variances of their own.

    Args:
        first: The first group.
        second: The second group.

    Raises:
        UndefinedStatisticError: A group has fewer than two observations, or both groups are constant.

    Reference:
        Satterthwaite (1946): (a + b)^2 / (a^2 / (n1 - 1) + b^2 / (n2 - 1)), a and b the squared standard errors.

    >>> from analytics.stats.moments import Moments
    >>> welch_df(Moments(n=5, mean=1, variance=2.0), Moments(n=5, mean=1, variance=2.0))
    8.0
    """
    require_two(first, second)
    largest = max(first.variance, second.variance)
    if largest == 0.0:
        raise UndefinedStatisticError(
            "All answers within each of the two groups are the same, so nothing says how sure their difference is.",
            next_step="Report the two answers, with the number of people who gave them.",
        )
    a, b = first.variance / largest / first.n, second.variance / largest / second.n
    return (a + b) ** 2 / (a * a / (first.n - 1) + b * b / (second.n - 1))


def paired(change: Moments, *, level: float = 0.95) -> Mean:
    """The mean change of people who answered twice, with its interval and its test against no change.

    Args:
        change: Size, mean and sample variance of the changes, after minus before, one a person.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Fewer than two people answered twice, or all changed by the same amount.

    Reference:
        Student (1908), The probable error of a mean, Biometrika 6, 1-25 (the sleep data).
    Checked against:
        R: `t.test(after, before, paired = TRUE, conf.level = level)`.

    >>> from analytics.stats.moments import Sums
    >>> found = paired(Sums(n=10, total=158, squares=3858, denominator=10).moments())  # Student's own example
    >>> print(f"{found.mean:.2f}, {found.interval.low:.2f} to {found.interval.high:.2f}, p {found.p:.4f}")
    1.58, 0.70 to 2.46, p 0.0028
    """
    return mean(change, level=level)


def equivalence(first: Moments, second: Moments, *, margin: float, alpha: float = 0.05) -> Equivalence:
    """Two one-sided Welch tests: the only way to say "no difference larger than the margin".

    Args:
        first: Size, mean and sample variance of the first group.
        second: The same of the second group.
        margin: The largest difference that would not matter, in the unit of the measure, above 0; declared beforehand.
        alpha: Chance of calling groups equivalent that are not, a share below one half.

    Raises:
        UndefinedStatisticError: The margin is not above 0, or Welch's test is undefined.

    Reference:
        Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach, J. Pharmacokinetics
        and Biopharmaceutics 15, 657-680.
    Checked against:
        R: `t.test(x, y, mu = -margin, alternative = "greater")` and `t.test(x, y, mu = margin, alternative = "less")`.

    >>> from analytics.stats.moments import Moments
    >>> pilot, comparison = Moments(n=200, mean=3.1, variance=0.6), Moments(n=300, mean=3.0, variance=0.7)
    >>> equivalence(pilot, comparison, margin=0.3).is_equivalent
    True
    """
    if not margin > 0.0:
        raise UndefinedStatisticError(
            f"Equivalence needs a margin above 0, not {margin:g}.",
            next_step="State the largest difference that would not matter.",
        )
    found = welch(first, second, level=1.0 - 2.0 * alpha)
    p_above = t_upper((found.difference + margin) / found.standard_error, found.df)
    p_below = t_upper((margin - found.difference) / found.standard_error, found.df)
    p = max(p_above, p_below)
    return Equivalence(
        margin=margin, p_above_lower=p_above, p_below_upper=p_below, p=p, is_equivalent=p < alpha, welch=found
    )
