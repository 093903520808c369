"""Who takes part: volunteers who differ from their colleagues, paired across generations and teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import SettingsError
from analytics.simulate.careers import level_on
from analytics.simulate.hazards import NEVER
from analytics.simulate.scenario import GENERATIONS
from analytics.simulate.workforce import UNITS, day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.simulate.careers import Exits
    from analytics.simulate.draws import Draws
    from analytics.simulate.scenario import Cohort, Scenario
    from analytics.simulate.workforce import Workforce

_ENROLL_DAYS = (28, 21, 14)
_LONGEST_SEARCH = 100
_YOUNGER = (GENERATIONS.index("Millennial"), GENERATIONS.index("Gen Z"))
_FIRST_SENIOR_LEVEL = 3
_PROBATION = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """The pairs, one entry a pair in every array, and when each employee enrolled.

    Args:
        junior: Position of the junior mentor among the employees.
        senior: Position of the senior mentee.
        cohort: Position of the cohort in the scenario.
        pair_enrolled_on: Day on which both enrolled.
        started_on: Day on which the pair started.
        enrolled_on: Day on which each employee enrolled, shape (people,); `NEVER` for those who did not.
    """

    junior: NDArray[np.int64]
    senior: NDArray[np.int64]
    cohort: NDArray[np.int64]
    pair_enrolled_on: NDArray[np.int64]
    started_on: NDArray[np.int64]
    enrolled_on: NDArray[np.int64]

    @property
    def people(self) -> NDArray[np.int64]:
        """Positions of everybody who took part, juniors first."""
        return np.concatenate([self.junior, self.senior])


def pilot(scenario: Scenario, staff: Workforce, draws: Draws, left: Exits, promoted_on: NDArray[np.float64]) -> Pilot:
    """The pairs of every cohort, chosen on their enrollment days from those employed and eligible then.

    Args:
        scenario: How many pairs, when, and how strongly volunteers select themselves.
        staff: The employees.
        draws: Where chance comes from.
        left: When each person leaves without a program; nothing later than the enrollment day is looked at.
        promoted_on: When each person is promoted without a program.

    Raises:
        SettingsError: The company is too small for so many pairs.
    """
    enrolled_on = np.full(len(staff), NEVER, dtype=np.int64)
    chosen = []
    for position, cohort in enumerate(scenario.cohorts):
        for batch, (days_before, pairs) in enumerate(zip(_ENROLL_DAYS, _batches(cohort), strict=True)):
            day = day_number(cohort.starts_on) - days_before
            is_free = _may_enroll(staff, left, enrolled_on, day)
            level, name = level_on(staff, promoted_on, day), f"{position} {batch}"
            is_younger = np.isin(staff.generation, _YOUNGER)
            junior = _volunteers(
                scenario, staff, draws, f"junior {name}", is_free & is_younger & (level < _FIRST_SENIOR_LEVEL), pairs
            )
            senior = _volunteers(
                scenario, staff, draws, f"senior {name}", is_free & ~is_younger & (level >= _FIRST_SENIOR_LEVEL), pairs
            )
            senior = _apart(staff.team[junior], staff.team[senior], senior)
            enrolled_on[junior] = enrolled_on[senior] = day
            chosen.append((junior, senior, np.full(pairs, position), np.full(pairs, day)))
    juniors, seniors, cohorts, days = (np.concatenate(parts).astype(np.int64) for parts in zip(*chosen, strict=True))
    starts = np.array([day_number(cohort.starts_on) for cohort in scenario.cohorts])
    return Pilot(
        junior=juniors,
        senior=seniors,
        cohort=cohorts,
        pair_enrolled_on=days,
        started_on=starts[cohorts],
        enrolled_on=enrolled_on,
    )


def _batches(cohort: Cohort) -> tuple[int, ...]:
    n = len(_ENROLL_DAYS)
    return tuple(cohort.pairs * (i + 1) // n - cohort.pairs * i // n for i in range(n))


def _may_enroll(staff: Workforce, left: Exits, enrolled_on: NDArray[np.int64], day: int) -> NDArray[np.bool_]:
    is_employed = (staff.hired_on <= day - _PROBATION) & (left.day > day)
    return is_employed & staff.is_eligible & (enrolled_on == NEVER)


def _volunteers(
    scenario: Scenario, staff: Workforce, draws: Draws, name: str, is_candidate: NDArray[np.bool_], n: int
) -> NDArray[np.int64]:
    """A draw without replacement in which the log weight of a person grows with the volunteer index.

    Reference:
        Gumbel top-k: Kool, van Hoof, Welling 2019, section 2.
    """
    candidates = np.flatnonzero(is_candidate)
    if len(candidates) < n:
        raise SettingsError(
            f"The company is too small for {n} more pairs.",
            allowed=f"{len(candidates)} people could still enroll as {name.split(maxsplit=1)[0]} on that day.",
            next_step="Ask for fewer pairs or more people.",
        )
    luck = -np.log(draws.exponential(f"volunteers {name}", len(staff)))
    weight = np.array([scenario.reach.get(unit, 0.0) for unit in UNITS])[staff.unit]
    utility = (scenario.selection * volunteer_index(staff) + weight + luck)[candidates]
    best = np.argsort(-utility, kind="stable")[:n]
    return candidates[best][draws.order(f"seating {name}", n)]


def volunteer_index(staff: Workforce) -> NDArray[np.float64]:
    """How much each person is the kind who volunteers: engaged, satisfied, ambitious, staying; variance about 1."""
    traits = staff.traits
    raw = 0.5 * traits.engagement + 0.4 * traits.satisfaction + 0.3 * traits.ambition - 0.45 * traits.frailty
    return raw / 1.13


def _apart(
    junior_team: NDArray[np.int64], senior_team: NDArray[np.int64], senior: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The seniors in an order in which nobody is paired within the own team."""
    order = np.arange(len(senior))
    for step in range(1, _LONGEST_SEARCH):
        clashes = np.flatnonzero(junior_team == senior_team[order])
        if not len(clashes):
            break
        first = clashes[0]
        other = (first + step) % len(order)
        order[[first, other]] = order[[other, first]]
    return senior[order]
