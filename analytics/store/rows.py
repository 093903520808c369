"""Rows of a table that are made when they are written, a hundred thousand at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

AT_ONCE = 1 << 17
MOST_HELD = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LazyColumn:
    """A column whose values are computed when somebody asks for them.

    Args:
        kind: Type of the values.
        n: Number of values.
        between: The values from a position up to another one, which is left out.
    """

    kind: pa.DataType
    n: int
    between: Callable[[int, int], pa.Array]

    @classmethod
    def of(cls, values: pa.Array) -> LazyColumn:
        """The column of values that are there.

        >>> LazyColumn.of(pa.array([1, 2, 3])).between(1, 3).to_pylist()
        [2, 3]
        """
        return cls(kind=values.type, n=len(values), between=lambda start, stop: values[start:stop])

    @classmethod
    def same(cls, value: object, kind: pa.DataType, n: int) -> LazyColumn:
        """The column with one value in every row.

        Args:
            value: The value, or None.
            kind: Its type.
            n: Number of rows.
        """
        scalar = pa.scalar(value, kind)
        return cls(kind=kind, n=n, between=lambda start, stop: pa.repeat(scalar, stop - start))

    def parts(self) -> Iterator[pa.Array]:
        """The values, a hundred thousand after the others."""
        for start in range(0, self.n, AT_ONCE):
            yield self.between(start, min(start + AT_ONCE, self.n))

    def all(self) -> pa.Array:
        """All values, computed at once."""
        return self.between(0, self.n)

    def held(self) -> LazyColumn:
        """The same column, its values computed now, unless they are too many to be held."""
        return self if self.n > MOST_HELD else LazyColumn.of(self.whole())

    def whole(self) -> pa.Array:
        """All values."""
        return pa.chunked_array(list(self.parts()), self.kind).combine_chunks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a table too long to be held.

    Args:
        columns: The columns by name, all of one length.
        num_rows: Their length.
    """

    columns: Mapping[str, LazyColumn]
    num_rows: int

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the columns."""
        return pa.schema([(name, column.kind) for name, column in self.columns.items()])

    @property
    def column_names(self) -> list[str]:
        """Names of the columns."""
        return list(self.columns)

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        """All values of one column.

        Args:
            name: Its name.
        """
        column = self.columns[name]
        return pa.chunked_array(list(column.parts()), column.kind)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows, a hundred thousand after the others."""
        for start in range(0, self.num_rows, AT_ONCE):
            stop = min(start + AT_ONCE, self.num_rows)
            yield pa.record_batch([column.between(start, stop) for column in self.columns.values()], schema=self.schema)

    def read(self) -> pa.Table:
        """The rows as a table in memory.

        >>> ones = LazyColumn.same(1, pa.int8(), 3)
        >>> Rows(columns={"one": ones}, num_rows=3).read()["one"].to_pylist()
        [1, 1, 1]
        """
        return pa.Table.from_batches(self.batches(), self.schema)
