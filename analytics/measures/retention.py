"""Do people stay: Kaplan-Meier retention with delayed entry, on a monthly grid that exposes nobody."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from analytics.engine.rows import counts
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Curve, CurvePoint, Estimate, Interval, Outcome, Released, Undefined, Withheld
from analytics.measures.threes import ROUNDING, in_threes, up_in_threes
from analytics.query import Query
from analytics.stats.proportions import wilson
from analytics.stats.survival import (
    RiskTable,
    SurvivalCurve,
    SurvivalEstimate,
    log_log_interval,
    risk_table,
    survival_curve,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analytics.engine.rows import Row
    from analytics.query import Where

Clock: TypeAlias = Literal["program", "tenure", "pair"]
"""Days since the program's launch, since hire, or since the start of a pair."""

YEAR = 365
MONTHS = 12
HORIZONS = (3, 6, 12, 24)
"""Months at which retention is tabulated."""
MINIMUM_AT_RISK = 10
PERCENT = 100
NO_MONTH = "Ten people are under observation together at the end of no month."


def people_question(by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the people at risk, their days and what happened to them in every cell."""
    return Query(aggregate="risk_people", by=by, where=where or {}, values={"clock": "program"})


def days_question(clock: Clock, by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the days on which people come under observation, leave it, and leave the company."""
    return Query(aggregate="risk_days", by=by, where=where or {}, values={"clock": clock})


def table_of(rows: Sequence[Row]) -> RiskTable:
    """The risk table of one group from its rows of movements by day."""
    days = counts(rows, "day")
    return risk_table(*(histogram(days, counts(rows, name)) for name in ("entries", "exits", "leavers")))


def histogram(days: Iterable[int], numbers: Iterable[int]) -> dict[int, int]:
    """How many people something happened to on each day, days without anybody left out.

    >>> histogram([3, 5, 3, 9], [1, 2, 4, 0])
    {3: 5, 5: 2}
    """
    found: dict[int, int] = defaultdict(int)
    for day, number in zip(days, numbers, strict=True):
        if number:
            found[day] += number
    return dict(found)


def risk_start(rows: Sequence[Row]) -> tuple[int, int]:
    """The day on which a published curve begins, and its last day with enough people at risk.

    Raises:
        UndefinedStatisticError: There are never enough people at risk.
    """
    return _span(table_of(rows))


def month_end(month: int) -> int:
    """The day on which the nth month of a clock ends.

    >>> [month_end(month) for month in (1, 3, 6, 12, 24)]
    [30, 91, 182, 365, 730]
    """
    return month * YEAR // MONTHS


def month_of(day: int) -> int:
    """The month of a clock that ends on a day.

    >>> [month_of(month_end(month)) for month in (0, 1, 12, 31)]
    [0, 1, 12, 31]
    """
    return round(day * MONTHS / YEAR)


def grid(start: int, end: int) -> Iterator[int]:
    """The month ends from the first day of a curve to its last.

    >>> list(grid(0, 70)), list(grid(35, 100))
    ([0, 30, 60], [60, 91])
    """
    first, last = max(0, -(-start * MONTHS // YEAR)), (MONTHS * (end + 1) - 1) // YEAR
    return map(month_end, range(first, min(end, last + 1)))


def published_curve(table: RiskTable, *, label: str, people: int) -> Outcome[Curve]:
    """The curve that may be shown: month ends only, leavers counted in threes, cut below ten at risk.

    The Kaplan-Meier drop is scaled to the leavers in threes and its error widened for that, so that the curve is right
    on average and no step is one person. Those at risk count as if just so many had left, else a group that nobody
    joins would tell how many did. While nobody has left, the log-log limits do not exist and Wilson's, which
    are approximate, take their place. A step waits until it leads down: where many join meanwhile each leaver counts
    for less, and three leavers in the place of two could lift the curve.

    Args:
        table: Risk table of the group, by day.
        label: The group.
        people: People with at least one day at risk.

    Reference:
        The statistic is `survival_curve`, begun where enough people are at risk; counts follow `in_threes`.
    """
    if people < MINIMUM_AT_RISK:
        return Withheld()
    try:
        start, end = _span(table)
        curve = survival_curve(table, start=start + 1)
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    points = tuple(_points(curve, start, end))
    if not points:
        return Undefined(reason=NO_MONTH)
    return Released(value=Curve(label=label, people=people, start=start, points=points), n=people)


def retained(curve: Curve, months: int, *, since: int | None = None, level: float = 0.95) -> Outcome[Estimate]:
    """The share of those under observation on one day who are still employed some months later.

    Everything follows from the published curve: S(t) / S(s), with Greenwood's sum between s and t.

    Args:
        curve: A published curve.
        months: Length of the period, in months.
        since: Day of the grid on which the period begins; the curve's first by default.
        level: Confidence level, a share.

    Returns:
        The share; withheld where the curve is shown with fewer steps than one a month and has none on these days.

    Reference:
        Greenwood's terms of log S add up over time, so those between s and t are the variance of log S(t) / S(s).
    Checked against:
        R: `survfit(Surv(entry, time, event) ~ 1, start.time = s)`.
    """
    start = month_of(curve.points[0].day if since is None else since)
    begin, end = _in_month(curve.points, start), _in_month(curve.points, start + months)
    if begin is None or end is None:
        too_few = Undefined(reason=f"Too few have been under observation for {months} months.")
        return too_few if is_monthly(curve) else Withheld()
    share = end.survival / begin.survival
    variance = max(_log_variance(end) - _log_variance(begin), 0.0)
    limits = log_log_interval(share, variance, level=level) or _limits_at_an_end(share, end.at_risk, level)
    estimate = Estimate(
        label=curve.label,
        n=curve.people,
        value=PERCENT * share,
        interval=Interval(low=PERCENT * limits.low, high=PERCENT * limits.high, level=level),
        unit="%",
        standard_error=PERCENT * share * variance**0.5,
    )
    return Released(value=estimate, n=curve.people)


def _in_month(points: Sequence[CurvePoint], month: int) -> CurvePoint | None:
    """The last point of a month, found by halving."""
    place = bisect_right(points, month, key=lambda point: month_of(point.day))
    found = points[place - 1] if place else None
    return found if found is not None and month_of(found.day) == month else None


def is_monthly(curve: Curve) -> bool:
    """Whether a curve is shown with all of its months: not as one with fewer steps, which fits where it does not."""
    return month_of(curve.points[-1].day) - month_of(curve.points[0].day) < len(curve.points)


def _span(table: RiskTable) -> tuple[int, int]:
    first, end = table.span_with(MINIMUM_AT_RISK)
    return int(table.times[table.times < first].max(initial=first - 1)), end


def _log_variance(point: CurvePoint) -> float:
    """Variance of the logarithm of survival; none where the curve has only begun."""
    return (point.standard_error / point.survival) ** 2 if point.survival and point.leavers else 0.0


def _points(curve: SurvivalCurve, start: int, end: int) -> Iterator[CurvePoint]:
    shown: CurvePoint | None = None
    days = np.array([*grid(start, end)], dtype=np.int64)
    events = np.append(0, np.cumsum(curve.table.events))
    gone, before = (events[np.searchsorted(curve.table.times, one, side="right")] for one in (days, start))
    present = curve.table.at_risk_on(np.maximum(days, start + 1))
    for day, exact, at_risk in zip(days.tolist(), (gone - before).tolist(), present.tolist(), strict=True):
        at_risk = up_in_threes(at_risk + exact - in_threes(exact))  # noqa: PLW2901 - as it is shown
        if shown is None or in_threes(exact) > shown.leavers:
            stepped = _point(curve, max(day, start + 1), exact, at_risk)
            shown = stepped if shown is None or stepped.survival < shown.survival else shown
        yield replace(shown, day=day, at_risk=at_risk)


def _point(curve: SurvivalCurve, day: int, exact: int, at_risk: int) -> CurvePoint:
    found = curve.at(day)
    leavers = in_threes(exact)
    per_leaver = (1 - found.survival) / exact if leavers else 1 / at_risk
    survival = max(1 - leavers * per_leaver, 0.0)
    error = math.hypot(_error_at(survival, found), ROUNDING**0.5 * per_leaver)
    limits = log_log_interval(survival, (error / survival) ** 2, level=curve.level) if survival else None
    limits = limits or _limits_at_an_end(survival, at_risk, curve.level)
    return CurvePoint(
        day=day,
        survival=PERCENT * survival,
        low=PERCENT * limits.low,
        high=PERCENT * limits.high,
        standard_error=PERCENT * error,
        at_risk=at_risk,
        leavers=leavers,
    )


def _error_at(survival: float, found: SurvivalEstimate) -> float:
    """The standard error that a survival in threes has among as many people as Greenwood's error is worth.

    Without censoring these are the people at the start, so that the error tells no more than the leavers in threes do.
    """
    if not found.standard_error:
        return 0.0
    people = found.survival * (1 - found.survival) / found.standard_error**2
    return math.sqrt(survival * (1 - survival) / people) if people else 0.0


def _limits_at_an_end(share: float, at_risk: int, level: float) -> Interval:
    """Wilson's limits where nobody or everybody left and the log-log limits do not exist; approximate."""
    return wilson(round(share) * at_risk, at_risk, level=level).interval
