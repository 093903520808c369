"""Spark as the engine: the same SQL files over the same Parquet files, on this machine or on many."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa

from analytics.catalog import GENERATION_SCHEMES, level_order
from analytics.engine.duckdb_engine import MARTS, MEMBERS, TABLES
from analytics.engine.spark_session import PARTS, SMALL_BYTES, joined_session, sized
from analytics.query import sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray
    from pyspark.sql import DataFrame

    from analytics.catalog import GenerationScheme
    from analytics.engine.rows import Rows
    from analytics.query import Query

YEARS = {"first_year": pa.int16(), "last_year": pa.int16()}
GENERATIONS = pa.schema({"generation": pa.string(), **YEARS})
SCHEMES = pa.schema({"scheme": pa.string(), "generation": pa.string(), **YEARS})
LEVELS = pa.schema({"level": pa.string(), "place": pa.int16()})
MERGES = pa.schema({name: pa.string() for name in ("population", "dimension", "category", "published")})
REMEMBERED_BYTES = 2**20
"""Size of the largest answer that is remembered."""
SENT_ROWS = 50_000
"""Rows of the largest table that is sent to all workers."""
NO_RESPONSES = "select cast(0 as bigint) as respondent_key, '' as wave, 0 as import_number where false"


class SparkEngine:
    """One version of the store in a session of Spark. What questions share is kept in the memory of its workers.

    Every worker reads the files under the same path as this machine does.

    Args:
        files: Parquet files of each store table, oldest import first.
        scheme: How birth years become generations.
        master: Address of the Spark, such as `spark://HOST:PORT`, `local[*]` or `local-cluster[2,1,1024]`.

    Raises:
        SettingsError: The optional packages or Java are missing, or nothing answers at the address.
    """

    def __init__(self, files: Mapping[str, Sequence[Path]], scheme: GenerationScheme, master: str) -> None:
        self._session, self._is_own = joined_session(master)
        self._kept: set[str] = set()
        self._told: dict[tuple[str, str], pa.Table] = {}
        n_bytes = sum(path.stat().st_size for parts in files.values() for path in parts)
        settings = sized(n_bytes)
        self._is_small = n_bytes <= SMALL_BYTES
        self._n_parts = int(settings[PARTS])
        for option, value in settings.items():
            self._session.conf.set(option, value)
        for table in TABLES:
            self._load(table, files.get(table, ()))
        self._load_answers(files.get("responses", ()))
        self._load_level_order()
        years = [[one.label, one.first, one.last] for one in scheme.generations]
        self._keep("generation_years", self._small(GENERATIONS, years))
        schemes = GENERATION_SCHEMES.values()
        cut = [[other.label, one.label, one.first, one.last] for other in schemes for one in other.generations]
        self._keep("scheme_years", self._small(SCHEMES, cut))
        for mart in MARTS:
            self.read(sql_text(f"marts/{mart}"))
        self.merge_categories(())

    def __enter__(self) -> Self:
        """The engine itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the data, and of Spark where this engine started it."""
        for name in self._kept:
            self._session.catalog.dropTempView(name)
        if self._is_own:
            self._session.stop()

    def merge_categories(self, merges: Sequence[tuple[str, str, str, str]]) -> None:
        """Fix the categories that a release publishes, used by every question from now on.

        Args:
            merges: Rows of population, dimension, category, published category.
        """
        self._keep("merge", self._small(MERGES, merges))
        for member in MEMBERS:
            self.read(sql_text(f"marts/{member}"))

    def rows(self, query: Query) -> Rows:
        """The answer to a question."""
        return self.read(query.sql(), query.bound())

    def read(self, sql: str, values: Mapping[str, object] | None = None) -> Rows:
        """The rows of one statement from an SQL file."""
        answer = self._answer(sql, values or {})
        if answer is None:
            return ()
        names, columns = answer.column_names, [_plain(answer, name) for name in answer.column_names]
        return tuple(dict(zip(names, record, strict=True)) for record in zip(*columns, strict=True))

    def records(self, query: Query) -> list[tuple[Any, ...]]:
        """The answer to a question as plain tuples in the order of its columns, for answers of very many rows."""
        answer = self._asked(query)
        return list(zip(*(_plain(answer, name) for name in answer.column_names), strict=True))

    def columns(self, query: Query) -> dict[str, NDArray[Any]]:
        """The answer to a question about many rows, one array a column; a missing number is masked."""
        answer = self._asked(query)
        return {name: _array(answer, name) for name in answer.column_names}

    def _asked(self, query: Query) -> pa.Table:
        answer = self._answer(query.sql(), query.bound())
        if answer is None:
            msg = f"{query.aggregate} answers nothing."
            raise TypeError(msg)
        return answer

    def _answer(self, sql: str, values: Mapping[str, object]) -> pa.Table | None:
        """The rows of a question; None where the statement makes a table.

        A small answer is remembered until a table changes: some questions are asked again and again, and a small one
        takes a Spark as long as a large one.
        """
        from analytics.engine.spark_sql import spark_statement

        statement = spark_statement(sql)
        bound = {name: _bindable(value) for name, value in values.items() if name in statement.names}
        if not statement.table and (told := self._told.get((statement.text, repr(bound)))) is not None:
            return told
        found = self._session.sql(statement.text, args=bound)
        if statement.table:
            self._keep(statement.table, found)
            return None
        answer = found.toArrow()
        if answer.nbytes <= REMEMBERED_BYTES:
            self._told[statement.text, repr(bound)] = answer
        return answer

    def _name(self, name: str, rows: DataFrame) -> None:
        """Call rows of the store by a name: small ones are kept, of large ones only the columns asked for are read."""
        if self._is_small:
            self._keep(name, rows)
        else:
            rows.createOrReplaceTempView(name)

    def _keep(self, name: str, rows: DataFrame) -> None:
        """Call these rows by a name and keep them in the memory of the workers, or on their disks.

        What is kept forgets the question that it came from. Otherwise every question would be planned with all those
        before it, which soon takes longer than answering it. A small table is sent to all workers instead of sorted.
        """
        self._told.clear()
        kept = rows.localCheckpoint()
        small = kept.count() <= SENT_ROWS
        (kept.hint("broadcast") if small else kept).createOrReplaceTempView(name)
        self._kept.add(name)

    def _small(self, schema: pa.Schema, rows: Iterable[Sequence[object]]) -> DataFrame:
        records = [dict(zip(schema.names, row, strict=True)) for row in rows]
        return self._session.createDataFrame(pa.Table.from_pylist(records, schema=schema))

    def _load(self, table: str, parts: Sequence[Path]) -> None:
        """The rows of all imports as the staging file declares them; a column that an import lacks is null."""
        from analytics.engine.spark_sql import spark_statement

        declared = spark_statement(sql_text(f"staging/{table}")).columns
        none = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in declared)
        everything = self._together([self._session.sql(f"select {none} where false"), *self._parts(parts)])
        self._name(table, everything.selectExpr(*(f"cast({name} as {kind}) as {name}" for name, kind in declared)))

    def _together(self, found: Sequence[DataFrame]) -> DataFrame:
        """The rows of all imports, in no more pieces than there are to be: each piece of a small table costs time."""
        together = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), found)
        return together.coalesce(self._n_parts)

    def _parts(self, parts: Sequence[Path]) -> list[DataFrame]:
        return [
            self._session.read.parquet(str(part)).selectExpr("*", f"{number} as import_number")
            for number, part in enumerate(parts)
        ]

    def _load_answers(self, parts: Sequence[Path]) -> None:
        """The answers as imported, one column a question (`responses`), and those to items of scales one a row."""
        found = self._parts(parts) or [self._session.sql(NO_RESPONSES)]
        everything = self._together(found)
        for name, kind in (("person_key", "bigint"), ("responded_on", "date")):
            if name not in everything.columns:
                everything = everything.selectExpr("*", f"cast(null as {kind}) as {name}")
        self._name("responses", everything)
        asked = {str(row["column_name"]) for row in self.read(ITEM_COLUMNS)}
        items = sorted(asked & set(everything.columns))
        self._load("answer", ())
        if items:
            ids = ["import_number", "wave", "respondent_key"]
            long = self._session.table("responses").unpivot(ids, items, "column_name", "answer")
            answered = long.where("answer is not null").selectExpr(*ids, "column_name", "cast(answer as int) as answer")
            self._name("answer", answered)

    def _load_level_order(self) -> None:
        self.read(sql_text("staging/level_stated"))
        stated = {str(row["level"]): row["place"] for row in self.read("select level, place from level_stated")}
        levels = [str(row["level"]) for row in self.read("select distinct level from people")]
        self._keep("level_order", self._small(LEVELS, list((stated or level_order(levels)).items())))


ITEM_COLUMNS = "select distinct column_name from questions where scale is not null and column_name is not null"


def _bindable(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _checked_kind(name: str, kind: pa.DataType) -> pa.DataType:
    """The type of a column, which must be an integer, a category or a day: nothing floating leaves the engine."""
    is_whole = pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0)
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    if not (is_whole or is_text or pa.types.is_boolean(kind) or pa.types.is_date(kind) or pa.types.is_null(kind)):
        msg = f"The engine returns integers and categories; {name} is {kind}."
        raise TypeError(msg)
    return kind


def _plain(answer: pa.Table, name: str) -> list[Any]:
    """One column as Python values: whole numbers, texts, and days as texts."""
    column = answer.column(name)
    kind = _checked_kind(name, column.type)
    if pa.types.is_decimal(kind):
        return [None if value is None else int(value) for value in column.to_pylist()]
    if pa.types.is_date(kind):
        return [None if value is None else value.isoformat() for value in column.to_pylist()]
    values: list[Any] = column.to_pylist()
    return values


def _array(answer: pa.Table, name: str) -> NDArray[Any]:
    """One column as an array, masked where it is null."""
    column = answer.column(name)
    kind = _checked_kind(name, column.type)
    missing = column.is_null().to_numpy()
    if pa.types.is_boolean(kind):
        return np.ma.masked_array(column.fill_null(False).to_numpy(), mask=missing)  # noqa: FBT003 - what a null is
    if pa.types.is_integer(kind):
        return np.ma.masked_array(column.fill_null(0).to_numpy(), mask=missing)
    return np.ma.masked_array(np.array(_plain(answer, name), dtype=object), mask=missing)
