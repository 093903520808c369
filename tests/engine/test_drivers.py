"""Months at risk and respondents by what was known before: given rows, expected counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from analytics.engine.rows import count
from analytics.query import Query
from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.engine import DuckDBEngine
    from analytics.engine.rows import Row

START = dt.date(2024, 1, 1)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


PEOPLE = [
    {**PERSON, "person_key": 1},
    {**PERSON, "person_key": 2, "exited_on": day(40), "exit_reason": "voluntary"},
    {**PERSON, "person_key": 3, "exited_on": day(40), "exit_reason": "retirement"},
    {**PERSON, "person_key": 4, "hired_on": day(14)},
    {**PERSON, "person_key": 5, "level": "L5"},
    {**PERSON, "person_key": 6, "is_eligible": False},
    *({**PERSON, "person_key": key, "exited_on": dt.date(2023, 5, 1)} for key in range(10, 40)),
]
PAIRS = [{**PAIR, "pair_key": 1, "junior_key": 1, "senior_key": 5}]
SESSIONS = [
    {"session_key": 1, "pair_key": 1, "held_on": day(19), "status": "held"},
    {"session_key": 2, "pair_key": 1, "held_on": day(25), "status": "cancelled"},
]


def months(opened: DuckDBEngine, only: str = "voluntary") -> tuple[Row, ...]:
    values: dict[str, Any] = {"from_on": START.isoformat(), "months": 24, "tested": 18, "only": only}
    return opened.rows(Query(aggregate="driver_leaving", values=values))


def counts(rows: tuple[Row, ...], column: str, of: str = "n") -> dict[object, int]:
    found: Counter[object] = Counter()
    for row in rows:
        found[row[column]] += count(row, of)
    return {key: value for key, value in found.items() if value}


@pytest.fixture
def opened(tmp_path: Path) -> DuckDBEngine:
    return engine(tmp_path, people=PEOPLE, pairs=PAIRS, sessions=SESSIONS)


def test_the_window_begins_with_the_program_and_counts_whole_months(opened: DuckDBEngine) -> None:
    (window,) = opened.rows(Query(aggregate="driver_window"))
    assert window == {"from_on": "2024-01-01", "months": 24, "people": 5, "has_reasons": 1}


def test_without_a_roster_there_is_no_window(tmp_path: Path) -> None:
    assert opened_rows(engine(tmp_path)) == ()


def opened_rows(opened: DuckDBEngine) -> tuple[Row, ...]:
    return opened.rows(Query(aggregate="driver_window"))


def test_everybody_is_at_risk_at_the_start_of_each_month(opened: DuckDBEngine) -> None:
    rows = months(opened)
    assert counts(rows, "level") == {"L2": 24 + 2 + 2 + 23, "L5": 24}
    assert counts(rows, "is_tested") == {0: 75 - 18, 1: 18}


def test_leavers_count_once_in_the_month_in_which_they_left(opened: DuckDBEngine) -> None:
    assert counts(months(opened), "level", "events") == {"L2": 1}
    assert counts(months(opened, only=""), "level", "events") == {"L2": 2}


def test_meetings_are_those_of_the_ninety_days_before(opened: DuckDBEngine) -> None:
    found = counts(months(opened), "taking_part")
    assert found == {"Not taking part": 27, "1 or 2 meetings in 90 days": 6, "No meeting in 90 days": 42}


def test_tenure_grows_from_month_to_month(opened: DuckDBEngine) -> None:
    found = counts(months(opened), "tenure")
    assert found["Under 1 year"] == 12
    assert found["1 to 2 years"] == 11


def answers(wave: str, key: int, values: tuple[int, ...]) -> dict[str, Any]:
    return {"respondent_key": key, "wave": wave, **{f"q{place}": value for place, value in enumerate(values)}}


def surveyed(folder: Path, waves: dict[str, dt.date], given: dict[str, dict[int, tuple[int, ...]]]) -> DuckDBEngine:
    """A company asked two questions about engagement in every wave."""
    asked = [
        {"import_id": wave, "wave": wave, "question_id": f"Q{place}", "column_name": f"q{place}", "text": f"S{place}",
         "kind": "ordinal", "scale_min": 1, "scale_max": 5, "is_reverse": False, "scale": "engagement",
         "item": f"e{place}"}
        for wave in waves for place in range(2)
    ]  # fmt: skip
    return engine(
        folder,
        people=PEOPLE,
        pairs=PAIRS,
        sessions=SESSIONS,
        person_wave=[
            {"respondent_key": key, "person_key": key, "wave": wave, "wave_on": on}
            for wave, on in waves.items()
            for key in given[wave]
        ],
        responses=[answers(wave, key, values) for wave in waves for key, values in given[wave].items()],
        questions=asked,
    )


WAVES = {"a": day(10), "b": day(60), "c": day(200)}
GIVEN: dict[str, dict[int, tuple[int, ...]]] = {
    "a": {1: (5, 5), 4: (1, 1)},
    "b": {1: (4, 2), 5: (4, 4)},
    "c": {1: (5, 4), 4: (2, 5), 5: (1, 1)},
}


def test_the_first_of_three_surveys_only_says_what_was_before(tmp_path: Path) -> None:
    rows = surveyed(tmp_path, WAVES, GIVEN).rows(Query(aggregate="driver_engagement"))
    assert counts(rows, "wave") == {"b": 2, "c": 3}
    assert counts(rows, "wave", "events") == {"b": 1, "c": 1}


def test_what_was_said_in_the_newest_survey_before_counts(tmp_path: Path) -> None:
    rows = surveyed(tmp_path, WAVES, GIVEN).rows(Query(aggregate="driver_engagement"))
    found = {(row["wave"], row["earlier"]): count(row, "n") for row in rows}
    assert found["b", "Over two thirds favorable"] == 1
    assert found["b", "No earlier answer"] == 1
    assert found["c", "Up to two thirds favorable"] == 1
    assert found["c", "Up to a third favorable"] == 1
    assert found["c", "Over two thirds favorable"] == 1


def test_with_two_surveys_none_is_left_out(tmp_path: Path) -> None:
    two = {"a": WAVES["a"], "b": WAVES["b"]}
    rows = surveyed(tmp_path, two, GIVEN).rows(Query(aggregate="driver_engagement"))
    assert counts(rows, "wave") == {"a": 2, "b": 2}
    assert counts(rows, "taking_part")["1 or 2 meetings in 90 days"] == 2


def test_leaving_after_an_answer_counts_under_that_answer(tmp_path: Path) -> None:
    rows = surveyed(tmp_path, WAVES, GIVEN)
    found = counts(months(rows), "earlier")
    first_person, newest, fifth_person = (30, 60), range(210, 720, 30), (90, 120, 150, 180)
    assert found["Over two thirds favorable"] == len(first_person) + len(newest) + len(fifth_person)
    assert sum(found.values()) == 75
