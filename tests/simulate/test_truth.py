"""The truth beside the data, and analyses of the data that find it or fail to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import erf, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.simulate import Cohort, Effects, Scenario, Wave, simulate
from analytics.simulate.codebook import scales
from analytics.simulate.hazards import NEVER
from analytics.simulate.scenario import GENERATIONS
from analytics.simulate.truth import score
from tests.simulate.test_surveys import scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.simulate import SimulatedProgram

SCALES = {scale.name: scale for scale in scales()}
BEFORE = Wave(name="before", opens_on=date(2023, 10, 2), response_rate=0.8)
AFTER = Wave(name="after", opens_on=date(2024, 9, 2), response_rate=0.8)
ONE_COHORT = (Cohort(name="One", starts_on=date(2024, 1, 15), pairs=60),)


def test_scores_follow_the_formula_worked_by_hand() -> None:
    answers = {"eng_1": [5, 1], "eng_2": [4, 1], "eng_3": [3, 1], "eng_4": [1, 5], "eng_5": [4, 2]}
    arrays = {name: np.array(given, dtype=np.int8) for name, given in answers.items()}
    np.testing.assert_allclose(score(SCALES["engagement"], arrays), [100 * (4 + 3 + 2 + 4 + 3) / 20, 100 * 1 / 20])
    recommended = {"enps": np.array([10, 9, 8, 7, 6, 0], dtype=np.int8)}
    assert score(SCALES["enps"], recommended).tolist() == [100, 100, 0, 0, -100, -100]


def test_the_truth_says_what_was_planted(program: SimulatedProgram) -> None:
    truth = program.truth
    engagement = truth["scores"]["engagement"]["2025-06"]
    assert 3.0 < engagement["junior"]["effect"] < 6.5
    assert 2.0 < engagement["senior"]["effect"] < 4.5
    assert truth["retention_12_months"]["junior"]["expected"]["effect"] > 0.02
    assert 0 < truth["retention_12_months"]["senior"]["expected"]["effect"] < 0.015
    for groups in truth["scores"]["satisfaction"].values():
        assert all(group["effect"] == 0 for group in groups.values())


def test_realized_retention_scatters_around_the_expected(program: SimulatedProgram) -> None:
    for group in program.truth["retention_12_months"].values():
        expected, realized = group["expected"], group["realized"]
        error = sqrt(expected["with_program"] * (1 - expected["with_program"]) / expected["n"])
        assert abs(expected["with_program"] - realized["with_program"]) < 4 * error


def test_without_effects_the_truth_is_zero_throughout() -> None:
    program = simulate(Scenario(seed=5, people=2000, effects=Effects.none()).sized(pairs=80))
    for group in program.truth["retention_12_months"].values():
        assert group["realized"]["effect"] == group["expected"]["effect"] == 0
    for waves in program.truth["scores"].values():
        assert all(group["effect"] == 0 for groups in waves.values() for group in groups.values())
    for group in program.truth["promotions_per_person_year"].values():
        assert group["with_program"] == group["without_program"]


def test_self_selection_flatters_the_naive_figures_even_without_any_effect() -> None:
    program = simulate(Scenario(seed=6, people=8000, effects=Effects.none()).sized(pairs=400))
    naive = program.truth["naive"]
    assert naive["retention_12_months_after_launch"] > 0.03
    for name in ("engagement", "satisfaction"):
        assert all(gap > 4 for gap in naive["scores"][name].values())


def test_without_a_participant_among_respondents_the_naive_figure_is_left_out() -> None:
    program = simulate(Scenario(seed=2, people=300, waves=(replace(BEFORE, response_rate=0.01),)).sized(pairs=3))
    assert program.truth["naive"]["scores"]["engagement"]["before"] is None


# Plain analyses of the simulated arrays, as a reader of the files could do them.


def welch(a: NDArray[np.float64], b: NDArray[np.float64]) -> tuple[float, float]:
    """Difference of the means and its two-sided p (normal)."""
    difference = float(a.mean() - b.mean())
    z = difference / sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    return difference, 1 - erf(abs(z) / sqrt(2))


def change(
    program: SimulatedProgram, name: str, generations: tuple[str, ...]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Change of everybody's score who answered both waves, and who takes part."""
    (who, first), (again, second) = (scores(wave, name) for wave in program.waves)
    both, i, j = np.intersect1d(who, again, return_indices=True)
    is_in = np.isin(program.people.generation[both], [GENERATIONS.index(one) for one in generations])
    return (second[j] - first[i])[is_in], (program.pilot.enrolled_on[both] < NEVER)[is_in]


def runs(scenario: Scenario, n: int) -> list[SimulatedProgram]:
    return [simulate(replace(scenario, seed=seed)) for seed in range(n)]


YOUNGER, OLDER = ("Millennial", "Gen Z"), ("Boomer", "Gen X")
SMALL = Scenario(people=1000, cohorts=ONE_COHORT, waves=(BEFORE, AFTER), selection=0.8)


@pytest.fixture(scope="module")
def null_programs() -> list[SimulatedProgram]:
    return runs(replace(SMALL, effects=Effects.none()), 150)


@pytest.mark.parametrize("outcome", ["engagement", "satisfaction"])
def test_a_planted_zero_is_zero_on_average_in_spite_of_selection(
    null_programs: list[SimulatedProgram], outcome: str
) -> None:
    """Changes of participants and others agree on average, and a 5 % test rejects about 5 % of the time."""
    n, differences, rejections = len(null_programs), [], 0
    for program in null_programs:
        value, takes_part = change(program, outcome, GENERATIONS)
        difference, p = welch(value[takes_part], value[~takes_part])
        differences.append(difference)
        rejections += p < 0.05
    error = np.std(differences, ddof=1) / sqrt(n)
    assert abs(np.mean(differences)) < 3.5 * error
    assert 1 <= rejections <= 18  # 99.8 % limits of Binomial(150, 0.05), plus what the normal approximation adds


def test_a_planted_effect_is_found_by_changes_and_overstated_by_levels() -> None:
    estimates, truths, naive = [], [], []
    for program in runs(SMALL, 60):
        value, takes_part = change(program, "engagement", YOUNGER)
        estimates.append(value[takes_part].mean() - value[~takes_part].mean())
        truths.append(program.truth["scores"]["engagement"]["after"]["junior"]["effect"])
        naive.append(program.truth["naive"]["scores"]["engagement"]["after"])
    error = np.std(np.subtract(estimates, truths), ddof=1) / sqrt(len(estimates))
    assert abs(np.mean(estimates) - np.mean(truths)) < 3.5 * error
    assert np.mean(estimates) > 4 * error
    assert np.mean(naive) > np.mean(truths) + 5


def staying(program: SimulatedProgram) -> tuple[float, float, float]:
    """Young juniors' 12-month retention: participants, others from the same day, and "ever enrolled" from hire."""
    staff, left, pilot = program.people, program.left, program.pilot
    day = int(pilot.pair_enrolled_on.max())
    pool = np.isin(staff.generation, [GENERATIONS.index(one) for one in YOUNGER]) & (staff.first_level < 3)
    there = pool & (staff.hired_on <= day - 180) & (left.day > day)
    joins, others = there & (pilot.enrolled_on < NEVER), there & (pilot.enrolled_on == NEVER)
    stays = left.day > day + 365
    since_hire = pool & (staff.hired_on >= 18_993)
    ever = left.day - staff.hired_on > 365
    immortal = (
        ever[since_hire & (pilot.enrolled_on < NEVER)].mean() - ever[since_hire & (pilot.enrolled_on == NEVER)].mean()
    )
    return float(stays[joins].mean()), float(stays[others].mean()), float(immortal)


def test_a_null_program_without_selection_shows_nothing_from_the_right_time_zero_and_much_from_the_wrong_one() -> None:
    null = replace(SMALL, people=3000, effects=Effects.none(), selection=0.0, reach={}, waves=())
    pilot, others, immortal = np.array([staying(program) for program in runs(null.sized(pairs=150), 60)]).T
    gap = pilot - others
    assert abs(gap.mean()) < 3.5 * gap.std(ddof=1) / sqrt(len(gap))
    assert immortal.mean() > 0.08


def test_selection_alone_makes_retention_look_better() -> None:
    null = replace(SMALL, people=3000, effects=Effects.none(), waves=(), selection=1.0)
    pilot, others, _ = np.array([staying(program) for program in runs(null.sized(pairs=150), 40)]).T
    assert (pilot - others).mean() > 0.015
