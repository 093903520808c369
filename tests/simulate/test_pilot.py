from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.errors import SettingsError
from analytics.simulate import Scenario, simulate
from analytics.simulate.hazards import NEVER
from analytics.simulate.pilot import volunteer_index
from analytics.simulate.scenario import GENERATIONS
from analytics.simulate.workforce import UNITS, day_number

if TYPE_CHECKING:
    from analytics.simulate import SimulatedProgram

YOUNGER = {GENERATIONS.index("Millennial"), GENERATIONS.index("Gen Z")}


def test_juniors_are_young_and_below_l4_seniors_are_neither(program: SimulatedProgram) -> None:
    pilot, staff = program.pilot, program.people
    assert set(staff.generation[pilot.junior]) == YOUNGER
    assert not set(staff.generation[pilot.senior]) & YOUNGER
    assert staff.first_level[pilot.junior].max() < 3


def test_nobody_is_paired_twice_or_within_the_own_team(program: SimulatedProgram) -> None:
    people = program.pilot.people
    assert len(set(people)) == len(people) == 480
    assert (program.people.team[program.pilot.junior] != program.people.team[program.pilot.senior]).all()


@pytest.mark.parametrize("seed", range(20))
def test_small_companies_keep_teams_apart_too(seed: int) -> None:
    program = simulate(Scenario(seed=seed, people=300).sized(pairs=21))
    assert (program.people.team[program.pilot.junior] != program.people.team[program.pilot.senior]).all()


def test_who_enrolls_is_employed_and_eligible_on_that_day_and_has_passed_probation(program: SimulatedProgram) -> None:
    pilot, staff, people = program.pilot, program.people, program.pilot.people
    enrolled = pilot.enrolled_on[people]
    assert (staff.hired_on[people] <= enrolled - 180).all()
    assert (program.left.day[people] > enrolled).all()
    assert staff.is_eligible[people].all()


def test_enrollment_comes_two_to_four_weeks_before_the_start(program: SimulatedProgram) -> None:
    pilot = program.pilot
    assert set(pilot.started_on - pilot.pair_enrolled_on) == {14, 21, 28}
    assert (pilot.enrolled_on < NEVER).sum() == 2 * len(pilot.junior)
    starts = [day_number(cohort.starts_on) for cohort in program.scenario.cohorts]
    assert (pilot.started_on == np.array(starts)[pilot.cohort]).all()
    assert [int(n) for n in np.bincount(pilot.cohort)] == [cohort.pairs for cohort in program.scenario.cohorts]


def test_nobody_is_chosen_for_staying_after_the_enrollment_day() -> None:
    """Without effects and selection, participants leave as fast as the others who could have enrolled."""
    scenario = Scenario(seed=31, people=40_000, selection=0.0, reach={}).sized(pairs=3000)
    program = simulate(replace(scenario, effects=scenario.effects.none()))
    pilot, left = program.pilot, program.left
    day = int(pilot.pair_enrolled_on.min())
    staff = program.people
    could = (
        (staff.hired_on <= day - 180) & (left.day > day) & np.isin(staff.generation, list(YOUNGER)) & staff.is_eligible
    )
    joins = could & (pilot.enrolled_on == day)
    others = could & (pilot.enrolled_on == NEVER) & (staff.first_level < 3)
    stays = left.day > day + 365
    error = (0.15 * 0.85 * (1 / joins.sum() + 1 / others.sum())) ** 0.5
    assert abs(stays[joins].mean() - stays[others].mean()) < 4 * error


def selection_of(strength: float) -> float:
    program = simulate(Scenario(seed=12, people=12_000, selection=strength, waves=()).sized(pairs=300))
    index = volunteer_index(program.people)
    return float(index[program.pilot.people].mean())


def test_the_volunteer_index_has_variance_one(program: SimulatedProgram) -> None:
    assert abs(volunteer_index(program.people).var() - 1) < 0.06


def test_selection_shifts_participants_by_about_its_strength() -> None:
    assert abs(selection_of(0.0)) < 0.15
    assert 0.6 < selection_of(0.8) < 1.0


def test_reach_keeps_a_unit_out() -> None:
    program = simulate(Scenario(seed=3, people=4000, reach={"Sales": -9.0}, waves=()).sized(pairs=100))
    assert UNITS.index("Sales") not in set(program.people.unit[program.pilot.people])


def test_a_company_that_is_too_small_is_refused_with_what_would_do() -> None:
    with pytest.raises(SettingsError, match="fewer pairs"):
        simulate(Scenario(people=200).sized(pairs=150))
