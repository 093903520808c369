from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.blocks import Cutter
from analytics.imports.characters import characters
from analytics.imports.parsing import Parser

CELLS = st.text(st.sampled_from("12 a"), max_size=2) | st.text(st.sampled_from("57"), max_size=1)


def found(text: str, width: int, delimiter: str = ",") -> dict[int, str]:
    (block,) = Cutter(iter([text.encode()]), delimiter)
    columns = characters(block, delimiter, width)
    return {index: "".join(chr(code) if code else "." for code in codes.tolist()) for index, codes in columns.items()}


def test_columns_of_single_characters_are_read_and_longer_ones_are_not() -> None:
    assert found("a1,5,\na2,,\na3,7,x\n", 3) == {1: "5.7", 2: "..x"}
    assert found("5;\n7;1\n", 2, ";") == {0: "57", 1: ".1"}


def test_a_first_cell_that_is_blank_is_blank() -> None:
    assert found(",5\n7,\n", 2) == {0: ".7", 1: "5."}
    assert found(",\n", 2) == {0: ".", 1: "."}


def test_nothing_is_read_of_cells_that_may_not_end_where_a_delimiter_stands() -> None:
    assert found('1,"2,3"\n4,5\n', 2) == {}
    assert found("1,2\n3\n4,5\n", 2) == {}
    assert found("1,2,3\n4\n", 2) == {}
    assert found("1,2\n\n3,4\n", 2) == {}
    assert found("1,2\n", 3) == {}


def test_letters_of_several_bytes_are_no_single_characters() -> None:
    assert found("é,1\n", 2) == {1: "1"}


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=20), st.sampled_from([1, 2, 4]))
def test_whatever_stands_in_the_cells_the_records_are_the_same(rows: list[list[str]], after: int) -> None:
    text = "".join(",".join(row) + "\n" for row in [["x", "y", "z"], *rows]).encode()
    parsed = Parser(iter([text]), ",", "answers.csv").parsed(3, min(after, len(rows)))
    assert list(parsed.records) == rows[min(after, len(rows)) - 1 :]


@pytest.mark.parametrize("size", [1, 3, 7, 1 << 20])
def test_a_column_may_change_from_characters_to_texts_between_blocks(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(Cutter.__init__, "__defaults__", (size,))
    rows = [["5", "1"], ["", "2"], ["10", ""], ["7", "no"], ["5", "2"], ["", ""]]
    text = "".join(",".join(row) + "\n" for row in [["x", "y"], *rows]).encode()
    parsed = Parser(iter([text]), ",", "answers.csv").parsed(2, 1)
    assert list(parsed.records) == rows
    assert parsed.records.texts(0).distinct == ("5", "", "10", "7")
