"""Columns in which hardly a cell is longer than a character, read without a parser: from where the cells end."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.text_bytes import single_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.imports.blocks import Block

Bytes: TypeAlias = npt.NDArray[np.uint8]

_LINE_END = ord("\n")
_SHORT = 2  # a character, and what ends the cell
_ROWS_AT_ONCE = 4_096
_ONE_IN = 64
_TEXTS = pa.array(["", *map(chr, range(1, 256))], pa.string())


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """Cells of a column, hardly one of which is longer than a character.

    Args:
        codes: The character of each cell, 0 where it is blank or longer.
        longer: The cells that are longer, by their positions.
    """

    codes: Bytes
    longer: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: pa.Array) -> Characters | None:
        """The characters that texts are; None where one is longer.

        Args:
            texts: Texts, none of them null and none of them holding NUL.
        """
        found = single_bytes(texts)
        return None if found is None else cls(codes=found)

    def __len__(self) -> int:
        """Number of cells."""
        return len(self.codes)

    def texts(self) -> pa.Array:
        """The cells as texts."""
        is_longer = np.zeros(len(self), dtype=np.bool_)
        is_longer[list(self.longer)] = True
        longer = pa.array(self.longer.values(), pa.string())
        return pc.replace_with_mask(_TEXTS.take(pa.array(self.codes)), is_longer, longer)


def characters(block: Block, delimiter: str, width: int) -> Mapping[int, Characters]:
    r"""The columns of a block in which hardly a cell is longer than a character, by their positions.

    Nothing where a record has more or fewer cells than there are headings, or where quotation marks make it possible
    that a delimiter stands inside of a cell.

    >>> from analytics.imports.blocks import Cutter
    >>> (block,) = Cutter(iter([b"a1,5,\na2,,\n"]), ",")
    >>> {column: found.codes.tolist() for column, found in characters(block, ",", 3).items()}
    {1: [53, 0], 2: [0, 0]}

    Args:
        block: Whole records.
        delimiter: What stands between cells.
        width: Cells of a record.
    """
    if not delimiter.isascii() or b'"' in block.content or block.is_empty.any():
        return {}
    found = _Found(width, block.n_records)
    content = np.frombuffer(block.content, dtype=np.uint8)
    starts = [*block.starts[::_ROWS_AT_ONCE].tolist(), len(content)]
    for number, (start, stop) in enumerate(pairwise(starts)):
        if found.is_short.any():
            found.read(content[start:stop], ord(delimiter), number * _ROWS_AT_ONCE)
    return found.columns()


class _Found:
    """What is read so far of a block.

    Args:
        width: Cells of a record.
        n: Number of records.
    """

    def __init__(self, width: int, n: int) -> None:
        self.is_short = np.ones(width, dtype=np.bool_)
        self._width = width
        self._codes = np.empty((width, n), dtype=np.uint8)
        self._longer: list[dict[int, str]] = [{} for _ in range(width)]

    def columns(self) -> Mapping[int, Characters]:
        """The columns that are short in all records."""
        short = np.flatnonzero(self.is_short).tolist()
        return {column: Characters(codes=self._codes[column], longer=self._longer[column]) for column in short}

    def read(self, content: Bytes, delimiter: int, first: int) -> None:
        """Take the next records.

        Args:
            content: The records.
            delimiter: What stands between cells.
            first: How many records stand before them.
        """
        is_end = content == delimiter
        is_end |= content == _LINE_END
        ends = np.flatnonzero(is_end)
        codes = self._codes[:, first : first + _ROWS_AT_ONCE]
        if len(ends) != codes.size or (content[ends[self._width - 1 :: self._width]] != _LINE_END).any():
            self.is_short[:] = False
            return
        # Before the end of a blank cell stands the end of the one before it, or nothing before the first of all.
        shown = np.append(content * ~is_end, np.uint8(0))
        codes[:] = shown.take(ends - 1).reshape(-1, self._width).T
        sizes = np.diff(ends.astype(np.int32), prepend=np.int32(-1)).reshape(-1, self._width)
        for column in np.flatnonzero(self.is_short & (sizes.max(axis=0) > _SHORT)).tolist():
            rows = np.flatnonzero(sizes[:, column] > _SHORT)
            self.is_short[column] = len(rows) * _ONE_IN <= len(sizes)
            if self.is_short[column]:
                codes[column, rows] = 0
                cells = ends.reshape(-1, self._width)[rows, column].tolist(), sizes[rows, column].tolist()
                texts = (content[end - size + 1 : end].tobytes().decode() for end, size in zip(*cells, strict=True))
                self._longer[column] |= zip((rows + first).tolist(), texts, strict=True)
