"""Small imports for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from analytics.store import ImportRecord, Store, import_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def clock() -> Callable[[], datetime]:
    """A clock that is one second later at every look, from noon on 1 June 2026."""
    looks = iter(range(10_000))
    return lambda: datetime(2026, 6, 1, 12, tzinfo=UTC) + timedelta(seconds=next(looks))


def record(name: str, *, rows: int = 3) -> ImportRecord:
    """The record of an import of a made-up file."""
    return ImportRecord(
        id=import_id(name, {"kind": "people"}),
        file_name=f"{name}.csv",
        file_sha256=name,
        kind="people",
        wave=None,
        rows=rows,
        dropped={"blank": 1},
        by="ana",
        at="2026-06-01T12:00:00+00:00",
        mapping={"kind": "people"},
        notes={"warnings": ["none"]},
    )


def tables(*, rows: int = 3) -> dict[str, pa.Table]:
    """Two small tables."""
    return {
        "people": pa.table({"person_key": pa.array(range(rows), pa.int64())}),
        "teams": pa.table({"team_key": pa.array(range(rows), pa.int64())}),
    }


def store_with(folder: Path, *names: str) -> Store:
    """A store with one import of three rows for each name."""
    store = Store.create(folder, clock=clock())
    for name in names:
        store.commit(record(name), tables())
    return store
