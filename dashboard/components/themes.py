"""What people write in comments: themes, never a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import dimension
from analytics.narrative import themes_title
from analytics.release.read import Released
from dashboard.components.charts import card, chart
from dashboard.components.notices import missing
from dashboard.components.provenance import explain
from dashboard.components.tables import NOT_PUBLISHED, Table
from dashboard.figures.series import shown
from dashboard.figures.themes import percent, themes
from dashboard.theme import coefficient, count, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Finding, Theme, Themes
    from dashboard.components.frame import Frame

PRIVATE = (
    "No comment is ever shown. A word counts from ten people on; names, addresses and numbers were taken out at import."
)
EVERYONE = "Everyone, whatever the filters say."


def themes_cards(frame: Frame) -> None:
    """Draw the themes of the comments of the chosen survey, or of the newest one with comments."""
    finding = frame.release.themes(frame.wave)
    found = shown(finding)
    if found is None:
        with card("themes", themes_title(finding), PRIVATE):
            missing([] if isinstance(finding.outcome, Released) else [finding.outcome.reason])
        return
    if not found.themes:
        with card("themes", themes_title(finding), f"{_who(found)} Fewer than 100 comments: words only. {PRIVATE}"):
            st.html(terms_table(found).html())
            explain([finding], key="themes")
        return
    _shares(frame, finding, found)
    _groups(frame, finding, found)


def _shares(frame: Frame, finding: Finding[Themes], found: Themes) -> None:
    chart(
        "themes",
        themes_title(finding),
        f"{_who(found)} Each counts for the theme that it fits best; shares to the nearest 5 % with Wilson's 95 % "
        f"interval. {EVERYONE}",
        figure=themes(found, frame.palette),
        table=themes_table(found),
        findings=[finding],
        note=f"{PRIVATE} Themes were found by counting words together, not by reading; from parts of the comments they "
        f"come back with a likeness of {coefficient(found.stability or 0.0)} of 1.",
    )


def _groups(frame: Frame, finding: Finding[Themes], found: Themes) -> None:
    with card(
        "theme-groups",
        "Themes by group",
        "Share of a group's people who wrote a comment, in percent to the nearest 5. Only where ten people or more "
        "stand in the theme and outside of it, in the group and in all others.",
    ):
        st.html(groups_table(found, _order(frame)).html())
        explain([finding], key="theme-groups")


def themes_table(found: Themes) -> Table:
    """The table of themes."""
    rows = tuple(
        (", ".join(one.terms), percent(one.share.percent), interval(one.share.interval, "%"), count(one.share.n))
        for one in found.themes
    )
    header = ("Theme", "Share (%)", "95 % interval", "n")
    return Table(caption=f"Themes of the comments of {found.wave}", header=header, rows=rows, note="n is in threes.")


def groups_table(found: Themes, order: Sequence[tuple[str, str]]) -> Table:
    """The table of themes by group: a column a theme, named by its first word.

    Args:
        found: The themes.
        order: Every dimension and category, in display order.
    """
    people = {(cell.dimension, cell.category): cell.share.n for one in found.themes for cell in one.cells}
    rows = tuple(
        (name[1], dimension(name[0]).label, *(_cell(one, *name) for one in found.themes), count(people[name]))
        for name in order
        if name in people
    )
    header = ("Group", "By", *(one.terms[0] for one in found.themes), "n")
    note = "" if rows else "In no group do ten people or more stand on each side."
    return Table(caption=f"Themes of {found.wave} by group", header=header, rows=rows, note=note, words=(1,))


def terms_table(found: Themes) -> Table:
    """The table of the commonest words."""
    rows = tuple((term,) for term in found.terms)
    return Table(caption=f"Words of the comments of {found.wave}", header=("Words, commonest first",), rows=rows)


def _cell(theme: Theme, name: str, category: str) -> str:
    shares = (cell.share for cell in theme.cells if (cell.dimension, cell.category) == (name, category))
    share = next(shares, None)
    return NOT_PUBLISHED if share is None else percent(share.percent)


def _order(frame: Frame) -> list[tuple[str, str]]:
    """Every dimension of the release and its categories, in display order."""
    return [(one.name, choice.value) for one in frame.release.dimensions for choice in frame.release.choices(one.name)]


def _who(found: Themes) -> str:
    return f"Survey of {found.wave}: {count(found.n)} people wrote a comment."
