"""Members of a team resemble each other: what that does to errors, and estimates whose errors respect it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.comparison.followed import scores_twice
from analytics.comparison.known import FEWEST
from analytics.comparison.means import by_team, from_before
from analytics.comparison.people import grouped, sums_of
from analytics.comparison.request import Request
from analytics.errors import UndefinedStatisticError
from analytics.stats.clustered import Team, clustered_difference

if TYPE_CHECKING:
    from analytics.comparison.asked import Compared
    from analytics.comparison.estimates import Estimate
    from analytics.comparison.people import Alike

NEARLY_ALL = 0.9
"""Share of the people whose team must be known."""


def team_effect(compared: Compared) -> float:
    """The factor by which the likeness of teammates widens the error of the raw difference, at least 1.

    It is the CR2 standard error by team over the one that ignores teams; every adjusted estimate, whose weights are
    spread over the same teams, is widened by it. 1 where too few people's team is known.

    Args:
        compared: The people.

    Reference:
        Kish (1965), Survey Sampling, section 8.2 (the design effect); Bell & McCaffrey (2002), Survey Methodology 28,
        169-181 (CR2).
    """
    if not _has_teams(compared):
        return 1.0
    known = compared.known
    denominator = known.denominators[0]
    groups = grouped((one for one in known.alike if one.team), lambda one: one.team).values()
    teams = [
        Team(
            pilot=sums_of((one for one in members if one.is_pilot), _first, denominator),
            comparison=sums_of((one for one in members if not one.is_pilot), _first, denominator),
        )
        for members in groups
    ]
    try:
        found = clustered_difference(teams)
    except UndefinedStatisticError:  # too few teams: the raw difference by team says so
        return 1.0
    return max(1.0, found.standard_error / found.hc1_standard_error)


def raw_by_team(compared: Compared) -> tuple[Estimate, ...]:
    """The raw difference with errors by team, where teams are known.

    Args:
        compared: The people.
    """
    if not _has_teams(compared):
        return ()
    found, _ = by_team("raw_by_team", compared.known, _first)
    if compared.asked.is_surveyed:
        return tuple(found)
    plain = replace(compared.asked, design_effect=1.0)
    return tuple(plain.of_events(one) for one in found)


def changes_of(compared: Compared) -> tuple[Estimate, ...]:
    """The difference of the changes of people who answered before and after; none with fewer than ten in a group.

    Args:
        compared: The people of a score.
    """
    twice = scores_twice(compared.rows, compared.asked.measure)
    if min(twice.n) < FEWEST:
        return ()
    try:
        found = from_before(Request(arm="arm", outcomes=("after",), pre="before"), twice)
    except UndefinedStatisticError:  # nobody's score changed
        return ()
    return tuple(compared.asked.of_scores(one) for one in found if one.method == "difference_in_differences")


def _has_teams(compared: Compared) -> bool:
    n = sum(one.n for one in compared.people.alike)
    return sum(one.n for one in compared.people.alike if one.team) >= NEARLY_ALL * n


def _first(one: Alike) -> int:
    return one.steps[0]
