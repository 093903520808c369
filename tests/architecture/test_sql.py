"""SQL that reads well and means the same on DuckDB and on Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.architecture.sql import sql_faults
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((ROOT / "analytics/sql").rglob("*.sql"))
HEADING = "-- One row per cell: sums.\n-- In: people. Out: n.\n"


def faults(folder: Path, text: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    path = folder / "sample.sql"
    path.write_text(text, encoding="utf-8")
    return sql_faults(path)


def test_there_is_sql_to_check() -> None:
    assert {path.parent.name for path in FILES} == {"staging", "marts", "aggregates"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_is_portable(path: Path) -> None:
    assert sql_faults(path) == []


def test_a_portable_aggregate_passes(tmp_path: Path) -> None:
    ranked = "with r as (select a, rank() over (partition by b order by c) as n from t)"
    text = (
        f"{HEADING}{ranked}\nselect {{dims}}, sum({{measure}}) as total from r where {{where}} group by cube ({{dims}})"
    )
    assert faults(tmp_path / "aggregates", text) == []


def test_a_portable_mart_passes(tmp_path: Path) -> None:
    text = (
        f"{HEADING}create table t (a bigint);\nselect a, rank() over (order by b) as n from t where c = 'A*' limit 1;"
    )
    assert faults(tmp_path / "marts", text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("select count(a) as n from t", "One row"),
        ("-- One row per cell.\nselect count(a) as n from t", "In:"),
        (f"{HEADING}SELECT count(a) as n from t", "lower case"),
        (f"{HEADING}select * from t", "instead of *"),
        (f"{HEADING}select *, a from t", "instead of *"),
        (f"{HEADING}select distinct t.* from t", "instead of *"),
        (f"{HEADING}select a from t order by a", "no order"),
        (f"{HEADING}with r as (select a from t order by a) select a from r", "no order"),
        (f"{HEADING}select a from t limit 5", "no limit"),
        (f"{HEADING}select quantile_cont(a, 0.5) from t", "quantile_cont"),
        (f"{HEADING}select date_sub('month', a, b) from t", "date_sub"),
        (f"{HEADING}select date_diff('month', a, b) from t", "date_diff"),
        (f"{HEADING}select grouping(a, b) from t group by cube (a, b)", "one column"),
        (f"{HEADING}select a::bigint from t", "cast"),
        (f"{HEADING}select cast(a as decimal) from t", "digits"),
        (f"{HEADING}select list_sum(a) from t", "list_sum"),
        (f"{HEADING}select a from {{table}}", "slots"),
    ],
)
def test_a_fault_is_seen(tmp_path: Path, text: str, fault: str) -> None:
    assert fault in "\n".join(faults(tmp_path / "aggregates", text))


def test_a_slot_outside_aggregates_is_seen(tmp_path: Path) -> None:
    assert "slots" in "\n".join(faults(tmp_path / "marts", f"{HEADING}select {{dims}} from t"))
