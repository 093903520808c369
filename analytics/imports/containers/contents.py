"""What a container holds: rows of texts, and what it says about its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.imports.table import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a container says about one of its columns.

    Args:
        text: The text of the question, or an empty string.
        labels: Each label with its number, as the container states them.
        not_applicable: Cells that the container declares as missing.
        is_turned: Whether the numbers fall where the words of the labels rise.
    """

    text: str = ""
    labels: tuple[tuple[str, float], ...] = ()
    not_applicable: tuple[str, ...] = ()
    is_turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The table in a container.

    Args:
        kind: The kind of container, such as "xlsx".
        rows: The rows as texts, headings included.
        described: What is said about each column, or nothing at all.
        notices: What a person should know about the reading.
    """

    kind: str
    rows: list[list[str]]
    described: tuple[Described, ...] = ()
    notices: tuple[Notice, ...] = ()
