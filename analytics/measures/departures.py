"""Why people leave: the share gone voluntarily and the share gone for other reasons, month by month."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.engine.rows import counts
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Outcome, Released, Undefined, Withheld
from analytics.measures.retention import MINIMUM_AT_RISK, NO_MONTH, grid, risk_start
from analytics.measures.threes import in_threes, up_in_threes
from analytics.stats.competing import competing_table, cumulative_incidence, incidence_interval
from analytics.stats.proportions import wilson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.engine.rows import Row
    from analytics.stats.competing import CompetingTable, IncidenceCurve

REASONS = ("voluntary", "other")
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeparturePoint:
    """One point of a curve of departures for one reason.

    Args:
        day: Days since the program's launch.
        incidence: Share gone for this reason, in percent.
        low: Lower limit, in percent.
        high: Upper limit, in percent.
        at_risk: People at risk on that day, rounded up to a multiple of three.
        leavers: People gone for this reason up to that day, to the nearest three.
    """

    day: int
    incidence: float
    low: float
    high: float
    at_risk: int
    leavers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """The share of one group gone for each reason; both and the share that stays make 100 %.

    Args:
        label: The group.
        people: People with at least one day at risk.
        start: Day on which the curves begin at 0.
        points: For "voluntary" and "other", the curve at month ends, or at fewer of them. Other is everything else that
            ends employment, and leavers whose reason the roster does not give.
    """

    label: str
    people: int
    start: int
    points: Mapping[str, tuple[DeparturePoint, ...]]


def published_departures(rows: Sequence[Row], *, label: str, people: int) -> Outcome[Departures]:
    """The cumulative incidence of both reasons that may be shown: month ends, leavers counted in threes.

    A reason of leaving is more private than leaving. The Aalen-Johansen estimate is therefore scaled to the leavers
    in threes: no difference of two published curves is one person's reason. Its error is that of a share of as many
    people as Greenwood's error is worth, so that the limits tell no more than the leavers in threes do. A step waits
    until it leads up, as in `published_curve`.

    Args:
        rows: Movements of the group by day, from `risk_days`.
        label: The group.
        people: People with at least one day at risk.

    Reference:
        The statistic is `cumulative_incidence` (Aalen & Johansen 1978), begun where enough people are at risk.
    """
    if people < MINIMUM_AT_RISK:
        return Withheld()
    try:
        start, end = risk_start(rows)
        table = _since(rows, start)
        curves = {reason: cumulative_incidence(table, reason) for reason in REASONS}
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    points = {reason: tuple(_points(curve, start, end)) for reason, curve in curves.items()}
    if not all(points.values()):
        return Undefined(reason=NO_MONTH)
    return Released(value=Departures(label=label, people=people, start=start, points=points), n=people)


def _since(rows: Sequence[Row], start: int) -> CompetingTable:
    """The risk table from a day on; who was there on that day is under observation from it."""
    columns = (counts(rows, name) for name in ("day", "entries", "exits", "leavers", "voluntary"))
    entries: dict[int, int] = defaultdict(int)
    exits: dict[int, int] = defaultdict(int)
    voluntarily: dict[int, int] = defaultdict(int)
    otherwise: dict[int, int] = defaultdict(int)
    for day, came, went, left, voluntary in zip(*columns, strict=True):
        if day <= start:
            entries[start] += came - went
            continue
        entries[day] += came
        exits[day] += went
        voluntarily[day] += voluntary
        otherwise[day] += left - voluntary
    return competing_table(entries, exits, dict(zip(REASONS, (voluntarily, otherwise), strict=True)))


def _points(curve: IncidenceCurve, start: int, end: int) -> Iterator[DeparturePoint]:
    shown: DeparturePoint | None = None
    for day in grid(start, end):
        exact = int(curve.own[curve.times <= day].sum())
        everybody = int(curve.every[curve.times <= day].sum())
        at_risk = int(curve.table.at_risk_on(max(day, start + 1))) + everybody - in_threes(everybody)
        if shown is None or in_threes(exact) > shown.leavers:
            stepped = _point(curve, max(day, start + 1), exact, up_in_threes(at_risk))
            shown = stepped if shown is None or stepped.incidence > shown.incidence else shown
        yield replace(shown, day=day, at_risk=up_in_threes(at_risk))


def _point(curve: IncidenceCurve, day: int, exact: int, at_risk: int) -> DeparturePoint:
    found = curve.at(day)
    leavers = in_threes(exact)
    if leavers == 0 or found.interval is None:
        high = PERCENT * wilson(0, at_risk).interval.high
        return DeparturePoint(day=day, incidence=0.0, low=0.0, high=high, at_risk=at_risk, leavers=0)
    incidence = min(leavers / exact * found.incidence, 1.0)
    people = found.incidence * (1 - found.incidence) / found.standard_error**2
    error = math.sqrt(incidence * (1 - incidence) / people)
    limits = incidence_interval(incidence, error, curve.level) or found.interval
    return DeparturePoint(
        day=day,
        incidence=PERCENT * incidence,
        low=PERCENT * limits.low,
        high=PERCENT * limits.high,
        at_risk=at_risk,
        leavers=leavers,
    )
