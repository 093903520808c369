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


def test_squares_are_added_up_in_as_many_digits_as_in_duckdb() -> None:
    text = spark_statement(
        "select sum(cast(a as bigint) * cast(a as bigint)) as s, sum(a) as t, sum(a * b) as p from u"
    ).text
    assert "SUM(CAST(CAST(a AS BIGINT) * CAST(a AS BIGINT) AS DECIMAL(38, 0))) AS s" in text
    assert "SUM(a) AS t, SUM(a * b) AS p" in text


def test_sums_fit_their_digits_for_ten_thousand_million_answers() -> None:
    respondents = 10**10 // 20
    largest_score = 2**31 - 1  # the column of a score has 32 bits; an import refuses scales that would need more
    largest_answer = 2**15 - 1
    assert respondents * largest_score < 2**63
    assert respondents * largest_answer**2 < 2**63
    assert respondents * largest_score**2 < 10**38
    assert respondents * largest_score**2 > 2**63, "or squares would not have to be wide"
