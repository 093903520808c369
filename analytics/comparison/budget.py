"""How many independent numbers a comparison shows about its smaller group, and what is left out for that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.comparison.effects import Check, CohortCurves, Groups, RawRetention
from analytics.comparison.gates import allowance
from analytics.stats.outcome import Released, Withheld

if TYPE_CHECKING:
    from analytics.comparison.effects import LeaveOneOut, Overturning
    from analytics.comparison.evidence import OutcomeEvidence
    from analytics.measures.finding import Curve
    from analytics.stats.outcome import Outcome

TWO_MEANS = 2


def numbers_in(found: OutcomeEvidence) -> int:
    """How many independent numbers about the outcome of one group the evidence shows, at most.

    Every estimate is one weighted sum of the answers; a curve is as many as it has steps.

    Args:
        found: The evidence.
    """
    return (
        _raw(found)
        + len(found.specifications)
        + _overturning(found.overturning)
        + sum(isinstance(one.outcome, Released) for group in found.groups for one in group.effects)
        + sum(_steps(one.pilot) for one in found.cohort_curves)
    )


def within_allowance(found: OutcomeEvidence) -> OutcomeEvidence:
    """The evidence with as many numbers as its people allow, at most one for every five of the smaller group.

    The raw comparison and the headline come first, then the other estimates, what could overturn the headline, the
    groups by generation, gender, level and cohort, and the curves of cohorts.

    Args:
        found: The evidence.
    """
    budget = _Budget(left=allowance(found.basis.n) - _raw(found) - 1)
    specifications = tuple(one for one in found.specifications if one.is_headline or budget.spend(1))
    overturning = found.overturning and replace(
        found.overturning,
        one_unit_out=_one_unit_out(found.overturning.one_unit_out, budget),
        other_scheme=_check(found.overturning.other_scheme, budget),
        without_teammates=_check(found.overturning.without_teammates, budget),
    )
    return replace(
        found,
        specifications=specifications,
        overturning=overturning,
        groups=tuple(_groups(one, budget) for one in found.groups),
        cohort_curves=tuple(_curves(one, budget) for one in found.cohort_curves),
    )


@dataclass(slots=True, kw_only=True)
class _Budget:
    """Numbers that may still be shown."""

    left: int

    def spend(self, numbers: int) -> bool:
        """Whether so many more may be shown; if so, they are."""
        if numbers > self.left:
            return False
        self.left -= numbers
        return True


def _raw(found: OutcomeEvidence) -> int:
    if isinstance(found.raw, RawRetention):
        return max(_levels(found.raw.pilot), _levels(found.raw.comparison)) + TWO_MEANS
    return TWO_MEANS


def _overturning(found: Overturning | None) -> int:
    if found is None:
        return 0
    checks = (found.other_scheme, found.without_teammates)
    n = sum(isinstance(one.outcome, Released) for one in checks)
    return n + (_of_units(found.one_unit_out) if found.one_unit_out else 0)


def _of_units(found: LeaveOneOut) -> int:
    """The smallest and the largest difference, which the unit that moves most is one of."""
    return min(2, found.n_units)


def _one_unit_out(found: LeaveOneOut | None, budget: _Budget) -> LeaveOneOut | None:
    return found if found and budget.spend(_of_units(found)) else None


def _check(found: Check, budget: _Budget) -> Check:
    if not isinstance(found.outcome, Released) or budget.spend(1):
        return found
    return Check(label=found.label, outcome=Withheld(), is_passed=None, sentence=Withheld().reason)


def _groups(found: Groups, budget: _Budget) -> Groups:
    """All groups of a dimension, or none of them: a test of some groups alone would not be honest."""
    n = sum(isinstance(one.outcome, Released) for one in found.effects)
    if budget.spend(n):
        return found
    effects = tuple(replace(one, n=None, outcome=Withheld()) for one in found.effects)
    return replace(found, effects=effects, family=1, interaction=None)


def _curves(found: CohortCurves, budget: _Budget) -> CohortCurves:
    steps = max(_steps(found.pilot), _steps(found.comparison))
    return found if budget.spend(steps) else replace(found, pilot=Withheld(), comparison=Withheld())


def _steps(found: Outcome[Curve]) -> int:
    return _levels(found.value) if isinstance(found, Released) else 0


def _levels(curve: Curve) -> int:
    return len({point.leavers for point in curve.points}) - 1
