"""Shares and scores made of them, corrections for many comparisons, and what would overturn a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.stats import multiplicity, promoters, proportions, sensitivity, strata
from tests.reference.cases import tabulate

if TYPE_CHECKING:
    from tests.reference.cases import Case, Table
    from tests.reference.families import Family


def shares(table: Table, successes: str, trials: str, level: float) -> list[proportions.Share]:
    """The share in every row of the data."""
    rows = table.ask("shares", slots={"successes": successes, "trials": trials})
    return [proportions.wilson(row["successes"], row["n"], level=level) for row in rows]


def wilson(case: Case) -> dict[str, Any]:
    found = shares(case.table(), "x", "n", case.level)
    return {
        "lower": [share.interval.low for share in found],
        "upper": [share.interval.high for share in found],
    }


def newcombe(case: Case) -> dict[str, Any]:
    table, level = case.table(), case.level
    pairs = zip(shares(table, "x1", "n1", level), shares(table, "x2", "n2", level), strict=True)
    found = [proportions.newcombe(first, second) for first, second in pairs]
    return {
        "diff": [difference.difference for difference in found],
        "lower": [difference.interval.low for difference in found],
        "upper": [difference.interval.high for difference in found],
    }


def mantel_haenszel(case: Case) -> dict[str, Any]:
    tables = case.input["tables"]
    table = tabulate({cell: [row[cell] for row in tables] for cell in "abcd"}, text=frozenset())
    counts = [{name: n for name, n in row.items() if name != "row_number"} for row in table.ask("strata")]
    found = strata.mantel_haenszel(
        [strata.Stratum(**row) for row in counts], is_corrected=bool(case.input.get("continuity_correction"))
    )
    return {
        "cmh_chisq": found.chi_square,
        "p": found.p,
        "mh_odds_ratio": found.odds_ratio,
        "mh_risk_difference": found.difference,
    }


def enps(case: Case) -> dict[str, Any]:
    rows = case.table().ask("promoters")
    found = [
        promoters.net_promoter(row["promoters"], row["passives"], row["detractors"], level=case.level) for row in rows
    ]
    return {
        "nps": [score.score for score in found],
        "se_wald": [score.standard_error for score in found],
        "wald_lower": [score.wald_interval.low for score in found],
        "wald_upper": [score.wald_interval.high for score in found],
        "adj_centre": [score.adjusted_score for score in found],
        "adj_lower": [score.interval.low for score in found],
        "adj_upper": [score.interval.high for score in found],
    }


def p_adjust(case: Case) -> dict[str, Any]:
    p_values = case.input["p"]
    return {
        "holm": multiplicity.holm(p_values),
        "bh": multiplicity.benjamini_hochberg(p_values),
        "bonferroni": multiplicity.bonferroni(p_values),
    }


def e_value(case: Case) -> dict[str, Any]:
    given = case.input
    ratio = sensitivity.risk_ratio_of_hazard_ratio(given["hr_common"])
    found = sensitivity.of_standardized_difference(given["smd"], given["se_smd"])
    return {
        "e_rr": [sensitivity.e_value(risk_ratio) for risk_ratio in given["rr"]],
        "rr_from_hr_common": ratio,
        "e_hr_common": sensitivity.e_value(ratio),
        "rr_from_smd": found.risk_ratio,
        "e_smd": found.e_value,
        "rr_ci_low": found.low,
        # R's formula looks at the lower limit only; for a difference above 0 that is the limit nearest to no effect.
        "e_ci": sensitivity.e_value_of_limit(found.low, max(1.0, found.high)),
    }


FAMILIES: dict[str, Family] = {
    "wilson": wilson,
    "newcombe": newcombe,
    "mantel_haenszel": mantel_haenszel,
    "enps": enps,
    "p_adjust": p_adjust,
    "evalue": e_value,
}
