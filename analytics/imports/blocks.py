"""A stream of text cut where records end, and every record counted by its line ends and quotation marks alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 23
LONGEST_CELL = 131_072
LONGEST_RECORD = 1 << 24
_QUOTE, _LINE_END = ord('"'), ord("\n")

Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Whole records of a text.

    Args:
        content: The records in UTF-8, each with its line end.
        starts: Where each line begins that is a record or empty, shape (lines,).
        is_empty: Which of them are empty, shape (lines,).
        is_plain: Whether every quotation mark opens, closes, or is doubled inside of a quoted cell, and no record is
            longer than a cell may be: then every parser reads the same.
    """

    content: bytes
    starts: Offsets
    is_empty: npt.NDArray[np.bool_]
    is_plain: bool

    @property
    def n_records(self) -> int:
        """Number of records."""
        return len(self.starts) - int(np.count_nonzero(self.is_empty))

    def gaps(self) -> Offsets:
        """For each empty line, how many records stand before it."""
        empty = np.flatnonzero(self.is_empty)
        return empty - np.arange(len(empty))

    def after(self, lines: int) -> Block:
        """The same without its first lines.

        Args:
            lines: Number of records and empty lines.
        """
        start = int(self.starts[lines]) if lines < len(self.starts) else len(self.content)
        return Block(
            content=self.content[start:],
            starts=self.starts[lines:] - start,
            is_empty=self.is_empty[lines:],
            is_plain=self.is_plain,
        )


class Cutter:
    """Cuts a text into blocks of whole records.

    Args:
        text: The text in UTF-8, in pieces, its lines ended by LF.
        delimiter: What stands between cells.
        size: Bytes of a block, more where a record is longer.

    Attributes:
        rest: What is left when no record ends any more: a quoted cell without end, or nothing.
    """

    def __init__(self, text: Iterator[bytes], delimiter: str, size: int = BLOCK) -> None:
        self.rest = b""
        self._text = text
        self._ends_cell = np.zeros(256, dtype=np.bool_)
        self._ends_cell[[ord(delimiter) if delimiter.isascii() else _LINE_END, _LINE_END]] = True
        self._size = size

    def __iter__(self) -> Iterator[Block]:
        """The blocks, in order."""
        is_last = False
        while not is_last:
            is_last = self._fill()
            block = self._cut()
            if block is None:
                if len(self.rest) > LONGEST_RECORD:
                    return
                continue
            self.rest = self.rest[len(block.content) :]
            yield block

    def everything(self, block: bytes) -> bytes:
        """A block that was given out, what is left behind it, and the rest of the text.

        Args:
            block: The contents of the block.
        """
        return b"".join([block, self.rest, *self._text])

    def _fill(self) -> bool:
        """Whether the text has come to its end; reads on until a block is full."""
        pieces, size, wanted = [self.rest], len(self.rest), len(self.rest) + self._size
        for piece in self._text:
            pieces.append(piece)
            size += len(piece)
            if size >= wanted:
                self.rest = b"".join(pieces)
                return False
        self.rest = b"".join(pieces)
        if self.rest and not self.rest.endswith(b"\n"):
            self.rest += b"\n"
        return True

    def _cut(self) -> Block | None:
        """The records that are whole, or None where there are none."""
        content = np.frombuffer(self.rest, dtype=np.uint8)
        ends = np.flatnonzero(content == _LINE_END)
        quotes = np.flatnonzero(content == _QUOTE) if b'"' in self.rest else np.empty(0, dtype=np.int64)
        if len(quotes):
            ends = ends[np.searchsorted(quotes, ends) & 1 == 0]
        if not len(ends):
            return None
        size = int(ends[-1]) + 1
        starts = np.concatenate([[0], ends[:-1] + 1])
        is_short = bool((ends - starts).max() <= LONGEST_CELL)
        return Block(
            content=self.rest[:size],
            starts=starts,
            is_empty=starts == ends,
            is_plain=is_short and self._are_plain(content[:size], quotes[quotes < size]),
        )

    def _are_plain(self, content: npt.NDArray[np.uint8], quotes: Offsets) -> bool:
        """Whether quotation marks stand only where a cell begins or ends, or doubled inside of it."""
        if not len(quotes):
            return True
        opening, closing = quotes[::2], quotes[1::2]
        is_doubled = opening[1:] == closing[:-1] + 1
        begins = (opening == 0) | self._ends_cell[content[opening - 1]]
        ends = self._ends_cell[content[closing + 1]]
        return bool((begins[1:] | is_doubled).all() and begins[0] and (ends[:-1] | is_doubled).all() and ends[-1])
