"""The rows of a program file between title and total lines."""

from __future__ import annotations

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.canonical.file import ProgramFile, read_program_file

ROSTER = "Employee ID,Dept,Hire Date\n0042,Sales,2020-01-01\n0043,Sales,2021-01-01\n"


def _file(text: str) -> ProgramFile:
    return read_program_file(text.encode(), "people", file_name="roster.csv")


def test_rows_stand_under_our_names() -> None:
    file = _file(ROSTER)
    cells = file.cells("person_id")
    assert cells.distinct == ("0042", "0043")
    assert file.has("hired_on")
    assert not file.has("email")
    assert file.cells("email").is_blank.all()
    assert file.row_numbers.tolist() == [2, 3]
    assert file.dropped == {}


def test_title_blank_and_total_lines_are_left_out_and_counted() -> None:
    file = _file(f"Staff list,,\nas of 1 May 2026,,\n{ROSTER},,\nTotal,,2\nPrinted from the HR system,,\n")
    assert file.cells("person_id").distinct == ("0042", "0043")
    assert file.dropped == {"title line": [1, 2], "blank row": [6], "total line": [7, 8]}
    assert file.row_numbers.tolist() == [4, 5]


def test_a_total_between_the_rows_is_left_out() -> None:
    file = _file("Dept,Employee ID,Hire Date\nSales,0042,2020-01-01\nTotal Sales,,1\nLegal,0043,2021-01-01\n")
    assert file.cells("person_id").distinct == ("0042", "0043")
    assert file.dropped == {"total line": [3]}


def test_a_department_called_total_something_is_no_total() -> None:
    file = _file("Dept,Employee ID,Hire Date\nTotal Rewards,0042,2020-01-01\n")
    assert file.dropped == {}


def test_exact_duplicates_are_left_out_and_counted() -> None:
    file = _file(ROSTER + "0042,Sales,2020-01-01\n0043,Legal,2021-01-01\n")
    assert file.dropped == {"exact duplicate": [4]}
    assert file.row_numbers.tolist() == [2, 3, 5]


@pytest.mark.parametrize("text", ["Name,Hire Date\nA,2020-01-01\n", "How are you?\nfine\n"])
def test_a_file_without_required_columns_is_refused(text: str) -> None:
    with pytest.raises(RefusedImportError) as caught:
        _file(text)
    assert "It has no column person_id." in caught.value.faults
    assert "hired_on" in caught.value.next_step


def test_a_file_with_headings_only_is_refused() -> None:
    with pytest.raises(RefusedImportError, match="no rows below the headings"):
        _file("Employee ID,Dept,Hire Date\n")
