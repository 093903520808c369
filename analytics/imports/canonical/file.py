"""A file that holds a program table: its rows between title and total lines, under the names of our columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import RefusedImportError
from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.columns import COLUMNS, ProgramTable
from analytics.imports.canonical.lacking import checked_header
from analytics.imports.canonical.options import ROW_NUMBER, ProgramOptions
from analytics.imports.canonical.recognize import HeaderRow, header_row
from analytics.imports.options import Options
from analytics.imports.reading import read_table
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from analytics.imports.canonical.cells import Mask
    from analytics.imports.reading import Source
    from analytics.imports.table import Notice

_TOTALS = ("total", "grandtotal", "subtotal", "sum", "summe", "gesamt", "average", "mean", "count", "anzahl")
_LONGEST_ID = 24
_AS_IT_STANDS = Options(format="generic", header_rows=1)
_NOTHING_STATED = ProgramOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFile:
    """The rows of a program table as text.

    Args:
        file_name: The name the user gave the file.
        sha256: SHA-256 of its bytes.
        table: Which table it is.
        header: Its headings.
        numbered: Columns that the file does not have and for which the number of the row stands.
        records: The rows that count.
        row_numbers: The number of each of them in the file, shape (records,).
        is_overlong: Which of them have more cells than there are headings, shape (records,).
        dropped: Numbers of the rows left out, by reason.
        notices: What a person should know about the reading.
    """

    file_name: str
    sha256: str
    table: ProgramTable
    header: HeaderRow
    numbered: frozenset[str] = frozenset()
    records: Sequence[Sequence[str]]
    row_numbers: npt.NDArray[np.int64]
    is_overlong: Mask
    dropped: Mapping[str, Sequence[int]]
    notices: tuple[Notice, ...]
    titles: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether the file has a column.

        Args:
            name: Its name in our own files.
        """
        return name in self.header.positions or name in self.numbered

    def heading(self, name: str) -> str:
        """The heading of a column as the file has it, or the column's name.

        Args:
            name: Its name in our own files.
        """
        return self.header.headings.get(name, name)

    def cells(self, name: str) -> Cells:
        """The cells of a column; blank ones where the file does not have it.

        Args:
            name: Its name in our own files.
        """
        if name in self.numbered:
            return Cells.of([f"{self.sha256}:{number}" for number in self.row_numbers.tolist()])
        if not self.has(name):
            return Cells(distinct=("",), codes=np.zeros(len(self.records), dtype=np.intp))
        position = self.header.positions[name]
        return Cells.of([record[position] for record in self.records])


def read_program_file(
    source: Source, table: ProgramTable, *, file_name: str | None = None, options: ProgramOptions = _NOTHING_STATED
) -> ProgramFile:
    """The rows of a program table in a file.

    Args:
        source: Path of the file, its bytes, or an open binary file.
        table: Which table it holds.
        file_name: The name the user gave it, where `source` is not a path.
        options: What a person stated: headings of columns, and rows that stay.

    Raises:
        UnreadableFileError: The file is no table of text.
        RefusedImportError: It lacks a required column, or has no rows.
    """
    read = read_table(source, file_name=file_name, options=replace(_AS_IT_STANDS, sheet=options.sheet))
    rows: list[Sequence[str]] = [read.names, *read.records]
    numbered = frozenset(name for name, heading in options.columns.items() if heading == ROW_NUMBER)
    header = checked_header(read.file_name, table, header_row(rows, table, options.columns), options.columns)
    first = header.index + 1
    numbers = [read.row_number(position) for position in range(header.index, len(rows) - 1)]
    reasons = _reasons(rows[first:], header)
    dropped: dict[str, list[int]] = {}
    if n_titles := read.first_row - read.header_rows - 1 + header.index:
        dropped["title line"] = list(range(1, n_titles + 1))
    kept: list[int] = []
    for position, (number, reason) in enumerate(zip(numbers, reasons, strict=True)):
        if not reason or options.keeps(reason, number):
            kept.append(position)
        else:
            dropped.setdefault(reason, []).append(number)
    if not kept:
        raise RefusedImportError(read.file_name, ["There are no rows below the headings."])
    positions = np.asarray(kept, dtype=np.int64) + header.index
    return ProgramFile(
        file_name=read.file_name,
        sha256=read.sha256,
        table=table,
        header=header,
        numbered=numbered,
        records=[rows[first + position] for position in kept],
        row_numbers=np.asarray(numbers, dtype=np.int64)[kept],
        is_overlong=np.isin(positions, np.asarray(read.overlong, dtype=np.int64)),
        dropped=dropped,
        notices=tuple(notice for notice in read.warnings if notice.code != "title_lines"),
        titles=(*read.titles, *(cell for row in rows[: header.index] for cell in row if cell.strip())),
    )


def _reasons(rows: Sequence[Sequence[str]], header: HeaderRow) -> list[str]:
    """Why each row does not count; empty where it does."""
    id_position = _id_position(header)
    reasons = [_reason(row, id_position) for row in rows]
    heading = [key(cell) for cell in header.row]
    for position, row in enumerate(rows):
        is_likely = not reasons[position] and len(heading) > 1 and key(row[0]) == heading[0]
        if is_likely and [key(cell) for cell in row[: len(heading)]] == heading:
            reasons[position] = "repeated heading"
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
    return reasons


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
