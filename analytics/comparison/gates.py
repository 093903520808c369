"""What may be shown of a comparison: counts of ten and more, coarse shares, rounded numbers, and not too many."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from math import floor, isfinite, log10
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from analytics.comparison.effects import Counts
from analytics.comparison.evidence import FlowStage, OverlapBin
from analytics.comparison.known import FEWEST
from analytics.measures.finding import Curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.comparison.cohort import FlowStep
    from analytics.stats.weighting import Propensity

T = TypeVar("T")
PER_NUMBER = 5
"""People of the smaller group for each independent number about them."""

FEWEST_FOR_SHARES = 30
STEP_OF_SHARES = 5
PERCENT = 100
EDGES = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 1.0)
SIGNIFICANT = 2
DIGITS = {
    **dict.fromkeys(("before", "after", "of_estimate", "of_limit", "strongest_ratio", "t", "chi_square", "q"), 2),
    **dict.fromkeys(("level", "planned_share"), 9),
}
"""Decimals of published numbers by name; all others have one."""


def allowance(n: Counts) -> int:
    """How many independent numbers about the smaller group may be shown.

    Args:
        n: People compared.

    Reference:
        The rule of a release: at most one independent number for every five people (`audit.Rules.mean_leverage`).

    >>> allowance(Counts(pilot=486, comparison=6791))
    97
    """
    return min(n.pilot, n.comparison) // PER_NUMBER


def gated_flow(steps: Sequence[FlowStep]) -> tuple[FlowStage, ...]:
    """The flow with every rule that removed one to nine people of a group joined with its neighbor.

    Args:
        steps: Who was lost on the way, in order; the last step holds those compared.

    >>> from analytics.comparison.cohort import FlowStep
    >>> few, many, rest = (FlowStep(stage=s, pilot=n, comparison=0) for s, n in (("a", 3), ("b", 30), ("left", 95)))
    >>> [(one.stage, one.removed.pilot, one.left.pilot) for one in gated_flow([few, many, rest])]
    [('a; b', 33, 95), ('left', 0, 95)]
    >>> [(one.stage, one.removed.pilot, one.left.pilot) for one in gated_flow([few, rest])]
    [('left', 0, 90)]
    """
    *rules, last = _without_few(steps)
    groups = [[one] for one in rules if one.pilot or one.comparison]
    while len(groups) > 1 and (few := next((i for i, one in enumerate(groups) if _is_few(one)), None)) is not None:
        neighbor = few + 1 if few + 1 < len(groups) else few - 1
        first, second = sorted((few, neighbor))
        groups[first : second + 1] = [[*groups[first], *groups[second]]]
    left = Counts(pilot=last.pilot, comparison=last.comparison)
    stages = [FlowStage(stage=last.stage, removed=Counts(pilot=0, comparison=0), left=left)]
    for group in reversed(groups):
        if _is_few(group):
            continue
        removed = Counts(pilot=sum(one.pilot for one in group), comparison=sum(one.comparison for one in group))
        stages.insert(0, FlowStage(stage="; ".join(one.stage for one in group), removed=removed, left=left))
        left = Counts(pilot=left.pilot + removed.pilot, comparison=left.comparison + removed.comparison)
    return tuple(stages)


def _without_few(steps: Sequence[FlowStep]) -> list[FlowStep]:
    """The flow without what was removed from a group that lost one to nine people in all; it ends in tens."""
    *rules, last = steps
    pilot, comparison = sum(one.pilot for one in rules), sum(one.comparison for one in rules)
    left = shown_counts(
        Counts(pilot=last.pilot, comparison=last.comparison), Counts(pilot=pilot, comparison=comparison)
    )
    few = pilot < FEWEST, comparison < FEWEST
    kept = [replace(one, pilot=0 if few[0] else one.pilot, comparison=0 if few[1] else one.comparison) for one in rules]
    return [*kept, replace(last, pilot=left.pilot, comparison=left.comparison)]


def shown_counts(n: Counts, lost: Counts) -> Counts:
    """The people compared, in tens where one to nine were lost: their number together with all would tell how many.

    Args:
        n: People compared.
        lost: People lost on the way.
    """
    return Counts(pilot=_shown(n.pilot, lost.pilot), comparison=_shown(n.comparison, lost.comparison))


def shown_curve(curve: Curve, n: int) -> Curve:
    """A curve with as many people as are shown elsewhere; where those are in tens, people at risk are too.

    Args:
        curve: The published curve.
        n: People compared, as shown.
    """
    if curve.people == n:
        return curve
    points = tuple(replace(one, at_risk=one.at_risk // FEWEST * FEWEST) for one in curve.points)
    return replace(curve, people=n, points=points)


def shown_worth(worth: float, n: int) -> int:
    """What weighted people are worth, in whole people and never more than are shown.

    Args:
        worth: The effective sample size.
        n: People compared, as shown.

    >>> shown_worth(55.7, 50), shown_worth(43.2, 50)
    (50, 43)
    """
    return min(round(worth), n)


def overlap_bins(scores: Propensity) -> tuple[OverlapBin, ...]:
    """People of both groups by their chance of taking part, in percent to the nearest five; none of small groups.

    Args:
        scores: The chances of taking part.
    """
    arms = (scores.cells.pilot.n, scores.cells.comparison.n)
    if min(one.sum() for one in arms) < FEWEST_FOR_SHARES:
        return ()
    place = np.clip(np.searchsorted(EDGES, scores.score, side="right") - 1, 0, len(EDGES) - 2)
    shares = [np.bincount(place, weights=n, minlength=len(EDGES) - 1) / n.sum() for n in arms]
    return tuple(
        OverlapBin(low=low, high=high, pilot=_in_fives(float(pilot)), comparison=_in_fives(float(comparison)))
        for low, high, pilot, comparison in zip(EDGES, EDGES[1:], *shares, strict=False)
    )


def rounded(value: T) -> T:
    """A published value with every number at the precision at which it may be shown.

    Differences, limits, means and shares have one decimal, p-values two digits, standardized differences two decimals;
    curves are published in a form of their own.

    Args:
        value: Dataclasses of dataclasses, tuples and plain values.

    >>> from analytics.comparison.effects import Effect
    >>> from analytics.stats.outcome import Interval
    >>> rounded(Effect(difference=1.2345, interval=Interval(low=-0.05, high=2.5), p=0.000123))
    Effect(difference=1.2, interval=Interval(low=-0.1, high=2.5, level=0.95), p=0.00012)
    """
    found: T = _rounded(value, "")
    return found


def _rounded(value: Any, name: str) -> Any:  # noqa: ANN401 - values of any shape
    if isinstance(value, tuple):
        return tuple(_rounded(one, name) for one in value)
    if is_dataclass(value) and not isinstance(value, (type, Curve, OverlapBin)):
        return replace(value, **{one.name: _rounded(getattr(value, one.name), one.name) for one in fields(value)})
    if not isinstance(value, float) or not isfinite(value):
        return value
    if name == "p" and value > 0:
        return round(value, SIGNIFICANT - 1 - floor(log10(value)))
    return round(value, DIGITS.get(name, 1)) + 0.0


def _is_few(group: Sequence[FlowStep]) -> bool:
    totals = sum(one.pilot for one in group), sum(one.comparison for one in group)
    return any(0 < total < FEWEST for total in totals)


def _shown(n: int, lost: int) -> int:
    return n // FEWEST * FEWEST if 0 < lost < FEWEST else n


def _in_fives(share: float) -> int:
    return STEP_OF_SHARES * round(PERCENT * share / STEP_OF_SHARES)
