"""Every statement of the product in Spark's words; no Java is needed to say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.engine.spark_sql import spark_statement
from analytics.query import SQL_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(SQL_FOLDER.rglob("*.sql"))
SLOTS = {
    "dims": "arm, generation",
    "cells": "grouping sets ((), (arm), (arm, generation))",
    "measure": '"engagement"',
    "where": "list_contains($chosen_arm, arm)",
}


def filled(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.format(**SLOTS) if path.parent.name == "aggregates" else text


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_spark_has_words_for_every_file(path: Path) -> None:
    statement = spark_statement(filled(path))
    assert bool(statement.table) == (path.parent.name != "aggregates")
    assert bool(statement.text) != bool(statement.columns)
    assert "$" not in statement.text


def test_values_are_bound_and_never_written_into_the_text() -> None:
    statement = spark_statement("select a from t where list_contains($chosen_a, a) and b = $other")
    assert statement.names == {"chosen_a", "other"}
    assert ":chosen_a" in statement.text
    assert ":other" in statement.text


def test_nothing_sorts_where_duckdb_sorts_it() -> None:
    text = spark_statement("select rank() over (order by a) as up, rank() over (order by a desc) as down from t").text
    assert "ORDER BY a NULLS LAST" in text
    assert "ORDER BY a DESC)" in text  # where Spark puts it last by itself


def test_days_are_those_of_the_calendar() -> None:
    assert (
        spark_statement("select date_diff('day', a, b) as days from t").text == "SELECT DATEDIFF(b, a) AS days FROM t"
    )


def test_a_made_table_keeps_its_name() -> None:
    statement = spark_statement("create or replace table t as with u as (select a from v) select a from u;")
    assert statement.table == "t"
    assert statement.text == "WITH u AS (SELECT a FROM v) SELECT a FROM u"


def test_an_empty_table_keeps_its_columns() -> None:
    statement = spark_statement("create table t (a bigint, b varchar, c smallint);")
    assert statement.columns == (("a", "BIGINT"), ("b", "STRING"), ("c", "SMALLINT"))
