"""Kaplan-Meier survival from risk-set histograms: how many entered, left and had the event on each day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.special import ndtri

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

Histogram: TypeAlias = "Mapping[int, int]"
Integers: TypeAlias = "NDArray[np.int64]"
Floats: TypeAlias = "NDArray[np.float64]"

HALF = 0.5
HALF_TOLERANCE = 1.5e-8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskTable:
    """Who was at risk, had the event or left without it, at every time somebody entered or left. Groups merge with `+`.

    Args:
        times: Increasing whole times (days of tenure, for example), shape (rows,).
        at_risk: People under observation just before each time: entered earlier, not yet gone. Shape (rows,).
        entered: People who come under observation at each time; they are at risk only after it. Shape (rows,).
        events: People with the event at each time. Shape (rows,).
        left: People whose observation ends at each time without the event (censored). Shape (rows,).
    """

    times: Integers
    at_risk: Integers
    entered: Integers
    events: Integers
    left: Integers

    def __add__(self, other: RiskTable) -> RiskTable:
        """The risk table of both groups together."""
        times = np.union1d(self.times, other.times)
        present = int(self.at_risk[0] + other.at_risk[0])
        columns = (
            _spread(times, self.times, mine) + _spread(times, other.times, theirs)
            for mine, theirs in (
                (self.entered, other.entered),
                (self.events, other.events),
                (self.left, other.left),
            )
        )
        return _assembled(times, present, *columns)

    @property
    def n(self) -> int:
        """Number of people ever under observation."""
        return int(self.at_risk[0] + self.entered.sum())

    @property
    def n_events(self) -> int:
        """Number of people with the event."""
        return int(self.events.sum())

    def at_risk_on(self, times: ArrayLike) -> Integers:
        """People at risk just before each of `times`: entry < time <= exit."""
        rows = np.searchsorted(self.times, times, side="left")
        return np.append(self.at_risk, 0)[rows]

    def events_on(self, times: ArrayLike) -> Integers:
        """People with the event at each of `times`."""
        rows = np.searchsorted(self.times, times, side="left")
        is_row = np.append(self.times, 0)[rows] == np.asarray(times)
        return np.where(is_row & (rows < self.times.size), np.append(self.events, 0)[rows], 0)

    def span_with(self, minimum: int) -> tuple[int, int]:
        """First and last time of the longest unbroken stretch with at least `minimum` people at risk throughout.

        A curve is started at the first (`start=`) and cut after the last: outside, single people decide its course.

        Args:
            minimum: Smallest acceptable risk set, in people.

        Raises:
            UndefinedStatisticError: The risk set never reaches the minimum.

        >>> risk_table({0: 3, 2: 3}, {1: 1, 5: 2, 6: 3}, {5: 1}).span_with(3)
        (3, 6)
        """
        is_enough = np.concatenate(([False], self.at_risk >= minimum, [False]))
        edges = np.flatnonzero(is_enough[1:] != is_enough[:-1])
        if edges.size == 0:
            raise UndefinedStatisticError(
                f"Fewer than {minimum} people are under observation at every point in time.",
                next_step="Widen the group or the period.",
            )
        before = np.concatenate(([min(0, self.times[0]) - 1], self.times))
        firsts, lasts = before[edges[::2]] + 1, self.times[edges[1::2] - 1]
        longest = int(np.argmax(lasts - firsts))
        return int(firsts[longest]), int(lasts[longest])


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalEstimate:
    """The share still free of the event at one time.

    Args:
        time: The time asked for, in the unit of the risk table.
        survival: Kaplan-Meier estimate, a share between 0 and 1.
        standard_error: Greenwood standard error of `survival`, or None once the curve has fallen to 0.
        interval: Log-log confidence interval, or None at 1 and at 0, where it is not defined.
        at_risk: People at risk just before `time`.
    """

    time: int
    survival: float
    standard_error: float | None
    interval: Interval | None
    at_risk: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurvivalCurve:
    """A Kaplan-Meier curve: 1 until the first event, one step down at each event time.

    Args:
        times: Event times, increasing, shape (events,).
        survival: Estimate from each event time on, shape (events,).
        log_variance: Greenwood sum of d / (r (r - d)), the variance of log survival; infinite once survival is 0.
        table: The risk table behind the curve.
        level: Confidence level of its intervals.
        start: Time from which the curve starts at 1, or None for the very beginning.
    """

    times: Integers
    survival: Floats
    log_variance: Floats
    table: RiskTable
    level: float = 0.95
    start: int | None = None

    def at(self, time: int) -> SurvivalEstimate:
        """Estimate, Greenwood standard error and log-log interval at `time`.

        The log-log interval is S^exp(-/+ z sqrt(V) / ln S) with V the Greenwood sum: it stays inside 0..1.

        Args:
            time: Whole time in the unit of the risk table, not before the start of the curve.

        Raises:
            UndefinedStatisticError: `time` lies before the start of the curve.

        Reference:
            Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, section 1.4.
        Checked against:
            R: `summary(survfit(Surv(entry, time, event) ~ 1, conf.type = "log-log"), times)`.

        >>> curve = survival_curve(risk_table(None, {1: 1, 3: 2, 5: 7}, {3: 2}))
        >>> estimate = curve.at(4)
        >>> round(estimate.survival, 4), round(estimate.interval.low, 4), round(estimate.interval.high, 4)
        (0.7778, 0.3648, 0.9393)
        """
        if self.start is not None and time < self.start:
            raise UndefinedStatisticError(
                f"The curve begins at {self.start}; nothing is known at {time}.", next_step="Ask for a later time."
            )
        step = int(np.searchsorted(self.times, time, side="right")) - 1
        survival = float(self.survival[step]) if step >= 0 else 1.0
        variance = float(self.log_variance[step]) if step >= 0 else 0.0
        return SurvivalEstimate(
            time=time,
            survival=survival,
            standard_error=survival * math.sqrt(variance) if math.isfinite(variance) else None,
            interval=log_log_interval(survival, variance, level=self.level),
            at_risk=int(self.table.at_risk_on(time)),
        )

    def median(self) -> float | None:
        """First time with survival at or below one half, or None when the curve stays above.

        Where the curve runs at exactly one half, the middle of that stretch.

        Checked against:
            R: `summary(survfit(...))$table[, "median"]`.

        >>> survival_curve(risk_table(None, {1: 1, 2: 1, 4: 1, 7: 1}, {1: 1, 2: 1, 4: 1, 7: 1})).median()
        3.0
        """
        below = np.flatnonzero(self.survival < HALF + HALF_TOLERANCE)
        if below.size == 0:
            return None
        first = int(below[0])
        is_flat = abs(float(self.survival[first]) - HALF) < HALF_TOLERANCE
        if is_flat and first + 1 < self.times.size:
            return float(self.times[first] + self.times[first + 1]) / 2
        return float(self.times[first])

    def wilson_bound(self, time: int) -> float:
        """Approximate one-sided lower limit at `time` while nobody has had the event (survival 1).

        There the log-log interval is undefined. With n people at risk and none gone, Wilson's one-sided limit is
        n / (n + z^2). It ignores censoring before `time`, so show it labeled "approximate".

        Args:
            time: Whole time in the unit of the risk table.

        Raises:
            UndefinedStatisticError: Survival is below 1 (use the interval), or nobody is at risk.

        Reference:
            Wilson (1927), JASA 22, 209-212.

        >>> round(survival_curve(risk_table(None, {10: 12}, {})).wilson_bound(9), 4)
        0.816
        """
        estimate = self.at(time)
        if estimate.survival < 1 or estimate.at_risk == 0:
            raise UndefinedStatisticError(
                "The approximate limit is for a group at risk of whom nobody has left yet.",
                next_step="Use the log-log interval instead.",
            )
        return estimate.at_risk / (estimate.at_risk + float(ndtri(self.level)) ** 2)


def risk_table(entries: Histogram | None, exits: Histogram, events: Histogram) -> RiskTable:
    """The risk table of one group from its three marginal histograms, time -> number of people.

    Who enters at a time is not at risk at that time: the risk set at t is entry < t <= exit. People whose entry is not
    before their exit belong in none of the histograms.

    Args:
        entries: Start of observation (delayed entry); None when everybody is under observation from the beginning.
        exits: End of observation, with or without the event.
        events: End of observation with the event.

    Raises:
        UndefinedStatisticError: Nobody was observed, or the histograms contradict each other.

    Reference:
        Andersen, Borgan, Gill & Keiding (1993), Statistical Models Based on Counting Processes, section III.3
        (left truncation).
    Checked against:
        R: `summary(survfit(Surv(entry, time, event) ~ 1))` columns `n.risk`, `n.event`, `n.censor`.

    >>> risk_table({0: 2, 3: 1}, {3: 1, 5: 2}, {3: 1, 5: 1}).at_risk.tolist()
    [0, 2, 2]
    """
    if not exits:
        raise UndefinedStatisticError("Nobody was under observation.", next_step="Widen the group or the period.")
    times = np.array(sorted({*(entries or ()), *exits, *events}), dtype=np.int64)
    entered, ended, had_event = (_column(times, counts) for counts in (entries or {}, exits, events))
    present = 0 if entries is not None else int(ended.sum())
    table = _assembled(times, present, entered, had_event, ended - had_event)
    if table.n != ended.sum() or (table.left < 0).any() or (table.at_risk < ended).any():
        raise UndefinedStatisticError(
            "The counts contradict each other: more people leave than were under observation.",
            next_step="Leave out people whose observation ends before it begins.",
        )
    return table


def survival_curve(table: RiskTable, *, level: float = 0.95, start: int | None = None) -> SurvivalCurve:
    """The Kaplan-Meier curve S(t) = product of (1 - d / r) over the event times up to t.

    Args:
        table: Risk table of the group.
        level: Confidence level of the intervals, a share.
        start: Begin at 1 here and count only events at or after it: survival among those still there at `start`.
            With delayed entry the first risk sets are tiny and one event among one person ruins the whole curve; choose
            the first time at which enough people are at risk (`RiskTable.span_with`).

    Raises:
        UndefinedStatisticError: Nobody is at risk at or after `start`.

    Reference:
        Kaplan & Meier (1958), JASA 53, 457-481; Greenwood (1926).
    Checked against:
        R: `survfit(Surv(entry, time, event) ~ 1, start.time = start)`.

    >>> survival_curve(risk_table(None, {1: 1, 3: 2, 5: 7}, {3: 2})).survival.round(4).tolist()
    [0.7778]
    """
    is_step = table.events > 0
    if start is not None:
        is_step &= table.times >= start
        if not (table.at_risk[table.times >= start] > 0).any():
            raise UndefinedStatisticError(
                f"Nobody is under observation at {start} or later.", next_step="Start the curve earlier."
            )
    at_risk, events = table.at_risk[is_step], table.events[is_step]
    return SurvivalCurve(
        times=table.times[is_step],
        survival=np.cumprod((at_risk - events) / at_risk, dtype=np.float64),
        log_variance=np.cumsum(greenwood_terms(at_risk, events)),
        table=table,
        level=level,
        start=start,
    )


def greenwood_terms(at_risk: Integers, events: Integers) -> Floats:
    """Greenwood's d / (r (r - d)) for each event time; infinite where everybody at risk had the event.

    Args:
        at_risk: People at risk, shape (times,).
        events: People with the event, shape (times,).

    Reference:
        Greenwood (1926), Reports on Public Health and Medical Subjects 33.
    """
    survivors = (at_risk - events).astype(np.float64)
    terms = np.full(events.shape, np.inf)
    np.divide(events, at_risk * survivors, out=terms, where=survivors > 0)
    return terms


def log_log_interval(survival: float, log_variance: float, *, level: float) -> Interval | None:
    """The interval S^exp(-/+ z sqrt(V) / ln S), or None where survival is 0 or 1.

    Args:
        survival: Estimated share.
        log_variance: Variance of its logarithm.
        level: Confidence level, a share.

    Reference:
        Kalbfleisch & Prentice (2002), section 1.4.
    Checked against:
        R: `survfit(..., conf.type = "log-log")`.
    """
    if not 0 < survival < 1 or not math.isfinite(log_variance):
        return None
    width = normal_quantile(level) * math.sqrt(log_variance) / -math.log(survival)
    return Interval(low=survival ** math.exp(width), high=survival ** math.exp(-width), level=level)


def _column(times: Integers, counts: Histogram) -> Integers:
    """The histogram as a column beside `times`."""
    days = np.fromiter(counts, dtype=np.int64, count=len(counts))
    return _spread(times, days, np.fromiter(counts.values(), dtype=np.int64, count=len(counts)))


def _spread(times: Integers, own_times: Integers, values: Integers) -> Integers:
    """`values` placed where `own_times` lie among `times`, 0 elsewhere."""
    column = np.zeros(times.size, dtype=np.int64)
    column[np.searchsorted(times, own_times)] = values
    return column


def _assembled(times: Integers, present: int, entered: Integers, events: Integers, left: Integers) -> RiskTable:
    """The table with its risk sets: those present at first, plus earlier entries, minus earlier exits."""
    change = np.cumsum(entered - events - left)
    at_risk = present + np.concatenate(([0], change[:-1]))
    return RiskTable(times=times, at_risk=at_risk, entered=entered, events=events, left=left)
