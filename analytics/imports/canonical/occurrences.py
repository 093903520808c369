"""What happens in a pair: which pair it was, and a name for each occurrence that has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analytics.imports.canonical.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.reader import Reader
    from analytics.store.keys import IdKind


def known_pairs(reader: Reader, directory: Directory) -> tuple[pa.Array, int]:
    """The key of the pair in each row, and how many rows name a pair that no file has told of.

    Args:
        reader: The file.
        directory: The pairs known so far.
    """
    cells = reader.id_cells("pair_id")
    keys = cells.read(lambda text: reader.key.hashed("pair", text))
    known = directory.knows_pairs(np.asarray([key or 0 for key in keys], dtype=np.int64))
    is_unknown = ~known[cells.codes] & ~cells.is_blank
    more = "Compare how the two files write ids." if directory.pairs.size else "No pairs are imported yet: import them."
    reader.faults.warn("unknown_pair", "pair_id", "name no pair that is known", is_unknown, more)
    return cells.spread(keys, pa.int64()), int(is_unknown.sum())


def occurrence_ids(reader: Reader, name: str, parts: Sequence[str], state: str | None) -> Cells:
    """The ids of what happened, from their column, or else from the columns that tell one from another.

    Rows that agree in every part are numbered within each state, so that the second planned meeting of a day and the
    second one held are the same meeting.

    Args:
        reader: The file.
        name: The column of ids.
        parts: Columns that together nearly tell one occurrence from another.
        state: The column that tells a plan from its outcome, or None where there is no such thing.
    """
    if reader.file.has(name):
        return reader.id_cells(name)
    alike = _joined(reader, parts)
    in_state = alike if state is None else _joined(reader, (*parts, state))
    number = order_within(Cells.of(in_state).codes)
    return Cells.of([f"{one}|{nth}" for one, nth in zip(alike, number.tolist(), strict=True)])


def occurrence_keys(reader: Reader, ids: Cells, kind: IdKind) -> pa.Array:
    """The keyed hashes of the ids of what happened.

    Args:
        reader: The file.
        ids: The ids.
        kind: What they name.
    """
    return ids.spread(ids.read(lambda text: reader.key.hashed(kind, text)), pa.int64())


def order_within(codes: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """For each row, how many rows before it have the same code.

    >>> order_within(np.array([7, 7, 3, 7])).tolist()
    [0, 1, 0, 2]
    """
    order = np.argsort(codes, kind="stable")
    positions = np.arange(len(codes), dtype=np.int64)
    is_first = np.ones(len(codes), dtype=np.bool_)
    is_first[1:] = codes[order][1:] != codes[order][:-1]
    before = np.empty(len(codes), dtype=np.int64)
    before[order] = positions - np.maximum.accumulate(np.where(is_first, positions, 0))
    return before


def _joined(reader: Reader, names: Sequence[str]) -> list[str]:
    """The texts of some columns in one, a record each."""
    columns = [reader.file.cells(name) for name in names]
    texts = [[cells.distinct[code] for code in cells.codes.tolist()] for cells in columns]
    return ["|".join(parts) for parts in zip(*texts, strict=True)]
