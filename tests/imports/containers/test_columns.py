"""Parquet files as pandas and Spark write them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from analytics.errors import UnreadableFileError
from analytics.imports.containers import read_apart
from analytics.imports.reading import read_table


def _written(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    return stream.getvalue()


def _column(values: pa.Array) -> list[str]:
    rows = read_apart(_written(pa.table({"q": values})), "parquet", "a.parquet").rows
    assert rows[0] == ["q"]
    return [row[0] for row in rows[1:]]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (pa.array([1, None, 3], pa.int8()), ["1", "", "3"]),
        (pa.array([1.0, None, 2.5]), ["1", "", "2.5"]),
        (pa.array([Decimal("1.50"), Decimal("2.00")]), ["1.5", "2"]),
        (pa.array(["a", None, "a"]).dictionary_encode(), ["a", "", "a"]),
        (pa.array([date(2024, 2, 29)]), ["2024-02-29"]),
        (pa.array([datetime(2024, 2, 29)], pa.timestamp("ns")), ["2024-02-29"]),  # noqa: DTZ001 - as pandas has days
        (pa.array([datetime(2024, 2, 29, 7, tzinfo=UTC)]), ["2024-02-29 07:00:00+00:00"]),
        (pa.array([True, None]), ["TRUE", ""]),
        (pa.array([["Feedback", "Careers"], []]), ["Feedback;Careers", ""]),
        (pa.array([b"caf\xc3\xa9"]), ["café"]),
        (pa.array(["x"], pa.large_string()), ["x"]),
        (pa.nulls(2), ["", ""]),
    ],
    ids=str,
)
def test_each_kind_of_column_stands_as_texts(values: pa.Array, texts: list[str]) -> None:
    assert _column(values) == texts


def test_a_frame_of_pandas_is_read_without_its_unnamed_index() -> None:
    frame = pd.DataFrame({"id": ["007", "008"], "unit": pd.Categorical(["North", "South"])}, index=[5, 9])
    stream = io.BytesIO()
    frame.to_parquet(stream)
    found = read_table(stream.getvalue(), file_name="people.parquet")
    assert found.names == ("id", "unit")
    assert list(map(list, found.records)) == [["007", "North"], ["008", "South"]]
    assert found.encoding == "parquet"


def test_columns_of_records_are_left_out_and_named() -> None:
    table = pa.table({"id": ["a"], "answers": [{"q": 1}], "score": [5]})
    found = read_apart(_written(table), "parquet", "a.parquet")
    assert found.rows == [["id", "score"], ["a", "5"]]
    assert [notice.message for notice in found.notices] == [
        "Columns that hold records instead of answers were left out: 'answers'."
    ]


def test_two_columns_of_one_name_are_two_columns() -> None:
    content = _written(pa.table([pa.array([1, 2]), pa.array([3, 4])], names=["q", "q"]))
    assert read_apart(content, "parquet", "a.parquet").rows == [["q", "q"], ["1", "3"], ["2", "4"]]


def test_a_row_group_that_is_cut_off_is_refused() -> None:
    content = _written(pa.table({"q": list(range(1_000))}))
    with pytest.raises(UnreadableFileError, match="damaged or cut off"):
        read_apart(content[:-100], "parquet", "a.parquet")
