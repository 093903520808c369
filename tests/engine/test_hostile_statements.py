"""What somebody could do who got a statement of their own into the engine: nothing outside of its own memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest

from tests.given import PERSON, engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.engine import DuckDBEngine

REFUSED = (
    "select * from read_text('{inside}')",
    "select * from read_blob('{inside}')",
    "select * from read_csv('{inside}')",
    "select * from read_csv_auto('/etc/passwd')",
    "select * from read_json('{inside}')",
    "select * from read_parquet('{folder}/people-0.parquet')",
    "select * from '{inside}'",
    "select * from '{folder}/../{name}/secret.txt'",
    "select * from glob('{folder}/*')",
    "select * from glob('/**')",
    "from sniff_csv('{inside}')",
    "from parquet_metadata('{folder}/people-0.parquet')",
    "from parquet_schema('{folder}/people-0.parquet')",
    "copy people to '{folder}/out.csv'",
    "copy people to '{folder}/out.parquet' (format parquet)",
    "copy people from '{inside}'",
    "copy (select 1) to '/dev/stdout'",
    "export database '{folder}/exported'",
    "import database '{folder}/exported'",
    "attach '{folder}/other.db' as other",
    "attach 'http://127.0.0.1:9/x.db' as other",
    "install httpfs",
    "load httpfs",
    "install spatial from community",
    "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "select * from read_parquet('s3://bucket/x.parquet')",
    "create secret (type s3, key_id 'a', secret 'b')",
    "create persistent secret (type s3, key_id 'a', secret 'b')",
    "set enable_external_access = true",
    "reset enable_external_access",
    "set lock_configuration = false",
    "set allowed_directories = ['/']",
    "set temp_directory = '/'",
    "set memory_limit = '1TB'",
    "set threads = 64",
    "set secret_directory = '/tmp'",
    "set log_query_path = '{folder}/log.sql'",
    "set profiling_output = '{folder}/profile.json'",
    "pragma enable_profiling",
    "set autoinstall_known_extensions = true",
    "set allow_community_extensions = true",
    "set python_enable_replacements = true",
    "select * from variable_of_python",
    "call enable_logging(storage = 'file', storage_path = '{folder}/logs')",
)
"""Statements that would read, write or reach something, or loosen what binds the engine."""

HARMLESS = (
    "select version()",
    "select * from duckdb_settings()",
    "create temp table own as select 1",
    "select * from query('select 1')",
    "select path from duckdb_databases()",
)
"""What stays possible, and reaches no more than the engine's own memory."""

MARK = "what a file of the store says"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("store")
    (found / "secret.txt").write_text(MARK, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[DuckDBEngine]:
    with engine(folder, people=[{**PERSON, "person_key": 1}]) as found:
        yield found


def asked(opened: DuckDBEngine, statement: str, folder: Path) -> list[tuple[Any, ...]]:
    """What the database itself answers, before the engine looks at the types of the columns."""
    variable_of_python = pa.table({"secret": [MARK]})
    text = statement.format(folder=folder, name=folder.name, inside=folder / "secret.txt")
    with opened._connection.cursor() as cursor:  # noqa: SLF001 - the very connection that is attacked
        found = cursor.execute(text).fetchall()
    assert variable_of_python.num_rows
    return found


@pytest.mark.parametrize("statement", REFUSED)
def test_no_statement_leaves_the_memory_of_the_engine(opened: DuckDBEngine, folder: Path, statement: str) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(duckdb.Error) as refused:
        asked(opened, statement, folder)
    assert MARK not in str(refused.value)
    assert sorted(folder.rglob("*")) == before
    assert opened.read("select count(*) as n from people") == ({"n": 1},)


@pytest.mark.parametrize("statement", HARMLESS)
def test_what_is_left_writes_no_file(opened: DuckDBEngine, folder: Path, statement: str) -> None:
    before = sorted(folder.rglob("*"))
    assert MARK not in repr(asked(opened, statement, folder))
    assert sorted(folder.rglob("*")) == before


def test_the_list_is_as_long_as_what_was_tried_by_hand() -> None:
    assert len(REFUSED) >= 42
    assert len(set(REFUSED)) == len(REFUSED)
