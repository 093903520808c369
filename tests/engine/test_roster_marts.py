"""What the marts make of rosters as they come: ages, stated levels, files of stayers and of leavers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from analytics.query import Query
from tests.given import PAIR, engine
from tests.given import PERSON as ANYBODY

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.engine import DuckDBEngine


PERSON = {**ANYBODY, "person_key": 1}


def select(opened: DuckDBEngine, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in opened.read(sql)]


def test_an_age_tells_a_generation_only_where_both_years_lie_in_it(tmp_path: Path) -> None:
    people = [
        {**PERSON, "person_key": 1, "birth_year": 1985, "birth_year_last": 1986},
        {**PERSON, "person_key": 2, "birth_year": 1996, "birth_year_last": 1997},
        {**PERSON, "person_key": 3, "birth_year": 1926, "birth_year_last": 1961},
        {**PERSON, "person_key": 4, "birth_year": 1997, "birth_year_last": None},
    ]
    opened = engine(tmp_path, people=people)
    assert select(opened, "select generation from person order by person_key") == [
        ("Millennial",),
        ("Undisclosed",),
        ("Undisclosed",),
        ("Gen Z",),
    ]


def test_stated_places_of_levels_make_promotions(tmp_path: Path) -> None:
    history = [
        {**PERSON, "level": "Junior", "level_place": 0, "effective_on": dt.date(2022, 1, 1)},
        {**PERSON, "level": "VP", "level_place": 2, "effective_on": dt.date(2023, 1, 1)},
        {**PERSON, "level": "Senior", "level_place": 1, "effective_on": dt.date(2024, 1, 1)},
    ]
    opened = engine(tmp_path, people=history)
    assert select(opened, "select promoted_on from promotion") == [("2023-01-01",)]


def test_the_newest_statement_about_levels_counts(tmp_path: Path) -> None:
    first = [
        {**PERSON, "level": "Junior", "level_place": 0},
        {**PERSON, "person_key": 2, "level": "VP", "level_place": 1},
    ]
    second = [{**PERSON, "level": "Junior", "level_place": 5}]
    opened = engine(tmp_path, people=[first, second])
    assert select(opened, "select level, place from level_order") == [("Junior", 5)]


def test_a_file_without_leavers_is_observed_as_the_file_with_them(tmp_path: Path) -> None:
    stayed = [{**PERSON, "person_key": 1, "observed_from": None}]
    left = [{**PERSON, "person_key": 2, "observed_from": dt.date(2023, 5, 1), "exited_on": dt.date(2024, 5, 1)}]
    opened = engine(tmp_path, people=[stayed, left])
    assert select(opened, "select person_key, observed_from from person order by person_key") == [
        (1, "2023-05-01"),
        (2, "2023-05-01"),
    ]


def test_leavers_alone_are_no_leavers(tmp_path: Path) -> None:
    left = {**PERSON, "person_key": 2, "exited_on": dt.date(2024, 5, 1)}
    facts = Query(aggregate="facts")
    for name in ("left", "both"):
        (tmp_path / name).mkdir()
    (alone,), (both,) = (
        engine(tmp_path / name, people=rows).rows(facts) for name, rows in (("left", [left]), ("both", [left, PERSON]))
    )
    assert (alone["leavers"], both["leavers"]) == (0, 1)


def test_a_session_after_the_last_day_of_its_pair_counts_nowhere(tmp_path: Path) -> None:
    pair = {
        **PAIR,
        "pair_key": 10,
        "junior_key": 1,
        "senior_key": 2,
        "started_on": dt.date(2024, 1, 1),
        "ended_on": dt.date(2024, 6, 30),
    }
    sessions = [
        {"session_key": number, "pair_key": pair["pair_key"], "held_on": day, "status": status}
        for number, (day, status) in enumerate(
            [
                (dt.date(2024, 2, 1), "held"),
                (dt.date(2024, 6, 30), "held"),
                (dt.date(2024, 7, 1), "held"),
                (dt.date(2024, 7, 2), "cancelled"),
            ]
        )
    ]
    opened = engine(tmp_path, people=[PERSON], pairs=[pair], sessions=sessions)
    assert select(opened, "select numerator, base from pair_activity where ratio = 'session_completion'") == [(2, 2)]
