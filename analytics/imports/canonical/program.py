"""A program table from a file to rows that can be stored, or to everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
import pyarrow as pa

from analytics.errors import Answer, RefusedImportError
from analytics.imports.canonical import goals, pairs, people, sessions
from analytics.imports.canonical.file import read_program_file
from analytics.imports.canonical.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analytics.imports.canonical.columns import ProgramTable
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.file import ProgramFile
    from analytics.imports.canonical.options import ProgramOptions, ReadTable
    from analytics.imports.reading import Source
    from analytics.imports.table import Notice
    from analytics.store import Key

_DATE_COLUMNS = {
    "people": people.DATE_COLUMNS,
    "pairs": pairs.DATE_COLUMNS,
    "sessions": sessions.DATE_COLUMNS,
    "goals": goals.DATE_COLUMNS,
}
_ANSWERS: Mapping[str, Answer] = {"date read in two ways": "dates", "unknown code": "codes"}
"""What a person can state instead of correcting the file, by the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramImport:
    """A program table that can be stored.

    Args:
        file: The table as text.
        tables: Its rows by store table.
        rows: Number of rows kept.
        dropped_rows: Numbers of the rows left out, by reason.
        notices: What a person should know.
        facts: What was found, as plain data.
    """

    file: ProgramFile
    tables: Mapping[str, pa.Table]
    rows: int
    dropped_rows: Mapping[str, Sequence[int]]
    notices: tuple[Notice, ...]
    facts: Mapping[str, Any]

    @property
    def dropped(self) -> dict[str, int]:
        """How many rows were left out, by reason."""
        return {reason: len(rows) for reason, rows in self.dropped_rows.items()}


def read_program(
    source: Source,
    table: ProgramTable,
    *,
    file_name: str | None = None,
    key: Key,
    options: ProgramOptions,
    directory: Directory,
    today: date,
) -> ProgramImport:
    """A program table from a file.

    Args:
        source: Path of the file, its bytes, or an open binary file.
        table: Which table it holds.
        file_name: The name the user gave it, where `source` is not a path.
        key: The secret that ids are hashed with.
        options: What a person stated.
        directory: The people and pairs known so far.
        today: The day of the import.

    Raises:
        UnreadableFileError: The file is no table of text.
        RefusedImportError: Columns are missing or rows have faults; all of them are listed.
    """
    file = read_program_file(source, table, file_name=file_name, options=options)
    reader = Reader(file, key, options=options, date_columns=_DATE_COLUMNS[table])
    _check_cells(reader)
    read = _read(reader, table, options, directory, today)
    faults = reader.faults
    if faults.found and not options.skips_faulty:
        reasons = {fault.reason for fault in faults.found}
        asked = [need for reason, need in _ANSWERS.items() if reason in reasons]
        raise RefusedImportError(
            file.file_name,
            [fault.sentence for fault in faults.found],
            next_step="Correct the file and import it again, or leave the faulty rows out with --skip-faulty.",
            needs=[*asked, "skip_faulty"],
        )
    is_kept = ~(faults.is_faulty | reader.is_left_out)
    if not is_kept.any():
        raise RefusedImportError(
            file.file_name, ["No row can be imported.", *(fault.sentence for fault in faults.found)]
        )
    kept = pa.array(is_kept)
    return ProgramImport(
        file=file,
        tables={name: rows.filter(kept) if name == table else rows for name, rows in read.tables.items()},
        rows=int(np.count_nonzero(is_kept)),
        dropped_rows={**file.dropped, **reader.left_out, **faults.rows()},
        notices=(*file.notices, *faults.notices),
        facts=read.facts,
    )


def _check_cells(reader: Reader) -> None:
    more = "Put quotation marks around a cell that holds the separator."
    problem = "have more cells than there are headings"
    reader.faults.refuse("too many cells", reader.file.header.first, problem, reader.file.is_overlong, more)


def _read(reader: Reader, table: ProgramTable, options: ProgramOptions, directory: Directory, today: date) -> ReadTable:
    match table:
        case "people":
            return people.read_people(reader, options, today)
        case "pairs":
            return pairs.read_pairs(reader, options, directory)
        case "sessions":
            return sessions.read_sessions(reader, directory)
        case "goals":
            return goals.read_goals(reader, options, directory)
        case _:
            assert_never(table)
