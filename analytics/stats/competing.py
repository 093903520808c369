"""Cumulative incidence when people can leave in several ways, each of which makes the others impossible."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.outcome import Interval
from analytics.stats.survival import risk_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.stats.spells import Spells
    from analytics.stats.survival import Floats, Histogram, Integers, RiskTable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompetingTable:
    """A risk table in which every event has a cause.

    Args:
        table: Risk table of the events of any cause.
        causes: Names of the causes, such as "voluntary" and "retirement".
        events: Events by cause at each time of the table, shape (causes, rows).
    """

    table: RiskTable
    causes: tuple[str, ...]
    events: Integers

    def of_cause(self, cause: str) -> RiskTable:
        """The risk table in which only this cause is an event and every other one ends observation.

        Right for comparing rates (a cause-specific log-rank); one minus its survival overstates the share that leaves.
        """
        events = self.events[self.row_of(cause)]
        table = self.table
        return type(table)(
            times=table.times,
            at_risk=table.at_risk,
            entered=table.entered,
            events=events,
            left=table.left + table.events - events,
        )

    def row_of(self, cause: str) -> int:
        """Place of a cause among the causes."""
        if cause not in self.causes:
            raise UndefinedStatisticError(
                f"Nobody left with the reason {cause!r}.", allowed=f"Reasons here: {', '.join(self.causes)}."
            )
        return self.causes.index(cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidenceEstimate:
    """The share that has had the event of one cause by one time.

    Args:
        time: The time asked for, in the unit of the risk table.
        incidence: Aalen-Johansen estimate, a share between 0 and 1.
        standard_error: Its Greenwood-type standard error.
        interval: Log-log confidence interval, or None while the incidence is 0 or has reached 1.
        at_risk: People at risk just before `time`.
    """

    time: int
    incidence: float
    standard_error: float
    interval: Interval | None
    at_risk: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IncidenceCurve:
    """The Aalen-Johansen curve of one cause: 0 until its first event, one step up at each of them.

    Args:
        times: Times with an event of any cause, increasing, shape (times,).
        incidence: Share that has had the event of this cause by each time, shape (times,).
        before: Share free of every event just before each time, shape (times,).
        own: Events of this cause at each time, shape (times,).
        every: Events of any cause at each time, shape (times,).
        at_risk: People at risk at each time, shape (times,).
        table: Risk table of the events of any cause.
        level: Confidence level of the intervals.
    """

    times: Integers
    incidence: Floats
    before: Floats
    own: Integers
    every: Integers
    at_risk: Integers
    table: RiskTable
    level: float = 0.95

    def at(self, time: int) -> IncidenceEstimate:
        """Estimate, Greenwood-type standard error and log-log interval at `time`.

        Three standard errors are in use for a cumulative incidence; this is the Greenwood type, from the multinomial
        variance of the events at each time. `standard_error_aalen` and `standard_error_jackknife` give the others.

        Args:
            time: Whole time in the unit of the risk table.

        Reference:
            Andersen, Borgan, Gill & Keiding (1993), section IV.4.1; Allignol, Schumacher & Beyersmann (2010),
            Biometrical Journal 52, 126-137. Interval on the log-log scale: Choudhury (2002), Statistics in
            Medicine 21, 1129-1144.
        Checked against:
            R: `etm::etm(...)`, `trans.prob` and `cov`.
        """
        step = self._steps(time)
        incidence = float(self.incidence[step - 1]) if step else 0.0
        own, every = self.own[:step] / self.at_risk[:step], self.every[:step] / self.at_risk[:step]
        direct, lost = self.before[:step], self._lost(step)
        terms = direct**2 * own * (1 - own) - 2 * direct * lost * own * (1 - every) + lost**2 * every * (1 - every)
        standard_error = math.sqrt(max(float(np.sum(terms / self.at_risk[:step])), 0.0))
        return IncidenceEstimate(
            time=time,
            incidence=incidence,
            standard_error=standard_error,
            interval=incidence_interval(incidence, standard_error, self.level),
            at_risk=int(self.table.at_risk_on(time)),
        )

    def standard_error_aalen(self, time: int) -> float:
        """Aalen's standard error at `time`: events of this cause and of all others as two independent counts.

        Args:
            time: Whole time in the unit of the risk table.

        Reference:
            Aalen (1978), Annals of Statistics 6, 534-545, with the correction for ties (n - d) / (n - 1).
        Checked against:
            R: `sqrt(cmprsk::timepoints(cmprsk::cuminc(time, cause), times)$var)`.
        """
        step = self._steps(time)
        lost = self._lost(step)
        own = _tied_variance(self.own[:step], self.at_risk[:step])
        other = _tied_variance((self.every - self.own)[:step], self.at_risk[:step])
        return math.sqrt(float(np.sum((self.before[:step] - lost) ** 2 * own + lost**2 * other)))

    def standard_error_jackknife(self, time: int, spells: Spells, cause: str) -> float:
        """Infinitesimal-jackknife standard error at `time`: the root of the summed squared influence of every person.

        Without delayed entry it equals the Greenwood type; with it the two differ.

        Args:
            time: Whole time in the unit of the risk table.
            spells: How many people share each combination of entry, exit and cause (with weight 1).
            cause: The cause of this curve, as named in `spells`.

        Reference:
            Therneau & Grambsch (2000), Modeling Survival Data, chapter 7, for the idea: the influence of a person is
            the derivative of the estimate with respect to that person's weight.
        Checked against:
            R: `survfit(Surv(time, factor(cause)) ~ 1)$std.err`.
        """
        step = self._steps(time)
        lost, n = self._lost(step), self.at_risk[:step]
        drift = (self.before[:step] * self.own[:step] - lost * self.every[:step]) / n.astype(np.float64) ** 2
        passed = np.concatenate(([0.0], np.cumsum(drift)))
        last, first = (np.searchsorted(self.times[:step], ends, side="right") for ends in (spells.exit, spells.entry))
        influence = passed[first] - passed[last]
        is_gone = (spells.event != "") & (spells.exit <= time)
        row = last[is_gone] - 1
        gain = np.where(spells.event[is_gone] == cause, self.before[row], 0.0)
        influence[is_gone] += (gain - lost[row]) / n[row]
        return math.sqrt(float(np.sum(spells.n * influence**2)))

    def _steps(self, time: int) -> int:
        """Number of event times up to `time`."""
        return int(np.searchsorted(self.times, time, side="right"))

    def _lost(self, step: int) -> Floats:
        """Incidence still to come after each time, per share surviving it: what one more event there would cost."""
        if step == 0:
            return np.empty(0)
        to_come = self.incidence[step - 1] - self.incidence[:step]
        staying = 1 - self.every[:step] / self.at_risk[:step]
        lost = np.zeros(step)
        np.divide(to_come, staying, out=lost, where=staying > 0)
        return lost


def competing_table(entries: Histogram | None, exits: Histogram, events: Mapping[str, Histogram]) -> CompetingTable:
    """The risk table of one group with its events by cause, from marginal histograms (time -> number of people).

    Args:
        entries: Start of observation; None when everybody is under observation from the beginning.
        exits: End of observation, for whatever reason.
        events: For each cause, the ends of observation with that event; an empty histogram for a cause that occurs
            in other groups only.

    Raises:
        UndefinedStatisticError: As for `risk_table`.
    """
    every: dict[int, int] = {}
    for counts in events.values():
        for time, count in counts.items():
            every[time] = every.get(time, 0) + count
    table = risk_table(entries, exits, every)
    by_cause = [[counts.get(time, 0) for time in table.times.tolist()] for counts in events.values()]
    shape = (len(events), table.times.size)
    return CompetingTable(table=table, causes=tuple(events), events=np.array(by_cause, dtype=np.int64).reshape(shape))


def cumulative_incidence(table: CompetingTable, cause: str, *, level: float = 0.95) -> IncidenceCurve:
    """The Aalen-Johansen curve F(t) = sum over event times of S(before) d / r, for one cause.

    The curves of all causes and the share that stays add up to 1. One minus Kaplan-Meier with the other causes
    censored does not have this property: it is always too high.

    Args:
        table: Risk table with causes.
        cause: One of its causes.
        level: Confidence level of the intervals, a share.

    Raises:
        UndefinedStatisticError: No such cause.

    Reference:
        Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141-150.
    Checked against:
        R: `survfit(Surv(time, factor(cause)) ~ 1)$pstate`, with `Surv(entry, time, ...)` and `id = person` when people
        enter late; `cmprsk::cuminc`; `etm::etm`.

    >>> group = competing_table(None, {2: 3, 5: 3, 9: 4}, {"voluntary": {2: 2, 5: 1}, "retirement": {5: 2}})
    >>> estimate = cumulative_incidence(group, "voluntary").at(6)
    >>> round(estimate.incidence, 4), round(estimate.standard_error, 4)
    (0.3143, 0.1515)
    """
    own = table.events[table.row_of(cause)]
    is_step = table.table.events > 0
    at_risk, every = table.table.at_risk[is_step], table.table.events[is_step]
    after = np.cumprod((at_risk - every) / at_risk, dtype=np.float64)
    before = np.concatenate(([1.0], after))[: after.size]
    return IncidenceCurve(
        times=table.table.times[is_step],
        incidence=np.cumsum(before * own[is_step] / at_risk),
        before=before,
        own=own[is_step],
        every=every,
        at_risk=at_risk,
        table=table.table,
        level=level,
    )


def _tied_variance(events: Integers, at_risk: Integers) -> Floats:
    """Variance of d / r with d tied events: d (r - d) / (r - 1) / r^2, and 1 / r^2 for a single one."""
    n = at_risk.astype(np.float64)
    correction = np.where(events > 1, (n - events) / np.maximum(n - 1, 1), 1.0)
    return correction * events / n**2


def incidence_interval(incidence: float, standard_error: float, level: float) -> Interval | None:
    """The interval F^exp(-/+ z se / (F ln F)), inside 0 and 1; None where F is 0 or 1.

    Args:
        incidence: Cumulative incidence, 0 to 1.
        standard_error: Its standard error.
        level: Confidence level, a share.

    Reference:
        Choudhury (2002), Statistics in Medicine 21, 1129-1144.
    Checked against:
        R: `summary(etm::etm(...), ci.fun = "log-log")`.

    >>> found = incidence_interval(0.2, 0.05, 0.95)
    >>> round(found.low, 4), round(found.high, 4)
    (0.1128, 0.3051)
    """
    if not 0 < incidence < 1:
        return None
    width = normal_quantile(level) * standard_error / (incidence * -math.log(incidence))
    return Interval(low=incidence ** math.exp(width), high=incidence ** math.exp(-width), level=level)
