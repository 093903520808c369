"""What happens in a pair: which pair it was, and a name for each occurrence that has none of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.sides import MENTEE, MENTOR, people_columns, side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.reader import Reader
    from analytics.store.keys import IdKind


_TWO = 2


def known_pairs(reader: Reader, directory: Directory, days: pa.Array) -> tuple[pa.Array, int]:
    """The key of the pair in each row, and how many rows name a pair that no file has told of.

    The pair is named by its id, or by its two people: then the one that was open on the day, of several.

    Args:
        reader: The file.
        directory: The pairs known so far.
        days: The day of each row.
    """
    more = "Compare how the two files write ids." if directory.pairs.size else "No pairs are imported yet: import them."
    if reader.file.has("pair_id"):
        name, cells = "pair_id", reader.id_cells("pair_id")
        keys = cells.spread(cells.read(lambda text: reader.key.hashed("pair", text)), pa.int64())
    else:
        name, keys = _by_people(reader, directory, days)
    known = directory.knows_pairs(keys.fill_null(0).to_numpy(zero_copy_only=False))
    is_unknown = ~known & keys.is_valid().to_numpy(zero_copy_only=False) & ~reader.is_left_out
    reader.faults.warn("unknown_pair", name, "name no pair that is known", is_unknown, more)
    return keys, int(is_unknown.sum())


def _by_people(reader: Reader, directory: Directory, days: pa.Array) -> tuple[str, pa.Array]:
    """The pair of two people, by their columns or as the two who attended one meeting."""
    if reader.file.has("attendee") and not any(reader.file.has(name) for name in (*MENTOR, *MENTEE, "junior_id")):
        name, couples = "attendee", _attending(reader, directory)
    else:
        one, name = people_columns(reader.file)
        people = [side(column, reader, directory).keys.to_pylist() for column in (one, name)]
        couples = [None if None in both else (min(both), max(both)) for both in zip(*people, strict=True)]
    by_people: dict[tuple[int, int], list[int]] = {}
    for pair, known in directory.couples.items():
        by_people.setdefault(known.people, []).append(pair)
    found = [
        None
        if couple is None
        else _open_on(day, by_people.get(couple, ()), directory, reader.key.hashed("pair", f"{couple}"))
        for couple, day in zip(couples, days.to_pylist(), strict=True)
    ]
    return name, pa.array(found, pa.int64())


def _attending(reader: Reader, directory: Directory) -> list[tuple[int, int] | None]:
    """The two people of each meeting that exactly two attended."""
    meetings, cells = reader.id_cells("session_id").texts(), reader.file.cells("attendee")
    keys = cells.read(lambda text: directory.person_key(reader.key, text))
    attending: dict[str, set[int]] = {}
    for meeting, code in zip(meetings, cells.codes.tolist(), strict=True):
        attending.setdefault(meeting, set()).update({key for key in (keys[code],) if key is not None})
    is_pair = np.asarray([len(attending[meeting]) == _TWO for meeting in meetings], dtype=np.bool_)
    more = "A session is of one pair: give each row a pair_id, or exactly two people a session_id."
    reader.faults.refuse("not two people", "attendee", "are of a session without exactly two people", ~is_pair, more)
    couples = {meeting: (min(both), max(both)) for meeting, both in attending.items() if len(both) == _TWO}
    return [couples.get(meeting) for meeting in meetings]


def _open_on(day: date | None, pairs: Sequence[int], directory: Directory, unknown: int) -> int:
    """Of the pairs of two people, the one open on a day, else the one that began last before it, else any."""
    if not pairs:
        return unknown
    first = date.min
    began = [pair for pair in pairs if day is None or (directory.couples[pair].started_on or first) <= day]
    newest_first = sorted(began or pairs, key=lambda pair: directory.couples[pair].started_on or first, reverse=True)
    ends = ((pair, directory.couples[pair].ended_on) for pair in newest_first)
    return next((pair for pair, end in ends if day is None or end is None or day <= end), newest_first[0])


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
