"""A file that holds a program table: its rows between title and total lines, under the names of our columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import RefusedImportError
from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.columns import COLUMNS, ProgramTable
from analytics.imports.canonical.recognize import HeaderRow, header_row
from analytics.imports.options import Options
from analytics.imports.reading import read_table
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from analytics.imports.canonical.cells import Mask
    from analytics.imports.reading import Source
    from analytics.imports.table import Notice, Table

_TOTALS = ("total", "grandtotal", "subtotal", "sum", "summe", "gesamt", "average", "mean", "count", "anzahl")
_LONGEST_ID = 24
_AS_IT_STANDS = Options(format="generic", header_rows=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFile:
    """The rows of a program table as text.

    Args:
        file_name: The name the user gave the file.
        sha256: SHA-256 of its bytes.
        table: Which table it is.
        header: Its headings.
        records: The rows that count.
        row_numbers: The number of each of them in the file, shape (records,).
        is_overlong: Which of them have more cells than there are headings, shape (records,).
        dropped: Rows left out, counted by reason.
        notices: What a person should know about the reading.
    """

    file_name: str
    sha256: str
    table: ProgramTable
    header: HeaderRow
    records: Sequence[Sequence[str]]
    row_numbers: npt.NDArray[np.int64]
    is_overlong: Mask
    dropped: Mapping[str, int]
    notices: tuple[Notice, ...]

    def has(self, name: str) -> bool:
        """Whether the file has a column.

        Args:
            name: Its name in our own files.
        """
        return name in self.header.positions

    def cells(self, name: str) -> Cells:
        """The cells of a column; blank ones where the file does not have it.

        Args:
            name: Its name in our own files.
        """
        if not self.has(name):
            return Cells(distinct=("",), codes=np.zeros(len(self.records), dtype=np.intp))
        position = self.header.positions[name]
        return Cells.of([record[position] for record in self.records])


def read_program_file(source: Source, table: ProgramTable, *, file_name: str | None = None) -> ProgramFile:
    """The rows of a program table in a file.

    Args:
        source: Path of the file, its bytes, or an open binary file.
        table: Which table it holds.
        file_name: The name the user gave it, where `source` is not a path.

    Raises:
        UnreadableFileError: The file is no table of text.
        RefusedImportError: It lacks a required column, or has no rows.
    """
    read = read_table(source, file_name=file_name, options=_AS_IT_STANDS)
    rows = [read.names, *read.records]
    header = header_row(rows, table)
    if header is None or header.missing:
        raise _without_columns(read, table, header)
    first = header.index
    kept, dropped = _counted(rows[first + 1 :], header)
    if not kept:
        raise RefusedImportError(read.file_name, ["There are no rows below the headings."])
    n_titles = read.first_row - read.header_rows - 1 + first
    positions = np.asarray(kept, dtype=np.int64) + first
    return ProgramFile(
        file_name=read.file_name,
        sha256=read.sha256,
        table=table,
        header=header,
        records=[rows[first + 1 + position] for position in kept],
        row_numbers=positions + read.row_number(0),
        is_overlong=np.isin(positions, np.asarray(read.overlong, dtype=np.int64)),
        dropped={"title line": n_titles, **dropped} if n_titles else dropped,
        notices=tuple(notice for notice in read.warnings if notice.code != "title_lines"),
    )


def _without_columns(read: Table, table: ProgramTable, header: HeaderRow | None) -> RefusedImportError:
    missing = header.missing if header else tuple(one.name for one in COLUMNS[table] if one.is_required)
    known = ", ".join(column.name for column in COLUMNS[table])
    return RefusedImportError(
        read.file_name,
        [f"It has no column {name}." for name in missing],
        next_step=f"{table} has the columns {known}; data/README.md lists the other headings they are known by.",
    )


def _counted(rows: Sequence[Sequence[str]], header: HeaderRow) -> tuple[list[int], dict[str, int]]:
    """Positions of the rows that count, and how many of the others there are by reason."""
    id_position = _id_position(header)
    reasons = [_reason(row, id_position) for row in rows]
    bottom = len(rows)
    while bottom and (reasons[bottom - 1] or _is_remark(rows[bottom - 1], header)):
        reasons[bottom - 1] = reasons[bottom - 1] or "total line"
        bottom -= 1
    seen: set[tuple[str, ...]] = set()
    for position in _repeated(rows, reasons, header):
        row = tuple(rows[position])
        if row in seen:
            reasons[position] = "exact duplicate"
        seen.add(row)
    dropped = {reason: reasons.count(reason) for reason in ("blank row", "total line", "exact duplicate")}
    kept = [position for position, reason in enumerate(reasons) if not reason]
    return kept, {reason: n for reason, n in dropped.items() if n}


def _reason(row: Sequence[str], id_position: int | None) -> str:
    filled = [position for position, cell in enumerate(row) if cell.strip()]
    if not filled:
        return "blank row"
    has_id = id_position is not None and id_position != filled[0] and bool(row[id_position].strip())
    first = key(row[filled[0]])
    is_total = first in _TOTALS or first.startswith(_TOTALS[0])
    return "total line" if is_total and not has_id else ""


def _is_remark(row: Sequence[str], header: HeaderRow) -> bool:
    """Whether a row at the bottom is a remark: one filled cell that is no id."""
    filled = [(position, cell.strip()) for position, cell in enumerate(row) if cell.strip()]
    if len(filled) != 1 or len(header.positions) <= len(filled) + 1:
        return False
    position, text = filled[0]
    return position != _id_position(header) or " " in text or len(text) > _LONGEST_ID


def _id_position(header: HeaderRow) -> int | None:
    return header.positions.get(COLUMNS[header.table][0].name)


def _repeated(rows: Sequence[Sequence[str]], reasons: Sequence[str], header: HeaderRow) -> Iterable[int]:
    """Positions of the rows whose id another row has too, of those that count so far."""
    position = _id_position(header)
    if position is None:
        return ()
    counting = [index for index, reason in enumerate(reasons) if not reason]
    ids: dict[str, list[int]] = {}
    for index in counting:
        ids.setdefault(rows[index][position], []).append(index)
    return sorted(index for shared in ids.values() if len(shared) > 1 for index in shared)
