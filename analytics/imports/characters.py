"""Columns in which no cell is longer than a character, read without a parser: from where the cells end."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.imports.blocks import Block

Characters: TypeAlias = npt.NDArray[np.uint8]
"""The character of each cell, 0 where it is blank."""

_LINE_END = ord("\n")
_LONGEST = 2  # a character, and what ends the cell
_ROWS_AT_ONCE = 4_096


def characters(block: Block, delimiter: str, width: int) -> Mapping[int, Characters]:
    r"""The columns of a block in which no cell is longer than a character, by their positions.

    Nothing where a record has more or fewer cells than there are headings, or where quotation marks make it possible
    that a delimiter stands inside of a cell.

    >>> from analytics.imports.blocks import Cutter
    >>> (block,) = Cutter(iter([b"a1,5,\na2,,\n"]), ",")
    >>> {column: found.tolist() for column, found in characters(block, ",", 3).items()}
    {1: [53, 0], 2: [0, 0]}

    Args:
        block: Whole records.
        delimiter: What stands between cells.
        width: Cells of a record.
    """
    if not delimiter.isascii() or b'"' in block.content or block.is_empty.any():
        return {}
    content = np.frombuffer(block.content, dtype=np.uint8)
    found = np.empty((width, block.n_records), dtype=np.uint8)
    is_short = np.ones(width, dtype=np.bool_)
    for row in range(0, block.n_records, _ROWS_AT_ONCE):
        ends_at = block.starts[row + _ROWS_AT_ONCE] if row + _ROWS_AT_ONCE < block.n_records else len(content)
        part = found[:, row : row + _ROWS_AT_ONCE]
        is_short &= _read(content[block.starts[row] : ends_at], ord(delimiter), part)
        if not is_short.any():
            break
    return {column: found[column] for column in np.flatnonzero(is_short).tolist()}


def _read(content: Characters, delimiter: int, cells: Characters) -> npt.NDArray[np.bool_]:
    """Which columns have no cell that is longer than a character; puts these characters where they belong."""
    width, n = cells.shape
    is_end = content == delimiter
    is_end |= content == _LINE_END
    ends = np.flatnonzero(is_end)
    if len(ends) != width * n or (content[ends[width - 1 :: width]] != _LINE_END).any():
        return np.zeros(width, dtype=np.bool_)
    sizes = np.diff(ends.astype(np.int32), prepend=np.int32(-1))
    # Before the end of a blank cell stands the end of the one before it, or nothing before the first of all.
    shown = np.append(content * ~is_end, np.uint8(0))
    ends -= 1
    cells[:] = shown.take(ends).reshape(n, width).T
    is_short: npt.NDArray[np.bool_] = sizes.reshape(n, width).max(axis=0) <= _LONGEST
    return is_short
