"""The change of bridging generations by both generations gives away no handful of people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from analytics.measures.finding import Undefined, Withheld
from analytics.release.computed.pair_changes import (
    NO_PAIRS,
    NOT_LINKED,
    ONE_SURVEY,
    pair_changes,
    read_pair_change,
    shown_changes,
    why_none,
)
from analytics.release.facts import Facts, Wave
from analytics.release.files import read_facts
from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.measures.pair_changes import PairChange

GENERATIONS = ("Silent", "Boomer", "Gen X", "Millennial", "Gen Z")
WAVES = ("2023-11", "2024-12")
DAYS = {"2023-11": dt.date(2023, 11, 6), "2024-12": dt.date(2024, 12, 2)}
STEPS = {wave: {"bridging": 100} for wave in WAVES}
CELLS = st.tuples(st.sampled_from(GENERATIONS), st.sampled_from(GENERATIONS))


def answer(person: int, wave: str, score: int) -> dict[str, Any]:
    return {"respondent_key": person, "person_key": person, "wave": wave, "wave_on": DAYS[wave], "bridging": score}


def asked(folder: Path, *, silent: int = 0, linked: bool = True) -> list[PairChange]:
    """Forty pairs: 20 Boomers who rise by 9 to 11 points, 20 of Gen X who fall; juniors of Gen Z do not change much."""
    seniors = [{**PERSON, "person_key": n, "birth_year": 1960 if n < 20 else 1970} for n in range(40)]
    juniors = [{**PERSON, "person_key": 100 + n, "birth_year": 2000} for n in range(40)]
    pairs = [{**PAIR, "pair_key": n, "junior_key": 100 + n, "senior_key": n} for n in range(40)]
    people = [*range(40), *range(100, 140)]
    moved = {n: (10 if n < 20 else -5 if n < 40 else 0) + n % 3 - 1 for n in people}
    earlier = [answer(n, WAVES[0], 50) for n in people]
    later = [answer(n, WAVES[1], 50 + moved[n]) for n in people if not n < silent]
    if not linked:
        earlier = [{**one, "person_key": None} for one in earlier]
    scales = [{"wave": wave, "scale": "bridging", "denominator": 100} for wave in WAVES]
    tables = {"people": [*seniors, *juniors], "pairs": pairs, "person_wave": earlier + later, "wave_scales": scales}
    with engine(folder, **tables) as opened:
        return [read_pair_change(one) for one in pair_changes(opened, WAVES, STEPS, GENERATIONS)]


def test_the_same_people_are_paired_within_the_generations_of_both_sides(tmp_path: Path) -> None:
    found = {(one.role, one.senior_generation): one for one in asked(tmp_path)}
    boomers, others = found["Senior mentee", "Boomer"], found["Senior mentee", "Gen X"]
    own = [10 + n % 3 - 1 for n in range(20)]
    assert (boomers.change.n, others.change.n) == (20, 20)
    assert boomers.change.value == pytest.approx(sum(own) / 20, abs=0.05)
    assert others.change.value < 0
    assert found["Junior mentor", "Boomer"].change.n == 20
    assert {(one.earlier, one.change.wave) for one in found.values()} == {WAVES}


def test_a_few_who_answered_once_hide_the_smallest_cell_of_their_line(tmp_path: Path) -> None:
    found = [one for one in asked(tmp_path, silent=3) if one.role == "Senior mentee"]
    assert [one.senior_generation for one in found] == ["Gen X"]


def test_ten_who_answered_once_hide_nothing(tmp_path: Path) -> None:
    found = [one for one in asked(tmp_path, silent=10) if one.role == "Senior mentee"]
    assert [(one.senior_generation, one.change.n) for one in found] == [("Boomer", 10), ("Gen X", 20)]


def test_without_a_link_nobody_is_paired(tmp_path: Path) -> None:
    assert asked(tmp_path, linked=False) == []


@pytest.mark.parametrize(
    ("launched_on", "invited", "reason"),
    [(None, 40, NO_PAIRS), ("2024-01-01", None, NOT_LINKED.format("2023-11")), ("2024-01-01", 40, "")],
)
def test_where_there_is_none_the_reason_is_what_is_missing(
    launched_on: str | None, invited: int | None, reason: str, release_folder: Path
) -> None:
    known = Facts.from_document(read_facts(release_folder))
    waves = tuple(Wave(name=wave, on=str(DAYS[wave]), responded=40, invited=invited) for wave in WAVES)
    facts = replace(known, launched_on=launched_on, waves=waves, denominators=STEPS)
    assert why_none(facts) == (Undefined(reason=reason) if reason else Withheld())
    assert why_none(replace(facts, waves=waves[:1])) == Undefined(reason=ONE_SURVEY if launched_on else NO_PAIRS)


@generated(
    st.dictionaries(CELLS, st.integers(0, 60), max_size=12),
    st.dictionaries(CELLS, st.integers(0, 12), max_size=4),
    st.sampled_from((0, 1)),
)
def test_no_line_is_whole_beside_a_few_who_answered_once(
    people: dict[tuple[str, str], int], once: dict[tuple[str, str], int], side: int
) -> None:
    people = {**dict.fromkeys(once, 0), **people}
    shown = shown_changes(people, once, side)
    assert all(people[cell] >= 10 for cell in shown)
    for name in {cell[side] for cell in people}:
        line = [cell for cell in people if cell[side] == name]
        hidden = sum(people[cell] for cell in line if cell not in shown)
        assert hidden == 0 or hidden >= 10 or not shown.intersection(line)
        few = 0 < sum(once.get(cell, 0) for cell in line) < 10
        assert not (few and hidden == 0 and shown.intersection(line))
