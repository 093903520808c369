"""Means: one, two and several, in points and in standard deviations, and what a comparison of them can see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.stats import compare, effect_size, groups, power
from analytics.stats.moments import Moments, Sums
from tests.reference.cases import in_steps, tabulate, whole

if TYPE_CHECKING:
    from tests.reference.cases import Case, Table
    from tests.reference.families import Family


def moments(table: Table, *, group: str, value: str = "value") -> dict[str, Moments]:
    """Moments of every group, labels in alphabetical order."""
    rows = table.ask("moments", slots={"group": group, "value": value})
    steps = table.denominators[value]
    return {
        row["label"]: Sums(n=row["n"], total=row["total"], squares=row["squares"], denominator=steps).moments()
        for row in sorted(rows, key=lambda row: str(row["label"]))
    }


def two(case: Case) -> tuple[Moments, Moments]:
    """Moments of the arrays `x` and `y`."""
    found = moments(case.stacked("x", "y"), group="sample")
    return found["x"], found["y"]


def welch_t(case: Case) -> dict[str, Any]:
    found = compare.welch(*two(case), level=case.level, against=float(case.input.get("mu", 0)))
    return {
        "t": found.t,
        "df": found.df,
        "p": found.p,
        "diff": found.difference,
        "lower": found.interval.low,
        "upper": found.interval.high,
        "se": found.standard_error,
    }


def paired_t(case: Case) -> dict[str, Any]:
    data = case.data()
    steps = whole([*data["pre"], *data["post"]])[1]
    (row,) = tabulate({name: in_steps(data[name], steps) for name in ("pre", "post")}).ask("changes")
    found = compare.paired(Sums(**row, denominator=steps).moments(), level=case.level)
    return {
        "t": found.t,
        "df": found.df,
        "p": found.p,
        "mean_change": found.mean,
        "lower": found.interval.low,
        "upper": found.interval.high,
    }


def tost(case: Case) -> dict[str, Any]:
    first, second = two(case)
    found = compare.equivalence(first, second, margin=float(case.input["margin"]), alpha=case.input["alpha"])
    shown = compare.welch(first, second, level=case.input.get("conf_level", 0.9))
    return {
        "p_lower": found.p_above_lower,
        "p_upper": found.p_below_upper,
        "p_tost": found.p,
        "ci90_lower": shown.interval.low,
        "ci90_upper": shown.interval.high,
        "equivalent_at_05": found.is_equivalent,
    }


def welch_anova(case: Case) -> dict[str, Any]:
    found = groups.welch_anova(tuple(moments(case.table(), group="g", value="y").values()))
    return {"F": found.f, "df1": found.df1, "df2": found.df2, "p": found.p}


def games_howell(case: Case) -> dict[str, Any]:
    pairs = groups.games_howell(moments(case.table(), group="g", value="y"), level=case.level)
    return {
        "group1": [pair.first for pair in pairs],
        "group2": [pair.second for pair in pairs],
        "diff": [pair.difference for pair in pairs],
        "q": [pair.q for pair in pairs],
        "df": [pair.df for pair in pairs],
        "p": [pair.p for pair in pairs],
        "lower": [pair.interval.low for pair in pairs],
        "upper": [pair.interval.high for pair in pairs],
    }


def hedges_g(case: Case) -> dict[str, Any]:
    found = effect_size.hedges_g(*two(case), level=case.level)
    return {
        "d": found.d,
        "J": found.correction,
        "g": found.g,
        "d_lower": found.d_interval.low,
        "d_upper": found.d_interval.high,
        "g_lower": found.interval.low,
        "g_upper": found.interval.high,
        "se_g_largesample": found.standard_error,
    }


def power_of_welch(case: Case) -> dict[str, Any]:
    given = case.input
    first, second = (power.Arm(n=given[f"n{arm}"], deviation=given[f"s{arm}"]) for arm in (1, 2))
    answer = {
        "power": power.power(given["delta"], first, second, alpha=given["alpha"]),
        "mde80": power.detectable(first, second, target=given["target_power"], alpha=given["alpha"]),
    }
    if equal := given.get("equal_n"):
        arm = power.Arm(n=equal["n"], deviation=equal["sd"])
        answer["power_equal_n"] = power.power(equal["delta"], arm, arm, alpha=given["alpha"])
    return answer


FAMILIES: dict[str, Family] = {
    "welch_t": welch_t,
    "paired_t": paired_t,
    "tost": tost,
    "welch_anova": welch_anova,
    "games_howell": games_howell,
    "hedges_g": hedges_g,
    "power": power_of_welch,
}
