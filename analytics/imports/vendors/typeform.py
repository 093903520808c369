"""Typeform: "#" in front, Network ID and submit date at the end, marks of emphasis and piped fields in the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.imports.vendors.vendor import CERTAIN, LIKELY, Layout, Vendor, keyed, one_row, rows_where
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Table

_ROLES = {
    "#": "respondent_id",
    "networkid": "network_id",
    "startdateutc": "start",
    "submitdateutc": "submitted",
    "stagedateutc": "metadata",
    "responsetype": "response_type",
    "tags": "metadata",
    "ending": "metadata",
    "score": "derived",
}
_OWN = ("networkid", "submitdateutc", "startdateutc", "responsetype")
_ENOUGH = 2
_NOT_SUBMITTED = frozenset({"partial", "started"})


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from Typeform, 0 to 1."""
    names = keyed(rows[0])
    n = sum(name in names for name in _OWN)
    has_number = bool(rows[0]) and rows[0][0].strip() == "#"
    if n >= _ENOUGH or (n and has_number):
        return CERTAIN
    return LIKELY if has_number and ("<strong>" in "".join(rows[0]) or "{{field:" in "".join(rows[0])) else 0.0


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: one row."""
    return one_row(rows, _ROLES)


def dropped(table: Table) -> dict[str, list[int]]:
    """Answers that were begun and never sent."""
    return {"partial": rows_where(table, "response_type", lambda cell: key(cell) in _NOT_SUBMITTED)}


VENDOR = Vendor(name="typeform", label="Typeform", likeness=likeness, layout=layout, dropped=dropped)
