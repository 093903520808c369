"""How many independent numbers a comparison shows, about its smaller group and in all, and what is left out for that.

Two limits hold at once: one number for every five people of the smaller group, and what a release has left of the
allowance of the outcome, on which everything else that is published about the same answers draws as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.comparison.effects import Check, CohortCurves, Groups, RawRetention
from analytics.comparison.gates import allowance
from analytics.stats.outcome import Released, Withheld

if TYPE_CHECKING:
    from analytics.comparison.effects import AssignedEffect, LeaveOneOut, Overturning
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
    curves = sum(max(_steps(one.pilot), _steps(one.comparison)) for one in found.cohort_curves)
    return _raw(found) + _besides_curves(found) + curves


def shown_numbers(found: OutcomeEvidence) -> int:
    """How many independent numbers about the outcome of everybody compared the evidence shows, at most.

    Args:
        found: The evidence.
    """
    curves = sum(_steps(one.pilot) + _steps(one.comparison) for one in found.cohort_curves)
    return _raw_of_both(found) + _besides_curves(found) + curves


def first_numbers(found: OutcomeEvidence) -> int:
    """The same of the raw comparison and the headline, which come first and are shown together or not at all.

    Args:
        found: The evidence.
    """
    return _raw_of_both(found) + _headline(found)


def within_allowance(found: OutcomeEvidence, shared: int | None = None) -> OutcomeEvidence:
    """The evidence with as many numbers as its people allow, at most one for every five of the smaller group.

    The raw comparison and the headline come first, then the difference before the program, which none can have made,
    the other estimates, what else could overturn the headline, the groups by generation, gender, level and cohort, and
    the curves of cohorts.

    Args:
        found: The evidence.
        shared: Numbers that may be shown about everybody compared; as many as there are where left out.
    """
    everything = shown_numbers(found) if shared is None else shared
    budget = _Budget(
        left=allowance(found.basis.n) - _raw(found) - _headline(found), shared=everything - first_numbers(found)
    )
    overturning = found.overturning and replace(found.overturning, placebo=_check(found.overturning.placebo, budget))
    specifications = tuple(one for one in found.specifications if one.is_headline or budget.spend(1))
    overturning = overturning and replace(
        overturning,
        one_unit_out=_one_unit_out(overturning.one_unit_out, budget),
        other_scheme=_check(overturning.other_scheme, budget),
        without_teammates=_check(overturning.without_teammates, budget),
    )
    return replace(
        found,
        specifications=specifications,
        overturning=overturning,
        groups=tuple(_groups(one, budget) for one in found.groups),
        cohort_curves=tuple(_curves(one, budget) for one in found.cohort_curves),
        assigned=_assigned(found.assigned, budget),
    )


@dataclass(slots=True, kw_only=True)
class _Budget:
    """Numbers that may still be shown, about the smaller group and about everybody."""

    left: int
    shared: int

    def spend(self, numbers: int, of_both: int | None = None) -> bool:
        """Whether so many more may be shown; if so, they are.

        Args:
            numbers: Numbers about the smaller group.
            of_both: Numbers about everybody; the same ones where left out.
        """
        about_everybody = numbers if of_both is None else of_both
        if numbers > self.left or about_everybody > self.shared:
            return False
        self.left -= numbers
        self.shared -= about_everybody
        return True


def _raw(found: OutcomeEvidence) -> int:
    if found.raw is None:
        return 0
    if isinstance(found.raw, RawRetention):
        return max(_levels(found.raw.pilot), _levels(found.raw.comparison)) + TWO_MEANS
    return TWO_MEANS


def _raw_of_both(found: OutcomeEvidence) -> int:
    if found.raw is None:
        return 0
    if isinstance(found.raw, RawRetention):
        return _levels(found.raw.pilot) + _levels(found.raw.comparison) + TWO_MEANS
    return TWO_MEANS


def _headline(found: OutcomeEvidence) -> int:
    """The headline, and how strongly the strongest measured thing goes with the outcome."""
    needed = found.overturning.e_values if found.overturning else None
    return sum(one.is_headline for one in found.specifications) + bool(needed and needed.strongest)


def _besides_curves(found: OutcomeEvidence) -> int:
    others = sum(not one.is_headline for one in found.specifications)
    groups = sum(isinstance(one.outcome, Released) for group in found.groups for one in group.effects)
    sharper = bool(found.assigned and found.assigned.cuped)
    return _headline(found) + others + _overturning(found.overturning) + groups + sharper


def _overturning(found: Overturning | None) -> int:
    if found is None:
        return 0
    checks = (found.placebo, found.other_scheme, found.without_teammates)
    n = sum(isinstance(one.outcome, Released) for one in checks)
    return n + (_of_units(found.one_unit_out) if found.one_unit_out else 0)


def _assigned(found: AssignedEffect | None, budget: _Budget) -> AssignedEffect | None:
    """The analysis by assignment, which is the headline; what makes it sharper is a number of its own."""
    is_shown = found is None or found.cuped is None or budget.spend(1)
    return found if is_shown or found is None else replace(found, cuped=None)


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
    pilot, comparison = _steps(found.pilot), _steps(found.comparison)
    if budget.spend(max(pilot, comparison), pilot + comparison):
        return found
    return replace(found, pilot=Withheld(), comparison=Withheld())


def _steps(found: Outcome[Curve]) -> int:
    return _levels(found.value) if isinstance(found, Released) else 0


def _levels(curve: Curve) -> int:
    return len({point.leavers for point in curve.points}) - 1
