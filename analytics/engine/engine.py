"""What every engine can do, and the one that somebody chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self

from analytics.engine.duckdb_engine import DuckDBEngine
from analytics.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from analytics.catalog import GenerationScheme
    from analytics.engine.rows import Rows
    from analytics.query import Query

DUCKDB = "duckdb"
"""The engine that runs in the process itself."""

SPARK = ("local", "local-cluster", "spark://")
"""How the address of a Spark begins."""


class Engine(Protocol):
    """One version of the store, ready for questions; the integers are the same whichever engine it is."""

    def __enter__(self) -> Self:
        """The engine itself."""

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the data."""

    def merge_categories(self, merges: Sequence[tuple[str, str, str, str]]) -> None:
        """Fix the categories that a release publishes, used by every question from now on."""

    def rows(self, query: Query) -> Rows:
        """The answer to a question."""

    def read(self, sql: str, values: Mapping[str, object] | None = None) -> Rows:
        """The rows of one statement from an SQL file."""

    def records(self, query: Query) -> list[tuple[Any, ...]]:
        """The answer to a question as plain tuples in the order of its columns."""

    def columns(self, query: Query) -> dict[str, NDArray[Any]]:
        """The answer to a question about many rows, one array a column; a missing number is masked."""


def checked_engine(name: str) -> str:
    """The name of an engine, if it is one.

    Args:
        name: `duckdb`, `local[*]`, `local-cluster[2,1,1024]` or `spark://HOST:PORT`.

    Raises:
        SettingsError: It is none of them.

    >>> checked_engine("spark://tower:7077")
    'spark://tower:7077'
    """
    if name == DUCKDB or name.startswith(SPARK):
        return name
    raise SettingsError(
        "This is not an engine.",
        allowed="duckdb, or the address of a Spark: local[*], local-cluster[2,1,1024] or spark://HOST:PORT.",
        next_step="Leave out --engine to use DuckDB in this process.",
    )


def open_engine(files: Mapping[str, Sequence[Path]], scheme: GenerationScheme, name: str = DUCKDB) -> Engine:
    """The engine of that name over one version of the store.

    Args:
        files: Parquet files of each store table, oldest import first.
        scheme: How birth years become generations.
        name: `duckdb`, or the address of a Spark.

    Raises:
        SettingsError: There is no such engine, or what it needs is missing here.
    """
    if checked_engine(name) == DUCKDB:
        return DuckDBEngine(files, scheme)
    from analytics.engine.spark_engine import SparkEngine

    return SparkEngine(files, scheme, name)
