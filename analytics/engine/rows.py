"""What the engine answers with: rows of integers under category names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def counts(rows: Iterable[Row], name: str) -> list[int]:
    """The integers of that name in many rows; what `count` says of each.

    Raises:
        TypeError: The column does not hold integers; the SQL file breaks its promise.

    >>> counts([{"people": 3}, {"people": 4}], "people")
    [3, 4]
    """
    values = [row[name] for row in rows]
    if not set(map(type, values)) <= {int, bool}:
        msg = f"{name} must be an integer"
        raise TypeError(msg)
    return values  # type: ignore[return-value]


def categories(rows: Iterable[Row], name: str) -> list[str]:
    """The categories of that name in many rows; what `category` says of each, '' where the row is about all of them.

    Raises:
        TypeError: The column does not hold text; the SQL file breaks its promise.

    >>> categories([{"level": "L1"}, {"level": None}], "level")
    ['L1', '']
    """
    values = [row[name] or "" for row in rows]
    if not set(map(type, values)) <= {str}:
        msg = f"{name} must be a category"
        raise TypeError(msg)
    return values  # type: ignore[return-value]
