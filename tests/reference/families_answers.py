"""Answers that are ordered, and the items of a scale together."""

from __future__ import annotations

import re
from collections import defaultdict
from math import lcm
from typing import TYPE_CHECKING, Any

from analytics.stats import ordinal, reliability
from analytics.stats.items import ItemSums
from tests.reference.cases import tabulate

if TYPE_CHECKING:
    from tests.reference.cases import Case, Table
    from tests.reference.families import Family

ITEM = re.compile(r"i\d+")


def frequencies(table: Table, *, group: str, value: str = "value") -> dict[str, dict[int, int]]:
    """For every group, how many people gave each answer."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in table.ask("frequencies", slots={"group": group, "value": value}):
        found[row["label"]][row["answer"]] = row["n"]
    return dict(found)


def two(case: Case) -> tuple[dict[int, int], dict[int, int]]:
    """Frequencies of the arrays `x` and `y`."""
    found = frequencies(case.stacked("x", "y"), group="sample")
    return found["x"], found["y"]


def mann_whitney(case: Case) -> dict[str, Any]:
    found = ordinal.mann_whitney(*two(case))
    return {
        "W_x": found.u,
        "p_corrected": found.p,
        "p_uncorrected": found.p_uncorrected,
        "cliffs_delta_x_vs_y": found.delta,
    }


def brunner_munzel(case: Case) -> dict[str, Any]:
    first, second = two(case)
    found = ordinal.brunner_munzel(first, second, level=case.level)
    return {
        "W": found.w,
        "df": found.df,
        "p": found.p,
        "p_y_greater": found.probability,
        "se_theta": found.standard_error,
        "theta_lower": found.interval.low,
        "theta_upper": found.interval.high,
        "cliffs_delta_y_vs_x": ordinal.cliff(second, first).delta,
    }


def kruskal(case: Case) -> dict[str, Any]:
    found = ordinal.kruskal(list(frequencies(case.table(), group="g", value="y").values()))
    return {"H": found.h, "df": found.df, "p": found.p}


def items(case: Case) -> ItemSums:
    """Sums and products of the case's items, the reverse-keyed ones turned."""
    data = case.data()
    table = tabulate(
        {name: data[name] for name in sorted(filter(ITEM.fullmatch, data), key=lambda name: int(name[1:]))}
    )
    common = lcm(*table.denominators.values())
    steps = {item: common // table.denominators[item] for item in table.columns}
    cells = {(row["item"], row["other"]): row for row in table.ask("items")}
    names = table.columns
    sums = ItemSums(
        items=names,
        n=cells[names[0], names[0]]["n"],
        totals=tuple(cells[item, item]["total"] * steps[item] for item in names),
        products=tuple(
            tuple(cells[item, other]["product"] * steps[item] * steps[other] for other in names) for item in names
        ),
        denominator=common,
    )
    if not (turned := case.input.get("reverse")):
        return sums
    low, high = case.input["scale"]
    return sums.turned(turned, low=low, high=high)


def alpha(case: Case) -> dict[str, Any]:
    found = reliability.alpha(items(case), level=case.level)
    return {
        "n": found.n,
        "k": len(found.items),
        "raw_alpha": found.alpha,
        "std_alpha": found.standardized,
        "feldt": {"lower": found.interval.low, "upper": found.interval.high},
        "alpha_if_dropped": found.if_dropped,
        "item_rest_r": found.item_rest,
    }


def omega(case: Case) -> dict[str, Any]:
    found = reliability.omega(items(case))
    return {
        "loadings_std": found.loadings,
        "uniquenesses": found.uniquenesses,
        "omega_standardised": found.standardized,
        "omega_covariance": found.omega,
    }


FAMILIES: dict[str, Family] = {
    "mann_whitney": mann_whitney,
    "brunner_munzel": brunner_munzel,
    "kruskal": kruskal,
    "alpha": alpha,
    "omega": omega,
}
