"""Families of time to an event: histograms of entries, exits and events leave the engine, never a person's times."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from analytics.stats.competing import CompetingTable, competing_table
from analytics.stats.competing import cumulative_incidence as incidence_curve
from analytics.stats.cox import CoxFit
from analytics.stats.cox import cox as cox_fit
from analytics.stats.cox_likelihood import RiskPattern, Ties
from analytics.stats.gray import gray_test
from analytics.stats.logrank import LogRank, stratified_logrank
from analytics.stats.proportional_hazards import proportional_hazards
from analytics.stats.rmst import rmst as restricted_mean
from analytics.stats.rmst import rmst_difference
from analytics.stats.spells import Spell, Spells, spells
from analytics.stats.survival import Histogram, RiskTable, SurvivalCurve, SurvivalEstimate, risk_table, survival_curve
from analytics.stats.weighted_survival import weighted_survival_curve
from tests.reference.cases import in_steps, tabulate, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.reference.cases import Case, Table


PARAMETERS = ("tau", "from", "conditional_from")
"""Times among the parameters of a case, beside the list `times`."""

RULES_FOR_TIES: tuple[Ties, ...] = ("efron", "breslow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The whole steps in which a case counts time.

    Args:
        steps: How many make one unit of the data.
    """

    steps: int

    def whole(self, time: Decimal | int) -> int:
        """A time of the case in steps."""
        return int((Decimal(time) * self.steps).to_integral_value())

    def unit(self, steps: float) -> float:
        """Steps in the unit of the data."""
        return steps / self.steps


def clocked(case: Case) -> tuple[Table, Clock]:
    """The data with all times, those of the parameters too, made whole by one and the same number of steps."""
    data = case.data()
    names = [name for name in ("entry", "time") if name in data]
    given = [case.written[name] for name in PARAMETERS if case.written.get(name) is not None]
    every = [*given, *case.written.get("times", ()), *(value for name in names for value in data[name])]
    clock = Clock(steps=whole(every)[1])
    times: dict[str, list[Any]] = {name: in_steps(data[name], clock.steps) for name in names}
    return tabulate(data | times, text=case.labels(case.input.get("cluster", "cluster"))), clock


def histograms_of(
    table: Table, slots: dict[str, str]
) -> dict[tuple[str, str], tuple[Histogram | None, Histogram, Histogram]]:
    """Stratum and group -> entries (None without), exits and events by time."""
    entries, exits, events = (defaultdict[tuple[str, str], dict[int, int]](dict) for _ in range(3))
    for row in table.ask("exits", slots=slots):
        exits[row["stratum"], row["group"]][row["time"]] = row["exits"]
        events[row["stratum"], row["group"]][row["time"]] = row["events"]
    if "entry" in table.columns:
        for row in table.ask("entries", slots=slots):
            entries[row["stratum"], row["group"]][row["time"]] = row["entries"]
    return {cell: (entries.get(cell), exits[cell], events[cell]) for cell in exits}


def risk_tables(table: Table) -> dict[str, RiskTable]:
    """Group -> risk table, from the marginal histograms."""
    return {
        group: risk_table(*histograms)
        for (_, group), histograms in histograms_of(table, {"group": '"group"', "stratum": "''"}).items()
    }


def risk_tables_by_stratum(table: Table) -> dict[str, dict[str, RiskTable]]:
    """Stratum -> group -> risk table; one stratum where the data have none."""
    slots = {"group": '"group"', "stratum": "stratum" if "stratum" in table.columns else "''"}
    tables: dict[str, dict[str, RiskTable]] = defaultdict(dict)
    for (stratum, group), histograms in histograms_of(table, slots).items():
        tables[stratum][group] = risk_table(*histograms)
    return tables


def kaplan_meier(case: Case) -> dict[str, Any]:
    """Curves at given times, their first events and medians."""
    table, time = clocked(case)
    tables = risk_tables(table)
    parameters = (case.written.get(name) for name in ("from", "conditional_from"))
    start, later = (None if at is None else time.whole(at) for at in parameters)
    groups, level = case.groups, case.level
    curves = {group: survival_curve(tables[group], level=level, start=start) for group in groups}
    times = case.written["times"]
    answer: dict[str, Any] = {
        "at_times": {group: at_times(curves[group], times, time) for group in groups},
        "event_rows": {group: event_rows(curves[group], time) for group in groups},
        "median": {group: median(curves[group], time) for group in groups},
    }
    if later is not None:
        after = [at for at in times if at > case.written["conditional_from"]]
        conditional = {group: survival_curve(tables[group], level=level, start=later) for group in groups}
        answer["conditional_at_times"] = {group: at_times(conditional[group], after, time) for group in groups}
    return answer


def at_times(curve: SurvivalCurve, times: Sequence[Decimal], time: Clock) -> dict[str, list[float | None]]:
    """Estimate, standard error and limits at each time."""
    estimates = [curve.at(time.whole(at)) for at in times]
    limits = [limits_as_r_prints_them(estimate) for estimate in estimates]
    return {
        "time": [float(at) for at in times],
        "surv": [estimate.survival for estimate in estimates],
        "se": [estimate.standard_error for estimate in estimates],
        "lower": [low for low, _ in limits],
        "upper": [high for _, high in limits],
    }


def limits_as_r_prints_them(estimate: SurvivalEstimate) -> tuple[float | None, float | None]:
    """The statistic has no interval at 1 and at 0.

    R prints 1 and 1 before anybody has left. At 0 it prints NA or, where its weights leave a trace of rounding there,
    limits around that trace.
    """
    if estimate.interval is not None:
        return estimate.interval.low, estimate.interval.high
    return (estimate.survival, estimate.survival) if estimate.survival in {0, 1} else (None, None)


def event_rows(curve: SurvivalCurve, time: Clock) -> dict[str, list[float]]:
    """The first twelve times with an event."""
    table = curve.table
    rows = [row for row in range(table.times.size) if table.times[row] in set(curve.times[:12].tolist())]
    return {
        "time": [time.unit(int(table.times[row])) for row in rows],
        "n_risk": table.at_risk[rows].tolist(),
        "n_event": table.events[rows].tolist(),
        "n_censor": table.left[rows].tolist(),
    }


def median(curve: SurvivalCurve, time: Clock) -> float | None:
    """The median in the unit of the data."""
    steps = curve.median()
    return None if steps is None else time.unit(steps)


def logrank(case: Case) -> dict[str, Any]:
    """Log-rank, with strata where there are any."""
    table, _ = clocked(case)
    tables, groups = risk_tables_by_stratum(table), case.groups
    strata = [{group: tables[stratum][group] for group in groups if group in tables[stratum]} for stratum in tables]
    return logrank_in_order(stratified_logrank(strata), groups)


def logrank_in_order(test: LogRank, groups: Sequence[str]) -> dict[str, Any]:
    """The test with its lists in the order of the case."""
    places = [test.groups.index(group) for group in groups]
    return {
        "chisq": test.chi_square,
        "df": test.df,
        "p": test.p,
        "observed": [test.observed[place] for place in places],
        "expected": [test.expected[place] for place in places],
        "var11": test.variance[places[0]][places[0]],
    }


def rmst(case: Case) -> dict[str, Any]:
    """Restricted means of the groups, and the difference of the first two, second minus first."""
    table, time = clocked(case)
    tables = risk_tables(table)
    groups = [tables[group] for group in case.groups]
    tau, start = time.whole(case.written["tau"]), time.whole(case.written.get("from") or 0)
    means = [restricted_mean(group, tau, start=start, extend=True) for group in groups]
    difference = rmst_difference(groups[1], groups[0], tau, start=start, level=case.level, extend=True)
    return {
        "rmst": [time.unit(mean.mean) for mean in means],
        "se": [time.unit(mean.standard_error) for mean in means],
        "diff": time.unit(difference.difference),
        "se_diff": time.unit(difference.standard_error),
        "z": difference.z,
        "p": difference.p,
        "lower": time.unit(difference.interval.low),
        "upper": time.unit(difference.interval.high),
    }


def spells_of(table: Table) -> dict[str, Spells]:
    """Group -> how many people share each time under observation, cause and weight."""
    has_entry, has_weight = "entry" in table.columns, "weight" in table.columns
    rows = table.ask(
        "spells",
        slots={"entry": "entry" if has_entry else "null", "weight": "weight" if has_weight else "1"},
    )
    found: dict[str, list[Spell]] = defaultdict(list)
    for row in rows:
        cause = str(row["cause"]) if row["cause"] else ""
        spell = Spell(entry=row["entry"], exit=row["time"], event=cause, weight=row["weight"], n=row["n"])
        found[row["group"]].append(spell)
    return {group: spells(counted) for group, counted in found.items()}


def weighted_kaplan_meier(case: Case) -> dict[str, Any]:
    """Weighted curves; the weights stay the integers they were stored as, since only their ratio matters."""
    table, time = clocked(case)
    people = spells_of(table)
    groups, level = case.groups, case.level
    curves = {group: weighted_survival_curve(people[group], level=level) for group in groups}
    answer = {group: at_times(curves[group], case.written["times"], time) for group in groups}
    for lists in answer.values():
        # Nobody's weight moves a curve that has reached 0, so R prints the robust standard error 0 there.
        lists["se"] = [0.0 if survival == 0 else se for survival, se in zip(lists["surv"], lists["se"], strict=True)]
    return {"at_times": answer}


def competing_tables(case: Case, table: Table) -> dict[str, CompetingTable]:
    """Group -> risk table with causes, from the marginal histograms."""
    entries, exits = (defaultdict[str, dict[int, int]](lambda: defaultdict(int)) for _ in range(2))
    causes = [str(cause) for cause in case.input["causes"]]
    events: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: {cause: {} for cause in causes})
    for row in table.ask("causes"):
        exits[row["group"]][row["time"]] += row["exits"]
        if row["cause"]:
            events[row["group"]][str(row["cause"])][row["time"]] = row["exits"]
    if "entry" in table.columns:
        slots = {"group": '"group"', "stratum": "''"}
        for row in table.ask("entries", slots=slots):
            entries[row["group"]][row["time"]] = row["entries"]
    return {group: competing_table(entries.get(group), exits[group], events[group]) for group in exits}


def cumulative_incidence(case: Case) -> dict[str, Any]:
    """Incidence of every cause with its three standard errors, and the tests between groups."""
    table, time = clocked(case)
    tables, people = competing_tables(case, table), spells_of(table)
    groups = case.groups
    ordered = {group: tables[group] for group in groups}
    answer: dict[str, Any] = {
        "times": [float(at) for at in case.written["times"]],
        "groups": {group: incidences(case, ordered[group], people[group], time) for group in groups},
    }
    if "gray" in case.expected:
        gray = [gray_test(ordered, str(cause)) for cause in case.input["causes"]]
        answer["gray"] = {
            "stat": [test.chi_square for test in gray],
            "p": [test.p for test in gray],
            "df": [test.df for test in gray],
        }
    if "cause_specific_logrank" in case.expected:
        answer["cause_specific_logrank"] = {
            f"cause{cause}": logrank_in_order(
                stratified_logrank([{group: ordered[group].of_cause(str(cause)) for group in groups}]), groups
            )
            for cause in case.input["causes"]
        }
    return answer


def incidences(case: Case, table: CompetingTable, people: Spells, time: Clock) -> dict[str, list[float | None]]:
    """The lists of one group."""
    times = [time.whole(at) for at in case.written["times"]]
    staying = survival_curve(table.table)
    answer: dict[str, list[float | None]] = {"surv": [staying.at(at).survival for at in times]}
    for number in case.input["causes"]:
        cause = str(number)
        curve = incidence_curve(table, cause)
        estimates = [curve.at(at) for at in times]
        answer[f"cif{cause}"] = [estimate.incidence for estimate in estimates]
        answer[f"se{cause}_greenwood"] = [estimate.standard_error for estimate in estimates]
        answer[f"se{cause}_ij"] = [curve.standard_error_jackknife(at, people, cause) for at in times]
        answer[f"se{cause}_aalen_cmprsk"] = [curve.standard_error_aalen(at) for at in times]
    return answer


def risk_patterns(case: Case, table: Table) -> list[RiskPattern]:
    """One risk table for every combination of covariates (and cluster)."""
    names = case.input["covariates"]
    cluster = case.input.get("cluster")
    covariates = ", ".join(f'"{name}"' for name in names)
    slots = {"group": f"array_to_string([{covariates}], ' ')", "stratum": f'"{cluster}"' if cluster else "''"}
    histograms = histograms_of(table, slots)
    denominators = [table.denominators[name] for name in names]
    return [
        RiskPattern(
            covariates=tuple(
                int(value) / denominator for value, denominator in zip(values.split(), denominators, strict=True)
            ),
            table=risk_table(*histogram),
            cluster=str(label),
        )
        for (label, values), histogram in sorted(histograms.items())
    ]


def cox(case: Case) -> dict[str, Any]:
    """Both rules for ties."""
    patterns = risk_patterns(case, clocked(case)[0])
    return {
        ties: cox_lists(cox_fit(patterns, case.input["covariates"], ties=ties, level=case.level))
        for ties in RULES_FOR_TIES
    }


def cox_lists(fit: CoxFit) -> dict[str, Any]:
    """A fit as the file writes it."""
    answer = {
        "coef": [one.estimate for one in fit.coefficients],
        "se": [one.standard_error for one in fit.coefficients],
        "z": [one.z for one in fit.coefficients],
        "hr": [one.hazard_ratio for one in fit.coefficients],
        "lower": [one.interval.low for one in fit.coefficients],
        "upper": [one.interval.high for one in fit.coefficients],
        "loglik_null": fit.log_likelihood_null,
        "loglik": fit.log_likelihood,
        "lr_chisq": fit.likelihood_ratio.statistic,
        "score_chisq": fit.score.statistic,
        "n": fit.n,
        "events": fit.n_events,
    }
    robust = [one.robust_standard_error for one in fit.coefficients]
    return answer if None in robust else {**answer, "robust_se": robust}


def cox_ph_test(case: Case) -> dict[str, Any]:
    """One test for each covariate and one for all."""
    names = case.input["covariates"]
    tests = proportional_hazards(risk_patterns(case, clocked(case)[0]), names, ties=case.input.get("ties", "efron"))
    named = {**tests.by_covariate, "GLOBAL": tests.overall}
    ordered = [named[term] for term in case.input.get("terms", [*names, "GLOBAL"])]
    return {"chisq": [test.statistic for test in ordered], "p": [test.p for test in ordered]}


FAMILIES: dict[str, Callable[[Case], dict[str, Any]]] = {
    "cox": cox,
    "cox_ph_test": cox_ph_test,
    "cumulative_incidence": cumulative_incidence,
    "kaplan_meier": kaplan_meier,
    "logrank": logrank,
    "rmst": rmst,
    "weighted_kaplan_meier": weighted_kaplan_meier,
}
