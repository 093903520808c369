from __future__ import annotations

import numpy as np
import pytest

from analytics.imports.records import Records

ROWS = [["1", "Agree"], ["2", ""], ["3", "Agree "], ["4", "Agree"]]


def test_records_are_the_rows_they_were_made_of() -> None:
    records = Records.of_rows(ROWS)
    assert (len(records), records.width) == (4, 2)
    assert records == ROWS
    assert records != [*ROWS, ["5", "x"]]
    assert list(records) == ROWS
    assert records[1:3] == ROWS[1:3]
    assert records[::2] == ROWS[::2]
    assert (records[-1], records[5:]) == (["4", "Agree"], [])


def test_a_row_beyond_the_last_is_an_error() -> None:
    with pytest.raises(IndexError):
        Records.of_rows(ROWS)[4]


def test_some_records_are_taken_in_any_order() -> None:
    records = Records.of_rows(ROWS)
    assert records.take(np.array([2, 0])) == [ROWS[2], ROWS[0]]
    assert records.take(range(4)) is records
    assert records.first(2) == ROWS[:2]


def test_cells_are_trimmed_and_texts_are_not() -> None:
    records = Records.of_rows(ROWS)
    assert records.texts(1).distinct == ("Agree", "", "Agree ")
    assert records.cells(1).distinct == ("Agree", "")
    assert records.cells(1).codes.tolist() == [0, 1, 0, 0]


def test_a_table_without_records_has_its_columns() -> None:
    records = Records.of_rows([], 3)
    assert (len(records), records.width, list(records)) == (0, 3, [])
    assert records.cells(2).distinct == ()


def test_rows_pass_as_records() -> None:
    records = Records.of_rows(ROWS)
    assert Records.of(records) is records
    assert Records.of(ROWS) == records
