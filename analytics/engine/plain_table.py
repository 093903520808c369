"""A plain CSV file in memory: every cell a text until somebody says what it means; counts of their combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import duckdb

from analytics.engine.connection import in_memory
from analytics.errors import UnknownNameError, UnreadableFileError
from analytics.query import sql_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDS = 5
"""Parts of a cross-fit; a row belongs to part (row number, from 0) modulo this."""

Texts: TypeAlias = "tuple[str | None, ...]"


class PlainTable:
    """A locked-down, in-memory DuckDB that holds one CSV file.

    Args:
        path: The file, with headings in its first row. Delimiter and quotes are recognized.

    Raises:
        UnreadableFileError: The file is missing, not text, or not a table.
    """

    def __init__(self, path: Path) -> None:
        self._connection = in_memory({"autoload_known_extensions": "false"})
        try:
            relation = self._connection.read_csv(str(path), header=True, all_varchar=True, sample_size=-1)
            self.columns: tuple[str, ...] = tuple(relation.columns)
            places = ", ".join(f"c{number}" for number in range(len(self.columns)))
            self._connection.execute(
                f"create table plain as select {places}, (row_number() over () - 1) % {FOLDS} as fold "  # noqa: S608 - numbers
                f"from read_csv($path, header = true, all_varchar = true, sample_size = -1) as file({places})",
                {"path": str(path)},
            )
        except duckdb.Error as error:
            raise UnreadableFileError(
                f"{path.name} cannot be read as a table.",
                allowed="A CSV file in UTF-8 with one row of headings.",
                next_step="Check the path, or save the file as CSV UTF-8.",
            ) from error
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def place(self, column: str) -> int:
        """Number of a column, from 0. Capitals are ignored where the exact name does not exist.

        Args:
            column: Name as in the headings.

        Raises:
            UnknownNameError: There is no such column.
        """
        for names, wanted in ((self.columns, column), ([name.lower() for name in self.columns], column.lower())):
            if wanted in names:
                return list(names).index(wanted)
        raise UnknownNameError("column", column, self.columns)

    def counts(self, columns: Sequence[str]) -> list[tuple[Texts, int, int]]:
        """How many rows hold each combination of texts: the texts, the fold and the number of rows, in a fixed order.

        Args:
            columns: Names of the columns.

        Raises:
            UnknownNameError: There is no such column.
        """
        places = [self.place(column) for column in columns]
        chosen = sorted(set(places))
        sql = sql_text("aggregates/compare_patterns").format(dims=", ".join(f"c{place}" for place in chosen))
        with self._connection.cursor() as cursor:
            rows: list[tuple[Any, ...]] = cursor.execute(sql).fetchall()
        order = [chosen.index(place) for place in places]
        found = [(tuple(row[number] for number in order), int(row[-2]), int(row[-1])) for row in rows]
        return sorted(found, key=lambda row: (tuple(text or "" for text in row[0]), row[1]))
