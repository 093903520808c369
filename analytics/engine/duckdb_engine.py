"""The default engine: an in-memory DuckDB over one version of the store, locked down before the first question."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any, Self, TypeAlias
from weakref import finalize

import numpy as np

from analytics.catalog import GENERATION_SCHEMES, level_order
from analytics.engine.connection import in_memory
from analytics.engine.memory import allowance_mb, spill_folder
from analytics.query import quoted, sql_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    import pyarrow as pa
    from numpy.typing import NDArray

    from analytics.catalog import GenerationScheme
    from analytics.engine.rows import Rows
    from analytics.query import Query

Part: TypeAlias = "Path | pa.Table"
"""The rows of one import in one table: a Parquet file of the store, or rows that are not stored yet."""

TABLES = ("people", "pairs", "sessions", "goals", "person_wave", "wave_scales", "questions", "comments")
MARTS = (
    "standing", "person", "pair", "membership", "session", "meeting", "goal", "launch", "participant", "promotion",
    "response", "respondent", "item_answer", "favorable", "invited", "eligible", "employment", "pair_activity",
)  # fmt: skip
MEMBERS = ("survey_member", "invited_member", "eligible_member", "employment_member", "pair_member")
NO_RESPONSES = "select cast(0 as bigint) as respondent_key, '' as wave, 0 as import_number where false"
PLAIN_KINDS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "BOOLEAN", "VARCHAR", "DATE", "NULL"}
)
_OPTIONS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}


class DuckDBEngine:
    """A locked-down, in-memory DuckDB that holds one version of the store.

    Args:
        files: Parquet files or Arrow tables of each store table, oldest import first.
        scheme: How birth years become generations.
        threads: Threads to use; the answers are the same bits for any number.
        memory_mb: Memory in MB from which on rows go to a private folder on disk until the engine is closed; half of
            what the process is bound to by default, or what the database takes by itself.
    """

    def __init__(
        self,
        files: Mapping[str, Sequence[Part]],
        scheme: GenerationScheme,
        *,
        threads: int | None = None,
        memory_mb: int | None = None,
    ) -> None:
        folder = spill_folder()
        self._clear = finalize(self, rmtree, folder, ignore_errors=True)
        memory = memory_mb or allowance_mb()
        limit = {"memory_limit": f"{memory}MiB"} if memory else {}
        self._connection = in_memory({**_OPTIONS, **limit, "temp_directory": str(folder)})
        if threads is not None:
            self._connection.execute("set threads = $threads", {"threads": threads})
        for table in TABLES:
            self._load(table, files.get(table, ()))
        self._load_answers(files.get("responses", ()))
        self._load_level_order()
        self._load_scheme(scheme)
        for mart in MARTS:
            self._connection.execute(sql_text(f"marts/{mart}"))
        self._connection.execute(
            "create table merge (population varchar, dimension varchar, category varchar, published varchar)"
        )
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")
        self.merge_categories(())

    def __enter__(self) -> Self:
        """The engine itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database and free its memory and its folder on disk."""
        self._connection.close()
        self._clear()

    def merge_categories(self, merges: Sequence[tuple[str, str, str, str]]) -> None:
        """Fix the categories that a release publishes, used by every question from now on.

        Args:
            merges: Rows of population, dimension, category, published category.
        """
        self._connection.execute("delete from merge")
        if merges:
            self._connection.executemany("insert into merge values (?, ?, ?, ?)", [list(row) for row in merges])
        for member in MEMBERS:
            self._connection.execute(sql_text(f"marts/{member}"))

    def rows(self, query: Query) -> Rows:
        """The answer to a question.

        Each call has a cursor of its own: a connection shared by threads returns other callers' rows.
        """
        return self.read(query.sql(), query.bound())

    def read(self, sql: str, values: Mapping[str, object] | None = None) -> Rows:
        """The rows of one statement from an SQL file."""
        names, records = self._answer(sql, values or {})
        return tuple(dict(zip(names, record, strict=True)) for record in records)

    def records(self, query: Query) -> list[tuple[Any, ...]]:
        """The answer to a question as plain tuples in the order of its columns, for answers of very many rows."""
        return self._answer(query.sql(), query.bound())[1]

    def columns(self, query: Query) -> dict[str, NDArray[Any]]:
        """The answer to a question about many rows, one array a column; a missing number is masked."""
        with self._connection.cursor() as cursor:
            answer = cursor.execute(query.sql(), {name: _bindable(value) for name, value in query.bound().items()})
            for name, kind, *_ in answer.description or ():
                _checked_kind(name, str(kind))
            return {name: np.ma.asanyarray(values) for name, values in answer.fetchnumpy().items()}

    def _answer(self, sql: str, values: Mapping[str, object]) -> tuple[list[str], list[tuple[Any, ...]]]:
        with self._connection.cursor() as cursor:
            answer = cursor.execute(sql, {name: _bindable(value) for name, value in values.items()})
            columns = answer.description or ()
            dates = [
                place for place, (name, kind, *_) in enumerate(columns) if _checked_kind(name, str(kind)) == "DATE"
            ]
            records = answer.fetchall()
        for number, record in enumerate(records if dates else ()):
            records[number] = tuple(
                value.isoformat() if place in dates and value is not None else value
                for place, value in enumerate(record)
            )
        return [name for name, *_ in columns], records

    def _load(self, table: str, parts: Sequence[Part]) -> None:
        self._connection.execute(sql_text(f"staging/{table}"))
        for number, part in enumerate(parts):
            source, values = self._source(part, number)
            self._connection.execute(
                f"insert into {table} by name select *, {number} as import_number from {source}",  # noqa: S608 - names of TABLES and numbers
                values,
            )

    def _source(self, part: Part, number: int) -> tuple[str, dict[str, str]]:
        """What SQL calls the rows of one import, and what it binds for that."""
        if isinstance(part, Path):
            return f"read_parquet($path_{number})", {f"path_{number}": str(part)}
        self._connection.register(f"part_{number}", part)
        return f"part_{number}", {}

    def _load_answers(self, parts: Sequence[Part]) -> None:
        """The answers as imported, one column a question (`responses`), and those to items of scales one a row."""
        sources = [self._source(part, number) for number, part in enumerate(parts)]
        all_rows = " union all by name ".join(
            f"select *, {number} as import_number from {source}"  # noqa: S608 - numbers
            for number, (source, _) in enumerate(sources)
        )
        self._connection.execute(
            f"create table responses as {all_rows or NO_RESPONSES}",
            {name: path for _, values in sources for name, path in values.items()},
        )
        for name, kind in (("person_key", "bigint"), ("responded_on", "date")):
            self._connection.execute(f"alter table responses add column if not exists {name} {kind}")
        asked = self._connection.execute(
            "select distinct column_name from questions where scale is not null and column_name is not null"
        ).fetchall()
        stored = {name for name, *_ in self._connection.execute("describe responses").fetchall()}
        items = ", ".join(quoted(name) for (name,) in sorted(asked) if name in stored)
        self._connection.execute(sql_text("staging/answer"))
        if items:
            self._connection.execute(
                "insert into answer by name "  # noqa: S608 - quoted names of columns
                f"select import_number, wave, respondent_key, column_name, answer "
                f"from (unpivot responses on {items} into name column_name value answer)"
            )

    def _load_level_order(self) -> None:
        self._connection.execute(sql_text("staging/level_stated"))
        stated = dict(self._connection.execute("select level, place from level_stated").fetchall())
        levels = [name for (name,) in self._connection.execute("select distinct level from people").fetchall()]
        self._connection.execute("create table level_order (level varchar, place smallint)")
        if places := stated or level_order(levels):
            self._connection.executemany("insert into level_order values (?, ?)", [[*one] for one in places.items()])

    def _load_scheme(self, scheme: GenerationScheme) -> None:
        self._connection.execute(
            "create table generation_years (generation varchar, first_year smallint, last_year smallint)"
        )
        self._connection.executemany(
            "insert into generation_years values (?, ?, ?)",
            [[one.label, one.first, one.last] for one in scheme.generations],
        )
        self._connection.execute(
            "create table scheme_years (scheme varchar, generation varchar, first_year smallint, last_year smallint)"
        )
        self._connection.executemany(
            "insert into scheme_years values (?, ?, ?, ?)",
            [
                [other.label, one.label, one.first, one.last]
                for other in GENERATION_SCHEMES.values()
                for one in other.generations
            ],
        )


def _bindable(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _checked_kind(name: str, kind: str) -> str:
    """The type of a column, which must be an integer, a category or a day: nothing floating leaves the engine."""
    if kind not in PLAIN_KINDS:
        msg = f"The engine returns integers and categories; {name} is {kind}."
        raise TypeError(msg)
    return kind
