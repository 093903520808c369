"""Rows of somebody who tries a survey out: told by the e-mail address or the name that was typed in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from analytics.imports.headings import patterns
from analytics.imports.wording import plain, trimmed, without_accents

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.imports.table import Column, Table

_TRIES = r"test(ing|er)?\d*([ ._-]?(test|tester|user|person)\d*)?"
_CERTAIN = re.compile(
    rf"{_TRIES}@(test|example|mail|email|domain|company)\.(com|org|net|de|test|invalid|example)", re.IGNORECASE
)
_LIKELY = re.compile(rf"{_TRIES}(@[^@\s]+)?", re.IGNORECASE)
_EMAIL, _NAME = "email", "name"


def certain(table: Table) -> list[int]:
    """Positions of the records whose address is nobody's, such as test@example.com.

    Args:
        table: The table.
    """
    return _rows(table, (_EMAIL,), lambda text: _CERTAIN.fullmatch(trimmed(text)) is not None)


def likely(table: Table) -> list[int]:
    """Positions of the records that are certain, or whose address or name is "test" or the like.

    Args:
        table: The table.
    """
    found = _rows(table, (_EMAIL, _NAME), lambda text: _LIKELY.fullmatch(trimmed(text)) is not None)
    return sorted({*found, *certain(table)})


def _rows(table: Table, kinds: tuple[str, ...], is_test: Callable[[str], bool]) -> list[int]:
    is_found = np.zeros(len(table.records), dtype=np.bool_)
    for column in table.columns:
        if _kind(column) in kinds:
            is_found |= table.records.texts(column.index).mask(is_test)
    positions: list[int] = np.flatnonzero(is_found).tolist()
    return positions


def _kind(column: Column) -> str | None:
    """Whether a column holds e-mail addresses or names, by its heading."""
    heading = without_accents(plain(column.part or column.stem or column.name).strip(" :?*").replace("_", " "))
    return next((kind for kind, said in _personal() if column.role == kind or said.search(heading)), None)


@cache
def _personal() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, said) for kind, said in patterns("personal") if kind in {_EMAIL, _NAME})
