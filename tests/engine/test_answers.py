"""The answers to one question: each respondent counts once, however often and in whatever layout it was exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.measures.questions import answers, asked
from tests.given import given

if TYPE_CHECKING:
    from pathlib import Path


def export(folder: Path, number: int, column: str, rows: dict[int, int]) -> Path:
    path = folder / f"responses-{number}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table responses (respondent_key bigint, wave varchar, {column} smallint)")
        connection.executemany("insert into responses values (?, 'w', ?)", [[*row] for row in rows.items()])
        connection.execute(f"copy responses to '{path}' (format parquet)")
    return path


def told(question: str, column: str) -> dict[str, str]:
    return {"wave": "w", "question_id": question, "column_name": column, "kind": "numeric"}


def counted(tmp_path: Path, *exports: tuple[str, dict[int, int]]) -> list[dict[str, int]]:
    files = dict(given(tmp_path, questions=[[told("Q1", column)] for column, _ in exports]).files)
    files["responses"] = [export(tmp_path, number, *one) for number, one in enumerate(exports)]
    with DuckDBEngine(files, generation_scheme("pew")) as engine:
        rows = sorted(engine.rows(asked()), key=lambda row: str(row["column_name"]))
        return [dict(engine.rows(answers(row))[0]) for row in rows]  # type: ignore[arg-type]


def test_a_later_export_updates_earlier_answers_and_adds_new_ones(tmp_path: Path) -> None:
    first, second = {1: 5, 2: 3}, {2: 4, 3: 1}
    assert counted(tmp_path, ("q001", first), ("q001", second)) == [{"n": 3, "total": 10, "squares": 42}]


def test_a_column_that_moved_is_read_only_where_it_holds_the_question(tmp_path: Path) -> None:
    first, second = {1: 5, 2: 3}, {3: 1}
    assert counted(tmp_path, ("q001", first), ("q002", second)) == [
        {"n": 2, "total": 8, "squares": 34},
        {"n": 1, "total": 1, "squares": 1},
    ]


def test_two_questions_with_one_id_and_column_are_kept_apart_by_their_text(tmp_path: Path) -> None:
    questions = [[{**told("QID1", "q001"), "text": text}] for text in ("How proud?", "How likely, 0 to 10?")]
    files = dict(given(tmp_path, questions=questions).files)
    files["responses"] = [export(tmp_path, 0, "q001", {1: 5, 2: 3}), export(tmp_path, 1, "q001", {1: 9})]
    with DuckDBEngine(files, generation_scheme("pew")) as engine:
        found = {
            row["question_id"]: (row["text"], engine.rows(answers(row))[0]["total"]) for row in engine.rows(asked())
        }
    assert found == {"QID1": ("How proud?", 8), "QID1 (2)": ("How likely, 0 to 10?", 9)}


def test_a_person_with_two_responses_answers_a_question_once(tmp_path: Path) -> None:
    rows = [{"respondent_key": key, "person_key": 1, "wave": "w", "q001": key} for key in (3, 4)]
    files = given(tmp_path, questions=[told("Q1", "q001")], responses=rows).files
    with DuckDBEngine(files, generation_scheme("pew")) as engine:
        (row,) = engine.rows(asked())
        assert engine.rows(answers(row))[0]["total"] == 4
