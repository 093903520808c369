"""Which sheet is read, and what its cells hold."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from analytics.errors import UnreadableFileError
from analytics.imports.containers import read_apart
from analytics.imports.options import Options
from analytics.imports.reading import read_table
from tests.imports.containers.examples import as_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Table

ANSWERS: list[list[Any]] = [["id", "score"], *([n, n % 5 + 1] for n in range(20))]
NOTES: list[list[Any]] = [["What", "Why"], ["Exported", "by hand"]]


def _rows(content: bytes, sheet: str | None = None) -> list[list[str]]:
    return read_apart(content, "xlsx", "answers.xlsx", sheet).rows


def _table(content: bytes, sheet: str | None = None) -> Table:
    return read_table(content, file_name="answers.xlsx", options=Options(sheet=sheet))


def _hidden(names: Sequence[str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(ANSWERS, name="Shown", more=[("Codes", ANSWERS * 9)])))
    for name in names:
        book[name].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_only_sheet_with_a_table_is_read_without_a_word() -> None:
    found = _table(as_xlsx([], name="Cover", more=[("Data", ANSWERS)]))
    assert found.names == ("id", "score")
    assert len(found.records) == 20
    assert found.warnings == ()


def test_of_several_sheets_the_one_named_like_responses_is_read_and_said() -> None:
    found = _table(as_xlsx(ANSWERS * 3, name="Codes", more=[("Form Responses 1", ANSWERS), ("Notes", NOTES)]))
    assert len(found.records) == 20
    (notice,) = found.warnings
    assert notice.code == "sheet_chosen"
    assert notice.message == (
        "The sheet 'Form Responses 1' was read, one of 3 with a table. Choose another with --sheet: 'Codes', 'Notes'."
    )


def test_of_sheets_without_telling_names_the_largest_is_read() -> None:
    found = _table(as_xlsx(NOTES, name="One", more=[("Two", ANSWERS)]))
    assert found.names == ("id", "score")


@pytest.mark.parametrize("sheet", ["Notes", "notes", "2"])
def test_a_sheet_is_chosen_by_name_or_number(sheet: str) -> None:
    found = _table(as_xlsx(ANSWERS, name="Responses", more=[("Notes", NOTES)]), sheet)
    assert found.names == ("What", "Why")
    assert found.warnings == ()


def test_an_unknown_sheet_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnreadableFileError, match=r"no sheet 'Answers'. Its sheets are: 'Responses', 'Notes'"):
        _table(as_xlsx(ANSWERS, name="Responses", more=[("Notes", NOTES)]), "Answers")


def test_hidden_sheets_are_not_there() -> None:
    found = _table(_hidden(["Codes"]))
    assert len(found.records) == 20
    assert found.warnings == ()
    with pytest.raises(UnreadableFileError, match="no sheet 'Codes'"):
        _table(_hidden(["Codes"]), "Codes")


def test_a_workbook_without_a_table_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="no sheet with a table"):
        _table(as_xlsx([]))


def test_cells_hold_what_was_last_computed() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    percent, moment = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "d/m/yy hh:mm"})
    sheet.write_row(0, 0, ["sum", "fault", "share", "at", "is it", "id"])
    sheet.write_formula(1, 0, "=1+1", None, 2)
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    sheet.write_number(1, 2, 0.85, percent)
    sheet.write_datetime(1, 3, datetime(2024, 6, 3, 10, 15), moment)  # noqa: DTZ001 - as a spreadsheet has it
    sheet.write_row(1, 4, [True])
    sheet.write_string(1, 5, "007")
    book.close()
    assert _rows(stream.getvalue())[1] == ["2", "", "0.85", "2024-06-03 10:15:00", "TRUE", "007"]


def test_ids_that_are_shown_with_zeros_in_front_have_them() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, zeros = book.add_worksheet("Roster"), book.add_format({"num_format": "00000"})
    sheet.write_row(1, 1, ["id", "score"])
    for row, value in enumerate([7, 12345, 123456], start=2):
        sheet.write_number(row, 1, value, zeros)
        sheet.write_number(row, 2, value)
    sheet.write_string(5, 1, "none", zeros)
    book.close()
    assert _rows(stream.getvalue()) == [
        ["", ""],
        ["id", "score"],
        ["00007", "7"],
        ["12345", "12345"],
        ["123456", "123456"],
        ["none", ""],
    ]


def test_blank_rows_and_columns_around_a_table_are_left_out_and_those_within_stay() -> None:
    rows: list[list[Any]] = [["id", "score", None], [1, 5, None], [None, None, None], [2, 4, ""], [None, None, None]]
    assert _rows(as_xlsx(rows)) == [["id", "score"], ["1", "5"], ["", ""], ["2", "4"]]


def test_title_lines_above_the_table_keep_the_numbers_of_rows() -> None:
    found = _table(as_xlsx([["Roster 2026"], [], ["id", "name", "score"], [1, "A", 5], [2, "B", 4]]))
    assert found.names == ("id", "name", "score")
    assert found.row_number(0) == 4
