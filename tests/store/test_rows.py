from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet

from analytics.store import LazyColumn, Rows, Store, rows
from tests.store.examples import record

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

VALUES = pa.array([3, None, 5, 7, 9], pa.int16())


def made() -> Rows:
    columns = {"score": LazyColumn.of(VALUES), "wave": LazyColumn.same("spring", pa.string(), 5)}
    return Rows(columns=columns, num_rows=5)


def test_rows_are_made_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    assert [batch.num_rows for batch in made().batches()] == [2, 2, 1]
    assert made().read().to_pydict() == {"score": [3, None, 5, 7, 9], "wave": ["spring"] * 5}
    assert made()["score"].to_pylist() == VALUES.to_pylist()
    assert made().columns["score"].whole() == VALUES


def test_nothing_is_a_column_too() -> None:
    nothing = LazyColumn.same(None, pa.int64(), 3)
    assert nothing.whole().null_count == 3
    assert Rows(columns={"key": LazyColumn.of(VALUES[:0])}, num_rows=0).read().num_rows == 0


def test_long_rows_are_stored_as_a_table_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    store = Store.create(tmp_path / "store")
    version = store.commit(record("spring.csv"), {"responses": made()})
    (path,) = version.files["responses"]
    assert pyarrow.parquet.read_table(path, partitioning=None) == made().read()
    assert store.verify() == ()
