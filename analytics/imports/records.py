"""The records of a table, kept as columns: what stands in a column is held once, however often it occurs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

from analytics.imports.texts import Texts, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analytics.imports.canonical.cells import Cells
    from analytics.imports.texts import Positions

_AT_ONCE = 8_192


class _Window(Sequence[Texts]):
    """Neighboring records of columns, cut out of a column when it is looked at."""

    def __init__(self, columns: Sequence[Texts], start: int, stop: int) -> None:
        self._columns, self._start, self._stop = columns, start, stop

    def __len__(self) -> int:
        return len(self._columns)

    @overload
    def __getitem__(self, position: int) -> Texts: ...

    @overload
    def __getitem__(self, position: slice) -> list[Texts]: ...

    def __getitem__(self, position: int | slice) -> Texts | list[Texts]:
        if isinstance(position, slice):
            return [self[one] for one in range(*position.indices(len(self)))]
        return self._columns[position].slice(self._start, self._stop)


class Records(Sequence[list[str]]):
    """The cells below the headings of a table.

    Rows can be looked at one by one; whatever is done with all of them is done by column.

    >>> records = Records.of_rows([["1", "Agree"], ["2", "Agree"]])
    >>> len(records), records[1], records.texts(1).distinct
    (2, ['2', 'Agree'], ('Agree',))

    Args:
        columns: The columns, all of one length.
        n: Number of records.
    """

    def __init__(self, columns: Sequence[Texts], n: int) -> None:
        self.columns: Sequence[Texts] = columns if isinstance(columns, _Window) else tuple(columns)
        self._n = n

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[str]], width: int | None = None) -> Records:
        """The records in rows.

        Args:
            rows: Rows of equal length.
            width: Their length, needed where there may be no rows.
        """
        return cls(shared(rows, width or max(map(len, rows), default=0)), len(rows))

    @classmethod
    def of(cls, rows: Records | Sequence[Sequence[str]]) -> Records:
        """The records themselves, or those in rows."""
        return rows if isinstance(rows, Records) else cls.of_rows(rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)

    def texts(self, column: int) -> Texts:
        """One column as it stands in the file.

        Args:
            column: Its position.
        """
        return self.columns[column]

    def cells(self, column: int) -> Cells:
        """One column, trimmed.

        Args:
            column: Its position.
        """
        return self.columns[column].cells()

    def take(self, positions: Positions | Iterable[int]) -> Records:
        """Some of the records.

        Args:
            positions: Which, in which order.
        """
        if isinstance(positions, range) and positions == range(self._n):
            return self
        chosen = np.asarray(positions if isinstance(positions, np.ndarray) else list(positions), dtype=np.int64)
        if len(chosen) == self._n and (chosen == np.arange(self._n)).all():
            return self
        return Records([column.take(chosen) for column in self.columns], len(chosen))

    def between(self, start: int, stop: int) -> Records:
        """Neighboring records.

        Args:
            start: Position of the first.
            stop: Position behind the last.
        """
        if (start, stop) == (0, self._n):
            return self
        return Records(_Window(self.columns, start, stop), max(stop - start, 0))

    def first(self, n: int) -> Records:
        """The first records.

        Args:
            n: How many at most.
        """
        return self.between(0, min(n, self._n))

    def __len__(self) -> int:
        """Number of records."""
        return self._n

    @overload
    def __getitem__(self, position: int) -> list[str]: ...

    @overload
    def __getitem__(self, position: slice) -> list[list[str]]: ...

    def __getitem__(self, position: int | slice) -> list[str] | list[list[str]]:
        """One record, or some of them, as rows."""
        if isinstance(position, slice):
            start, stop, step = position.indices(self._n)
            return self._rows(start, stop) if step == 1 else [self[row] for row in range(start, stop, step)]
        row = range(self._n)[position]
        return [column[row] for column in self.columns]

    def __iter__(self) -> Iterator[list[str]]:
        """The records as rows, one after the other."""
        for start in range(0, self._n, _AT_ONCE):
            yield from self._rows(start, min(start + _AT_ONCE, self._n))

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same rows."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(list(one) == list(another) for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def _rows(self, start: int, stop: int) -> list[list[str]]:
        if start >= stop:
            return []
        listed = [column.listed(start, stop) for column in self.columns]
        return [list(row) for row in zip(*listed, strict=True)]
