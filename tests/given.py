"""Store tables made of a few rows, for tests that state what is given and what is expected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.query import sql_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PERSON = {
    "birth_year": 1990,
    "gender": "Woman",
    "ethnicity": "Undisclosed",
    "business_unit": "Sales",
    "level": "L2",
    "location": "Lyon",
    "hired_on": dt.date(2020, 1, 1),
    "is_eligible": True,
    "observed_from": dt.date(2022, 1, 1),
    "observed_to": dt.date(2025, 12, 31),
}
PAIR = {"program": "P", "cohort": "Spring", "enrolled_on": dt.date(2024, 1, 1), "started_on": dt.date(2024, 1, 10)}


@dataclass(frozen=True, kw_only=True)
class OneImport:
    """An import as a release names it."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """A version of a store, as a release needs it."""

    files: Mapping[str, Sequence[Path]]
    number: int = 1
    sha256: str = "0" * 64
    imports: tuple[OneImport, ...] = field(default=(OneImport(id="first"),))


def given(folder: Path, **tables: Sequence[Any]) -> Given:
    """A version of a store with these rows; columns left out are null.

    A table may be given as a list of rows (one import) or as a list of lists of rows (one import each).
    """
    files = {}
    for table, rows in tables.items():
        imports = rows if rows and isinstance(rows[0], list) else [rows]
        files[table] = [
            _parquet(folder / f"{table}-{number}.parquet", table, one) for number, one in enumerate(imports)
        ]
    return Given(files=files)


def engine(folder: Path, **tables: Sequence[Any]) -> DuckDBEngine:
    """An engine over these rows, with the Pew generations."""
    return DuckDBEngine(given(folder, **tables).files, generation_scheme("pew"), threads=1)


def _responses(rows: Sequence[Mapping[str, Any]]) -> str:
    """An empty table of answers, one column for each question of this survey."""
    told = {"respondent_key": "bigint", "person_key": "bigint", "wave": "varchar", "responded_on": "date"}
    columns = {name: None for row in rows for name in row if name not in told}
    asked = "".join(f"{name} smallint, " for name in columns)
    known = "".join(f"{name} {kind}, " for name, kind in told.items())
    return f"create table responses ({known}{asked} import_number integer)"


def _parquet(path: Path, table: str, rows: Sequence[Mapping[str, Any]]) -> Path:
    with duckdb.connect() as connection:
        connection.execute(_responses(rows) if table == "responses" else sql_text(f"staging/{table}"))
        for row in rows:
            names = ", ".join(row)
            connection.execute(
                f"insert into {table} ({names}) values ({', '.join('?' * len(row))})",  # names come from the test
                list(row.values()),
            )
        connection.execute(f"alter table {table} drop column import_number")
        connection.execute(f"copy {table} to '{path}' (format parquet)")
    return path
