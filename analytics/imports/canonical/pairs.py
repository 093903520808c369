"""The pairs: who is matched with whom, in which cohort, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from analytics.catalog import UNDISCLOSED
from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.options import ProgramOptions, ReadTable
from analytics.imports.canonical.reader import before
from analytics.imports.canonical.sides import Side, side, sides
from analytics.imports.canonical.values import PAIR_STATUS

if TYPE_CHECKING:
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.reader import Reader

DATE_COLUMNS = ("enrolled_on", "started_on", "ended_on")
UNNAMED_PROGRAM = "Program"
_MOST_PER_MONTH = 31


def read_pairs(reader: Reader, options: ProgramOptions, directory: Directory) -> ReadTable:
    """The table `pairs`.

    Args:
        reader: The file.
        options: What a person stated.
        directory: The people known so far.

    Raises:
        RefusedImportError: The file says mentor and mentee, and nobody has said which of them is the junior one.
    """
    begun = reader.members("status", PAIR_STATUS, is_silent=True)
    reader.leave_out(
        "not begun", pc.equal(begun, "not begun").fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    )
    ids = reader.id_cells("pair_id") if reader.file.has("pair_id") else None
    if ids is not None:
        reader.unique("pair_id", ids, among=~reader.is_left_out)
    junior, senior = (side(name, reader, directory) for name in sides(reader.file, options))
    is_same = pc.equal(junior.keys, senior.keys).fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    reader.faults.refuse("one person", senior.name, "name the same person as the other side", is_same, "A pair is two.")
    started, ended, enrolled = _days(reader)
    ids = _by_people(reader, junior, senior, started) if ids is None else ids
    pairs = {
        "pair_key": ids.spread(ids.read(lambda text: reader.key.hashed("pair", text)), pa.int64()),
        "junior_key": junior.keys,
        "senior_key": senior.keys,
        "program": reader.words("program").fill_null(UNNAMED_PROGRAM),
        "cohort": reader.words("cohort").fill_null(UNDISCLOSED),
        "enrolled_on": enrolled,
        "started_on": started,
        "ended_on": ended,
        "end_reason": reader.words("end_reason"),
        "agreed_per_month": reader.wholes("agreed_per_month", 0, _MOST_PER_MONTH),
    }
    facts = {
        "people_named": 2 * int((~reader.is_left_out).sum()),
        "people_unknown": junior.n_unknown + senior.n_unknown,
    }
    return ReadTable(tables={"pairs": pa.table(pairs)}, facts=facts)


def _by_people(reader: Reader, junior: Side, senior: Side, started: pa.Array) -> Cells:
    """Ids for pairs that have none: the two people and the day on which they began."""
    columns = (junior.keys.to_pylist(), senior.keys.to_pylist(), started.to_pylist())
    ids = Cells.of([f"{one}|{other}|{day}" for one, other, day in zip(*columns, strict=True)])
    reader.leave_out("same as another row", ids.repeated(~reader.is_left_out))
    return ids


def _days(reader: Reader) -> tuple[pa.Array, pa.Array, pa.Array]:
    """When the pairs started, ended and enrolled; enrolled at the start where nothing else is said."""
    started, ended = reader.days("started_on", is_required=True), reader.days("ended_on")
    enrolled = pc.coalesce(reader.days("enrolled_on"), started)
    reader.in_order(("started_on", started), ("ended_on", ended))
    is_late = before(started, enrolled)
    reader.faults.warn("enrolled_late", "enrolled_on", "are after `started_on`", is_late, "They are kept as they are.")
    return started, ended, enrolled
