"""Pilot and comparison in one outcome: raw, adjusted in every way, and what may be said."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.comparison import cautions
from analytics.comparison.adjusted import adjusted_for, doubts, ranked
from analytics.comparison.estimates import HEADLINE, LEVEL, Estimate
from analytics.comparison.evidence import Caution
from analytics.comparison.people import grouped, people, sums_of
from analytics.errors import UndefinedStatisticError
from analytics.measures.differences import verdict
from analytics.stats.clustered import Team, clustered_difference
from analytics.stats.compare import Welch, welch
from analytics.stats.moments import Sums
from analytics.stats.patterns import ArmPattern
from analytics.stats.regression import cuped
from analytics.stats.sensitivity import Sensitivity, of_standardized_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.comparison.cautions import Balance
    from analytics.comparison.people import Alike, People
    from analytics.comparison.request import Request
    from analytics.engine.plain_table import PlainTable
    from analytics.measures.finding import Verdict
    from analytics.stats.outcome import Interval

FEWEST_TEAMS = 6
"""Teams in either arm below which even errors by team are too small."""

NARROW = 0.9
"""Level of the interval that must lie within the margin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanComparison:
    """Everything about one outcome, in the order of trust.

    Args:
        outcome: Name of the column.
        n: People of the pilot and of the comparison.
        cautions: What speaks against believing it.
        balance: How alike the groups were.
        raw: The Welch comparison of everybody.
        adjusted: Every adjusted estimate.
        headline: The estimate that decides, declared in advance; None where it is undefined.
        family: Outcomes whose verdicts share the chance of a false alarm.
        placebo: The headline's method applied to the outcome as it was before the program; near 0 if the method works.
        sensitivity: How strong something unknown would have to be to explain the headline away.
        verdict: What may be said.
        margin: The largest difference that would not matter, if one was declared.
    """

    outcome: str
    n: tuple[int, int]
    cautions: tuple[Caution, ...]
    balance: tuple[Balance, ...]
    raw: Welch
    adjusted: tuple[Estimate, ...]
    headline: Estimate | None
    family: int
    placebo: Estimate | None
    sensitivity: Sensitivity | None
    verdict: Verdict
    margin: float | None


def mean_comparison(table: PlainTable, request: Request, outcome: str) -> MeanComparison:
    """The comparison of one outcome.

    The first outcome is the primary one and keeps the whole chance of a false alarm; the others share one.

    Args:
        table: The file.
        request: The part each column plays.
        outcome: The column that is compared.

    Raises:
        SettingsError: A column does not hold what its part needs.
        UndefinedStatisticError: A group has fewer than two people, or nothing varies.
    """
    is_primary = outcome == request.outcomes[0]
    asked = (
        request
        if is_primary
        else replace(request, pre=None, margin=None, outcomes=(outcome,), covariates=request.before)
    )
    everybody = people(table, asked, (outcome,))
    arms = (everybody.sums(one for one in everybody.alike if one.is_pilot is arm) for arm in (True, False))
    raw = welch(*(sums.moments() for sums in arms))
    adjusted = adjusted_for(asked, everybody)
    plain, notes = _plain(table, asked, everybody)
    shown = (*adjusted.estimates, *plain)
    headline = _headline(asked, shown, raw)
    placebo = _placebo(table, asked) if is_primary else None
    found = [*notes, *doubts(asked, everybody, adjusted), *_placebo_caution(placebo)]
    if asked.is_weighted:
        found += cautions.of_agreement(headline, shown)
    family = 1 if is_primary else len(request.outcomes) - 1
    return MeanComparison(
        outcome=outcome,
        n=everybody.n,
        cautions=ranked(found),
        balance=adjusted.balance,
        raw=raw,
        adjusted=shown,
        headline=headline,
        family=family,
        placebo=placebo,
        sensitivity=_sensitivity(headline, raw),
        verdict=decided(headline.interval if headline else None, found, asked.margin, family),
        margin=asked.margin,
    )


def decided(
    interval: Callable[[float], Interval] | None, found: Sequence[Caution], margin: float | None, family: int = 1
) -> Verdict:
    """What may be said of a difference, given what speaks against it.

    Args:
        interval: The interval of the difference that decides, at any level; None where it is undefined.
        found: What speaks against believing it.
        margin: The largest difference that would not matter, if one was declared.
        family: Outcomes that share the chance of a false alarm.
    """
    if interval is None or any(one.forbids_verdict for one in found):
        return "not_enough"
    return verdict(interval(1 - (1 - LEVEL) / family), interval(NARROW), margin or 0.0)


def of_welch(method: str, found: Welch) -> Estimate:
    """A Welch comparison as an estimate.

    Args:
        method: Name of the method.
        found: The comparison.
    """
    return Estimate(
        method=method, estimand="ATE", difference=found.difference, standard_error=found.standard_error, df=found.df
    )


def _plain(table: PlainTable, request: Request, everybody: People) -> tuple[list[Estimate], list[Caution]]:
    """Estimates that need no covariates: by team, on complete rows, and from the earlier measurement."""
    found: list[Estimate] = []
    notes: list[Caution] = []
    if request.cluster:
        found, notes = by_team("raw_by_team", everybody, _outcome)
    elif everybody.n_incomplete:
        complete = [one for one in everybody.alike if one.covariates is not None]
        found = _welch_of("raw_of_complete_rows", everybody, complete, _outcome)
    if request.pre:
        found += from_before(request, people(table, request, (request.outcomes[0], request.pre)))
    return found, notes


def from_before(request: Request, twice: People) -> list[Estimate]:
    """Difference in differences and CUPED, for people measured before and after.

    Args:
        request: Whether errors are by team.
        twice: People whose steps are the outcome after and before.

    Raises:
        UndefinedStatisticError: A group has fewer than two people, or nothing varies.
    """
    after, before = twice.denominators
    change = replace(twice, denominators=(after * before,))

    def steps(one: Alike) -> int:
        return one.steps[0] * before - one.steps[1] * after

    if request.cluster:
        return by_team("difference_in_differences", change, steps)[0]
    found = _welch_of("difference_in_differences", change, twice.alike, steps)
    patterns = [
        ArmPattern(
            covariates=(members[0].steps[1] / before,),
            pilot=twice.sums(one for one in members if one.is_pilot),
            comparison=twice.sums(one for one in members if not one.is_pilot),
        )
        for members in grouped(twice.alike, lambda one: one.steps[1]).values()
    ]
    return [*found, of_welch("cuped", cuped(patterns).welch)]


def _welch_of(method: str, of: People, among: Sequence[Alike], steps: Callable[[Alike], int]) -> list[Estimate]:
    arms = (sums_of((one for one in among if one.is_pilot is arm), steps, of.denominators[0]) for arm in (True, False))
    return [of_welch(method, welch(*(one.moments() for one in arms)))]


def by_team(method: str, of: People, steps: Callable[[Alike], int]) -> tuple[list[Estimate], list[Caution]]:
    """The difference of means with errors by team, and a caution when teams are few.

    Args:
        method: Name of the method.
        of: The people, those without a team left out.
        steps: Integer steps of what is compared.
    """
    empty = Sums(n=0, total=0, squares=0, denominator=of.denominators[0])
    groups = grouped((one for one in of.alike if one.team), lambda one: one.team).values()
    teams = [
        Team(
            pilot=sums_of((one for one in members if one.is_pilot), steps, empty.denominator),
            comparison=sums_of((one for one in members if not one.is_pilot), steps, empty.denominator),
        )
        for members in groups
    ]
    try:
        found = clustered_difference(teams)
    except UndefinedStatisticError as reason:
        return [], [Caution(code="few_teams", message=reason.what, forbids_verdict=True)]
    smallest = min(sum(team.pilot.n > 0 for team in teams), sum(team.comparison.n > 0 for team in teams))
    message = f"Only {smallest} teams in one of the groups: errors by team are too small then."
    notes = [Caution(code="few_teams", message=message)] if smallest < FEWEST_TEAMS else []
    estimate = Estimate(
        method=method,
        estimand="ATE",
        difference=found.difference,
        standard_error=found.standard_error,
        df=found.df,
    )
    return [estimate], notes


def _headline(request: Request, adjusted: Sequence[Estimate], raw: Welch) -> Estimate | None:
    """The estimate that decides: weighted where chance did not choose, else raw, by team where there are teams."""
    by_method = {one.method: one for one in adjusted}
    if request.is_weighted:
        return by_method.get(HEADLINE)
    return by_method.get("raw_by_team") if request.cluster else of_welch("raw", raw)


def _placebo(table: PlainTable, request: Request) -> Estimate | None:
    """The headline's method on the outcome before the program, which the program cannot have changed."""
    if not (request.pre and request.covariates and request.assignment == "observational"):
        return None
    covariates = tuple(name for name in request.covariates if name != request.pre)
    if not covariates:
        return None
    asked = replace(request, pre=None, outcomes=(request.pre,), covariates=covariates)
    return adjusted_for(asked, people(table, asked, (request.pre,))).headline


def _placebo_caution(placebo: Estimate | None) -> list[Caution]:
    if placebo is None or not placebo.interval().excludes(0.0):
        return []
    message = (
        "With the other columns held equal the groups already differed in this outcome before the program. The earlier "
        "measurement is adjusted for; other such differences may not be."
    )
    return [Caution(code="placebo", message=message)]


def _sensitivity(headline: Estimate | None, raw: Welch) -> Sensitivity | None:
    """The headline in standard deviations of the outcome, turned into E-values."""
    spread = math.sqrt((raw.first.variance + raw.second.variance) / 2)
    if headline is None or spread == 0:
        return None
    return of_standardized_difference(headline.difference / spread, headline.standard_error / spread)


def _outcome(one: Alike) -> int:
    return one.steps[0]
