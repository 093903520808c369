"""Small tables to and from Parquet: the cells of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.engine.connection import in_memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def write_rows(path: Path, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows to a Parquet file.

    Args:
        path: The file to write.
        columns: SQL type by column name; the names come from code, never from a user.
        rows: Values in the order of the columns.
    """
    with in_memory() as connection:
        declared = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"create table outgoing ({declared})")
        if rows:
            unnested = ", ".join(f"unnest(${name})" for name in columns)
            values = {name: [row[index] for row in rows] for index, name in enumerate(columns)}
            connection.execute(f"insert into outgoing select {unnested}", values)
        connection.table("outgoing").write_parquet(str(path), compression="zstd")


def read_rows(path: Path) -> list[tuple[Any, ...]]:
    """Every row of a Parquet file, in file order."""
    with in_memory() as connection:
        return connection.execute("select * from read_parquet($path)", {"path": str(path)}).fetchall()
