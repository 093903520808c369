"""The adjusted side of a comparison: the people it rests on, every estimate, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.comparison import cautions
from analytics.comparison.comparable import Comparable, comparable
from analytics.comparison.estimates import HEADLINE, Estimate, Models, estimates
from analytics.comparison.evidence import Caution
from analytics.comparison.small_categories import joined_small
from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from analytics.comparison.cautions import Balance
    from analytics.comparison.people import People
    from analytics.comparison.request import Request
    from analytics.stats.weighting import Propensity


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """Estimates with what was known beforehand held equal.

    Args:
        group: The people they rest on; None where nothing was known, or nobody has a counterpart.
        scores: Their chance of being in the pilot, where it is defined.
        estimates: Every estimate that is defined.
        undefined: Why others are not, by method.
    """

    group: Comparable | None
    scores: Propensity | None
    estimates: tuple[Estimate, ...]
    undefined: Mapping[str, str]

    @property
    def headline(self) -> Estimate | None:
        """The weighted estimate that decides when chance did not choose the pilot."""
        return next((one for one in self.estimates if one.method == HEADLINE), None)

    @property
    def balance(self) -> tuple[Balance, ...]:
        """How alike the groups were, before and after weighting."""
        return cautions.balances(self.group, self.scores) if self.group else ()


def comparable_people(everybody: People) -> tuple[Models | None, Propensity | None, str]:
    """The people who can be compared at equal covariates, their propensity, and why one of the two is missing.

    Args:
        everybody: Everybody, with what was known beforehand.
    """
    models = None
    try:
        models = Models(comparable(everybody))
        scores = models.scores
    except UndefinedStatisticError as reason:
        return models, None, reason.what
    return models, scores, ""


def adjusted_for(request: Request, everybody: People) -> Adjusted:
    """Every adjusted estimate of the first thing compared.

    Args:
        request: The part each column plays.
        everybody: Everybody who can be compared.
    """
    if not request.before:
        return Adjusted(group=None, scores=None, estimates=(), undefined={})

    def adjust(compared: People) -> Adjusted:
        models, scores, reason = comparable_people(compared)
        if models is None:
            return Adjusted(group=None, scores=None, estimates=(), undefined={"adjustment": reason})
        found, undefined = estimates(models, has_teams=request.cluster is not None)
        return Adjusted(group=models.group, scores=scores, estimates=found, undefined=undefined)

    return with_headline(everybody, adjust)


def with_headline(everybody: People, adjust: Callable[[People], Adjusted]) -> Adjusted:
    """The adjusted side as given; with small categories joined where only then the estimate that decides is defined.

    Args:
        everybody: Everybody who can be compared.
        adjust: Comes back with the adjusted side of some people.
    """
    found = adjust(everybody)
    if found.headline is not None:
        return found
    fewer, names = joined_small(everybody)
    again = adjust(fewer) if names else found
    return (
        found
        if again.headline is None or again.group is None
        else replace(again, group=replace(again.group, joined=names))
    )


def doubts(request: Request, everybody: People, adjusted: Adjusted) -> list[Caution]:
    """Everything that speaks against believing a comparison, as far as its design and its people show.

    Args:
        request: The part each column plays.
        everybody: Everybody who can be compared.
        adjusted: The adjusted estimates and the people they rest on.
    """
    group = adjusted.group
    found = cautions.of_rows(everybody, group)
    found += [Caution(code="not_estimated", message=f"{name}: {why}") for name, why in adjusted.undefined.items()]
    if request.assignment == "random":
        return [*found, *cautions.of_chance(group, everybody.n, request.pilot_share)]
    if not request.before:
        message = (
            "Nothing known beforehand was given, so nobody can say whether the groups were alike. This is a difference "
            "between two groups, not an effect of the program."
        )
        return [*found, Caution(code="no_covariates", message=message)]
    if group is None and not everybody.varies:
        message = "Nothing given as known beforehand differs between people, so nothing can be held equal."
        return [*found, Caution(code="no_covariates", message=message, forbids_verdict=True)]
    if group is None:
        message = "Nobody in one group can be compared with anybody in the other."
        return [*found, Caution(code="no_overlap", message=message, forbids_verdict=True)]
    return [
        *found,
        *cautions.of_overlap(group, adjusted.scores),
        *cautions.of_balance(group, adjusted.scores),
        *cautions.of_likeness(cautions.balances(group, None)),
    ]


def ranked(found: Iterable[Caution]) -> tuple[Caution, ...]:
    """Cautions with those that forbid a verdict first.

    Args:
        found: The cautions.
    """
    return tuple(sorted(found, key=lambda one: not one.forbids_verdict))
