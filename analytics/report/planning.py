"""A pilot that is being planned, with the company's own figures where a release holds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics import catalog
from analytics.comparison.evidence import RawRetention
from analytics.comparison.planner import (
    WELCH_PAIRS,
    Plan,
    Sight,
    pairs_for_retention,
    pairs_for_score,
    sight,
    sight_curve,
    sight_over_time,
    welch_sentence,
)
from analytics.release.read import Released

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.release.read import Estimate, Finding, Release

__all__ = [
    "ASSUMED",
    "WELCH_PAIRS",
    "Detected",
    "Plan",
    "Sight",
    "Start",
    "detected",
    "pairs_for_retention",
    "pairs_for_score",
    "sight",
    "sight_curve",
    "sight_over_time",
    "starting_plan",
    "welch_sentence",
]

ASSUMED = Plan(pairs=100, comparison=1000, team_size=8.0)
"""The plan of a company that nothing is known about."""

SCORE = "engagement"
DIGITS: Mapping[str, int | None] = {
    "pairs": None,
    "comparison": None,
    "retention": 3,
    "deviation": 1,
    "response": 2,
    "team_size": None,
}
"""Decimals of the starting numbers: as many as can be entered."""
ASSUMPTION = "assumed; a release would say"
NOT_KNOWN = "assumed; no release says it"
PERCENT = 100.0
MONTHS = 12
COMPARISON = {"arm": (catalog.COMPARISON,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a plan starts from.

    Args:
        plan: The plan.
        sources: Where each of its numbers comes from, in words, by name of the number.
    """

    plan: Plan
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """What a pilot that took place could have detected.

    Args:
        label: The pilot: a cohort, or all of them.
        sight: The smallest differences it would have found in four of five cases.
    """

    label: str
    sight: Sight


def starting_plan(release: Release | None) -> Start:
    """The plan to start from: the company's own figures where they are published, stated assumptions elsewhere.

    Args:
        release: The newest release, or None before the first one.

    >>> starting_plan(None).sources["retention"]
    'assumed; a release would say'
    """
    sources = dict.fromkeys(("pairs", "comparison", "months", "retention", "deviation", "response"), ASSUMPTION)
    sources |= {"months": "a year, as in the releases", "team_size": NOT_KNOWN, "correlation": NOT_KNOWN}
    if release is None:
        return Start(plan=ASSUMED, sources=sources)
    known = _known(release)
    values: dict[str, Any] = {name: round(value, DIGITS[name]) for name, (value, _) in known.items()}
    return Start(plan=replace(ASSUMED, **values), sources=sources | {name: why for name, (_, why) in known.items()})


def detected(release: Release, plan: Plan) -> tuple[Detected, ...]:
    """What each cohort of the release, and all of them together, could have detected.

    Args:
        release: The release.
        plan: Everything but the number of pairs.
    """
    sizes = _cohorts(release)
    every = {**sizes, "All cohorts together": sum(sizes.values())} if len(sizes) > 1 else sizes
    return tuple(Detected(label=label, sight=sight(replace(plan, pairs=pairs))) for label, pairs in every.items())


def _known(release: Release) -> dict[str, tuple[float, str]]:
    """The numbers that the release holds, each with where it comes from; people who were compared before all others."""
    found = {**_stayed(release), **_answered(release), **_compared(release)}
    sizes = _cohorts(release)
    if sizes:
        found["pairs"] = (sum(sizes.values()) / len(sizes), "mean size of the cohorts so far")
    if release.facts.team_size:
        found["team_size"] = (release.facts.team_size, "mean size of a team on the roster")
    return found


def _stayed(release: Release) -> dict[str, tuple[float, str]]:
    """Retention and number of people of the comparison since launch."""
    if "eligible" not in release.facts.categories:
        return {}
    stayed = _value(release.estimate("retention", COMPARISON))
    if stayed is None or not 0 < stayed.value < PERCENT:
        return {}
    return {
        "retention": (stayed.value / PERCENT, f"12-month retention of the comparison, n = {stayed.n:,}"),
        "comparison": (stayed.n, "people of the comparison in the release"),
    }


def _answered(release: Release) -> dict[str, tuple[float, str]]:
    """Spread of a score, and the share who answer."""
    found: dict[str, tuple[float, str]] = {}
    if not release.waves_of(SCORE):
        return found
    score, answered = _value(release.estimate(SCORE, COMPARISON)), _value(release.estimate("response"))
    if score and score.standard_error:
        deviation = score.standard_error * score.n**0.5
        found["deviation"] = (deviation, f"engagement of the comparison in the survey of {score.wave}, n = {score.n:,}")
    if answered and answered.value > 0:
        found["response"] = (answered.value / PERCENT, f"answers to the survey of {answered.wave}, n = {answered.n:,}")
    return found


def _compared(release: Release) -> dict[str, tuple[float, str]]:
    """Retention and number of those who could have been in the pilot, from the first comparison that has them."""
    for comparison in release.pilot_comparisons():
        for outcome in comparison.outcomes:
            raw, n = outcome.raw, outcome.basis.n.comparison
            if isinstance(raw, RawRetention) and raw.months == MONTHS and 0 < raw.comparison_share < PERCENT:
                who = f"people compared in {comparison.name}, n = {n:,}"
                return {"retention": (raw.comparison_share / PERCENT, who), "comparison": (n, who)}
    return {}


def _cohorts(release: Release) -> dict[str, int]:
    """Pairs of each published cohort; every pair has one junior mentor and one senior mentee."""
    if "eligible" not in release.facts.categories:
        return {}
    found = {one.label: _value(one) for one in release.breakdown("retention", "cohort")}
    return {
        label: round(value.n / 2)
        for label, value in found.items()
        if value and label not in (catalog.NOT_ENROLLED, catalog.UNDISCLOSED)
    }


def _value(finding: Finding[Estimate]) -> Estimate | None:
    return finding.outcome.value if isinstance(finding.outcome, Released) else None
