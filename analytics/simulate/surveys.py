"""The surveys: who answers, and what, item by item, from what people are like and what the program did to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.careers import sizes_by_person
from analytics.simulate.codebook import scales
from analytics.simulate.hazards import NEVER
from analytics.simulate.remarks import remark_codes
from analytics.simulate.workforce import day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from analytics.simulate.careers import Exits
    from analytics.simulate.codebook import Scale
    from analytics.simulate.draws import Draws
    from analytics.simulate.meetings import PairStory
    from analytics.simulate.pilot import Pilot
    from analytics.simulate.scenario import Effects, Scenario, Wave
    from analytics.simulate.workforce import Workforce

FINISHED, UNFINISHED, PREVIEW = 0, 1, 2
_OPEN_DAYS = 21
_SETTLED_DAYS = 10
_PREVIEWS = 4
_UNFINISHED_SHARE = 0.015


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """How a scale's answers come about.

    Args:
        mean: Average answer of an average employee, in points of the answer.
        sd: Standard deviation of an answer.
        loading: Correlation of an answer with what the scale measures.
        by_generation: What each generation answers more or less, oldest first.
    """

    mean: float
    sd: float
    loading: float
    by_generation: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


CONSTRUCTS: Mapping[str, Construct] = {
    "engagement": Construct(mean=3.45, sd=1.05, loading=0.80, by_generation=(0.18, 0.06, -0.05, -0.15)),
    "satisfaction": Construct(mean=3.50, sd=1.05, loading=0.78, by_generation=(0.15, 0.05, -0.05, -0.10)),
    "enps": Construct(mean=7.5, sd=2.2, loading=0.85, by_generation=(0.3, 0.1, -0.1, -0.3)),
    "match_quality": Construct(mean=4.0, sd=0.95, loading=0.80),
    "safety": Construct(mean=4.1, sd=0.90, loading=0.75, by_generation=(-0.15, -0.05, 0.05, 0.05)),
    "bridging": Construct(mean=3.40, sd=1.05, loading=0.70, by_generation=(-0.05, 0.0, 0.05, 0.05)),
    "skills_before": Construct(mean=3.3, sd=1.25, loading=0.9, by_generation=(-0.5, -0.2, 0.2, 0.2)),
    "skills_now": Construct(mean=3.3, sd=1.25, loading=0.9, by_generation=(-0.5, -0.2, 0.2, 0.2)),
}
_EASINESS = (0.0, 0.15, 0.1, -0.2, 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveAnswers:
    """One survey as it came in, one entry a record, ordered by time.

    Args:
        wave: The wave.
        person: Position of the respondent among the employees, -1 for a preview.
        answered_on: Day, since 1970-01-01.
        second: Second of the day at which the survey was opened.
        duration: Seconds spent.
        record: `FINISHED`, `UNFINISHED` or `PREVIEW`.
        items: The questions asked, by scale, in the order of the codebook.
        answers: Item name -> answers, -1 where there is none.
        remark: Code of the free text, -1 where there is none.
    """

    wave: Wave
    person: NDArray[np.int64]
    answered_on: NDArray[np.int64]
    second: NDArray[np.int64]
    duration: NDArray[np.int64]
    record: NDArray[np.int8]
    items: tuple[Scale, ...]
    answers: Mapping[str, NDArray[np.int8]]
    remark: NDArray[np.int16]

    @property
    def respondents(self) -> int:
        """Number of finished records."""
        return int((self.record == FINISHED).sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that the surveys depend on."""

    scenario: Scenario
    staff: Workforce
    left: Exits
    program: Pilot
    story: PairStory
    draws: Draws


def wave_answers(world: World, wave: Wave) -> WaveAnswers:
    """The records of one wave: finished, unfinished and previews."""
    day = _answer_days(world, wave)
    record_of = _records(world, wave, day)
    person = np.concatenate([np.flatnonzero(record_of >= 0), np.full(_PREVIEWS, -1)])
    record = np.where(person >= 0, record_of[person], PREVIEW).astype(np.int8)
    answered_on = np.where(person >= 0, day[person], day_number(wave.opens_on) - 1)
    second = _seconds(world, wave, person)
    order = np.lexsort((person, second, answered_on))
    person, record, answered_on = person[order], record[order], answered_on[order]
    asked = _asked(world, wave)
    answers = {}
    for scale in asked:
        given = scale_answers(world, wave, scale, world.scenario.effects, answered_on=answered_on, person=person)
        is_reached = _reached(world, scale, person, record, answered_on)
        for name, answer in given.items():
            is_given = is_reached & ~_left_out(world, f"{wave.name} {name}")[person]
            answers[name] = np.where(is_given, answer, -1).astype(np.int8)
    return WaveAnswers(
        wave=wave,
        person=person,
        answered_on=answered_on,
        second=second[order],
        duration=_durations(world, wave, person),
        record=record,
        items=asked,
        answers=answers,
        remark=np.where(
            record == FINISHED, remark_codes(world.draws, wave.name, world.staff.traits.engagement)[person], -1
        ).astype(np.int16),
    )


def _answer_days(world: World, wave: Wave) -> NDArray[np.int64]:
    """The day on which each employee would answer: soon after the opening, or at a reminder."""
    share = world.draws.uniform(f"{wave.name} day", len(world.staff)) ** 1.6
    return day_number(wave.opens_on) + np.floor(share * _OPEN_DAYS).astype(np.int64)


def _records(world: World, wave: Wave, day: NDArray[np.int64]) -> NDArray[np.int8]:
    """`FINISHED`, `UNFINISHED` or -1 for each employee."""
    scenario, staff = world.scenario, world.staff
    is_employed = (staff.hired_on <= day_number(wave.opens_on)) & (world.left.day > day)
    takes_part = world.program.enrolled_on <= day
    odds = np.log(wave.response_rate / (1 - wave.response_rate))
    odds = (
        odds + scenario.response_by_engagement * staff.traits.engagement + scenario.response_by_enrollment * takes_part
    )
    probability = 1 / (1 + np.exp(-odds))
    u = world.draws.uniform(f"{wave.name} response", len(staff))
    gives_up = u < probability + (1 - probability) * _UNFINISHED_SHARE
    record = np.where(u < probability, FINISHED, np.where(gives_up, UNFINISHED, -1))
    return np.where(is_employed, record, -1).astype(np.int8)


def _asked(world: World, wave: Wave) -> tuple[Scale, ...]:
    """The questions of a wave: those about the pair are asked once there are pairs."""
    has_pairs = bool((world.program.started_on <= day_number(wave.opens_on)).any())
    return tuple(scale for scale in scales() if has_pairs or scale.audience == "everyone")


def _seconds(world: World, wave: Wave, person: NDArray[np.int64]) -> NDArray[np.int64]:
    """Working hours in the main: normal around noon."""
    second = 13 * 3600 + 2.6 * 3600 * world.draws.normal(f"{wave.name} second", len(world.staff))[person]
    return np.clip(second, 0, 86_399).astype(np.int64)


def _durations(world: World, wave: Wave, person: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.round(np.exp(5.6 + 0.5 * world.draws.normal(f"{wave.name} duration", len(world.staff))[person])).astype(
        np.int64
    )


def scale_answers(
    world: World,
    wave: Wave,
    scale: Scale,
    effects: Effects,
    *,
    answered_on: NDArray[np.int64],
    person: NDArray[np.int64],
) -> dict[str, NDArray[np.int8]]:
    """What each of `person` answers to every item of a scale if the program has the given effects.

    An answer is the nearest whole number to mean + effect + what the person is like + chance, cut at the ends of the
    scale. Chance does not depend on the effects, so two calls that differ in them are two worlds with the same people.
    """
    construct = CONSTRUCTS[scale.name]
    level = construct.mean + np.array(construct.by_generation)[world.staff.generation[person]]
    level = level + wave.drift * _per_point(scale) + _shift(world, scale, effects, answered_on, person)
    level = level + construct.sd * construct.loading * _latent(world, wave, scale.name)[person]
    spread = construct.sd * np.sqrt(1 - construct.loading**2)
    answers = {}
    for item, easiness in zip(scale.items, _EASINESS, strict=False):
        own = world.draws.normal(f"{wave.name} {item.name}", len(world.staff))[person]
        answer = np.clip(np.rint(level + easiness + spread * own), scale.low, scale.high)
        answers[item.name] = (scale.low + scale.high - answer if item.is_reverse else answer).astype(np.int8)
    return answers


def _per_point(scale: Scale) -> float:
    """Points of the answer in one point of the 0-100 score."""
    return (scale.high - scale.low) / 100


def _shift(
    world: World, scale: Scale, effects: Effects, answered_on: NDArray[np.int64], person: NDArray[np.int64]
) -> NDArray[np.float64]:
    """What the program adds to each answer, in points of the answer."""
    unit = {"engagement": _per_point(scale), "satisfaction": _per_point(scale), "bridging": _per_point(scale)}
    outcome = "skills" if scale.name == "skills_now" else scale.name
    if outcome not in {"engagement", "satisfaction", "bridging", "enps", "skills"}:
        return np.zeros(len(person))
    size = sizes_by_person(getattr(effects, outcome), world.staff.generation)[person] * unit.get(scale.name, 1.0)
    return np.where(world.program.enrolled_on[person] <= answered_on, size, 0.0)


def _latent(world: World, wave: Wave, scale: str) -> NDArray[np.float64]:
    """What each employee is like on a scale at a wave, variance about 1: mostly lasting, partly of the day."""
    traits, draws, n = world.staff.traits, world.draws, len(world.staff)
    lasting = {
        "engagement": traits.engagement,
        "satisfaction": traits.satisfaction,
        "bridging": traits.bridging,
        "enps": 0.55 * traits.engagement + 0.57 * traits.satisfaction,
    }
    if scale in lasting:
        return 0.88 * lasting[scale] + 0.475 * draws.normal(f"{wave.name} {scale} mood", n)
    if scale in {"skills_before", "skills_now"}:
        return draws.normal("skill", n)
    return 0.6 * _pair_quality(world) + 0.25 * traits.engagement + 0.75 * draws.normal(f"{scale} view", n)


def _pair_quality(world: World) -> NDArray[np.float64]:
    quality = np.zeros(len(world.staff))
    quality[world.program.people] = np.tile(world.story.quality, 2)
    return quality


def _left_out(world: World, question: str) -> NDArray[np.bool_]:
    """Whether each employee skips a question: the disengaged do so more often."""
    reluctance = world.scenario.missing_items * np.exp(-0.25 * world.staff.traits.engagement)
    return world.draws.happens(f"{question} missing", reluctance)


def _reached(
    world: World, scale: Scale, person: NDArray[np.int64], record: NDArray[np.int8], answered_on: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each record gets to a scale: who gives up stops after the first, and only participants see the pair's."""
    is_reached = (record != UNFINISHED) | (scale.name == "engagement")
    if scale.audience != "participants":
        return np.asarray(is_reached)
    started = np.full(len(world.staff), NEVER, dtype=np.int64)
    started[world.program.people] = np.tile(world.program.started_on, 2)
    return np.asarray(is_reached & (started[person] + _SETTLED_DAYS <= answered_on))
