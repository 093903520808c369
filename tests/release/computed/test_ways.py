"""Channels and settings by the seniors' generation: what is counted, joined, and drawn from the allowance."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeAlias

from analytics.release.audit.budget import CHANNELS, SETTINGS, Budget, of_people, population_of
from analytics.release.computed.ways import read_way, senior_ways
from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

GENERATIONS = ("Silent", "Boomer", "Gen X", "Millennial", "Gen Z")
Shares: TypeAlias = "dict[tuple[str, str], tuple[int, int]]"
BORN = {"Boomer": 1960, "Gen X": 1970, "Millennial": 1988}


def program(*, silent: int = 0, recorded: bool = True) -> dict[str, list[dict[str, Any]]]:
    """Thirty pairs with Boomers who meet by video, 30 with members of Gen X who meet in person, once by chat."""
    years = [1940] * silent + [BORN["Boomer"]] * (30 - silent) + [BORN["Gen X"]] * 30
    people = [{**PERSON, "person_key": n, "birth_year": year} for n, year in enumerate(years)]
    juniors = [{**PERSON, "person_key": 100 + n, "birth_year": 2000} for n in range(60)]
    pairs = [{**PAIR, "pair_key": n, "junior_key": 100 + n, "senior_key": n} for n in range(60)]
    told = [
        {"channel": "video", "setting": "formal"} if n < 30 else {"channel": "in_person", "setting": "informal"}
        for n in range(60)
    ]
    first = [{"pair_key": n, "held_on": dt.date(2024, 2, 1), "status": "held", **told[n]} for n in range(60)]
    later = [{**one, "held_on": dt.date(2024, 3, 1), "channel": "chat"} for one in first]
    called_off = [{**one, "status": "cancelled", "channel": "phone"} for one in first]
    sessions = [{**one, "session_key": key} for key, one in enumerate([*first, *later, *called_off])]
    if not recorded:
        sessions = [{**one, "channel": None, "setting": None} for one in sessions]
    return {"people": [*people, *juniors], "pairs": pairs, "sessions": sessions}


def shares(
    tables: dict[str, list[dict[str, Any]]], folder: Path, channels: int = 60, settings: int = 60
) -> tuple[Shares, Budget]:
    budget = Budget([of_people(CHANNELS, channels), of_people(SETTINGS, settings)])
    with engine(folder, **tables) as opened:
        found = [read_way(one) for one in senior_ways(opened, GENERATIONS, budget)]
    return {(one.generation, one.measure): (one.n, one.percent) for one in found}, budget


def test_held_sessions_of_each_generation_of_seniors_are_shared_out(tmp_path: Path) -> None:
    found, budget = shares(program(), tmp_path)
    assert found["Boomer", "video_share"] == found["Gen X", "in_person_share"] == (30, 50)
    assert found["Boomer", "chat_share"] == found["Gen X", "chat_share"] == (30, 50)
    assert found["Boomer", "phone_share"] == (30, 0)
    assert (found["Boomer", "informal_share"], found["Gen X", "informal_share"]) == ((30, 0), (30, 100))
    drawn = {one.outcome: [draw.numbers for draw in one.draws if draw.is_published] for one in budget.outcomes()}
    assert drawn == {CHANNELS: [3, 3], SETTINGS: [1, 1]}


def test_a_handful_of_older_seniors_is_joined_with_their_neighbors(tmp_path: Path) -> None:
    found, _ = shares(program(silent=4), tmp_path)
    assert {generation for generation, _ in found} == {"Silent to Boomer", "Gen X"}
    assert found["Silent to Boomer", "video_share"] == (30, 50)


def test_what_does_not_fit_is_not_published(tmp_path: Path) -> None:
    found, budget = shares(program(), tmp_path, channels=15, settings=4)
    assert {measure for _, measure in found} == {"in_person_share", "video_share", "chat_share", "phone_share"}
    assert len({generation for generation, _ in found}) == 1
    assert [draw.is_published for one in budget.outcomes() for draw in one.draws] == [True, False, False, False]


def test_where_nobody_recorded_it_there_is_no_share(tmp_path: Path) -> None:
    assert shares(program(recorded=False), tmp_path)[0] == {}


def test_both_outcomes_are_of_pairs() -> None:
    assert population_of(CHANNELS) == population_of(SETTINGS) == "pairs"
