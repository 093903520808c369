"""Databases in memory that say nothing: whatever a program prints stays what a program can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Mapping


def in_memory(options: Mapping[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """A new database in memory that draws no bar of progress, not even in a terminal.

    Args:
        options: Settings by name that hold from the start.

    >>> in_memory().execute("select current_setting('enable_progress_bar')").fetchall()
    [(False,)]
    """
    connection = duckdb.connect(config=dict(options or {}))
    connection.execute("set enable_progress_bar = false")
    return connection
