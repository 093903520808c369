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
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from analytics.simulate.careers import Exits
    from analytics.simulate.draws import Draws
    from analytics.simulate.scenario import Scenario
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
    is_younger = np.isin(staff.generation, _YOUNGER)
    weight = scenario.selection * volunteer_index(staff) + _reach(scenario, staff)
    chosen = []
    for position, day, n in _batches(scenario):
        is_senior = level_on(staff, promoted_on, day) >= _FIRST_SENIOR_LEVEL
        is_free = _may_enroll(staff, left, enrolled_on, day)
        luck = -np.log(draws.exponential(f"volunteers {position} {day}", len(staff)))
        junior = _volunteers(weight + luck, is_free & is_younger & ~is_senior, n)
        senior = _volunteers(weight + luck, is_free & ~is_younger & is_senior, n)
        senior = senior[draws.order(f"seating {position} {day}", n)]
        enrolled_on[junior] = enrolled_on[senior] = day
        senior = _apart(staff.team[junior], staff.team, senior)
        chosen.append((junior, senior, np.full(n, position), np.full(n, day)))
    juniors, seniors, cohort, day_of = (np.concatenate(parts) for parts in zip(*chosen, strict=True))
    starts = np.array([day_number(one.starts_on) for one in scenario.cohorts])
    return Pilot(
        junior=juniors,
        senior=seniors,
        cohort=cohort,
        pair_enrolled_on=day_of,
        started_on=starts[cohort],
        enrolled_on=enrolled_on,
    )


def _batches(scenario: Scenario) -> Iterator[tuple[int, int, int]]:
    """Every enrollment day: position of the cohort, day, number of pairs."""
    n = len(_ENROLL_DAYS)
    for position, cohort in enumerate(scenario.cohorts):
        for batch, before in enumerate(_ENROLL_DAYS):
            pairs = cohort.pairs * (batch + 1) // n - cohort.pairs * batch // n
            yield position, day_number(cohort.starts_on) - before, pairs


def _may_enroll(staff: Workforce, left: Exits, enrolled_on: NDArray[np.int64], day: int) -> NDArray[np.bool_]:
    is_employed = (staff.hired_on <= day - _PROBATION) & (left.day > day)
    return np.asarray(is_employed & staff.is_eligible & (enrolled_on == NEVER))


def _reach(scenario: Scenario, staff: Workforce) -> NDArray[np.float64]:
    return np.array([scenario.reach.get(unit, 0.0) for unit in UNITS])[staff.unit]


def _volunteers(utility: NDArray[np.float64], is_candidate: NDArray[np.bool_], n: int) -> NDArray[np.int64]:
    """A draw without replacement whose log weights are the utilities, when these hold Gumbel noise.

    Reference:
        Kool, van Hoof, Welling 2019, Stochastic beams and where to find them, section 2.3 (Gumbel top-k).
    """
    candidates = np.flatnonzero(is_candidate)
    if len(candidates) < n:
        raise SettingsError(
            f"The company is too small: {n} pairs should enroll on one day.",
            allowed=f"{len(candidates)} people of one of the two roles could.",
            next_step="Ask for fewer pairs or for more people.",
        )
    return candidates[np.argsort(-utility[candidates], kind="stable")[:n]]


def volunteer_index(staff: Workforce) -> NDArray[np.float64]:
    """How much each person is the kind who volunteers: engaged, satisfied, ambitious, staying; variance about 1."""
    traits = staff.traits
    raw = 0.5 * traits.engagement + 0.4 * traits.satisfaction + 0.3 * traits.ambition - 0.25 * traits.frailty
    return np.asarray(raw / 1.083)


def _apart(junior_team: NDArray[np.int64], team: NDArray[np.int64], senior: NDArray[np.int64]) -> NDArray[np.int64]:
    """The seniors in an order in which nobody is paired within the own team."""
    order = senior.copy()
    for step in range(1, _LONGEST_SEARCH):
        clashes = np.flatnonzero(junior_team == team[order])
        if not len(clashes):
            break
        one, other = clashes[0], (clashes[0] + step) % len(order)
        order[[one, other]] = order[[other, one]]
    return order
