"""What the engine answers with: rows of integers under category names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Row: TypeAlias = Mapping[str, "int | str | None"]
Rows: TypeAlias = tuple[Row, ...]


def count(row: Row, name: str) -> int:
    """The integer of that name in a row.

    Raises:
        TypeError: The column does not hold an integer; the SQL file breaks its promise.
    """
    value = row[name]
    if not isinstance(value, int):
        msg = f"{name} must be an integer"
        raise TypeError(msg)
    return value


def category(row: Row, name: str) -> str | None:
    """The category of that name in a row, or None where the row is about all categories.

    Raises:
        TypeError: The column does not hold text; the SQL file breaks its promise.
    """
    value = row[name]
    if value is not None and not isinstance(value, str):
        msg = f"{name} must be a category"
        raise TypeError(msg)
    return value
