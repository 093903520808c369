"""Alchemer: response id, times and a status in front of one row of question texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.imports.vendors.vendor import CERTAIN, Layout, Vendor, keyed, one_row, rows_where
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Column, Table

_ROLES = {
    "responseid": "respondent_id",
    "timestarted": "start",
    "datesubmitted": "submitted",
    "status": "status",
    "contactid": "external_reference",
    "legacycomments": "metadata",
    "comments": "metadata",
    "language": "language",
    "referer": "metadata",
    "extendedreferer": "metadata",
    "sessionid": "metadata",
    "useragent": "metadata",
    "extendeduseragent": "metadata",
    "tags": "metadata",
    "ipaddress": "ip_address",
    "longitude": "longitude",
    "latitude": "latitude",
    "country": "metadata",
    "city": "metadata",
    "stateregion": "metadata",
    "postal": "postal_code",
    "linkname": "metadata",
    "urlvariable": "metadata",
}
_PARTIAL = frozenset({"partial", "incomplete"})
_OUT = frozenset({"deleted", "disqualified"})


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from Alchemer, 0 to 1."""
    names = set(keyed(rows[0]))
    return CERTAIN if {"responseid", "timestarted", "datesubmitted"} <= names else 0.0


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: one row; rows of a grid and options of a choice are called "Option:Question"."""
    found = one_row(rows, _ROLES)
    asked = Counter(_asked(column) for column in found.columns)
    return replace(found, columns=tuple(_with_part(column, asked) for column in found.columns))


def _asked(column: Column) -> str:
    """The question behind the colon of a heading, nothing where there is no colon."""
    return "" if column.role is not None or column.part else column.name.partition(":")[2].strip()


def _with_part(column: Column, asked: Counter[str]) -> Column:
    """The column as a part of its question, where others are parts of it too."""
    stem = _asked(column)
    if not stem or asked[stem] == 1:
        return column
    return replace(column, stem=stem, part=column.name.partition(":")[0].strip())


def dropped(table: Table) -> dict[str, list[int]]:
    """Partial, deleted and disqualified answers."""
    return {
        "partial": rows_where(table, "status", lambda cell: key(cell) in _PARTIAL),
        "disqualified": rows_where(table, "status", lambda cell: key(cell) in _OUT),
    }


VENDOR = Vendor(name="alchemer", label="Alchemer", likeness=likeness, layout=layout, dropped=dropped)
