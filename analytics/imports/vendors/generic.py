"""Any other table: one row of headings, or texts over options, nothing taken for granted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.imports.question import number
from analytics.imports.table import Column
from analytics.imports.vendors.vendor import (
    Layout,
    Vendor,
    filled_forward,
    one_row,
    position_key,
    unique,
)
from analytics.imports.wording import key, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Table

GENERIC = "generic"
_LEAST = 0.01
_FEWEST_BLANK, _SHARE_BLANK = 3, 0.1
_MOSTLY, _ENOUGH_BELOW = 0.8, 3
_ROLES = {
    "respondentid": "respondent_id",
    "responseid": "respondent_id",
    "respondent": "respondent_id",
    "submissionid": "respondent_id",
    "timestamp": "submitted",
    "submitted": "submitted",
    "submittedat": "submitted",
    "submittedon": "submitted",
    "submissiondate": "submitted",
    "submitdate": "submitted",
    "completedat": "submitted",
    "respondedon": "submitted",
    "respondedat": "submitted",
    "surveydate": "submitted",
    "startdate": "start",
    "enddate": "submitted",
    "ipaddress": "ip_address",
    "ip": "ip_address",
    "latitude": "latitude",
    "longitude": "longitude",
    "submissiontime": "submitted",
    "recordid": "respondent_id",
    "recordeddate": "submitted",
    "durationinseconds": "duration",
    "submissionip": "ip_address",
    "submissionurl": "metadata",
    "submissionediturl": "metadata",
    "lastupdatedate": "metadata",
    "reference": "respondent_id",
    "useragent": "metadata",
    "sessionid": "metadata",
}
# What KoboToolbox, ODK and REDCap add to the answers.
_ADDED = re.compile(
    r"_(_version__|uuid|validation_status|notes|status|submitted_by|version|tags|index|attachments|geolocation.*|parent_.*"
    r"|xform_id_string)\Z|(meta|formhub)/.*|__version__\Z|deviceid\Z|subscriberid\Z|simserial\Z|redcap_\w+\Z"
)
_ADDED_BY_REDCAP = re.compile(rf"{_ADDED.pattern}|\w+_(complete|timestamp)\Z")
_FORM, _COMPLETE = re.compile(r"\w_complete\Z"), frozenset({"2", "complete"})
_CHECKBOX = re.compile(r"(?P<stem>\w+?)___(?P<part>\w+)\Z")


def likeness(rows: Sequence[Sequence[str]]) -> float:  # noqa: ARG001 - the signature of every vendor's rule
    """The least: every table is at least a table."""
    return _LEAST


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: one row, or a row of texts above a row of options where both are clearly headings."""
    if not _has_second_row(rows):
        found = one_row(rows, _ROLES, _ADDED_BY_REDCAP if _is_redcap(rows[0]) else _ADDED)
        columns = [_checkbox(column) for column in _with_known_start(found.columns)]
        return replace(found, columns=_with_paths(columns))
    headings = [[plain(cell) for cell in row] for row in rows[:2]]
    columns = [
        Column(
            index=index,
            key=position_key(index),
            name=" - ".join(cell for cell in cells if cell) or stem,
            stem=stem,
            part=cells[1].lstrip("- "),
            role=_ROLES.get(key(cells[0])) if not cells[1] else None,
        )
        for index, (cells, stem) in enumerate(filled_forward(headings, is_single=False))
    ]
    return Layout(header_rows=2, columns=unique(columns))


def without_headings(rows: Sequence[Sequence[str]]) -> Layout:
    """The layout of a table that begins with its first record: each column is named by its place.

    It is as wide as all but a few of its rows, so that a stray cell in one of them makes no column.

    >>> [column.name for column in without_headings([["4", "5"], ["1", "2"]]).columns]
    ['Column 1', 'Column 2']

    Args:
        rows: The first records.
    """
    widths = sorted(len(row) for row in rows)
    width = max(1, widths[int(_MOSTLY * (len(widths) - 1))])
    names = [f"Column {index + 1}" for index in range(width)]
    columns = [Column(index=index, key=position_key(index), name=name, stem=name) for index, name in enumerate(names)]
    return Layout(header_rows=0, columns=tuple(columns))


def _is_redcap(names: Sequence[str]) -> bool:
    return any(name == "record_id" or name.startswith("redcap_") for name in names)


def _with_known_start(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, a start without an end beside it as a date like any other: it may be that of a job."""
    if any(column.role == "submitted" for column in columns):
        return tuple(columns)
    return tuple(replace(column, role=None) if column.role == "start" else column for column in columns)


def dropped(table: Table) -> dict[str, list[int]]:
    """Records of REDCap of which no form is complete, where the file tells that forms are."""
    forms = [column.index for column in table.columns if column.role == "derived" and _FORM.search(column.name)]
    if not forms or not _is_redcap(table.names):
        return {}
    is_complete = np.zeros(len(table.records), dtype=np.bool_)
    for index in forms:
        is_complete |= table.records.texts(index).mask(lambda cell: key(cell) in _COMPLETE)
    return {"partial": np.flatnonzero(~is_complete).tolist()} if is_complete.any() else {}


def _checkbox(column: Column) -> Column:
    """The column of one option, as REDCap names it: "tools___2" is option 2 of "tools"."""
    found = _CHECKBOX.match(column.name)
    return replace(column, stem=found["stem"], part=found["part"]) if found and column.role is None else column


def _with_paths(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, options named as KoboToolbox names them, "Which?/Mail" behind "Which?", as parts of their question.

    The question's own column repeats what its options say.
    """
    names = {column.name for column in columns}
    parents = {column.index: _parent(column.name, names) for column in columns if column.role is None}
    several = {name for name, n in Counter(parents.values()).items() if name and n > 1}
    return tuple(_on_path(column, parents.get(column.index, ""), several) for column in columns)


def _parent(name: str, names: set[str]) -> str:
    """The longest beginning of a name, up to a slash, that names another column; nothing where there is none."""
    ends = [position for position, mark in enumerate(name) if mark == "/"]
    return next((name[:end] for end in reversed(ends) if name[:end] in names), "")


def _on_path(column: Column, parent: str, several: set[str]) -> Column:
    if parent in several:
        return replace(column, stem=parent, part=column.name[len(parent) + 1 :])
    return replace(column, role="derived") if column.name in several and column.role is None else column


def _has_second_row(rows: Sequence[Sequence[str]]) -> bool:
    """Whether texts stand over some columns only, and nearly no cell of the row below them is ever an answer."""
    if len(rows) < 2 + _ENOUGH_BELOW:
        return False
    first, second, below = rows[0], rows[1], rows[2:]
    asked = [index for index in range(len(first)) if any(index < len(row) and row[index].strip() for row in below)]
    blank = [index for index in asked if not first[index].strip()]
    if len(blank) < max(_FEWEST_BLANK, _SHARE_BLANK * len(asked)):
        return False
    filled = [index for index in asked if index < len(second) and second[index].strip()]
    named = sum(_names(second[index], [row[index] for row in below if index < len(row)]) for index in filled)
    is_over_blank = sum(index in filled for index in blank) >= _MOSTLY * len(blank)
    return is_over_blank and named >= _MOSTLY * len(filled)


def _names(cell: str, answers: Sequence[str]) -> bool:
    """Whether a cell names its column: words that are no answer below, or the only answer below."""
    different = {key(answer) for answer in answers if answer.strip()}
    return number(cell.strip()) is None and (key(cell) not in different or different == {key(cell)})


VENDOR = Vendor(name=GENERIC, label="Other", likeness=likeness, layout=layout, dropped=dropped)
