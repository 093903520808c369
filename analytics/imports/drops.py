"""Rows that are not answers: why, how many, and which. Nothing is dropped that cannot be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.imports.headings import content
from analytics.imports.question import number
from analytics.imports.vendors import VENDORS
from analytics.imports.wording import key, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analytics.imports.records import Records
    from analytics.imports.table import Table

ALL = "all"
_LAST_ROWS = 6
_ADDED = frozenset({None, "open_ended"})


def dropped(table: Table, keep: frozenset[str]) -> dict[str, list[int]]:
    """Positions of the records that are not answers, by reason, each record once.

    Args:
        table: The table.
        keep: Reasons that do not apply; "all" for none at all.
    """
    vendor = VENDORS.get(table.format)
    rules: list[Mapping[str, Sequence[int]]] = [
        {"too_many_cells": table.overlong},
        {"blank": _empty(table)},
        {"repeated_heading": _repeated(table)},
        {"total": _totals(table)},
        vendor.dropped(table) if vendor is not None else {},
        {"blank": _unanswered(table)},
    ]
    found: dict[str, list[int]] = {}
    gone: set[int] = set()
    for rule in rules:
        for reason, positions in rule.items():
            fresh = sorted({position for position in positions if position not in gone})
            if fresh and not keep & {reason, ALL}:
                found[reason] = sorted([*found.get(reason, []), *fresh])
                gone.update(fresh)
    return found


def _empty(table: Table) -> list[int]:
    """Records without any cell."""
    return _blank_in(table.records, range(table.records.width))


def _unanswered(table: Table) -> list[int]:
    """Records without an answer: the survey tool's own cells alone."""
    return _blank_in(table.records, [column.index for column in table.columns if column.role in _ADDED])


def _blank_in(records: Records, columns: Sequence[int]) -> list[int]:
    """Records that have nothing in some columns."""
    if not columns:
        return list(range(len(records)))
    first, *others = columns
    blank = np.flatnonzero(records.texts(first).is_blank(str.strip))
    for column in others:
        if len(blank):
            blank = blank[records.texts(column).take(blank).is_blank(str.strip)]
    found: list[int] = blank.tolist()
    return found


def _repeated(table: Table) -> list[int]:
    """Records that are the headings again, as in files that were glued together."""
    headings = [key(column.name) for column in table.columns]
    if len(headings) == 1:
        return []
    # A column of few different texts first: it leaves hardly a record to look at in the others.
    first, *others = sorted(range(len(headings)), key=lambda column: table.records.texts(column).is_varied)
    found = np.flatnonzero(table.records.texts(first).mask(_says(headings[first])))
    for column in others:
        if len(found):
            found = found[table.records.texts(column).take(found).mask(_says(headings[column]))]
    positions: list[int] = found.tolist()
    return positions


def _says(letters: str) -> Callable[[str], bool]:
    """A function that tells whether a text has certain letters."""
    return lambda text: key(text) == letters


def _totals(table: Table) -> list[int]:
    """Records at the end that hold a sum or an average somebody typed in."""
    last = range(max(0, len(table.records) - _LAST_ROWS), len(table.records))
    return [position for position in last if _is_total(table.records[position])]


def _is_total(record: Sequence[str]) -> bool:
    """Whether a record is a word for a sum or an average, and numbers."""
    filled = [trimmed(cell) for cell in record if cell.strip()]
    is_named = bool(filled) and key(filled[0]) in content()["total"]
    return is_named and all(number(cell) is not None for cell in filled[1:])
