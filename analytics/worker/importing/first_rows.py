"""The top of an upload as far as it may be shown: its headings, and first rows with everything personal hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from analytics.errors import TwowayError
from analytics.imports.canonical.recognize import ROWS_LOOKED_AT, header_row
from analytics.imports.options import Options
from analytics.imports.reading import read_table
from analytics.imports.run import SURVEY
from analytics.worker.importing.seen import Head

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from analytics.imports.canonical.recognize import HeaderRow
    from analytics.imports.reading import Source
    from analytics.imports.understanding import Understanding

HIDDEN = "hidden"
FIRST_ROWS = 6
TOP_BYTES = 1 << 20
"""What is read of a large file to tell by its headings what it is."""
LONGEST_CELL = 40
_PERSONAL_HEADING = re.compile(
    r"(^|[\s_.-])(id|ids|e-?mail|mail|name|phone|mobile|address|ip|birth.?date|date.?of.?birth|dob|ssn)([\s_.-]|$)",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OF_PEOPLE = frozenset(
    {
        "person_id", "email", "name", "first_name", "last_name", "birth_date", "team", "pair_id", "junior_id",
        "senior_id", "mentor_id", "mentee_id", "mentor_name", "mentee_name", "attendee", "session_id", "goal_id",
    }
)  # fmt: skip
"""Columns of program tables that name somebody, whatever their heading and its language."""


def head_of(content: bytes, file_name: str, source: Source) -> Head:
    """What the headings of a file say it is, and its first rows.

    Of a large survey only the beginning is read: all of it is read to be understood.

    Args:
        content: Its bytes.
        file_name: The name the user gave it.
        source: Its bytes, as they are read.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: It is a summary report.
    """
    if len(content) > TOP_BYTES:
        try:
            top = _head(content[: content.rfind(b"\n", 0, TOP_BYTES) + 1], file_name)
        except TwowayError:
            return _head(source, file_name)
        if top.kind == SURVEY:
            return replace(top, n_rows=None)
    return _head(source, file_name)


def first_answers(understanding: Understanding) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headings and first answers of a survey, what the survey tool added last.

    Args:
        understanding: What was understood of the file.
    """
    personal = {name for name, _ in understanding.personal_data}
    columns = sorted(understanding.table.columns, key=lambda column: column.role is not None)
    names = [column.name for column in columns]
    records = [[record[column.index] for column in columns] for record in islice(understanding.records(), FIRST_ROWS)]
    return tuple(_cut(name) for name in names), _masked(names, records, personal)


def _head(source: Source, file_name: str) -> Head:
    table = read_table(source, file_name=file_name, options=Options(format="generic", header_rows=1))
    top = [list(record) for record in islice(table.records, ROWS_LOOKED_AT)]
    header = header_row([list(table.names), *top])
    return Head(
        kind=SURVEY if header is None else header.table,
        names=tuple(table.names),
        rows=_masked(table.names, top[:FIRST_ROWS], positions=_naming(header)),
        n_rows=len(table.records),
    )


def _naming(header: HeaderRow | None) -> frozenset[int]:
    """Positions of the columns of a program table that name somebody."""
    found = {} if header is None else header.positions
    return frozenset(position for name, position in found.items() if name in _OF_PEOPLE)


def _masked(
    names: Sequence[str],
    records: Sequence[Sequence[str]],
    personal: Collection[str] = (),
    positions: Collection[int] = (),
) -> tuple[tuple[str, ...], ...]:
    """The cells that may be shown: nothing under a heading that names people, and no e-mail addresses."""
    is_personal = [
        name in personal or position in positions or _PERSONAL_HEADING.search(_BETWEEN_WORDS.sub(" ", name)) is not None
        for position, name in enumerate(names)
    ]
    return tuple(
        tuple(
            HIDDEN if cell.strip() and (hides or "@" in cell) else _cut(cell)
            for hides, cell in zip(is_personal, record, strict=False)
        )
        for record in records
    )


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…"
