from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.imports.records import records

CELLS = st.text(st.characters(exclude_characters="\r\0\x1e", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=8))
def test_what_was_written_is_read(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    assert records(stream.getvalue(), ",", "f.csv")[0] == rows


def test_empty_lines_are_no_records() -> None:
    assert records("a,b\n\n1,2\n\n", ",", "f.csv")[0] == [["a", "b"], ["1", "2"]]


def test_a_file_without_a_last_line_end_is_whole() -> None:
    assert records("a,b\n1,2", ",", "f.csv")[0] == [["a", "b"], ["1", "2"]]


def test_an_apostrophe_is_a_letter() -> None:
    text = "id,comment\n1,'tis so\n2,it's\n3,'quoted'\n"
    assert [row[1] for row in records(text, ",", "f.csv")[0]] == ["comment", "'tis so", "it's", "'quoted'"]


@pytest.mark.parametrize("end", ['2,"cut he', '2,"cut here\n', '2,"cut "" here\nand there'])
def test_a_file_cut_inside_a_quoted_cell_is_refused(end: str) -> None:
    with pytest.raises(UnreadableFileError, match="middle of a quoted cell"):
        records(f'id,comment\n1,"whole"\n{end}', ",", "cut.csv")


def test_loose_quotes_are_read_and_said() -> None:
    rows, notices = records('id,size\n1,"3"inch\n2,5" pipe\n', ",", "f.csv")
    assert rows[1:] == [["1", "3inch"], ["2", '5" pipe']]
    assert [notice.code for notice in notices] == ["stray_quotes"]


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="131,072 characters"):
        records('id,text\n1,"' + "1,2\n" * 50_000 + '"\n', ",", "f.csv")


def test_a_row_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="5,000 cells"):
        records("a,b\n" + "," * 6_000 + "\n", ",", "f.csv")


def test_equal_cells_of_a_large_file_are_one_text() -> None:
    rows, _ = records("answer,reason\n" + "Strongly agree,because it is so\n" * 150_000, ",", "f.csv")
    assert len(rows) == 150_001
    assert rows[1][0] is rows[-1][0]
