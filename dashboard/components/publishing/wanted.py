"""The tables that are wanted, most wanted first: ranked by the DEI lead, kept in the store."""

from __future__ import annotations

from html import escape
from itertools import combinations
from typing import TYPE_CHECKING

import streamlit as st

from analytics import ranking
from analytics.catalog import DIMENSIONS
from analytics.program import Program
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.publishing import work
from dashboard.recording import record
from dashboard.theme import day

if TYPE_CHECKING:
    from analytics.store import Store

    Tables = tuple[tuple[str, str], ...]

EDITED = "tables-edited"
OPEN = 6
"""Tables that are drawn open; the others are behind a click."""
MOVES = (("arrow_upward", -1, "up"), ("arrow_downward", 1, "down"), ("close", 0, "out"))
"""Icon of each button of a table, how many places it moves it, and its name; the words on it are for screen readers."""


def wanted_panel(store: Store) -> None:
    """Draw the tables in the order in which they are wanted, with what changes it.

    Args:
        store: The store.
    """
    kept = Program.read(store.folder).tables
    ranked = ranking.read(store.folder)
    shown: Tables = st.session_state.get(EDITED) or kept
    may = viewer().may(Action.RANK_TABLES)
    work.line(_who(ranked))
    for place, pair in enumerate(shown[:OPEN]):
        _row(shown, place, pair, may=may)
    if shown[OPEN:]:
        with st.expander(f"{len(shown) - OPEN} more", key="tables-more", type="compact"):
            for place, pair in enumerate(shown[OPEN:], start=OPEN):
                _row(shown, place, pair, may=may)
    if may:
        _add(shown)
        _save(store, shown, is_new=shown != kept, is_ranked=ranked is not None)


def table_words(dimensions: tuple[str, ...]) -> str:
    """A table on screen.

    >>> table_words(("cohort", "gender"))
    'Cohort by gender'
    """
    labels = [DIMENSIONS[name].label for name in dimensions]
    return " by ".join([labels[0], *(label[0].lower() + label[1:] for label in labels[1:])])


def _who(ranked: ranking.Ranking | None) -> str:
    if ranked is None:
        return "The order of the settings: nobody has ranked the tables yet. A ranking made here goes before them."
    return f"Ranked by {ranked.by} on {day(ranked.at)}; this goes before the order in the settings."


def _row(shown: Tables, place: int, pair: tuple[str, str], *, may: bool) -> None:
    key = "-".join(pair)
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", horizontal_alignment="distribute", key=f"wanted-{key}"
    ):
        st.html(f'<p class="tw-import"><strong>{place + 1}</strong> {escape(table_words(pair))}</p>')
        if may:
            with st.container(horizontal=True, wrap=False, width="content", gap="xsmall"):
                for icon, change, words in MOVES:
                    st.button(
                        f"{table_words(pair)}: {'take it out' if words == 'out' else f'move it {words}'}",
                        icon=f":material/{icon}:",
                        key=f"rank-{words}-{key}",
                        type="tertiary",
                        on_click=_move,
                        args=(shown, place, change),
                    )


def _move(shown: Tables, place: int, change: int) -> None:
    tables = list(shown)
    moved = tables.pop(place)
    if change:
        tables.insert(max(place + change, 0), moved)
    st.session_state[EDITED] = tuple(tables)


def _add(shown: Tables) -> None:
    known = {frozenset(pair) for pair in shown}
    others = [pair for pair in combinations(DIMENSIONS, 2) if frozenset(pair) not in known]
    st.selectbox(
        "Want another table, first of all",
        others,
        index=None,
        format_func=table_words,
        key=f"table-added-{len(shown)}",
        on_change=_added,
        args=(shown,),
    )


def _added(shown: Tables) -> None:
    chosen = st.session_state.get(f"table-added-{len(shown)}")
    if chosen is not None:
        st.session_state[EDITED] = (chosen, *shown)


def _save(store: Store, shown: Tables, *, is_new: bool, is_ranked: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Save this order",
            key="save-tables",
            type="primary" if is_new else "secondary",
            disabled=not is_new,
            on_click=_keep,
            args=(store, shown),
        )
        if is_ranked:
            st.button("Back to the settings", key="forget-tables", on_click=_forget, args=(store,))
        if is_new:
            work.line("Not saved yet.")


def _keep(store: Store, shown: Tables) -> None:
    who = viewer()
    who.require(Action.RANK_TABLES)
    record("rank", note="saved")
    ranking.save(store.folder, shown, by=who.name, at=store.now())
    st.session_state.pop(EDITED, None)


def _forget(store: Store) -> None:
    viewer().require(Action.RANK_TABLES)
    record("rank", note="back to the settings")
    ranking.forget(store.folder)
    st.session_state.pop(EDITED, None)
