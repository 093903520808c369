"""The pairs: who is matched with whom, in which cohort, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.catalog import UNDISCLOSED
from analytics.errors import RefusedImportError
from analytics.imports.canonical.options import ProgramOptions, ReadTable
from analytics.imports.canonical.reader import before

if TYPE_CHECKING:
    from analytics.imports.canonical.cells import Cells
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.file import ProgramFile
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
    ids = reader.id_cells("pair_id")
    reader.unique("pair_id", ids)
    junior, senior = (_Side(name, reader, directory) for name in sides(reader.file, options))
    is_same = pc.equal(junior.keys, senior.keys).fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    reader.faults.refuse("one person", senior.name, "name the same person as the other side", is_same, "A pair is two.")
    started, ended, enrolled = _days(reader)
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
    facts = {"people_named": len(ids) * 2, "people_unknown": junior.n_unknown + senior.n_unknown}
    return ReadTable(tables={"pairs": pa.table(pairs)}, facts=facts)


def sides(file: ProgramFile, options: ProgramOptions) -> tuple[str, str]:
    """The columns of the junior and of the senior person.

    Args:
        file: The pairs as text.
        options: What a person stated.

    Raises:
        RefusedImportError: The file says mentor and mentee, and nobody has said which of them is the junior one.
    """
    if file.has("junior_id") and file.has("senior_id"):
        return "junior_id", "senior_id"
    if options.junior is None:
        raise RefusedImportError(
            file.file_name,
            ["It says mentor and mentee. In reverse mentoring either may be the junior person."],
            next_step="Say which one is: --junior mentor or --junior mentee.",
            needs=["junior"],
        )
    junior, senior = ("mentor", "mentee") if options.junior == "mentor" else ("mentee", "mentor")
    return f"{junior}_id", f"{senior}_id"


def _days(reader: Reader) -> tuple[pa.Array, pa.Array, pa.Array]:
    """When the pairs started, ended and enrolled; enrolled at the start where nothing else is said."""
    started, ended = reader.days("started_on", is_required=True), reader.days("ended_on")
    enrolled = pc.coalesce(reader.days("enrolled_on"), started)
    reader.in_order(("started_on", started), ("ended_on", ended))
    is_late = before(started, enrolled)
    reader.faults.warn("enrolled_late", "enrolled_on", "are after `started_on`", is_late, "They are kept as they are.")
    return started, ended, enrolled


class _Side:
    """One side of every pair: the keys of its people, and how many of them no roster knows."""

    def __init__(self, name: str, reader: Reader, directory: Directory) -> None:
        cells: Cells = reader.id_cells(name)
        keys = cells.read(lambda text: directory.person_key(reader.key, text))
        known = directory.knows_people(np.asarray([key or 0 for key in keys], dtype=np.int64))
        is_unknown = ~known[cells.codes] & ~cells.is_blank
        more = (
            "They stay without generation and retention until a roster names them: compare how the two files write ids."
            if directory.people.size
            else "No roster is imported yet: import people, and they will be found."
        )
        reader.faults.warn("unknown_person", name, "name nobody in the roster", is_unknown, more)
        self.name = name
        self.keys = cells.spread(keys, pa.int64())
        self.n_unknown = int(is_unknown.sum())
