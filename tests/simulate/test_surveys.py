from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.simulate import Effects, Scenario, Wave, simulate
from analytics.simulate.codebook import scales
from analytics.simulate.hazards import NEVER
from analytics.simulate.scenario import GENERATIONS
from analytics.simulate.surveys import FINISHED, PREVIEW, UNFINISHED, World, scale_answers
from analytics.simulate.truth import score
from analytics.simulate.workforce import day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.simulate import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers

LATE = Wave(name="late", opens_on=date(2025, 3, 3), response_rate=0.95)
SCALES = {scale.name: scale for scale in scales()}


def scores(wave: WaveAnswers, name: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Finished respondents with complete answers, and their scores."""
    answers = {item.name: wave.answers[item.name] for item in SCALES[name].items}
    is_complete = (np.stack(list(answers.values())) >= 0).all(axis=0) & (wave.record == FINISHED)
    return wave.person[is_complete], score(SCALES[name], {item: one[is_complete] for item, one in answers.items()})


def test_answers_stay_within_their_scale_and_use_all_of_it(program: SimulatedProgram) -> None:
    for wave in program.waves:
        for scale in wave.items:
            for item in scale.items:
                given = set(wave.answers[item.name]) - {-1}
                assert given <= set(range(scale.low, scale.high + 1))
                if scale.audience == "everyone" and scale.name != "enps":
                    assert given == set(range(scale.low, scale.high + 1))


def test_leavers_do_not_answer_later_and_newcomers_not_before(program: SimulatedProgram) -> None:
    for wave in program.waves:
        person, day = wave.person[wave.person >= 0], wave.answered_on[wave.person >= 0]
        assert (program.left.day[person] > day).all()
        assert (program.people.hired_on[person] <= day).all()
        assert len(set(person)) == len(person)
        assert day_number(wave.wave.opens_on) <= day.min()
        assert day.max() < day_number(wave.wave.opens_on) + 21


def test_records_are_in_the_order_of_time(program: SimulatedProgram) -> None:
    for wave in program.waves:
        assert (np.diff(wave.answered_on * 86_400 + wave.second) >= 0).all()


def test_about_half_answers_and_the_engaged_do_more_often(program: SimulatedProgram) -> None:
    for wave in program.waves:
        assert abs(wave.respondents / program.scenario.people - 0.5) < 0.04
        engagement = program.people.traits.engagement
        assert engagement[wave.person[wave.record == FINISHED]].mean() > engagement.mean() + 0.08


def test_previews_belong_to_nobody_and_who_gives_up_has_answered_the_first_scale_only(
    program: SimulatedProgram,
) -> None:
    wave = program.waves[0]
    assert (wave.person[wave.record == PREVIEW] == -1).all()
    assert (wave.record == PREVIEW).sum() == 4
    gave_up = wave.record == UNFINISHED
    assert 5 < gave_up.sum() < 60
    assert (wave.answers["eng_1"][gave_up] > 0).mean() > 0.8
    assert (wave.answers["sat_1"][gave_up] == -1).all()


def test_questions_about_the_pair_are_for_participants_after_the_launch(program: SimulatedProgram) -> None:
    before, after = program.waves[0], program.waves[-1]
    assert "match_1" not in before.answers
    has_answered = after.answers["match_1"] > 0
    assert has_answered.sum() > 50
    assert (program.pilot.enrolled_on[after.person[has_answered]] < NEVER).all()


def test_items_are_left_out_as_often_as_asked(program: SimulatedProgram) -> None:
    wave = program.waves[1]
    finished = wave.record == FINISHED
    missing = np.mean([(wave.answers[item.name][finished] == -1).mean() for item in SCALES["engagement"].items])
    assert abs(missing - program.scenario.missing_items) < 0.006


def test_reverse_keyed_items_run_against_the_others(program: SimulatedProgram) -> None:
    wave = program.waves[1]
    given = {name: answer.astype(np.float64) for name, answer in wave.answers.items()}
    both = (given["eng_1"] > 0) & (given["eng_4"] > 0)
    assert np.corrcoef(given["eng_1"][both], given["eng_4"][both])[0, 1] < -0.3
    assert np.corrcoef(given["eng_1"][both], given["eng_5"][both])[0, 1] > 0.2


def test_engagement_is_reliable_over_items_and_over_waves(program: SimulatedProgram) -> None:
    first, later = program.waves[0], program.waves[1]
    person, before = scores(first, "engagement")
    again, after = scores(later, "engagement")
    both, i, j = np.intersect1d(person, again, return_indices=True)
    assert len(both) > 300
    assert 0.5 < np.corrcoef(before[i], after[j])[0, 1] < 0.9


def test_answers_within_a_team_are_alike() -> None:
    scenario = Scenario(seed=9, people=20_000, team_share=0.2, waves=(LATE,)).sized(pairs=30)
    program = simulate(replace(scenario, effects=Effects.none()))
    person, value = scores(program.waves[0], "engagement")
    team = program.people.team[person]
    sizes, sums = np.bincount(team), np.bincount(team, weights=value)
    sizes, sums = sizes[sizes > 0], sums[sizes > 0]
    mean = value.mean()
    between = (sizes * (sums / sizes - mean) ** 2).sum() / (len(sizes) - 1)
    within = (((value - mean) ** 2).sum() - (sizes * (sums / sizes - mean) ** 2).sum()) / (len(value) - len(sizes))
    average = (len(value) - (sizes**2).sum() / len(value)) / (len(sizes) - 1)
    icc = (between - within) / (between + (average - 1) * within)
    assert 0.08 < icc < 0.2


def test_the_program_changes_nobody_before_the_enrollment(program: SimulatedProgram) -> None:
    world = world_of(program)
    people = program.pilot.people
    day = np.full(len(people), int(program.pilot.pair_enrolled_on.min()) - 1)
    for scale in scales():
        given, otherwise = (
            scale_answers(world, LATE, scale, effects, answered_on=day, person=people)
            for effects in (Effects(), Effects.none())
        )
        assert all((given[name] == otherwise[name]).all() for name in given)


def world_of(program: SimulatedProgram) -> World:
    from analytics.simulate.draws import Draws

    return World(
        scenario=program.scenario,
        staff=program.people,
        left=program.left,
        program=program.pilot,
        story=program.story,
        draws=Draws(seed=program.scenario.seed),
    )


@pytest.mark.parametrize(
    ("outcome", "scale"), [("engagement", "engagement"), ("satisfaction", "satisfaction"), ("bridging", "bridging")]
)
@pytest.mark.parametrize("planted", [-4.0, 0.0, 5.0])
def test_a_planted_effect_moves_the_score_by_nearly_as_much(
    program: SimulatedProgram, outcome: str, scale: str, planted: float
) -> None:
    world = world_of(program)
    people = program.pilot.people
    day = np.full(len(people), day_number(date(2025, 6, 1)))
    with_program, without = (
        score(SCALES[scale], scale_answers(world, LATE, SCALES[scale], effects, answered_on=day, person=people))
        for effects in (Effects.none().with_effect(outcome, planted), Effects.none())
    )
    realized = (with_program - without).mean()
    if planted == 0:
        assert (with_program == without).all()
    else:
        assert 0.6 * abs(planted) < realized * np.sign(planted) <= 1.15 * abs(planted)


def test_effects_of_one_generation_leave_the_others_alone(program: SimulatedProgram) -> None:
    world = world_of(program)
    people = program.pilot.people
    day = np.full(len(people), day_number(date(2025, 6, 1)))
    effects = Effects.none().with_effect("skills", 2.0, "Gen X")
    given, otherwise = (
        scale_answers(world, LATE, SCALES["skills_now"], one, answered_on=day, person=people)["skill_now"]
        for one in (effects, Effects.none())
    )
    is_gen_x = program.people.generation[people] == GENERATIONS.index("Gen X")
    assert (given == otherwise)[~is_gen_x].all()
    assert (given - otherwise)[is_gen_x].mean() > 1.5


def test_a_drift_moves_everybody() -> None:
    scenario = Scenario(seed=4, people=3000, waves=(LATE,)).sized(pairs=30)
    drifting = replace(scenario, waves=(replace(LATE, drift=5.0),))
    (_, still), (_, moved) = (scores(simulate(one).waves[0], "satisfaction") for one in (scenario, drifting))
    assert 3.5 < moved.mean() - still.mean() < 5.5
