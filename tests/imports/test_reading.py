from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from analytics.errors import RefusedImportError, UnreadableFileError
from analytics.imports.options import Options
from analytics.imports.reading import read_table
from tests.imports.containers.examples import as_parquet, as_xlsx
from tests.imports.made_up import export

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (["id", "unit", "score"], ["1", "A", "4"], ["2", "B", "5"])


def test_a_path_bytes_and_a_stream_give_the_same_table(tmp_path: Path) -> None:
    path = tmp_path / "pulse.csv"
    path.write_bytes(export(*ROWS))
    by_path = read_table(path)
    assert by_path == read_table(export(*ROWS), file_name="pulse.csv")
    assert by_path == read_table(io.BytesIO(export(*ROWS)), file_name="pulse.csv")
    assert by_path.file_name == "pulse.csv"
    assert by_path.names == ("id", "unit", "score")
    assert by_path.records == [["1", "A", "4"], ["2", "B", "5"]]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = read_table(export(["Pulse survey"], *ROWS), file_name="f.csv")
    assert [notice.code for notice in table.warnings] == ["title_lines"]
    assert [table.row_number(position) for position in range(2)] == [3, 4]


def test_a_declared_delimiter_is_no_row() -> None:
    table = read_table(b"sep=;\n" + export(*ROWS, delimiter=";"), file_name="f.csv")
    assert (table.delimiter, table.names, table.row_number(0)) == (";", ("id", "unit", "score"), 3)


def test_a_column_without_heading_has_a_name_to_call_it_by() -> None:
    assert read_table(export(["", "unit"], ["1", "A"]), file_name="f.csv").names == ("column 1", "unit")


def test_short_rows_are_filled_and_said() -> None:
    table = read_table(export(*ROWS, ["3", "C"]), file_name="f.csv")
    assert table.records[-1] == ["3", "C", ""]
    assert [notice.code for notice in table.warnings] == ["short_rows"]
    assert "row 4" in table.warnings[0].message


def test_blank_cells_beyond_the_headings_are_nothing() -> None:
    table = read_table(export(*ROWS, ["3", "C", "2", "", ""]), file_name="f.csv")
    assert (table.records[-1], table.overlong) == (["3", "C", "2"], ())


def test_a_row_with_more_cells_than_headings_is_marked() -> None:
    rows = [[str(n), "A", "3"] for n in range(20)]
    assert read_table(export(ROWS[0], *rows, ["3", "C", "2", "x"]), file_name="f.csv").overlong == (20,)


def test_many_rows_with_more_cells_than_headings_are_refused() -> None:
    with pytest.raises(RefusedImportError, match=r"2 rows have more cells than there are headings \(rows 2, 3\)"):
        read_table(export(["id", "unit"], *ROWS[1:]), file_name="f.csv")


def test_what_a_person_states_is_taken() -> None:
    table = read_table(
        b"a|b\nx|y\n1|2\n", file_name="f.csv", options=Options(delimiter="|", header_rows=2, format="generic")
    )
    assert (table.delimiter, table.header_rows) == ("|", 2)
    assert table.records == [["1", "2"]]


def test_a_program_table_is_recognized_below_its_title() -> None:
    roster = export(
        ["Staff list"], ["person_id", "birth_year", "hired_on", "exited_on"], ["007", "1990", "2020-01-01", ""]
    )
    table = read_table(roster, file_name="staff.csv")
    assert (table.format, table.header_rows, table.row_number(0)) == ("people", 1, 3)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"none\.csv cannot be opened"):
        read_table(tmp_path / "none.csv")


def test_a_folder_in_a_name_is_not_repeated() -> None:
    with pytest.raises(UnreadableFileError) as failure:
        read_table("/private/folder/none.csv")
    assert "/private" not in str(failure.value)


def test_empty_lines_count_in_row_numbers() -> None:
    table = read_table(b"\nPulse survey\n\nid,unit,score\n\n1,A,4\n2,B\n\n\n3,C,5\n", file_name="f.csv")
    assert table.records == [["1", "A", "4"], ["2", "B", ""], ["3", "C", "5"]]
    assert [table.row_number(position) for position in range(3)] == [6, 7, 10]
    assert "row 7" in table.warnings[-1].message


def test_a_table_without_headings_keeps_its_first_row() -> None:
    rows = [[str(1 + n % 5), "A", "yes"] for n in range(12)]
    table = read_table(export(*rows), file_name="f.csv", options=Options(header_rows=0))
    assert (table.names, table.header_rows) == (("Column 1", "Column 2", "Column 3"), 0)
    assert ([table.records[0], table.records[-1]], len(table.records)) == ([rows[0], rows[-1]], 12)
    assert (table.row_number(0), table.row_number(11), table.warnings) == (1, 12, ())


def test_a_stray_cell_makes_no_column_of_a_table_without_headings() -> None:
    rows = [["4", "A"] for _ in range(12)]
    table = read_table(export(*rows, ["3", "B", "x"]), file_name="f.csv", options=Options(header_rows=0))
    assert (len(table.columns), table.overlong) == (2, (12,))


def test_an_empty_first_cell_is_not_lost_without_headings() -> None:
    table = read_table(export(["", "5"], *[["4", "3"]] * 5), file_name="f.csv", options=Options(header_rows=0))
    assert table.records[0] == ["", "5"]


def test_a_workbook_without_headings_keeps_its_first_row() -> None:
    content = as_xlsx([["4", "A"], ["5", "B"], ["3", "A"]])
    table = read_table(content, file_name="f.xlsx", options=Options(header_rows=0))
    assert table.names == ("Column 1", "Column 2")
    assert table.records == [["4", "A"], ["5", "B"], ["3", "A"]]


def test_the_names_of_columns_are_never_taken_for_a_response() -> None:
    with pytest.raises(RefusedImportError, match="names of their own"):
        read_table(as_parquet([["id", "score"], [1, 4]]), file_name="f.parquet", options=Options(header_rows=0))
