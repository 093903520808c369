"""Do people stay: Kaplan-Meier retention with delayed entry, on a monthly grid that exposes nobody."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, TypeAlias

from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Curve, CurvePoint, Estimate, Interval, Outcome, Released, Undefined, Withheld
from analytics.query import Query
from analytics.stats.proportions import wilson
from analytics.stats.survival import RiskTable, SurvivalCurve, log_log_interval, risk_table, survival_curve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analytics.engine.rows import Row
    from analytics.query import Where

Clock: TypeAlias = Literal["program", "tenure", "pair"]
"""Days since the program's launch, since hire, or since the start of a pair."""

YEAR = 365
MONTHS = 12
HORIZONS = (3, 6, 12, 24)
"""Months at which retention is tabulated."""
MINIMUM_AT_RISK = 10
MINIMUM_LEAVERS_A_STEP = 3
PERCENT = 100


def people_question(by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the people at risk, their days and what happened to them in every cell."""
    return Query(aggregate="risk_people", by=by, where=where or {}, values={"clock": "program"})


def days_question(clock: Clock, by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the days on which people come under observation, leave it, and leave the company."""
    return Query(aggregate="risk_days", by=by, where=where or {}, values={"clock": clock})


def table_of(rows: Iterable[Row]) -> RiskTable:
    """The risk table of one group from its rows of movements by day."""
    entries: dict[int, int] = defaultdict(int)
    exits: dict[int, int] = defaultdict(int)
    leavers: dict[int, int] = defaultdict(int)
    for row in rows:
        day = count(row, "day")
        for histogram, name in ((entries, "entries"), (exits, "exits"), (leavers, "leavers")):
            if number := count(row, name):
                histogram[day] += number
    return risk_table(entries, exits, leavers)


def risk_start(rows: Iterable[Row]) -> tuple[int, int]:
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


def published_curve(table: RiskTable, *, label: str, people: int) -> Outcome[Curve]:
    """The curve that may be shown: month ends only, a step only after three more leavers, cut below ten at risk.

    Args:
        table: Risk table of the group, by day.
        label: The group.
        people: People with at least one day at risk.

    While nobody has left, the log-log limits do not exist and Wilson's, which are approximate, take their place.

    Reference:
        The statistic is `survival_curve`; the grid keeps a single person's day of leaving out of the picture.
    """
    if people < MINIMUM_AT_RISK:
        return Withheld()
    try:
        start, end = _span(table)
        curve = survival_curve(table, start=start + 1)
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    points = tuple(_points(curve, start, end))
    return Released(value=Curve(label=label, people=people, start=start, points=points), n=people)


def retained(curve: Curve, months: int, *, since: int | None = None, level: float = 0.95) -> Outcome[Estimate]:
    """The share of those under observation on one day who are still employed some months later.

    Everything follows from the published curve: S(t) / S(s), with Greenwood's sum between s and t.

    Args:
        curve: A published curve.
        months: Length of the period, in months.
        since: Day of the grid on which the period begins; the curve's first by default.
        level: Confidence level, a share.

    Reference:
        Greenwood's terms of log S add up over time, so those between s and t are the variance of log S(t) / S(s).
    Checked against:
        R: `survfit(Surv(entry, time, event) ~ 1, start.time = s)`.
    """
    first = next((place for place, point in enumerate(curve.points) if since is None or point.day >= since), None)
    if first is None or first + months >= len(curve.points):
        return Undefined(reason=f"Too few have been under observation for {months} months.")
    begin, end = curve.points[first], curve.points[first + months]
    share = end.survival / begin.survival
    variance = (
        max((end.standard_error / end.survival) ** 2 - (begin.standard_error / begin.survival) ** 2, 0.0)
        if end.survival
        else 0.0
    )
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


def _span(table: RiskTable) -> tuple[int, int]:
    first, end = table.span_with(MINIMUM_AT_RISK)
    return int(table.times[table.times < first].max(initial=first - 1)), end


def _points(curve: SurvivalCurve, start: int, end: int) -> Iterator[CurvePoint]:
    shown: CurvePoint | None = None
    month = 0
    while (day := month_end(month)) <= end:
        month += 1
        if month_end(month) <= start:
            continue
        at_risk = int(curve.table.at_risk_on(max(day, start + 1)))
        leavers = int(curve.table.events[(curve.table.times <= day) & (curve.table.times > start)].sum())
        if shown is None or leavers - shown.leavers >= MINIMUM_LEAVERS_A_STEP:
            shown = _point(curve, max(day, start + 1), leavers, at_risk)
        yield _moved(shown, day, at_risk)


def _point(curve: SurvivalCurve, day: int, leavers: int, at_risk: int) -> CurvePoint:
    estimate = curve.at(day)
    limits = estimate.interval or _limits_at_an_end(estimate.survival, at_risk, curve.level)
    return CurvePoint(
        day=day,
        survival=PERCENT * estimate.survival,
        low=PERCENT * limits.low,
        high=PERCENT * limits.high,
        standard_error=PERCENT * (estimate.standard_error or 0.0),
        at_risk=at_risk,
        leavers=leavers,
    )


def _limits_at_an_end(share: float, at_risk: int, level: float) -> Interval:
    """Wilson's limits where nobody or everybody left and the log-log limits do not exist; approximate."""
    return wilson(round(share) * at_risk, at_risk, level=level).interval


def _moved(shown: CurvePoint, day: int, at_risk: int) -> CurvePoint:
    return CurvePoint(
        day=day,
        survival=shown.survival,
        low=shown.low,
        high=shown.high,
        standard_error=shown.standard_error,
        at_risk=at_risk,
        leavers=shown.leavers,
    )
