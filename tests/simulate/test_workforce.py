from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.catalog import GENERATION_SCHEMES
from analytics.simulate.draws import Draws
from analytics.simulate.hazards import YEAR
from analytics.simulate.scenario import GENERATIONS, Scenario
from analytics.simulate.workforce import ETHNICITIES, GENDERS, LEVELS, UNITS, day_number, workforce

if TYPE_CHECKING:
    from analytics.simulate import SimulatedProgram


def test_generations_are_those_of_the_catalog(program: SimulatedProgram) -> None:
    staff = program.people
    told = [GENERATION_SCHEMES["pew"].generation(int(year)) for year in staff.birth_year]
    assert told == [GENERATIONS[code] for code in staff.generation]


def test_the_company_keeps_its_size(program: SimulatedProgram) -> None:
    for year in (2022, 2023, 2024, 2025):
        day = day_number(program.scenario.observed_from.replace(year=year, month=7))
        there = (program.people.hired_on <= day) & (program.left.day > day)
        assert abs(there.sum() / program.scenario.people - 1) < 0.06


def test_nobody_is_hired_before_eighteen_or_after_the_last_day(program: SimulatedProgram) -> None:
    staff = program.people
    assert ((staff.hired_on - staff.born_on) / YEAR > 17.9).all()
    assert staff.hired_on.max() <= day_number(program.scenario.observed_to)


def test_every_group_is_there(program: SimulatedProgram) -> None:
    staff = program.people
    assert set(staff.gender) == set(range(len(GENDERS)))
    assert set(staff.ethnicity) == set(range(len(ETHNICITIES)))
    assert set(staff.unit) == set(range(len(UNITS)))
    assert set(staff.first_level) == set(range(len(LEVELS)))
    assert 0.01 < (staff.gender == GENDERS.index("Non-binary")).mean() < 0.03


def test_teams_have_eight_to_fifteen_people_and_one_unit(program: SimulatedProgram) -> None:
    staff, n = program.people, program.scenario.people
    sizes = np.bincount(staff.team[:n])
    assert set(sizes[:-1]) <= set(range(8, 16))
    for team in range(50):
        assert len(set(staff.unit[staff.team == team])) == 1


def test_higher_levels_are_older_and_longer_there(program: SimulatedProgram) -> None:
    staff = program.people
    assert np.corrcoef(staff.first_level, -staff.birth_year)[0, 1] > 0.3
    assert np.corrcoef(staff.first_level, -staff.hired_on)[0, 1] > 0.2


def test_person_numbers_are_a_permutation_that_tells_nothing(program: SimulatedProgram) -> None:
    staff = program.people
    assert sorted(staff.number) == list(range(1, len(staff) + 1))
    assert abs(np.corrcoef(staff.number, staff.hired_on)[0, 1]) < 4 / len(staff) ** 0.5


def test_traits_are_standard_and_as_alike_within_teams_as_asked() -> None:
    staff = workforce(Scenario(people=40_000, team_share=0.15), Draws(seed=11))
    trait, team = staff.traits.engagement, staff.team
    sizes, sums = np.bincount(team), np.bincount(team, weights=trait)
    within = (np.bincount(team, weights=trait**2) - sums**2 / sizes).sum() / (sizes - 1).sum()
    assert abs(trait.var() - 1) < 0.03
    assert abs(1 - within / trait.var() - 0.15) < 0.02


def test_the_roster_is_truncated_on_the_left(program: SimulatedProgram) -> None:
    first = day_number(program.scenario.observed_from)
    assert (program.people.hired_on < first).mean() > 0.5
    assert program.left.day.min() > first
