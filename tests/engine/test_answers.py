"""The answers to one question: each respondent counts once, however often and in whatever layout it was exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.measures.questions import answers
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


def asked(question: str, column: str) -> dict[str, str]:
    return {"wave": "w", "question_id": question, "column_name": column, "kind": "numeric"}


def counted(tmp_path: Path, *exports: tuple[str, dict[int, int]]) -> list[dict[str, int]]:
    files = dict(given(tmp_path, questions=[[asked("Q1", column)] for column, _ in exports]).files)
    files["responses"] = [export(tmp_path, number, *one) for number, one in enumerate(exports)]
    with DuckDBEngine(files, generation_scheme("pew")) as engine:
        columns = dict.fromkeys(column for column, _ in exports)
        return [dict(engine.rows(answers("w", "Q1", column))[0]) for column in columns]  # type: ignore[arg-type]


def test_a_later_export_updates_earlier_answers_and_adds_new_ones(tmp_path: Path) -> None:
    first, second = {1: 5, 2: 3}, {2: 4, 3: 1}
    assert counted(tmp_path, ("q001", first), ("q001", second)) == [{"n": 3, "total": 10, "squares": 42}]


def test_a_column_that_moved_is_read_only_where_it_holds_the_question(tmp_path: Path) -> None:
    first, second = {1: 5, 2: 3}, {3: 1}
    assert counted(tmp_path, ("q001", first), ("q002", second)) == [
        {"n": 2, "total": 8, "squares": 34},
        {"n": 1, "total": 1, "squares": 1},
    ]
