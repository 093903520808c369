from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.imports import blocks, parsing
from analytics.imports.parsing import Parsed, Parser, of_rows

CELLS = st.text(st.characters(exclude_characters="\r\0\x1e", exclude_categories=["Cs"]), max_size=8)
PARTS = st.integers(1, 40)


def parser(text: str, size: int = 1 << 20) -> Parser:
    content = text.encode()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    return Parser(iter(pieces), ",", "f.csv")


def parsed(text: str, width: int, after: int = 0) -> Parsed:
    return parser(text).parsed(width, after)


def written(rows: list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    PARTS,
    PARTS,
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_was_written_is_read_however_it_is_cut(
    rows: list[list[str]], piece: int, block: int, quoting: int
) -> None:
    text = written(rows, quoting)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks.Cutter.__init__, "__defaults__", (block,))
        found = parser(text, piece).parsed(3, 0)
    assert found.records == rows
    assert (found.short, found.long, found.notices) == ((), (), ())


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8), PARTS)
def test_uneven_rows_stand_where_they_stood(rows: list[list[str]], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks.Cutter.__init__, "__defaults__", (block,))
        found = parser(written(rows, csv.QUOTE_ALL)).parsed(3, 0)
    assert found.records == [[*row[:3], *[""] * (3 - len(row))] for row in rows]
    assert found.short == tuple(position for position, row in enumerate(rows) if len(row) < 3)
    assert found.long == tuple(position for position, row in enumerate(rows) if any(map(str.strip, row[3:])))


@given(st.text(st.sampled_from('a,"\n'), max_size=40), PARTS)
def test_any_text_is_read_as_by_the_careful_parser_or_refused(text: str, block: int) -> None:
    rows = list(csv.reader(io.StringIO(f"{text}\n", newline="")))
    width = max(map(len, rows))
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks.Cutter.__init__, "__defaults__", (block,))
            found = parser(text).parsed(width, 0)
    except UnreadableFileError:
        assert '"' in text
    else:
        assert found.records == [[*row, *[""] * (width - len(row))] for row in rows if row]


def test_empty_lines_are_no_records_and_are_counted() -> None:
    found = parsed("a,b\n\n1,2\n\n\n3,4\n", 2)
    assert found.records == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert found.gaps == (1, 2, 2)


def test_lines_above_the_records_are_left_out() -> None:
    assert parsed("title\n\na,b\n1,2\n3,4\n", 2, after=3).records == [["1", "2"], ["3", "4"]]
    assert parsed('title\n\na,b\n1,"2"x\n3,4\n', 2, after=3).records == [["1", "2x"], ["3", "4"]]


def test_the_top_is_seen_with_its_line_numbers() -> None:
    lines = parser('title\n\n"a\nb",c,d\n1\n2\n').top(3)
    assert [(line.number, line.cells) for line in lines] == [(1, ["title"]), (3, ["a\nb", "c", "d"]), (4, ["1"])]


def test_a_file_without_a_last_line_end_is_whole() -> None:
    assert parsed("a,b\n1,2", 2).records == [["a", "b"], ["1", "2"]]


def test_an_apostrophe_is_a_letter() -> None:
    text = "id,comment\n1,'tis so\n2,it's\n3,'quoted'\n"
    assert parsed(text, 2).records.texts(1).listed() == ["comment", "'tis so", "it's", "'quoted'"]


@pytest.mark.parametrize("end", ['2,"cut he', '2,"cut here\n', '2,"cut "" here\nand there'])
def test_a_file_cut_inside_a_quoted_cell_is_refused(end: str) -> None:
    with pytest.raises(UnreadableFileError, match="middle of a quoted cell"):
        parsed(f'id,comment\n1,"whole"\n{end}', 2)


def test_loose_quotes_are_read_and_said() -> None:
    found = parsed('id,size\n1,"3"inch\n2,5" pipe\n', 2)
    assert found.records[1:] == [["1", "3inch"], ["2", '5" pipe']]
    assert [notice.code for notice in found.notices] == ["stray_quotes"]


def test_a_quote_inside_of_a_cell_is_a_letter() -> None:
    found = parsed('id,size\n1,5" pipe\n2,4\n', 2)
    assert found.records[1:] == [["1", '5" pipe'], ["2", "4"]]
    assert found.notices == ()


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="131,072 characters"):
        parsed('id,text\n1,"' + "1,2\n" * 50_000 + '"\n', 2)


def test_a_row_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="5,000 cells"):
        parsed("a,b\n" + "," * 6_000 + "\n", 2)


def test_two_ways_of_counting_must_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks.Block, "n_records", property(lambda _: 3))
    with pytest.raises(UnreadableFileError, match="as 2 or as 3 records"):
        parsed("1,2\n3,4\n", 2)


def test_rows_of_a_spreadsheet_are_evened_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_ROWS_AT_ONCE", 2)
    found = of_rows([["1", "2"], ["3"], [], ["4", "5", ""], ["6", "7", "x"]], 2)
    assert found.records == [["1", "2"], ["3", ""], ["4", "5"], ["6", "7"]]
    assert (found.short, found.long, found.gaps) == ((1,), (3,), (2,))
