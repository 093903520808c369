"""The comparison as the groups are, before anything is held equal, in the form in which it may be shown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analytics.comparison.effects import Effect, LogRankTest, RawMeans, RawRetention, RawShares
from analytics.comparison.stays import table_of_arm
from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.differences import Frame, from_limits
from analytics.measures.finding import Released, Undefined
from analytics.measures.retention import published_curve, retained
from analytics.measures.threes import in_threes
from analytics.stats.compare import welch
from analytics.stats.logrank import logrank
from analytics.stats.outcome import NOT_PUBLISHED, Interval
from analytics.stats.rmst import rmst_difference

if TYPE_CHECKING:
    from analytics.comparison.asked import Compared
    from analytics.measures.finding import Curve, Difference, Estimate, Outcome

YEAR_DAYS = 365.25
HUNDRED = 100
MONTHS_A_YEAR, YEAR = 12, 365


def raw_means(compared: Compared) -> RawMeans:
    """The Welch comparison of two mean scores.

    Args:
        compared: The people of a score.

    Raises:
        UndefinedStatisticError: A group has fewer than two people. Where nothing varies, with no more than the sentence
            for everything that is not published, since anything else would say what everybody answered.
    """
    people = compared.people
    first, second = (people.sums(one for one in people.alike if one.is_pilot is arm).moments() for arm in (True, False))
    if not first.variance and not second.variance:
        raise UndefinedStatisticError(NOT_PUBLISHED)
    found = welch(first, second)
    return RawMeans(
        pilot=first.mean,
        comparison=second.mean,
        effect=Effect(difference=found.difference, interval=found.interval, p=found.p),
        t=found.t,
        df=found.df,
    )


def raw_retention(compared: Compared) -> RawRetention:
    """Two published retention curves since the index date, and how far apart they are at the end.

    Args:
        compared: The people, followed in days.

    Raises:
        UndefinedStatisticError: A curve may not be shown, or does not reach the end.
    """
    months = months_until(compared.asked.end)
    (pilot, comparison), found = _two_curves(compared, months)
    tables = tuple(table_of_arm(compared.people, is_pilot=arm) for arm in (True, False))
    try:
        stayed = rmst_difference(tables[0], tables[1], compared.asked.end)
        mean_days = Effect(difference=stayed.difference, interval=stayed.interval, p=stayed.p)
        test = logrank({"pilot": tables[0], "comparison": tables[1]})
        ranks = LogRankTest(chi_square=test.chi_square, df=test.df, p=test.p)
    except UndefinedStatisticError:  # nobody left: the curves say so
        mean_days, ranks = None, None
    return RawRetention(
        pilot=pilot,
        comparison=comparison,
        months=months,
        pilot_share=found.pilot.value,
        comparison_share=found.comparison.value,
        effect=Effect(difference=found.difference, interval=found.interval, p=found.p),
        mean_days=mean_days,
        logrank=ranks,
    )


def raw_shares(compared: Compared) -> RawShares:
    """The shares of both groups promoted within the follow-up, and their rates.

    Args:
        compared: The people, followed until their first promotion.

    Raises:
        UndefinedStatisticError: The shares may not be shown.
    """
    months = months_until(compared.asked.end)
    _, found = _two_curves(compared, months)
    limits = found.interval
    rates = [_rate(compared, is_pilot=arm) for arm in (True, False)]
    return RawShares(
        months=months,
        pilot=HUNDRED - found.pilot.value,
        comparison=HUNDRED - found.comparison.value,
        effect=Effect(
            difference=-found.difference,
            interval=Interval(low=-limits.high, high=-limits.low, level=limits.level),
            p=found.p,
        ),
        pilot_rate=rates[0],
        comparison_rate=rates[1],
    )


def arm_curve(compared: Compared, *, is_pilot: bool, label: str) -> Outcome[Curve]:
    """The published curve of one group since the index date.

    Args:
        compared: The people, followed in days.
        is_pilot: Which group.
        label: Its name.
    """
    n = compared.people.n[0 if is_pilot else 1]
    return published_curve(table_of_arm(compared.people, is_pilot=is_pilot), label=label, people=n)


def months_until(day: int) -> int:
    """Whole months until a day of the clock.

    >>> months_until(365), months_until(364)
    (12, 11)
    """
    return max(month for month in range(day + 1) if month * YEAR // MONTHS_A_YEAR <= day)


def _two_curves(compared: Compared, months: int) -> tuple[tuple[Curve, Curve], Difference]:
    """Both published curves and the difference at the end, from what they show."""
    pilot, comparison = (
        _required(arm_curve(compared, is_pilot=arm, label=label))
        for arm, label in ((True, "Pilot"), (False, "Comparison"))
    )

    def both(level: float) -> tuple[Outcome[Estimate], Outcome[Estimate]]:
        return retained(pilot, months, level=level), retained(comparison, months, level=level)

    difference = from_limits(both, Frame(label="", margin=0.0))
    if not isinstance(difference, Released):
        reason = difference.reason if isinstance(difference, Undefined) else NOT_PUBLISHED
        raise UndefinedStatisticError(reason)
    return (pilot, comparison), difference.value


def _required(curve: Outcome[Curve]) -> Curve:
    if isinstance(curve, Released):
        return curve.value
    raise UndefinedStatisticError(curve.reason)


def _rate(compared: Compared, *, is_pilot: bool) -> float:
    """Promotions per 100 person-years until the first one, leaving or the end, promotions in threes."""
    days, events = 0, 0
    for row, one in zip(compared.rows, compared.people.alike, strict=True):
        if one.is_pilot is is_pilot:
            days += one.n * min(count(row, "days"), one.steps[0])
            events += one.n * one.steps[1]
    if not days:
        raise UndefinedStatisticError("Nobody of one of the groups was followed.")
    return HUNDRED * in_threes(events) / (days / YEAR_DAYS)


def spread_of(compared: Compared) -> float:
    """The standard deviation of the outcome in points or percentage points, pooled over both groups with equal weight.

    Args:
        compared: The people.
    """
    known = compared.known
    variances = [
        known.sums(one for one in known.alike if one.is_pilot is arm).moments().variance for arm in (True, False)
    ]
    return math.sqrt(math.fsum(variances) / 2) * (1 if compared.asked.is_surveyed else HUNDRED)
