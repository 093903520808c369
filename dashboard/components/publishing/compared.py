"""What a draft or a release says that the one before did not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from analytics import catalog
from analytics.release.differences import FATES, WHY_KEPT, differences
from dashboard.components.publishing import work
from dashboard.components.publishing.held_back import population_words
from dashboard.components.publishing.wanted import table_words
from dashboard.components.tables import Table
from dashboard.theme import count, day, number, short_unit, signed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analytics.release.differences import Differences, FigureChange

SHOWN = 12
FATE_WORDS = {"new": "New", "gone": "Gone", "changed": "Changed", "same": "The same"}


@lru_cache(maxsize=4)
def compared(earlier: Path, later: Path, hashes: tuple[str, str]) -> Differences:
    """What a later release says that an earlier one did not, computed once.

    Args:
        earlier: Folder of the earlier release.
        later: Folder of the later one.
        hashes: Hashes of their cells.
    """
    del hashes
    return differences(earlier, later)


def kept_words(older: Mapping[str, str]) -> str:
    """What keeps the figures of an earlier release, and why; empty where nothing does.

    Args:
        older: The parts that do, with the time of that release, ISO 8601.
    """
    if not older:
        return ""
    kept = ", ".join(f"{part}: figures of {day(at)}" for part, at in older.items())
    return f"{kept}. {WHY_KEPT}"


def compared_panel(found: Differences) -> None:
    """Draw the differences: how many cells of each table, which figures by how much, which others.

    Args:
        found: The differences.
    """
    if kept := kept_words(found.kept):
        work.line(kept)
    if found.are_none:
        work.line(f"The same as {found.earlier}, to the last digit.")
        return
    cells = found.cells
    work.line(
        f"Compared with {found.earlier}: {count(cells['new'])} cells are new, {count(cells['gone'])} are gone, "
        f"{count(cells['changed'])} are changed, {count(cells['same'])} are the same."
    )
    if found.figures:
        st.html(_figures(found.figures[:SHOWN], len(found.figures)).html())
    others = [one for one in found.kinds if one.new or one.gone or one.changed]
    if others:
        rows = tuple((one.kind, *(count(getattr(one, fate)) for fate in FATES)) for one in others)
        st.html(Table(caption="Other figures", header=("Other figures", *FATE_WORDS.values()), rows=rows).html())
    tables = [one for one in found.tables if one.new or one.gone or one.changed]
    if tables:
        with st.expander(f"{count(len(tables))} tables that differ", key="tables-compared", type="compact"):
            rows = tuple(
                (
                    population_words(one.population),
                    table_words(one.dimensions) if one.dimensions else "Everyone",
                    *(count(getattr(one, fate)) for fate in FATES),
                )
                for one in tables
            )
            header = ("Who", "Table", *FATE_WORDS.values())
            st.html(Table(caption="Tables that differ", header=header, rows=rows, words=(1,)).html())


def _figures(figures: tuple[FigureChange, ...], n: int) -> Table:
    rows = tuple(
        (
            catalog.measure(one.measure).label,
            one.wave or "",
            one.group,
            number(one.before.value, one.after.unit),
            number(one.after.value, one.after.unit),
            f"{signed(one.change, one.after.unit)} {short_unit(one.after.unit)}",
            count(one.after.n),
        )
        for one in figures
    )
    header = ("Changed figure", "Survey", "Group", "Before", "Now", "Change", "n")
    note = (
        f"And {count(n - len(figures))} more; the command twoway releases --compare lists all."
        if n > len(figures)
        else ""
    )
    return Table(caption="Changed figures", header=header, rows=rows, note=note, words=(1, 2))
