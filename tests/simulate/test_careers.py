from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.simulate.careers import REASONS, exits, expected_retention, level_on, promotions
from analytics.simulate.draws import Draws
from analytics.simulate.hazards import NEVER
from analytics.simulate.scenario import Effects, Scenario
from analytics.simulate.workforce import LEVELS, day_number, workforce

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.simulate import SimulatedProgram


def test_nobody_leaves_before_the_first_day_of_observation_or_of_work(program: SimulatedProgram) -> None:
    assert (program.left.day > program.people.hired_on).all()
    assert (program.left.day > day_number(program.scenario.observed_from)).all()


def test_every_leaver_has_a_reason_and_nobody_else(program: SimulatedProgram) -> None:
    left = program.left
    assert ((left.reason >= 0) == (left.day < NEVER)).all()
    assert set(left.reason[left.day < NEVER]) == set(range(len(REASONS)))


def test_only_older_people_retire(program: SimulatedProgram) -> None:
    is_retired = program.left.reason == REASONS.index("retirement")
    assert (2026 - program.people.birth_year[is_retired]).min() >= 60


def test_the_same_people_have_the_same_luck_where_nothing_is_planted(program: SimulatedProgram) -> None:
    scenario = replace(program.scenario, effects=Effects.none())
    draws, staff = Draws(seed=scenario.seed), program.people
    nobody = np.full(len(staff), NEVER)
    everybody = np.full(len(staff), day_number(scenario.observed_from) + 100)
    left, would = exits(scenario, staff, draws, everybody), exits(scenario, staff, draws, nobody)
    assert (left.day == would.day).all()
    promoted, otherwise = promotions(scenario, staff, draws, everybody), promotions(scenario, staff, draws, nobody)
    assert (promoted == otherwise).all()


@pytest.mark.parametrize("planted", [-0.7, 0.0, 0.4])
def test_the_planted_hazard_ratio_is_found_in_voluntary_exits_per_person_year(planted: float) -> None:
    scenario = Scenario(people=60_000, effects=Effects.none().with_effect("retention", planted))
    staff, draws = workforce(scenario, Draws(seed=2)), Draws(seed=2)
    day = day_number(scenario.observed_from) + 30
    there = staff.hired_on <= day
    rates = []
    for enrolled_on in (np.full(len(staff), day), np.full(len(staff), NEVER)):
        left = exits(scenario, staff, draws, enrolled_on)
        at_risk = there & (left.day > day)
        last = np.minimum(left.day[at_risk], day + 365)
        is_voluntary = (left.reason[at_risk] == 0) & (left.day[at_risk] <= day + 365)
        rates.append(is_voluntary.sum() / (last - day).sum())
    assert abs(np.log(rates[0] / rates[1]) - planted) < 0.06


def test_expected_retention_is_the_share_that_stays() -> None:
    scenario = Scenario(people=60_000)
    staff, draws = workforce(scenario, Draws(seed=5)), Draws(seed=5)
    day = day_number(scenario.observed_from)
    people = np.flatnonzero(staff.hired_on < day)
    enrolled_on = np.full(len(staff), day)
    expected = expected_retention(scenario, staff, enrolled_on, people, 365)
    stays = exits(scenario, staff, draws, enrolled_on).day[people] > day + 365
    error = (expected * (1 - expected)).mean() ** 0.5 / len(people) ** 0.5
    assert abs(stays.mean() - expected.mean()) < 4 * error


def test_a_planted_promotion_effect_is_found_and_levels_never_pass_the_top() -> None:
    scenario = Scenario(people=60_000, effects=Effects.none().with_effect("promotion", 0.5))
    staff, draws = workforce(scenario, Draws(seed=6)), Draws(seed=6)
    day, last = day_number(scenario.observed_from) + 10, day_number(scenario.observed_to)
    counts = []
    for start in (day, NEVER):
        promoted_on = promotions(scenario, staff, draws, np.full(len(staff), start))
        counts.append((promoted_on[0] <= day + 365).sum())
        assert level_on(staff, promoted_on, last).max() == len(LEVELS) - 1
        assert (np.diff(promoted_on, axis=0) > 0)[promoted_on[1:] < NEVER].all()
    assert abs(np.log(counts[0] / counts[1]) - 0.5) < 0.06


def test_roster_rows_are_in_order_unique_and_within_employment(program: SimulatedProgram) -> None:
    rows, staff = program.roster, program.people
    key = staff.number[rows.person].astype(np.int64) * 100_000 + rows.effective_on
    assert (np.diff(key) > 0).all()
    assert set(rows.person) == set(range(len(staff)))
    assert (rows.effective_on >= staff.hired_on[rows.person].clip(day_number(program.scenario.observed_from))).all()
    assert (rows.effective_on < program.left.day[rows.person]).all()


def test_levels_only_rise_and_moves_change_the_location_only(program: SimulatedProgram) -> None:
    rows = program.roster
    is_later = rows.person[1:] == rows.person[:-1]
    steps, moves = np.diff(rows.level)[is_later], (np.diff(rows.location) != 0)[is_later]
    assert set(steps) <= {0, 1}
    assert ((steps == 1) | moves).all()
    assert moves.any()


CONTRASTS: list[tuple[str, Callable[[SimulatedProgram], tuple[float, float]]]] = [
    ("the disengaged leave more", lambda p: _leaving(p, -p.people.traits.engagement)),
    ("the frail leave more", lambda p: _leaving(p, p.people.traits.frailty)),
    ("the young leave more", lambda p: _leaving(p, p.people.generation.astype(np.float64))),
]


def _leaving(program: SimulatedProgram, trait: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    is_voluntary = program.left.reason == 0
    high = trait > np.median(trait)
    return float(is_voluntary[high].mean()), float(is_voluntary[~high].mean())


@pytest.mark.parametrize(("_", "contrast"), CONTRASTS)
def test_hazards_depend_on_what_people_are_like(
    program: SimulatedProgram, _: str, contrast: Callable[[SimulatedProgram], tuple[float, float]]
) -> None:
    more, less = contrast(program)
    assert more > less + 0.02
