"""Given rows, expected integers: what each aggregate counts, in any order of rows and on any number of threads."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.query import Query
from tests.given import PAIR, PERSON, engine, given

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2024, 6, 1)


def answers(count: int) -> list[dict[str, Any]]:
    return [
        {"respondent_key": key, "wave": "w", "wave_on": DAY, "engagement": key % 7 if key % 5 else None,
         "generation": ("Gen Z", "Gen X")[key % 2], "gender": ("Woman", "Man", "Non-binary")[key % 3]}
        for key in range(count)
    ]  # fmt: skip


def as_set(rows: Any) -> set[tuple[Any, ...]]:  # noqa: ANN401 - rows of any aggregate
    return {tuple(row.values()) for row in rows}


def test_scores_count_every_level_of_the_cube(tmp_path: Path) -> None:
    opened = engine(tmp_path, person_wave=answers(30))
    rows = opened.rows(Query(aggregate="scores", column="engagement", by=("generation", "gender")))
    values = [answer["engagement"] for answer in answers(30) if answer["engagement"] is not None]
    everyone = next(row for row in rows if row["generation"] is None and row["gender"] is None)
    assert everyone == {
        "wave": "w", "generation": None, "gender": None, "people": 30,
        "n": len(values), "total": sum(values), "squares": sum(value * value for value in values),
    }  # fmt: skip
    assert len(rows) == 1 + 2 + 3 + 6


def test_filters_are_bound_and_add_up(tmp_path: Path) -> None:
    opened = engine(tmp_path, person_wave=answers(30))
    rows = opened.rows(
        Query(
            aggregate="scores",
            column="engagement",
            by=("generation",),
            where={"gender": ("Woman", "Man'; drop table person; --")},
        )
    )
    assert sum(row["people"] for row in rows if row["generation"] is not None) == 10  # type: ignore[misc]
    assert opened.rows(Query(aggregate="facts"))[0]["people"] == 0


@pytest.mark.parametrize("threads", [1, 8])
def test_the_same_integers_in_any_order_of_rows_and_on_any_number_of_threads(tmp_path: Path, threads: int) -> None:
    rows = answers(500)
    shuffled = random.Random(7).sample(rows, len(rows))  # noqa: S311 - a test's shuffle
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    halves = [shuffled[:200], shuffled[200:]]
    query = Query(aggregate="scores", column="engagement", by=("generation", "gender"))
    whole = DuckDBEngine(given(tmp_path / "a", person_wave=rows).files, generation_scheme("pew"), threads=1)
    parts = DuckDBEngine(given(tmp_path / "b", person_wave=halves).files, generation_scheme("pew"), threads=threads)
    assert as_set(whole.rows(query)) == as_set(parts.rows(query))


def test_risk_days_are_three_marginal_histograms(tmp_path: Path) -> None:
    people = [
        {**PERSON, "person_key": 1},
        {**PERSON, "person_key": 2, "exited_on": dt.date(2024, 1, 31), "exit_reason": "voluntary"},
        {**PERSON, "person_key": 3, "hired_on": dt.date(2024, 1, 11)},
    ]
    pairs = [{**PAIR, "pair_key": 9, "junior_key": 7, "senior_key": 8}]
    opened = engine(tmp_path, people=people, pairs=pairs)
    rows = opened.rows(Query(aggregate="risk_days", by=("arm",), values={"clock": "program"}))
    everyone = as_set(row for row in rows if row["arm"] is None)
    assert everyone == {(None, 0, 2, 0, 0, 0), (None, 10, 1, 0, 0, 0), (None, 30, 0, 1, 1, 1), (None, 730, 0, 2, 0, 0)}


def test_bands_cut_a_score_at_50_and_75(tmp_path: Path) -> None:
    scores = [
        {"respondent_key": key, "wave": "w", "wave_on": DAY, "engagement": value}
        for key, value in enumerate((0, 1, 2, 3, 4))
    ]
    scale = [{"wave": "w", "scale": "engagement", "denominator": 4}]
    opened = engine(tmp_path, person_wave=scores, wave_scales=scale)
    rows = opened.rows(Query(aggregate="bands", column="engagement", by=("arm",), values={"scale": "engagement"}))
    assert {(row["n"], row["low"], row["middle"], row["high"]) for row in rows} == {(5, 2, 1, 2)}


def test_the_engine_reads_no_file_and_changes_no_setting_once_it_is_open(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=[{**PERSON, "person_key": 1}])
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for statement in (
        f"select a from read_csv('{secret}')",
        f"copy person to '{tmp_path / 'out.csv'}'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "attach 'other.duckdb'",
        "install httpfs",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|locked|cannot|permission"):
            opened.read(statement)
    assert not (tmp_path / "out.csv").exists()


def test_nothing_floating_leaves_the_engine(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="integers and categories"):
        engine(tmp_path).read("select 0.5::double as share")
