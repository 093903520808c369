"""Two surveys side by side in one file: the same headings twice, in blocks that a person chooses between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UnknownNameError
from analytics.imports.canonical.columns import PROGRAM_TABLES
from analytics.imports.records import Records
from analytics.imports.table import Notice
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.options import Options
    from analytics.imports.table import Column, Table

_FEWEST_SHARED = 4
_SHARE_OF_BLOCK = 0.6
_BLOCKS = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Where two blocks of columns stand.

    Args:
        first: Position of the first column of the first block; the columns before it belong to both.
        second: Position of the first column of the second block, which ends the first.
        n_shared: How many headings are the same in both.
    """

    first: int
    second: int
    n_shared: int


def chosen(table: Table, options: Options) -> Table:
    """The table, with a notice where two surveys stand side by side, or the block that a person has chosen.

    Args:
        table: The file as text.
        options: What a person states; `block` is 1 or 2.

    Raises:
        UnknownNameError: A block was chosen that the file does not have.
    """
    found = None if table.format in PROGRAM_TABLES else blocks(table.columns)
    if found is None:
        if options.block is not None:
            raise UnknownNameError("block", str(options.block), ["1 (the file is one survey; leave --block out)"])
        return table
    if options.block is not None:
        return _block(table, found, options.block)
    names = [f"columns {found.first + 1} to {found.second}", f"columns {found.second + 1} to {len(table.columns)}"]
    message = (
        f"{found.n_shared} questions stand twice, in {names[0]} and in {names[1]}: two surveys side by side, or two "
        "groups of one. Import each with --block 1 and --block 2, as waves of their own where other people answered."
    )
    return replace(table, warnings=(*table.warnings, Notice(code="side_by_side", message=message)))


def blocks(columns: Sequence[Column]) -> Blocks | None:
    """The two blocks of columns with the same headings in the same order, or None.

    Args:
        columns: The columns of a file.
    """
    names = [key(column.name) for column in columns]
    seen: dict[str, int] = {}
    for second, name in enumerate(names):
        first = seen.setdefault(name, second) if name else second
        if first == second:
            continue
        n_shared = _in_order(names[first:second], names[second:])
        longest = max(second - first, len(names) - second)
        if n_shared >= max(_FEWEST_SHARED, _SHARE_OF_BLOCK * longest) and _are_questions(columns[first:second]):
            return Blocks(first=first, second=second, n_shared=n_shared)
        return None
    return None


def _in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """How many headings stand in both blocks, in the same order."""
    n = at = 0
    for name in one:
        if name and name in other[at:]:
            at = other.index(name, at) + 1
            n += 1
    return n


def _are_questions(columns: Sequence[Column]) -> bool:
    """Whether headings are questions of their own: the rows of a grid may well be called the same as another grid's."""
    return sum(not column.part for column in columns) * 2 > len(columns)


def _block(table: Table, found: Blocks, number: int) -> Table:
    """The columns of one block, with those that stand before both, and the records that answer it."""
    if number not in _BLOCKS:
        raise UnknownNameError("block", str(number), [str(block) for block in _BLOCKS])
    own = range(found.first, found.second) if number == 1 else range(found.second, len(table.columns))
    positions = [*range(found.first), *own]
    is_answered = np.zeros(len(table.records), dtype=np.bool_)
    for position in own:
        is_answered |= ~table.records.texts(position).is_blank()
    kept = np.flatnonzero(is_answered)
    n_left = len(table.records) - len(kept)
    message = (
        f"Block {number} of two was taken ({len(own)} columns); {n_left:,} rows without an answer in it were left."
    )
    return replace(
        table,
        columns=tuple(replace(table.columns[position], index=at) for at, position in enumerate(positions)),
        records=Records([table.records.texts(position).take(kept) for position in positions], len(kept)),
        gaps=_gaps(table, kept.tolist()),
        overlong=(),
        warnings=(*table.warnings, Notice(code="block", message=message)),
    )


def _gaps(table: Table, kept: Sequence[int]) -> tuple[int, ...]:
    """Empty lines before each record, so that row numbers stay those of the file: rows left out count as empty."""
    numbers = table.row_numbers(kept).tolist()
    expected = [table.first_row + position for position in range(len(kept))]
    gaps: list[int] = []
    for position, (number, without) in enumerate(zip(numbers, expected, strict=True)):
        gaps += [position] * (number - without - len(gaps))
    return tuple(gaps)
