"""What happens to the employees: exits by competing causes, promotions, moves, and the roster rows that record them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.hazards import NEVER, YEAR, Exposure, Hazard, accumulated, waiting
from analytics.simulate.scenario import GENERATIONS
from analytics.simulate.workforce import LEVELS, LOCATIONS, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from analytics.simulate.draws import Draws
    from analytics.simulate.scenario import Scenario
    from analytics.simulate.workforce import Workforce

REASONS = ("voluntary", "involuntary", "retirement", "other")

_TENURE = Hazard(knots=(0.0, 1.0, 3.0, 6.0, 10.0), rates=(1.35, 1.5, 1.0, 0.7, 0.5))
_DISMISSAL = Hazard(knots=(0.0, 2.0), rates=(0.03, 0.017))
_RETIREMENT = Hazard(knots=(0.0, 60.0, 63.0, 65.0, 67.0), rates=(0.0, 0.04, 0.14, 0.45, 0.9))
_OTHER = Hazard(knots=(0.0,), rates=(0.006,))
_CLOCKS = {"voluntary": _TENURE, "involuntary": _DISMISSAL, "retirement": _RETIREMENT, "other": _OTHER}
_GENERATION_RATIO = (0.45, 0.65, 1.30, 1.90)
_LEVEL_RATIO = (1.5, 1.25, 1.0, 0.6, 0.35, 0.0)
_PROMOTIONS = Hazard(knots=(0.0, 1.0), rates=(0.0, 1.0))
_MOST_PROMOTIONS = 3
_MOVES = Hazard(knots=(0.0,), rates=(0.015,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exits:
    """Last day and reason (code into `REASONS`) of each person; `NEVER` where the person stays. Shape (people,)."""

    day: NDArray[np.int64]
    reason: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRows:
    """The roster as it is exported: one entry a person and change, ordered by person number and day."""

    person: NDArray[np.int64]
    effective_on: NDArray[np.int64]
    level: NDArray[np.int64]
    location: NDArray[np.int64]


def sizes_by_person(effect: Mapping[str, float], generation: NDArray[np.int64]) -> NDArray[np.float64]:
    """The planted effect of each person's generation."""
    return np.array([effect.get(name, 0.0) for name in GENERATIONS])[generation]


def exits(scenario: Scenario, staff: Workforce, draws: Draws, enrolled_on: NDArray[np.int64]) -> Exits:
    """When and why each person leaves, given when each enrolled.

    The same person draws the same luck whatever the program does, so two calls that differ in `enrolled_on` or in the
    effects are two worlds with the same people.
    """
    n = len(staff)
    days = np.stack(
        [
            waiting(
                _CLOCKS[reason], _exposure(reason, scenario, staff, enrolled_on), draws.exponential(f"exit {reason}", n)
            )
            for reason in REASONS
        ]
    )
    first = np.ceil(days.min(axis=0)).astype(np.int64)
    leaves = first <= day_number(scenario.observed_to)
    return Exits(day=np.where(leaves, first, NEVER), reason=np.where(leaves, days.argmin(axis=0), -1).astype(np.int64))


def expected_retention(
    scenario: Scenario, staff: Workforce, enrolled_on: NDArray[np.int64], people: NDArray[np.int64], days: int
) -> NDArray[np.float64]:
    """The probability of each of `people` to be still employed `days` after enrolling."""
    start = enrolled_on.astype(np.float64)
    total = np.zeros(len(people))
    for reason in REASONS:
        whole = _exposure(reason, scenario, staff, enrolled_on)
        part = Exposure(
            origin=whole.origin[people],
            start=start[people],
            multiplier=whole.multiplier[people],
            switch=whole.switch[people],
            log_ratio=whole.log_ratio[people],
        )
        total += accumulated(_CLOCKS[reason], part, part.start + days)
    return np.exp(-total)


def _exposure(reason: str, scenario: Scenario, staff: Workforce, enrolled_on: NDArray[np.int64]) -> Exposure:
    n = len(staff)
    is_voluntary = reason == "voluntary"
    generation = np.array(_GENERATION_RATIO)[staff.generation]
    voluntary = scenario.exits_per_year * generation * np.exp(0.45 * staff.traits.frailty)
    return Exposure(
        origin=staff.born_on if reason == "retirement" else staff.hired_on.astype(np.float64),
        start=staff.hired_on.clip(day_number(scenario.observed_from)).astype(np.float64),
        multiplier=voluntary if is_voluntary else np.ones(n),
        switch=enrolled_on.astype(np.float64),
        log_ratio=sizes_by_person(scenario.effects.retention, staff.generation) if is_voluntary else np.zeros(n),
    )


def promotions(
    scenario: Scenario, staff: Workforce, draws: Draws, enrolled_on: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The days of each person's promotions, shape (3, people); at least a year apart, `NEVER` where there is none."""
    n = len(staff)
    opening = day_number(scenario.observed_from)
    start = staff.hired_on.clip(opening).astype(np.float64)
    origin = np.where(staff.hired_on < opening, opening - YEAR, start)
    days = np.full((_MOST_PROMOTIONS, n), float(NEVER))
    level = staff.first_level
    for number in range(_MOST_PROMOTIONS):
        ratio = np.array(_LEVEL_RATIO)[np.minimum(level, len(LEVELS) - 1)]
        exposure = Exposure(
            origin=origin,
            start=start,
            multiplier=scenario.promotions_per_year * ratio * np.exp(0.3 * staff.traits.ambition),
            switch=enrolled_on.astype(np.float64),
            log_ratio=sizes_by_person(scenario.effects.promotion, staff.generation),
        )
        start = np.ceil(waiting(_PROMOTIONS, exposure, draws.exponential(f"promotion {number}", n)))
        days[number] = origin = start
        level = level + 1
    return days


def level_on(staff: Workforce, promoted_on: NDArray[np.float64], day: int) -> NDArray[np.int64]:
    """Each person's level (code into `LEVELS`) on a day."""
    reached: NDArray[np.int64] = staff.first_level + (promoted_on <= day).sum(axis=0)
    return reached


def roster(
    scenario: Scenario, staff: Workforce, draws: Draws, promoted_on: NDArray[np.float64], left: Exits
) -> RosterRows:
    """The effective-dated rows: the first known state of each person, then one row for each promotion or move."""
    n = len(staff)
    first = staff.hired_on.clip(day_number(scenario.observed_from))
    moved_on = np.ceil(waiting(_MOVES, _anybody(first), draws.exponential("move", n)))
    target = (staff.location + draws.whole("move to", n, 1, len(LOCATIONS) - 1)) % len(LOCATIONS)
    last = np.minimum(left.day - 1, day_number(scenario.observed_to))
    day = np.concatenate([first[None, :], promoted_on, moved_on[None, :]])
    kind, person = np.nonzero((day <= last) | (np.arange(len(day)) == 0)[:, None])
    changed_on = day[kind, person].astype(np.int64)
    order = np.lexsort((kind, changed_on, staff.number[person]))
    person, changed_on = person[order], changed_on[order]
    is_new = np.append(True, (person[1:] != person[:-1]) | (changed_on[1:] != changed_on[:-1]))
    person, changed_on = person[is_new], changed_on[is_new]
    return RosterRows(
        person=person,
        effective_on=changed_on,
        level=staff.first_level[person] + (promoted_on[:, person] <= changed_on).sum(axis=0),
        location=np.where(moved_on[person] <= changed_on, target[person], staff.location[person]),
    )


def _anybody(first: NDArray[np.int64]) -> Exposure:
    n = len(first)
    start = first.astype(np.float64)
    return Exposure(
        origin=start, start=start, multiplier=np.ones(n), switch=np.full(n, float(NEVER)), log_ratio=np.zeros(n)
    )
