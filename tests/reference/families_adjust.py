"""Families of adjusted comparisons: patterns, strata and teams leave the engine as counts and integer sums."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from analytics.errors import UndefinedStatisticError
from analytics.stats import balance as balances
from analytics.stats.clustered import (
    EMPTY,
    Team,
    TeamBeforeAfter,
    difference_in_differences,
    intraclass_correlation,
)
from analytics.stats.clustered import clustered_difference as clustered
from analytics.stats.doubly_robust import doubly_robust
from analytics.stats.matching import StratumPair, matched_difference
from analytics.stats.moments import Sums
from analytics.stats.patterns import ArmPattern
from analytics.stats.raking import Respondents, raked_mean
from analytics.stats.rates import HazardCell, Rate, poisson_rate, rate_ratio
from analytics.stats.rates import discrete_hazard as hazard_model
from analytics.stats.regression import adjusted_difference, cuped
from analytics.stats.weighting import Estimand, propensity, weighted_difference
from tests.reference.cases import tabulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.reference.cases import Case, Record, Table
    from tests.reference.families import Family


def sums_of(row: Record, denominator: int) -> Sums:
    """The sums in a row."""
    return Sums(n=row["n"], total=row["total"], squares=row["squares"], denominator=denominator)


def quoted(names: Sequence[str]) -> str:
    """Column names for a slot."""
    return ", ".join(f'"{name}"' for name in names)


def arm_patterns(table: Table, covariates: Sequence[str], *, outcome: str = "y", fold: str = "0") -> list[ArmPattern]:
    """Patterns of covariates with both arms, in an order of their own."""
    arms: dict[tuple[str, int], dict[int, Sums]] = defaultdict(dict)
    slots = {"covariates": quoted(covariates), "fold": fold, "outcome": outcome}
    for row in table.ask("patterns", slots=slots):
        arms[row["pattern"], row["fold"]][row["arm"]] = sums_of(row, table.denominators[outcome])
    steps = [table.denominators[name] for name in covariates]
    return [
        ArmPattern(
            covariates=tuple(int(value) / step for value, step in zip(pattern.split(), steps, strict=True)),
            pilot=by_arm.get(1, EMPTY),
            comparison=by_arm.get(0, EMPTY),
            fold=number,
        )
        for (pattern, number), by_arm in sorted(arms.items())
    ]


def ancova_cuped(case: Case) -> dict[str, Any]:
    patterns = arm_patterns(case.table(), ["pre"], outcome="post")
    plain, lin, adjusted = (
        adjusted_difference(patterns),
        adjusted_difference(patterns, is_interacted=True),
        cuped(patterns),
    )
    return {
        "ancova": plain.difference,
        "se": plain.classic_standard_error,
        "se_hc2": plain.standard_error,
        "lin_interacted": lin.difference,
        "se_lin_hc2": lin.standard_error,
        "cuped_theta_pooled": adjusted.theta,
        "cuped_diff": adjusted.welch.difference,
        "cuped_se": adjusted.welch.standard_error,
    }


def ipw(case: Case) -> dict[str, Any]:
    patterns = arm_patterns(case.table(), case.input["covariates"])
    scores = propensity(patterns, has_intercept=case.input.get("intercept", True))
    estimands: dict[str, Estimand] = {"ate": "everybody", "att": "participants", "ato": "overlap"}
    answer: dict[str, Any] = {"ps_coef": scores.coefficients.tolist()}
    for name, estimand in estimands.items():
        found = weighted_difference(scores, estimand)
        answer[name] = {
            "estimate": found.difference,
            "mean1": found.pilot_mean,
            "mean0": found.comparison_mean,
            "se_fixed": found.fixed_standard_error,
            "se_stacked": found.standard_error,
            "ess1": found.pilot_size,
            "ess0": found.comparison_size,
        }
    return answer


def aipw(case: Case) -> dict[str, Any]:
    table = case.table()
    answer: dict[str, Any] = {}
    for name, fold in (("no_crossfit", "0"), ("crossfit", quoted([case.input.get("fold", "fold")]))):
        found = doubly_robust(
            arm_patterns(table, case.input["covariates"], fold=fold),
            is_cross_fitted=name == "crossfit",
            has_intercept=case.input.get("intercept", True),
            level=case.level,
        )
        answer[name] = {
            "ate": found.difference,
            "se": found.standard_error,
            "lower": found.interval.low,
            "upper": found.interval.high,
        }
        if name == "crossfit":
            answer[name]["k"] = found.folds
    return answer


def clustered_difference(case: Case) -> dict[str, Any]:
    table = case.table()
    teams: dict[str, dict[int, Sums]] = defaultdict(dict)
    for row in table.ask("teams", slots={"period": "1"}):
        teams[row["team"]][row["arm"]] = sums_of(row, table.denominators["y"])
    found = clustered(
        [Team(pilot=arms.get(1, EMPTY), comparison=arms.get(0, EMPTY)) for _, arms in sorted(teams.items())]
    )
    likeness = intraclass_correlation(
        [sum(list(arms.values())[1:], next(iter(arms.values()))) for arms in teams.values()]
    )
    return {
        "diff": found.difference,
        "se_cr0": found.cr0_standard_error,
        "se_stata": found.cr1_standard_error,
        "se_cr2": found.standard_error,
        "df_satterthwaite": found.df,
        "p_cr2": found.p,
        "icc1_anova": likeness.correlation,
        "n0": likeness.team_size,
    }


def did_clustered(case: Case) -> dict[str, Any]:
    table = case.table()
    teams: dict[str, dict[tuple[int, int], Sums]] = defaultdict(dict)
    for row in table.ask("teams", slots={"period": "period"}):
        teams[row["team"]][row["arm"], row["period"]] = sums_of(row, table.denominators["y"])
    found = difference_in_differences(
        [
            TeamBeforeAfter(
                pilot_before=waves.get((1, 0), EMPTY),
                pilot_after=waves.get((1, 1), EMPTY),
                comparison_before=waves.get((0, 0), EMPTY),
                comparison_after=waves.get((0, 1), EMPTY),
            )
            for _, waves in sorted(teams.items())
        ]
    )
    return {
        "did": found.difference,
        "se_classic": found.classic_standard_error,
        "se_hc1": found.hc1_standard_error,
        "se_cluster_hc0_nocadj": found.cr0_standard_error,
        "se_cluster_stata": found.cr1_standard_error,
        "se_cr2": found.standard_error,
        "df_cr2": found.df,
        "p_cr2": found.p,
        "n_clusters": found.n_teams,
    }


def raking(case: Case) -> dict[str, Any]:
    table, margins = case.table(), case.input["margins"]
    rows = sorted(table.ask("cells"), key=lambda row: row["first_row"], reverse=True)
    respondents = [
        Respondents(
            levels=tuple(row[name] for name in margins),
            outcome=sums_of(row, table.denominators["y"]),
            weight=row["weight"] / table.denominators["w0"],
        )
        for row in rows
    ]
    found = raked_mean(respondents, margins)
    labels = [f"{row['a']}:{row['b']}" for row in rows]  # the earliest row comes last and stands for its cell
    return {
        "raked_mean": found.mean,
        "se_calibrated": found.standard_error,
        "se_ignoring_raking": found.weighted_standard_error,
        "unweighted_mean": found.unweighted_mean,
        "cell_weight": dict(zip(labels, found.weights, strict=True)),
        "kish_ess": found.effective_size,
        "deff_weights": found.design_effect,
    }


def balance(case: Case) -> dict[str, Any]:
    table = case.table()
    found = [balance_or_none(table, name) for name in case.input["covariates"]]
    return {
        "pooled": [one and one.standardized_difference for one in found],
        "treated_sd": [one and one.by_pilot_spread for one in found],
        "variance_ratio": [one and one.variance_ratio for one in found],
    }


def balance_or_none(table: Table, name: str) -> balances.Balance | None:
    """Balance of one covariate; none where it does not vary, for which R has NaN."""
    try:
        return balance_of(table, name)
    except UndefinedStatisticError:
        return None


def balance_of(table: Table, name: str) -> balances.Balance:
    """Balance of one covariate, its moments from how often each value occurs."""
    step = table.denominators[name]
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for row in table.ask("covariate", slots={"covariate": quoted([name])}):
        counts[row["arm"]][row["value"]] += row["n"]
    pilot, comparison = (
        Sums(
            n=values.total(),
            total=sum(value * n for value, n in values.items()),
            squares=sum(value * value * n for value, n in values.items()),
            denominator=step,
        ).moments()
        for values in (counts[1], counts[0])
    )
    is_binary = {*counts[1], *counts[0]} <= {0, step}
    return balances.balance(pilot, comparison, is_binary=is_binary)


def matching(case: Case) -> dict[str, Any]:
    """Exact matching, coarsened where the case has cuts: a class is the number of cuts at or below the value."""
    table = case.table(*case.input.get("exact", []))
    exact = [f'"{name}"::varchar' for name in case.input.get("exact", [])]
    classes = [f"({class_of(case, table, name)})::varchar" for name in case.input.get("cuts", {})]
    stratum = f"array_to_string([{', '.join(exact + classes)}], '|')"
    arms: dict[str, dict[int, Sums]] = defaultdict(dict)
    for row in table.ask("matching", slots={"stratum": stratum}):
        arms[row["stratum"]][row["arm"]] = sums_of(row, table.denominators["y"])
    found = matched_difference(
        {
            key: StratumPair(pilot=by_arm.get(1, EMPTY), comparison=by_arm.get(0, EMPTY))
            for key, by_arm in sorted(arms.items())
        }
    )
    first = table.ask("strata_of_rows", slots={"stratum": stratum})
    return {
        "n_treated_matched": found.n_pilot,
        "n_control_matched": found.n_comparison,
        "n_strata": found.n_strata,
        "ess_control": found.comparison_size,
        "att": found.difference,
        "weights_first20": [
            (1.0 if row["arm"] else found.weights[row["stratum"]]) if row["stratum"] in found.weights else 0.0
            for row in first
        ],
    }


def class_of(case: Case, table: Table, name: str) -> str:
    """How many cuts a value has reached; in integer steps a cut between two of them is reached at the upper one."""
    cuts = [math.ceil(Decimal(cut) * table.denominators[name]) for cut in case.written["cuts"][name]]
    return " + ".join(["0", *(f'("{name}" >= {cut})::integer' for cut in cuts)])


def discrete_hazard(case: Case) -> dict[str, Any]:
    table = case.table("tenure")
    cells = [
        HazardCell(
            levels={"tenure": plain(row["tenure"]), "group": row["group"]}, at_risk=row["at_risk"], events=row["events"]
        )
        for row in sorted(table.ask("hazard"), key=lambda row: (row["tenure"], row["group"]))
    ]
    named = [term.partition("=") for term in case.input["terms"]]
    terms = [(name, plain(level) if name == "tenure" else level) for name, _, level in named if level]
    logit, cloglog = hazard_model(cells, terms), hazard_model(cells, terms, link="cloglog")
    return {
        "logit_coef": [one.estimate for one in logit.coefficients],
        "logit_se": [one.standard_error for one in logit.coefficients],
        "cloglog_coef": [one.estimate for one in cloglog.coefficients],
        "cloglog_se": [one.standard_error for one in cloglog.coefficients],
        "deviance": logit.deviance,
    }


def plain(number: str) -> str:
    """A number as a label, whether it was written 1 or 1.0."""
    return f"{Decimal(number).normalize():f}"


def rates_of(table: Table, level: float) -> list[Rate]:
    """The rate in every row."""
    steps = table.denominators["person_years"]
    return [poisson_rate(row["events"], row["exposure"] / steps, level=level) for row in table.ask("exposure")]


def poisson(case: Case) -> dict[str, Any]:
    found = rates_of(case.table(), case.level)
    answer: dict[str, Any] = {
        "rate": [rate.rate for rate in found],
        "lower": [rate.interval.low for rate in found],
        "upper": [rate.interval.high for rate in found],
    }
    if pair := case.written.get("rate_ratio"):
        answer["rate_ratio"] = ratio_of(*rates_of(tabulate(pair), case.level))
    return answer


def ratio_of(first: Rate, second: Rate) -> dict[str, float]:
    """The ratio; without events in the second group, what the ratio the other way round says about its lower limit."""
    if not second.events and first.events:
        inverse = rate_ratio(second, first)
        return {"lower": 1 / inverse.interval.high, "p": inverse.p}
    ratio = rate_ratio(first, second)
    return {"estimate": ratio.ratio, "lower": ratio.interval.low, "upper": ratio.interval.high, "p": ratio.p}


FAMILIES: dict[str, Family] = {
    "aipw": aipw,
    "ancova_cuped": ancova_cuped,
    "balance": balance,
    "cem": matching,
    "clustered_difference": clustered_difference,
    "did_clustered": did_clustered,
    "discrete_hazard": discrete_hazard,
    "exact_matching": matching,
    "ipw": ipw,
    "poisson_rate": poisson,
    "raking": raking,
}
