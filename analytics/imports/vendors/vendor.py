"""What a survey tool's module tells: whether a file is its own, what the columns are, which rows do not count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.imports.table import Column
from analytics.imports.wording import key, plain

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

    from analytics.imports.table import Table

CERTAIN = 0.95
LIKELY = 0.8
POSSIBLE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The headings of a file.

    Args:
        header_rows: Number of rows of headings.
        columns: The columns that they name.
    """

    header_rows: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """One survey tool.

    Args:
        name: Name in the inspect report.
        label: Name on screen.
        likeness: How sure it is that rows are from this tool, 0 to 1, from the rows at the top.
        layout: The headings of rows from this tool.
        dropped: Positions of the records that are not answers, by reason.
    """

    name: str
    label: str
    likeness: Callable[[Sequence[Sequence[str]]], float]
    layout: Callable[[Sequence[Sequence[str]]], Layout]
    dropped: Callable[[Table], Mapping[str, Sequence[int]]]


def keyed(row: Sequence[str]) -> list[str]:
    """The letters of each heading."""
    return [key(cell) for cell in row]


def share(names: Sequence[str], known: Mapping[str, str]) -> int:
    """How many different known headings a row has."""
    return len({known[name] for name in names if name in known})


def bracketed(heading: str) -> tuple[str, str]:
    """The question and the row of a heading like "Question [Row]"; the row is empty where there are no brackets.

    >>> bracketed("How was it? [The food [hot]]")
    ('How was it?', 'The food [hot]')
    """
    text = plain(heading)
    if not text.endswith("]"):
        return text, ""
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        depth += (text[position] == "]") - (text[position] == "[")
        if depth == 0:
            return text[:position].strip(), text[position + 1 : -1].strip()
    return text, ""


def position_key(index: int) -> str:
    """The key of a column without an id of its own.

    >>> position_key(11)
    'q012'
    """
    return f"q{index + 1:03d}"


def unique(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with keys that differ: a key that is used again gets the position of its column."""
    used = Counter(column.key for column in columns)
    return tuple(
        column if used[column.key] == 1 else replace(column, key=f"{column.key}_{position_key(column.index)}")
        for column in columns
    )


def one_row(rows: Sequence[Sequence[str]], roles: Mapping[str, str], pattern: re.Pattern[str] | None = None) -> Layout:
    """The layout of a file with one row of question texts.

    Args:
        rows: The rows, headings first.
        roles: What known headings hold, by their letters.
        pattern: Headings of further columns that are no questions, such as timings, or None.
    """
    columns = []
    for index, heading in enumerate(rows[0]):
        stem, part = bracketed(heading)
        role = roles.get(key(heading))
        if role is None and pattern is not None and pattern.match(plain(heading)):
            role = "derived"
        columns.append(
            Column(index=index, key=position_key(index), name=plain(heading), stem=stem, part=part, role=role)
        )
    return Layout(header_rows=1, columns=tuple(columns))


def filled_forward(headings: Sequence[Sequence[str]], *, is_single: bool) -> list[tuple[list[str], str]]:
    """The headings over each column and its question's text, which stands over the question's first column only.

    Of three rows the middle one is filled forward too, as far as its question goes.

    Args:
        headings: The rows of headings from the texts down.
        is_single: Whether there is no row below the texts, so that a column without a heading is nobody's.
    """
    width = max(map(len, headings))
    found: list[tuple[list[str], str]] = []
    stem = above = ""
    for index in range(width):
        cells = [row[index] if index < len(row) else "" for row in headings]
        if cells[0]:
            stem, above = cells[0], ""
        elif is_single:
            stem = ""
        if len(cells) > 2:  # noqa: PLR2004 - a text, a row of the grid, an answer
            above = cells[1] = cells[1] or above
        found.append((cells, stem))
    return found


def with_grids(columns: Sequence[Column]) -> list[Column]:
    """The columns, each row of a grid with one column an answer as a question of its own.

    Such columns are called "row - answer" below one text, and all rows have the same answers.

    Args:
        columns: The columns in the order of the file.
    """
    answers: dict[tuple[str, str], list[str]] = {}
    rows: dict[str, set[str]] = {}
    for column in columns:
        row, dash, answer = column.part.rpartition(" - ")
        if dash and column.role is None:
            answers.setdefault((column.stem, row), []).append(answer)
            rows.setdefault(column.stem, set()).add(row)
    grids = {stem for stem, names in rows.items() if _is_grid([answers[stem, row] for row in names])}
    return [_row_of_grid(column) if column.stem in grids and " - " in column.part else column for column in columns]


def _is_grid(rows: Sequence[Sequence[str]]) -> bool:
    """Whether there are several rows, each with the same two or more answers."""
    return len(rows) > 1 and len(rows[0]) > 1 and all(list(row) == list(rows[0]) for row in rows)


def _row_of_grid(column: Column) -> Column:
    row, _, answer = column.part.rpartition(" - ")
    return replace(column, stem=f"{column.stem} - {row}", part=answer)


def none_dropped(table: Table) -> dict[str, list[int]]:  # noqa: ARG001 - the signature of every vendor's rule
    """Nothing: every record of this tool is an answer."""
    return {}


def rows_where(table: Table, role: str, is_out: Callable[[str], bool]) -> list[int]:
    """Positions of the records whose cell in the column with a role is out."""
    column = table.column_with(role)
    if column is None:
        return []
    found: list[int] = np.flatnonzero(table.records.texts(column).mask(is_out)).tolist()
    return found
