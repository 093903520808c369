"""What a simulated program really did: the same people with and without it, and what a naive reading would say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from analytics.simulate.careers import exits, expected_retention, promotions
from analytics.simulate.codebook import scales
from analytics.simulate.hazards import NEVER, YEAR
from analytics.simulate.scenario import GENERATIONS, Effects
from analytics.simulate.surveys import FINISHED, scale_answers
from analytics.simulate.workforce import day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from analytics.simulate.codebook import Scale
    from analytics.simulate.scenario import Wave
    from analytics.simulate.surveys import WaveAnswers, World

Answers: TypeAlias = "dict[str, NDArray[np.int8]]"

_FOLLOW_UP = 365
_PROMOTER, _DETRACTOR = 9, 6
_SCORES = ("engagement", "satisfaction", "bridging", "enps")


def planted(world: World, waves: Iterable[WaveAnswers]) -> dict[str, Any]:
    """The realized truth of a simulated program, as written to truth.json.

    Every effect compares participants with themselves in a world without the program and with the same luck, so it is
    free of selection and of sampling error between groups.
    """
    waves = tuple(waves)
    return {
        "population": _population(world, waves),
        "retention_12_months": _retention(world),
        "promotions_per_person_year": _promotion_rates(world),
        "scores": {name: _by_wave(world, name, score) for name in _SCORES},
        "skills_now": _by_wave(world, "skills_now", _skill),
        "naive": _naive(world, waves),
    }


def _rounded(value: float) -> float:
    return round(float(value), 4)


def _groups(world: World, people: NDArray[np.int64]) -> dict[str, NDArray[np.bool_]]:
    """Everybody, each role and each generation among `people`, as masks."""
    is_junior = np.isin(people, world.program.junior)
    generation = world.staff.generation[people]
    masks = {"all": np.ones(len(people), dtype=np.bool_), "junior": is_junior, "senior": ~is_junior}
    masks |= {name: generation == code for code, name in enumerate(GENERATIONS)}
    return {name: mask for name, mask in masks.items() if mask.any()}


def _population(world: World, waves: tuple[WaveAnswers, ...]) -> dict[str, Any]:
    launch = day_number(min(cohort.starts_on for cohort in world.scenario.cohorts))
    is_there = (world.staff.hired_on <= launch) & (world.left.day > launch)
    return {
        "people_on_the_roster": len(world.staff),
        "employed_at_launch": int(is_there.sum()),
        "leavers": int((world.left.day < NEVER).sum()),
        "pairs": len(world.program.junior),
        "responses": {one.wave.name: one.respondents for one in waves},
    }


def _contrast(with_program: NDArray[np.float64], without: NDArray[np.float64]) -> dict[str, float]:
    return {
        "n": len(with_program),
        "with_program": _rounded(with_program.mean()),
        "without_program": _rounded(without.mean()),
        "effect": _rounded(with_program.mean() - without.mean()),
    }


def _without(world: World) -> NDArray[np.int64]:
    return np.full(len(world.staff), NEVER, dtype=np.int64)


def _retention(world: World) -> dict[str, Any]:
    """Realized with each person's luck, and expected over all luck, 365 days after enrollment."""
    people, enrolled = world.program.people, world.program.enrolled_on
    otherwise = exits(world.scenario, world.staff, world.draws, _without(world))
    stays, would = (one.day[people] > enrolled[people] + _FOLLOW_UP for one in (world.left, otherwise))
    expected, otherwise_expected = (
        expected_retention(replace(world.scenario, effects=effects), world.staff, enrolled, people, _FOLLOW_UP)
        for effects in (world.scenario.effects, Effects.none())
    )
    return {
        name: {
            "realized": _contrast(stays[mask].astype(np.float64), would[mask].astype(np.float64)),
            "expected": _contrast(expected[mask], otherwise_expected[mask]),
        }
        for name, mask in _groups(world, people).items()
    }


def _promotion_rates(world: World) -> dict[str, Any]:
    """Promotions after enrollment per person-year employed, with the exits of the world with the program."""
    people = world.program.people
    enrolled = world.program.enrolled_on[people]
    last = np.minimum(world.left.day[people], day_number(world.scenario.observed_to))
    years = (last - enrolled) / YEAR
    counts = []
    for enrolled_on in (world.program.enrolled_on, _without(world)):
        days = promotions(world.scenario, world.staff, world.draws, enrolled_on)[:, people]
        counts.append(((days > enrolled) & (days < last)).sum(axis=0))
    return {
        name: {
            "person_years": _rounded(years[mask].sum()),
            "with_program": _rounded(counts[0][mask].sum() / years[mask].sum()),
            "without_program": _rounded(counts[1][mask].sum() / years[mask].sum()),
        }
        for name, mask in _groups(world, people).items()
    }


def _scale(name: str) -> Scale:
    return next(one for one in scales() if one.name == name)


def score(scale: Scale, answers: Answers) -> NDArray[np.float64]:
    """The 0-100 score of complete answers, or 100, 0, -100 for promoters, passives and detractors of eNPS."""
    if scale.name == "enps":
        is_promoter, is_detractor = answers["enps"] >= _PROMOTER, answers["enps"] <= _DETRACTOR
        return np.asarray(100.0 * is_promoter - 100.0 * is_detractor)
    reverse = {item.name for item in scale.items if item.is_reverse}
    turned = [scale.high - one if name in reverse else one - scale.low for name, one in answers.items()]
    return np.asarray(100.0 * np.stack(turned).astype(np.float64).mean(axis=0) / (scale.high - scale.low))


def _by_wave(world: World, name: str, value: Callable[[Scale, Answers], NDArray[np.float64]]) -> dict[str, Any]:
    """Effects at every wave, for all participants employed then, whether they answered or not."""
    scale, effects = _scale(name), {}
    for wave in world.scenario.waves:
        people, worlds = _two_worlds(world, wave, scale)
        if len(people):
            real, without = (value(scale, answers) for answers in worlds)
            effects[wave.name] = {
                group: _contrast(real[mask], without[mask]) for group, mask in _groups(world, people).items()
            }
    return effects


def _two_worlds(world: World, wave: Wave, scale: Scale) -> tuple[NDArray[np.int64], list[Answers]]:
    """Participants employed at a wave, and what each would answer with and without the program."""
    day = day_number(wave.opens_on)
    people = world.program.people
    people = people[(world.program.enrolled_on[people] <= day) & (world.left.day[people] > day)]
    answered_on = np.full(len(people), day)
    return people, [
        scale_answers(world, wave, scale, effects, answered_on=answered_on, person=people)
        for effects in (world.scenario.effects, Effects.none())
    ]


def _skill(_: Scale, answers: Answers) -> NDArray[np.float64]:
    return answers["skill_now"].astype(np.float64)


def _naive(world: World, waves: tuple[WaveAnswers, ...]) -> dict[str, Any]:
    """Participants minus everybody else, as a slide would show it: the number that selection and time zero flatter."""
    takes_part = world.program.enrolled_on < NEVER
    launch = day_number(min(cohort.starts_on for cohort in world.scenario.cohorts))
    is_there = (world.staff.hired_on <= launch) & (world.left.day > launch)
    stays = (world.left.day > launch + _FOLLOW_UP).astype(np.float64)
    return {
        "what": "participants minus everybody else employed at the launch; scores of all who answered a wave",
        "retention_12_months_after_launch": _gap(stays[is_there], takes_part[is_there]),
        "scores": {name: {one.wave.name: _naive_score(world, one, name) for one in waves} for name in _SCORES},
    }


def _naive_score(world: World, one: WaveAnswers, name: str) -> float | None:
    scale = _scale(name)
    answers = {item.name: one.answers[item.name] for item in scale.items}
    is_complete = (np.stack(list(answers.values())) >= scale.low).all(axis=0) & (one.record == FINISHED)
    value = score(scale, {item: answer[is_complete] for item, answer in answers.items()})
    return _gap(value, world.program.enrolled_on[one.person[is_complete]] < NEVER)


def _gap(value: NDArray[np.float64], takes_part: NDArray[np.bool_]) -> float | None:
    """Mean of the participants minus mean of the others; nothing where one of them is empty."""
    if takes_part.all() or not takes_part.any():
        return None
    return _rounded(value[takes_part].mean() - value[~takes_part].mean())
