from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.blocks import Cutter
from analytics.imports.characters import Characters, characters
from analytics.imports.parsing import Parser
from analytics.imports.texts import TextsInParts

CELLS = st.text(st.sampled_from("12 a"), max_size=2) | st.text(st.sampled_from("57"), max_size=1)


def found(text: str, width: int, delimiter: str = ",") -> dict[int, str]:
    (block,) = Cutter(iter([text.encode()]), delimiter)
    columns = characters(block, delimiter, width)
    assert not any(column.longer for column in columns.values())
    return {index: "".join(chr(code) if code else "." for code in one.codes) for index, one in columns.items()}


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


def test_a_few_longer_cells_are_kept_beside_the_characters() -> None:
    text = "".join(f"{row % 7},{'n/a' if row in {2, 9_998} else 'é' if row == 5 else 3}\n" for row in range(10_000))
    (block,) = Cutter(iter([text.encode()]), ",")
    first, second = characters(block, ",", 2).values()
    assert first.longer == {}
    assert second.longer == {2: "n/a", 5: "é", 9_998: "n/a"}
    assert second.codes[[1, 2, 5, 9_998, 9_999]].tolist() == [ord("3"), 0, 0, 0, ord("3")]


def test_a_column_with_a_few_longer_cells_is_read_as_it_stands() -> None:
    cells = ["n/a" if row in {2, 9_998} else str(row % 7) for row in range(10_000)]
    text = "".join(f"{cell},{cell}\n" for cell in ["x", *cells]).encode()
    texts = Parser(iter([text]), ",", "answers.csv").parsed(2, 1).records.texts(1)
    assert texts.listed() == cells
    assert texts.counts()["n/a"] == 2
    column = TextsInParts()
    column.add(pa.array([f"{number} is another text" for number in range(70_000)]))
    column.add(Characters(codes=np.array([ord("5"), 0, 0], dtype=np.uint8), longer={2: "n/a"}))
    assert column.done().listed(70_000) == ["5", "", "n/a"]


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
