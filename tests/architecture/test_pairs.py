"""The coordinator's page reads pairs, sessions and goals: no survey, no person."""

from __future__ import annotations

import re

import pytest

from analytics.engine.duckdb_engine import TABLES as EVERY_TABLE
from analytics.measures.pair_health import courses_question, flags_question
from analytics.report import pair_list
from tests.architecture.source import forbidden_imports, modules
from tests.conftest import ROOT

READ = {"pair", "session", "meeting", "goal"}
SQL_TABLES = {path.stem for folder in ("marts", "staging") for path in (ROOT / "analytics/sql" / folder).glob("*.sql")}
CLOSED = (SQL_TABLES | set(EVERY_TABLE) | {"responses"}) - READ


def named(sql: str) -> set[str]:
    """The tables that a statement reads."""
    return set(re.findall(r"\b(?:from|join)\s+(\w+)", re.sub(r"--[^\n]*", "", sql)))


@pytest.mark.parametrize("question", [courses_question(), flags_question()], ids=["courses", "flags"])
def test_no_answer_and_no_person_is_read(question: object) -> None:
    sql = question.sql()  # type: ignore[attr-defined]
    assert named(sql) & READ
    assert not named(sql) & CLOSED


def test_a_survey_in_such_sql_would_be_seen() -> None:
    assert named("select 1 as n from pair inner join person_wave on true") & CLOSED == {"person_wave"}
    assert {"responses", "answer", "comments", "respondent", "people", "person"} <= CLOSED


def test_the_engine_behind_the_list_is_given_three_tables() -> None:
    assert set(pair_list.TABLES) == {"pairs", "sessions", "goals"}


def test_only_the_list_of_pairs_shows_rows_of_pairs() -> None:
    source = [one for one in modules(ROOT, "dashboard") if not one.name.startswith("dashboard.components.pairs")]
    assert forbidden_imports(source, ["dashboard"], ["analytics.report.pair_list"]) == []
