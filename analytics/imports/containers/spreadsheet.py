"""Spreadsheets (.xlsx, .xlsb, .xls, .ods): the sheet with the responses, as texts."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.errors import UnreadableFileError
from analytics.imports.containers.cells import cell
from analytics.imports.containers.contents import Contents
from analytics.imports.containers.padding import padded, padded_cells
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.imports.containers.budget import Budget

_RESPONSES = re.compile(
    r"(?i)respon[sd]|answer|antwort|réponse|respuesta|resposta|rispost|antwoord|回答|\braw\b|\bdata\b|\bdaten\b|export"
)
_MOST_SHEETS = 500
_MOST_NAMED = 8
_LATEST_START = 1_000
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One sheet with a table.

    Args:
        name: Its name.
        cells: Its rows, blank rows at its end left out.
        first_column: Position of the column that its rows begin with.
    """

    name: str
    cells: list[list[str]]
    first_column: int

    @property
    def rank(self) -> tuple[bool, int]:
        """How much it looks like the responses: its name says so, then its size."""
        return bool(_RESPONSES.search(self.name)), sum(map(len, self.cells))


def read(content: bytes, kind: str, file_name: str, budget: Budget, sheet: str | None = None) -> Contents:
    """The table on the sheet of a spreadsheet that holds the responses.

    Hidden sheets and charts are left out. Formulas count with the value that was last computed, errors as blank, and
    what a number format adds (a percent sign, a currency) is not part of the cell, save for zeros in front in .xlsx.

    Args:
        content: The bytes of the file.
        kind: "xlsx", "xlsb", "xls" or "ods".
        file_name: The name the user gave it.
        budget: How many cells and how much text it may hold.
        sheet: Name or number, from 1, of the sheet to read, or None to choose it.

    Raises:
        UnreadableFileError: It is damaged, protected, too large, or has no such sheet or no table.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if kind == "xls" and _PROTECTED in content:
        raise _protected(file_name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            one.name
            for one in book.sheets_metadata
            if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
        ]
        if len(names) > _MOST_SHEETS:
            raise UnreadableFileError(
                f"{file_name} has more than {_MOST_SHEETS} sheets.", next_step="Keep the one with the responses."
            )
        chosen = names if sheet is None else [_stated(sheet, names, file_name)]
        tables = _tables(book, chosen, budget)
    except CalamineError as error:
        if "password" in str(error).casefold():
            raise _protected(file_name) from error
        raise UnreadableFileError(
            f"{file_name} is damaged or no spreadsheet that can be read.",
            next_step="Open it in the program that wrote it, save it again as .xlsx or CSV, and import that.",
        ) from error
    if not tables:
        raise UnreadableFileError(f"{file_name} has no sheet with a table.", next_step="Export it again.")
    best = max(tables, key=lambda one: one.rank)
    if kind == "xlsx":
        _pad(best, padded_cells(content, best.name))
    return Contents(kind=kind, rows=best.cells, notices=_notices(best, tables))


def _protected(file_name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file_name} is protected with a password.", next_step="Save it without a password and import that."
    )


def _stated(sheet: str, names: Sequence[str], file_name: str) -> str:
    """The name of the sheet that a person asks for, by its name or its number."""
    by_letters = {name.strip().casefold(): name for name in reversed(names)}
    found = by_letters.get(sheet.strip().casefold())
    if found is None and sheet.isdecimal() and 0 < int(sheet) <= len(names):
        found = names[int(sheet) - 1]
    if found is None:
        raise UnreadableFileError(
            f"{file_name} has no sheet '{sheet[:80]}'.", allowed=f"Its sheets are: {_quoted(names)}."
        )
    return found


def _tables(book: Any, names: Sequence[str], budget: Budget) -> list[_Sheet]:  # noqa: ANN401 - a workbook of calamine
    """The sheets that have at least a heading and a row below it; the largest alone where none has."""
    sheets = []
    for name in names:
        sheet = book.get_sheet_by_name(name)
        rows = _ended(_rows(sheet, budget))
        if rows:
            sheets.append(_Sheet(name=name, cells=rows, first_column=sheet.start[1]))
    return [one for one in sheets if len(one.cells) > 1] or sheets[:1]


def _rows(sheet: Any, budget: Budget) -> Iterator[list[str]]:  # noqa: ANN401 - a sheet of calamine
    """The rows of a sheet from its first one on; a table that begins to the right begins at its first column."""
    if sheet.start is None or sheet.start[0] > _LATEST_START:
        return
    budget.take_columns(sheet.width)
    for values in sheet.iter_rows():
        yield budget.taken([value if type(value) is str else cell(value) for value in values])


def _ended(rows: Iterator[list[str]]) -> list[list[str]]:
    """The rows up to the last one with something in it, without blank columns at their right."""
    found, n_filled, width = list[list[str]](), 0, 0
    for row in rows:
        found.append(row)
        last = next((position for position in range(len(row), 0, -1) if row[position - 1]), 0)
        if last:
            n_filled, width = len(found), max(width, last)
    return [row[:width] for row in found[:n_filled]]


def _pad(sheet: _Sheet, widths: Mapping[int, Mapping[int, int]]) -> None:
    """Gives numbers the zeros in front with which they are shown."""
    for position, row in enumerate(sheet.cells):
        for column, width in widths.get(position, {}).items():
            place = column - sheet.first_column
            if 0 <= place < len(row):
                row[place] = padded(row[place], width)


def _notices(best: _Sheet, tables: Sequence[_Sheet]) -> tuple[Notice, ...]:
    """Which sheet was read, where there was a choice."""
    if len(tables) == 1:
        return ()
    others = _quoted([one.name for one in tables if one is not best])
    message = (
        f"The sheet '{best.name}' was read, one of {len(tables)} with a table. Choose another with --sheet: {others}."
    )
    return (Notice(code="sheet_chosen", message=message),)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names[:_MOST_NAMED]) + " …" * (len(names) > _MOST_NAMED)
