"""How much a container may hold for its size: what one byte can honestly stand for, and what any export needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from analytics.errors import UnreadableFileError

_MEBIBYTE = 1 << 20
_FREE_CELLS, _CELLS_PER_BYTE, _MOST_CELLS = 5_000_000, 16, 40_000_000
_FREE_TEXT, _TEXT_PER_BYTE, _MOST_TEXT = 64 * _MEBIBYTE, 64, 512 * _MEBIBYTE
_MOST_COLUMNS, _MOST_ROWS, _LONGEST_CELL = 5_000, 2_000_000, 131_072
_FREE_MEMORY, _MEMORY_PER_BYTE = 384 * _MEBIBYTE, 10
_FREE_SECONDS, _BYTES_PER_SECOND = 5, 2 * _MEBIBYTE


@dataclass(slots=True, kw_only=True)
class Budget:
    """What is left to a container of the cells and the text that it may hold.

    Args:
        size: Size of the container in bytes.
        file_name: The name the user gave it.
    """

    size: int
    file_name: str
    _cells: int = field(init=False)
    _text: int = field(init=False)
    _rows: int = field(init=False, default=_MOST_ROWS)

    def __post_init__(self) -> None:
        """Fills the budget."""
        self._cells = min(_FREE_CELLS + _CELLS_PER_BYTE * self.size, _MOST_CELLS)
        self._text = min(_FREE_TEXT + _TEXT_PER_BYTE * self.size, _MOST_TEXT)

    @property
    def memory(self) -> int:
        """Memory that reading it may take, in bytes."""
        return _FREE_MEMORY + _MEMORY_PER_BYTE * self.size

    @property
    def seconds(self) -> int:
        """Seconds of a processor that reading it may take."""
        return _FREE_SECONDS + self.size // _BYTES_PER_SECOND

    def take_columns(self, columns: int) -> None:
        """Refuses a table that is too wide.

        Raises:
            UnreadableFileError: It has more columns than any survey.
        """
        if columns > _MOST_COLUMNS:
            raise UnreadableFileError(
                f"{self.file_name} has more than {_MOST_COLUMNS:,} columns.",
                next_step="Export only the questions that are needed.",
            )

    def take(self, rows: int, columns: int) -> None:
        """Refuses a table that says itself that it is too large.

        Raises:
            UnreadableFileError: It has more columns, rows or cells than its size can honestly hold.
        """
        self.take_columns(columns)
        if rows > self._rows or rows * columns > self._cells:
            raise self._too_many()

    def taken(self, row: list[str]) -> list[str]:
        """The row, its cells and its text taken from what is left.

        Raises:
            UnreadableFileError: Too little is left, or a cell is longer than any answer.
        """
        longest = max(map(len, row), default=0)
        if longest > _LONGEST_CELL:
            raise UnreadableFileError(
                f"{self.file_name} has a cell longer than {_LONGEST_CELL:,} characters.",
                next_step="Check that it is the export itself, and export it again.",
            )
        self._rows -= 1
        self._cells -= len(row)
        self._text -= sum(map(len, row))
        if min(self._rows, self._cells, self._text) < 0:
            raise self._too_many()
        return row

    def _too_many(self) -> UnreadableFileError:
        return UnreadableFileError(
            f"{self.file_name} holds more rows or more text than an export of its size.",
            next_step="Check that it is the export itself; split a large one by date, or save it as CSV.",
        )
