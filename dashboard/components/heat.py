"""Heat maps as tables: a cell has a color only where the corrected interval leaves zero out."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboard.components.tables import NOT_PUBLISHED, Table
from dashboard.figures.series import shown
from dashboard.theme import count, interval, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Difference, Finding

LEGEND = (
    "A color and a triangle mean that the interval, corrected for all cells of the table, leaves zero out: teal \u25b2 "
    "where the pilot is higher, amber \u25bc where it is lower. Gray may be chance."
)
GRAY = "may be chance"
STRONGER = (2, 4)
"""Times the margin of equivalence at which the color of a cell grows stronger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row of a heat map.

    Args:
        label: What the row is.
        cells: One difference for each column, None where the column has no such group.
    """

    label: str
    cells: tuple[Finding[Difference] | None, ...]


def heat_html(caption: str, rows_are: str, columns: Sequence[str], rows: Sequence[HeatRow]) -> str:
    """The heat map as markup.

    Args:
        caption: What it shows; read aloud, not drawn.
        rows_are: What the rows are, such as "Group".
        columns: Names of the columns.
        rows: The rows.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (rows_are, *columns))
    body = "".join(f'<tr><th scope="row">{escape(row.label)}</th>{"".join(map(_cell, row.cells))}</tr>' for row in rows)
    table = (
        f'<table class="tw-table tw-heat"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    scroll = f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">{table}</div>'
    return f'{scroll}<p class="tw-note">{LEGEND}</p>'


def heat_title(label: str, groups: str, columns: Sequence[str], rows: Sequence[HeatRow]) -> str:
    """A title about the newest column of a heat map: in how many of its groups the pilot differs beyond chance.

    Args:
        label: What is measured.
        groups: What the rows are, such as "Business unit".
        columns: Names of the columns.
        rows: The rows.
    """
    newest = [value for row in rows if (cell := row.cells[-1]) and (value := shown(cell))]
    if not newest:
        return f"{label} by {groups.lower()}"
    clear = [value.difference > 0 for value in newest if value.interval.excludes(0.0)]
    counted = ((sum(clear), "higher"), (len(clear) - sum(clear), "lower"))
    said = [f"{word} in {n} of {len(newest)}" for n, word in counted if n]
    differs = f"the pilot is {' and '.join(said)} groups" if said else "the pilot differs in no group"
    return f"{label} by {groups.lower()}: {differs}, beyond chance, in {columns[-1]}"


def heat_table(caption: str, rows_are: str, columns: Sequence[str], rows: Sequence[HeatRow]) -> Table:
    """The heat map as a table with one row a cell, as it is saved.

    Args:
        caption: What it shows.
        rows_are: What the rows are.
        columns: Names of the columns.
        rows: The rows.
    """
    header = (
        rows_are,
        "Survey",
        "Pilot minus comparison",
        "Corrected interval",
        "Pilot (n)",
        "Comparison (n)",
        "Verdict",
    )
    cells = tuple(
        (row.label, column, *_parts(cell)) for row in rows for column, cell in zip(columns, row.cells, strict=True)
    )
    return Table(caption=caption, header=header, rows=cells, words=(1, 6))


def _parts(finding: Finding[Difference] | None) -> tuple[str, ...]:
    value = shown(finding) if finding else None
    if value is None:
        return NOT_PUBLISHED, "", "", "", ""
    unit = value.pilot.unit
    limits = interval(value.interval, unit)
    people = (count(value.pilot.n), count(value.comparison.n))
    return signed(value.difference, unit), limits, *people, "beyond chance" if value.interval.excludes(0.0) else GRAY


def _cell(finding: Finding[Difference] | None) -> str:
    value = shown(finding) if finding else None
    if value is None:
        return '<td class="tw-missing" title="Not published">–</td>'
    unit = value.pilot.unit
    is_clear = value.interval.excludes(0.0)
    kind = f' class="{_color(value)}"' if is_clear else ""
    words = escape(
        f"{interval(value.interval, unit)} {unit}; pilot {count(value.pilot.n)}, comparison {count(value.comparison.n)}"
    )
    shape = mark(value.difference) if is_clear else ""
    people = f"<small>n {count(value.pilot.n)}</small>"
    return f'<td{kind} title="{words}">{shape}{signed(value.difference, unit)}{people}</td>'


def mark(difference: float) -> str:
    """The triangle in front of a number beyond chance, for gray print; the number itself has the sign.

    >>> mark(-3.0)
    '<span aria-hidden="true">▼ </span>'
    """
    return f'<span aria-hidden="true">{"▲" if difference > 0 else "▼"} </span>'


def _color(value: Difference) -> str:
    strength = 1 + sum(abs(value.difference) > times * value.margin for times in STRONGER)
    return f"tw-{'above' if value.difference > 0 else 'below'}-{strength}"
