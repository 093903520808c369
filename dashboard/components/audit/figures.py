"""Which figures one line of the log is about, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import dimension, measure
from analytics.errors import UnknownNameError
from analytics.release.cell_names import cell_names
from dashboard.components.charts import card
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.audit_log import Line
    from analytics.release.cell_key import CellKey
    from analytics.release.read import Release

ELSEWHERE = "a figure of another release"
NOT_SHOWN = "refused"
MOST = 400


def figures_card(release: Release | None, lines: Sequence[Line]) -> None:
    """Draw a choice of lines, and the figures of the one that is chosen.

    Args:
        release: The release that knows the names.
        lines: The lines that are listed.
    """
    with_cells = {line.number: line for line in lines if line.event.cells or line.event.refused}
    if release is None or not with_cells:
        return
    with card("figures", "Which figures", "The names of the figures that one line is about, never what they were."):
        number = st.selectbox(
            "Line",
            list(with_cells),
            format_func=lambda one: _words(with_cells[one]),
            index=None,
            placeholder="Choose a line of the list above",
            key="audit-line",
            label_visibility="collapsed",
        )
        if number is not None:
            st.html(figures_table(release, with_cells[number]).html())


def figures_table(release: Release, line: Line) -> Table:
    """The figures of a line by name.

    Args:
        release: The release that knows the names.
        line: The line.
    """
    names = cell_names(release)
    shown = sorted({_row(names.get(one), "looked up") for one in line.event.cells})
    refused = sorted({_row(names.get(one), NOT_SHOWN, otherwise=one) for one in line.event.refused})
    rows = (*refused, *shown)
    more = f"The first {count(MOST)} of {count(len(rows))}." if len(rows) > MOST else ""
    header = ("Measure", "Of", "Divided by", "What")
    return Table(caption="Figures of a line", header=header, rows=rows[:MOST], words=(1, 2, 3), note=more)


def _row(key: CellKey | None, what: str, otherwise: str = ELSEWHERE) -> tuple[str, ...]:
    if key is None:
        return ("no published figure" if what == NOT_SHOWN else otherwise, otherwise, "", what)
    groups = ", ".join(f"{dimension(name).label}: {category}" for name, category in sorted(key.categories))
    return _measure(key.measure), _population(key.population), groups or "everyone", what


def _measure(name: str) -> str:
    try:
        return measure(name).label
    except UnknownNameError:
        return name.replace(":", " ").replace("_", " ")


def _population(name: str) -> str:
    return f"survey of {name.removeprefix('survey:')}" if name.startswith("survey:") else name


def _words(line: Line) -> str:
    event = line.event
    return f"Line {line.number}: {event.who}, {event.at[:10]} {event.at[11:19]}, {event.note or event.action}"
