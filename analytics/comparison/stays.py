"""Pilot and comparison in how long people stay: curves, mean time stayed, log-rank test, adjusted difference."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.comparison.adjusted import Adjusted, comparable_people, doubts, ranked, with_headline
from analytics.comparison.estimates import LEVEL, Estimate, Models, by_blocks, without_teams
from analytics.comparison.evidence import Caution
from analytics.comparison.means import decided
from analytics.comparison.people import people
from analytics.comparison.weighted_stays import WEIGHTED, weighted_stay
from analytics.errors import SettingsError, UndefinedStatisticError
from analytics.stats.logrank import LogRank, logrank
from analytics.stats.rmst import RestrictedMeanDifference, rmst_difference
from analytics.stats.survival import RiskTable, risk_table, survival_curve
from analytics.stats.survival_difference import survival_difference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.comparison.cautions import Balance
    from analytics.comparison.people import People
    from analytics.comparison.request import Request
    from analytics.engine.plain_table import PlainTable
    from analytics.measures.finding import Verdict
    from analytics.stats.outcome import Interval
    from analytics.stats.survival import SurvivalCurve
    from analytics.stats.survival_difference import SurvivalDifference

FEWEST_AT_RISK = 5
"""Curves begin, where observation begins late, and end with this many people under observation in both groups."""

QUARTERS = 4
"""Retention decides while one part in this many is still under observation: later the curves hang on a few people."""

FINEST = 2**53
"""Times are counted in steps no finer than this many up to the longest."""

MOST_WHOLE_TIMES = 120
SHORT = 6
QUARTER = 0.25
MONTH, YEAR = 30, 365


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainedDifference:
    """Retention of both groups at one time.

    Args:
        time: The time, in the unit of the file.
        found: Shares still there and their difference, with interval.
    """

    time: float
    found: SurvivalDifference


@dataclass(frozen=True, slots=True, kw_only=True)
class StayComparison:
    """Everything about how long people stay, in the order of trust.

    Args:
        n: People of the pilot and of the comparison.
        cautions: What speaks against believing it.
        balance: How alike the groups were.
        retention: Retention of both groups at round times, as long as five people of both are under observation.
        horizon: The time at which retention decides and up to which mean times are taken, in the unit of the file.
        unit: Steps of the risk tables in one unit of the file.
        rmst: Difference of the mean times stayed within the horizon, in steps; None where nobody left.
        logrank: Test of equal rates of leaving; None where nobody left.
        adjusted: Adjusted differences of retention at the horizon.
        verdict: What may be said about retention at the horizon.
        tables: Risk tables of the pilot and of the comparison.
    """

    n: tuple[int, int]
    cautions: tuple[Caution, ...]
    balance: tuple[Balance, ...]
    retention: tuple[RetainedDifference, ...]
    horizon: float
    unit: int
    rmst: RestrictedMeanDifference | None
    logrank: LogRank | None
    adjusted: tuple[Estimate, ...]
    verdict: Verdict
    tables: tuple[RiskTable, RiskTable]


def stay_comparison(table: PlainTable, request: Request, *, horizon: float | None = None) -> StayComparison:
    """The comparison of how long people stay.

    Args:
        table: The file.
        request: The part each column plays.
        horizon: Time at which retention is compared; by default the last at which a quarter of the people, and at least
            five, are still under observation in both groups.

    Raises:
        SettingsError: A column does not hold what its part needs, or a requested horizon is out of reach.
        UndefinedStatisticError: Nobody of a group is under observation.
    """
    return stays_of(_observed(table, request), request, horizon=horizon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """People under observation.

    Args:
        people: The people; their steps are time, event (0 or 1) and perhaps entry.
        unit: Steps of time in one unit of the file.
        never: People left out because they were never under observation.
    """

    people: People
    unit: int
    never: int


def stays_of(observed: Observed, request: Request, *, horizon: float | None = None) -> StayComparison:
    """The comparison of how long these people stay.

    Args:
        observed: The people.
        request: What is compared and held equal.
        horizon: As for `stay_comparison`.

    Raises:
        SettingsError: The horizon is out of reach.
        UndefinedStatisticError: Nobody of a group is under observation.
    """
    everybody, unit, never = observed.people, observed.unit, observed.never
    tables = table_of_arm(everybody, is_pilot=True), table_of_arm(everybody, is_pilot=False)
    begin, last = _stretch(tables)
    end = _decisive(tables, begin, last) if horizon is None else _reachable(math.floor(horizon * unit), tables)
    times = sorted({*_times(begin, max(last, end), unit), end / unit})
    adjusted = _adjusted(request, _since(everybody, begin), end)
    clustered, notes = _raw_by_team(everybody, end) if request.cluster else (None, [])
    rates, test, silent = _tests(tables, end, begin)
    found = [*notes, *silent, *_observation_notes(never, begin, unit), *doubts(request, everybody, adjusted)]
    deciding = adjusted.headline if request.is_weighted else clustered

    def interval(level: float) -> Interval:
        if deciding:
            return deciding.interval(level)
        return survival_difference(*_curves(tables, begin, level), end).interval

    is_decided = deciding is not None or not (request.is_weighted or request.cluster)
    return StayComparison(
        n=everybody.n,
        cautions=ranked(found),
        balance=adjusted.balance,
        retention=tuple(_retention(_curves(tables, begin, LEVEL), times, unit)),
        horizon=end / unit,
        unit=unit,
        rmst=rates,
        logrank=test,
        adjusted=(*adjusted.estimates, *((clustered,) if clustered else ())),
        verdict=decided(interval if is_decided else None, found, None if request.outcomes else request.margin),
        tables=tables,
    )


def _observed(table: PlainTable, request: Request) -> Observed:
    """People with their times in common whole steps."""
    if request.time is None or request.event is None:
        raise SettingsError("Retention needs both --time and --event.")
    columns = (request.time, request.event, *((request.entry,) if request.entry else ()))
    found = people(table, request, columns)
    finest = max(found.denominators[0], *found.denominators[2:], 1)
    longest = max(abs(step) for one in found.alike for step in one.steps)
    while finest > 1 and longest * finest > FINEST * min(found.denominators[0], *found.denominators[2:], finest):
        finest //= 10
    moved = [replace(one, steps=_in_steps(one.steps, found.denominators, finest)) for one in found.alike]
    kept = tuple(one for one in moved if one.steps[0] > (one.steps[2] if len(one.steps) > 2 else -1))  # noqa: PLR2004
    never = sum(one.n for one in moved) - sum(one.n for one in kept)
    if {one.is_pilot for one in kept} != {True, False}:
        raise UndefinedStatisticError("Nobody of one of the groups was under observation.")
    return Observed(people=replace(found, alike=kept, denominators=(finest,)), unit=finest, never=never)


def _in_steps(steps: tuple[int, ...], denominators: tuple[int, ...], finest: int) -> tuple[int, ...]:
    """Time, event and perhaps entry, the times in the common step."""
    times = [
        round(step * finest / own) if own > finest else step * (finest // own)
        for step, own in zip(steps, denominators, strict=True)
    ]
    return (times[0], steps[1], *times[2:])


def table_of_arm(everybody: People, *, is_pilot: bool) -> RiskTable:
    """The risk table of one arm, by way of its three histograms.

    Args:
        everybody: People whose steps are time, event and perhaps entry.
        is_pilot: Which arm.
    """
    entries: Counter[int] = Counter()
    exits: Counter[int] = Counter()
    events: Counter[int] = Counter()
    for one in everybody.alike:
        if one.is_pilot is is_pilot:
            exits[one.steps[0]] += one.n
            events[one.steps[0]] += one.n * one.steps[1]
            entries.update({one.steps[2]: one.n} if len(one.steps) > 2 else {})  # noqa: PLR2004
    return risk_table(entries or None, exits, {time: n for time, n in events.items() if n})


def _stretch(tables: tuple[RiskTable, RiskTable]) -> tuple[int | None, int]:
    """Where the curves begin, if an early tiny risk set would ruin them, and the last time with enough people."""
    enough = min(FEWEST_AT_RISK, *(int(table.at_risk.max()) for table in tables))
    spans = [table.span_with(enough) for table in tables]
    begin, last = max(span[0] for span in spans), min(span[1] for span in spans)
    if last <= begin:
        raise UndefinedStatisticError("Pilot and comparison are never under observation at the same time.")
    is_ruined = any(table.events[table.times < begin].any() for table in tables)
    return (begin if is_ruined else None), last


def _decisive(tables: tuple[RiskTable, RiskTable], begin: int | None, last: int) -> int:
    """The last time at which a quarter of the people are still under observation in both groups."""
    quarters = [max(1, math.ceil(table.at_risk.max() / QUARTERS)) for table in tables]
    decisive = min(table.span_with(quarter)[1] for table, quarter in zip(tables, quarters, strict=True))
    return min(decisive, last) if decisive > (begin or 0) else last


def _reachable(horizon: int, tables: tuple[RiskTable, RiskTable]) -> int:
    if not 0 < horizon <= min(int(table.times[-1]) for table in tables):
        raise SettingsError(
            "Nobody of one of the groups is under observation at the horizon.", next_step="Choose an earlier one."
        )
    return horizon


def _curves(
    tables: tuple[RiskTable, RiskTable], begin: int | None, level: float
) -> tuple[SurvivalCurve, SurvivalCurve]:
    first, second = (survival_curve(table, level=level, start=begin) for table in tables)
    return first, second


def _times(begin: int | None, end: int, unit: int) -> Iterable[float]:
    """Round times up to the end: quarters of a short unit, every whole one, or months and years of days."""
    last, first = end / unit, (begin or 0) / unit
    if last <= SHORT:
        grid = {number * QUARTER for number in range(1, int(last / QUARTER) + 1)}
    elif last <= MOST_WHOLE_TIMES:
        grid = {float(number) for number in range(1, int(last) + 1)}
    else:
        grid = {float(number) for step in (MONTH, YEAR) for number in range(step, int(last) + 1, step)}
    return sorted(time for time in grid | {last} if time > first)


def _retention(
    curves: tuple[SurvivalCurve, SurvivalCurve], times: Iterable[float], unit: int
) -> Iterable[RetainedDifference]:
    for time in times:
        try:
            yield RetainedDifference(time=time, found=survival_difference(*curves, math.floor(time * unit)))
        except UndefinedStatisticError:
            return  # everybody of a group has left: there is nothing to say about later times


def _tests(
    tables: tuple[RiskTable, RiskTable], end: int, begin: int | None
) -> tuple[RestrictedMeanDifference | None, LogRank | None, list[Caution]]:
    try:
        return (
            rmst_difference(*tables, end, start=begin),
            logrank(dict(zip(("pilot", "comparison"), tables, strict=True))),
            [],
        )
    except UndefinedStatisticError as reason:
        return None, None, [Caution(code="not_estimated", message=reason.what, forbids_verdict=True)]


def _adjusted(request: Request, everybody: People, end: int) -> Adjusted:
    """Weighted differences of retention at the horizon."""
    if not request.before:
        return Adjusted(group=None, scores=None, estimates=(), undefined={})
    return with_headline(everybody, lambda some: _weighted(request, some, end))


def _weighted(request: Request, everybody: People, end: int) -> Adjusted:
    models, scores, reason = comparable_people(everybody)
    group = models.group if models else None
    if models is None or group is None or scores is None:
        return Adjusted(group=group, scores=None, estimates=(), undefined={"adjustment": reason})
    found, undefined = [], {}
    for method in WEIGHTED:
        try:
            one = weighted_stay(models, method, end)
            rest = [Models(some) for some in without_teams(group)] if request.cluster else []
            found.append(
                by_blocks(one, [weighted_stay(some, method, end).difference for some in rest]) if rest else one
            )
        except UndefinedStatisticError as failure:
            undefined[method] = failure.what
    return Adjusted(group=group, scores=scores, estimates=tuple(found), undefined=undefined)


def _since(everybody: People, begin: int | None) -> People:
    """The people still there where the curves begin, under observation from then on."""
    if begin is None:
        return everybody
    return replace(
        everybody,
        alike=tuple(
            replace(one, steps=(one.steps[0], one.steps[1], max(begin - 1, *one.steps[2:])))
            for one in everybody.alike
            if one.steps[0] >= begin
        ),
    )


def _raw_by_team(everybody: People, end: int) -> tuple[Estimate | None, list[Caution]]:
    """The raw difference of retention at the horizon with errors by team, or why there is none."""

    def difference(of: People) -> float:
        first, second = (survival_curve(table_of_arm(of, is_pilot=arm)).at(end).survival for arm in (True, False))
        return first - second

    whole = Estimate(method="raw_by_team", estimand="ATE", difference=difference(everybody), standard_error=0.0)
    try:
        return by_blocks(whole, [difference(rest) for rest in without_teams(everybody)]), []
    except UndefinedStatisticError as reason:
        return None, [Caution(code="few_teams", message=reason.what, forbids_verdict=True)]


def _observation_notes(never: int, begin: int | None, unit: int) -> list[Caution]:
    found = []
    if never:
        message = f"{never} people were never under observation (their time is not after their entry) and are left out."
        found.append(Caution(code="never_observed", message=message))
    if begin is not None:
        message = (
            f"Before {begin / unit:g} fewer than {FEWEST_AT_RISK} people of a group were under observation; "
            "both curves begin there."
        )
        found.append(Caution(code="late_beginning", message=message))
    return found
