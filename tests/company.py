"""A small made-up company in store tables, with a program, one survey wave, sessions and goals."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from tests.given import PERSON, Given, given

if TYPE_CHECKING:
    from pathlib import Path

LAUNCH = dt.date(2024, 1, 8)
WAVE = "2024-12"
PEOPLE = 900
PAIRS = 120
CHANNELS = ("in_person", "video", "chat", "phone", "video")
DENOMINATOR = 240


ITEMS = ("eng_1", "eng_2", "eng_3")


def company(folder: Path, *, seed: int = 3, lift: int = 40, with_leavers: bool = True, finer: int = 1) -> Given:
    """A company of 900 with 120 pairs; engagement of participants is higher by `lift` of 240 steps.

    Engagement and satisfaction may have `finer` times as many steps, and are the same scores then.
    Their answers to the three items of engagement are in the store as well, and do not depend on the program.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up people
    people = [_person(key, chance, with_leavers=with_leavers) for key in range(1, PEOPLE + 1)]
    pairs = [_pair(number, people) for number in range(PAIRS)]
    enrolled = {pair[side] for pair in pairs for side in ("junior_key", "senior_key")}
    answers = [
        _finer(_answer(person["person_key"], chance, lift if person["person_key"] in enrolled else 0), finer)
        for person in people
    ]
    sessions = [
        {
            "session_key": number * 10 + count,
            "pair_key": number,
            "held_on": LAUNCH + dt.timedelta(days=30 * count),
            "status": "held" if chance.random() < 0.8 else "cancelled",
            "is_support": chance.random() < 0.2,
            "channel": CHANNELS[(number + count) % len(CHANNELS)],
            "setting": "informal" if count % 3 else "formal",
        }
        for number in range(PAIRS)
        for count in range(1, 7)
    ]
    goals = [
        {"goal_key": number, "pair_key": number, "owner": "both", "status": "met" if number % 3 else "missed"}
        for number in range(PAIRS)
    ]
    scales = [
        {"wave": WAVE, "scale": name, "denominator": 1 if name == "enps" else DENOMINATOR * finer}
        for name in ("engagement", "satisfaction", "enps")
    ]
    scales += [{"wave": WAVE, "scale": name, "denominator": 6} for name in ("skills_before", "skills_now")]
    return given(
        folder,
        people=people,
        pairs=pairs,
        person_wave=answers,
        wave_scales=scales,
        sessions=sessions,
        goals=goals,
        responses=[_responses(person["person_key"]) for person in people],
        questions=[_question(place, item) for place, item in enumerate(ITEMS)],
    )


def _person(key: int, chance: random.Random, *, with_leavers: bool) -> dict[str, Any]:
    left = with_leavers and chance.random() < 0.25
    return {
        **PERSON,
        "person_key": key,
        "birth_year": chance.choice((1960, 1972, 1988, 2000)),
        "gender": chance.choice(("Woman", "Man")),
        "business_unit": chance.choice(("Sales", "Finance", "Research")),
        "exited_on": LAUNCH + dt.timedelta(days=chance.randrange(20, 700)) if left else None,
        "exit_reason": ("voluntary", "retirement", "voluntary", None)[key % 4] if left else None,
    }


def _responses(key: int) -> dict[str, Any]:
    """Three answers from 1 to 5 that hang together, the third reverse-keyed, one in twenty left blank."""
    chance = random.Random(key)  # noqa: S311 - made-up people
    mood = chance.gauss(3.4, 0.8)
    answers = [min(5, max(1, round(mood + chance.gauss(0, 0.8)))) for _ in ITEMS]
    answers[2] = 6 - answers[2]
    told = [answer if chance.random() < 0.95 else None for answer in answers]
    return {"respondent_key": key, "wave": WAVE, **{f"q{place:03d}": answer for place, answer in enumerate(told)}}


def _question(place: int, item: str) -> dict[str, Any]:
    return {
        "import_id": "first",
        "wave": WAVE,
        "question_id": f"Q{place}",
        "column_name": f"q{place:03d}",
        "text": f"Statement {place}",
        "kind": "ordinal",
        "scale_min": 1,
        "scale_max": 5,
        "is_reverse": place == 2,
        "scale": "engagement",
        "item": item,
    }


def _pair(number: int, people: list[dict[str, Any]]) -> dict[str, Any]:
    day = LAUNCH + dt.timedelta(days=0 if number < PAIRS / 2 else 182)
    return {
        "pair_key": number,
        "program": "Reverse mentoring",
        "cohort": "Winter" if number < PAIRS / 2 else "Summer",
        "junior_key": people[2 * number]["person_key"],
        "senior_key": people[2 * number + 1]["person_key"],
        "enrolled_on": day,
        "started_on": day,
    }


def _finer(answer: dict[str, Any], times: int) -> dict[str, Any]:
    return answer | {name: answer[name] * times for name in ("engagement", "satisfaction")}


def _answer(key: int, chance: random.Random, lift: int) -> dict[str, Any]:
    return {
        "respondent_key": key,
        "person_key": key,
        "wave": WAVE,
        "wave_on": dt.date(2024, 12, 2),
        "engagement": min(DENOMINATOR, chance.randrange(60, 200) + lift),
        "satisfaction": chance.randrange(60, 200),
        "enps": chance.choice((-1, 0, 1)),
        "skills_before": chance.randrange(0, 4) if lift else None,
        "skills_now": chance.randrange(2, 7) if lift else None,
    }
