from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.simulate.columns import Column, Constant, Dates, Joined, Numbers, Words, quoted, write_table
from analytics.simulate.hazards import NEVER

if TYPE_CHECKING:
    from pathlib import Path

AWKWARD = ("plain", "with, comma", 'with "quotes"', "two\nlines", "", "São Paulo")


def columns() -> dict[str, Column]:
    n = 50
    return {
        "word": Words(AWKWARD, np.arange(n) % 7 - 1),
        "day": Dates(np.where(np.arange(n) % 5 == 0, NEVER, 19_000 + np.arange(n) * 37)),
        "number": Numbers(np.arange(n) - 3, "E{:06d}"),
        "same": Constant("a, b", n),
        "joined": Joined(Dates(np.full(n, 0), "%m/%d/%Y"), Numbers(np.arange(n)), " at "),
    }


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@given(st.text('a ,"\n\ré'))
def test_any_cell_is_read_back_by_csv(cell: str) -> None:
    line = f"{quoted(cell)},end\n"
    assert next(csv.reader([line] if "\n" not in cell and "\r" not in cell else line.splitlines(keepends=True))) == [
        cell,
        "end",
    ]


def test_every_kind_of_column_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    assert write_table(path, [list(columns())], columns()) == 50
    header, *rows = read(path)
    assert header == ["word", "day", "number", "same", "joined"]
    assert rows[0] == ["", "", "", "a, b", "01/01/1970 at 0"]
    assert rows[4] == ["two\nlines", "2022-06-05", "E000001", "a, b", "01/01/1970 at 4"]
    assert [row[0] for row in rows[1:7]] == list(AWKWARD)


@pytest.mark.parametrize("chunk", [1, 7, 50, 1000])
def test_the_bytes_do_not_depend_on_the_chunks(tmp_path: Path, chunk: int) -> None:
    write_table(tmp_path / "one.csv", [list(columns())], columns())
    write_table(tmp_path / "two.csv", [list(columns())], columns(), chunk=chunk)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_table_without_rows_is_its_headers(tmp_path: Path) -> None:
    nothing = np.zeros(0, dtype=np.int64)
    empty: dict[str, Column] = {"word": Words(AWKWARD, nothing), "day": Dates(nothing), "number": Numbers(nothing)}
    assert write_table(tmp_path / "empty.csv", [list(empty)], empty) == 0
    assert read(tmp_path / "empty.csv") == [["word", "day", "number"]]


def test_columns_of_different_lengths_are_refused(tmp_path: Path) -> None:
    uneven: dict[str, Column] = {"one": Numbers(np.arange(3)), "two": Numbers(np.arange(2))}
    with pytest.raises(ValueError, match="shorter"):
        write_table(tmp_path / "uneven.csv", [list(uneven)], uneven)
