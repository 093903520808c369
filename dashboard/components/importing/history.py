"""What was imported, undone and brought back, and the buttons that do it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from dashboard.components.importing.statements import WORDS
from dashboard.components.notices import failure
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    from analytics.store import Entry, Store

BY = "dashboard"
DONE = {"create": "created", "import": "imported", "undo": "undone", "redo": "brought back"}
FAILED = "history-failed"


def history_panel(store: Store) -> None:
    """Draw every import with its button, and below them everything that was ever done.

    Args:
        store: The store.
    """
    entries = [entry for entry in store.history() if entry.operation != "create"]
    failed = st.session_state.pop(FAILED, None)
    if isinstance(failed, TwowayError):
        failure(failed)
    if not entries:
        st.html('<p class="tw-caption">Nothing has been imported yet.</p>')
        return
    for entry in {entry.import_id: entry for entry in entries}.values():
        _row(store, entry)
    with st.expander("Everything that was ever done", key="history-log", type="compact"):
        st.html(log_table(entries).html())


def log_table(entries: list[Entry]) -> Table:
    """The log, newest entry first."""
    rows = tuple(
        (
            f"{entry.at[:10]} {entry.at[11:16]}",
            DONE[entry.operation],
            entry.file_name,
            WORDS.get(entry.kind, entry.kind),
            entry.wave or "",
            count(entry.rows),
            count(sum(entry.dropped.values())),
            entry.by,
        )
        for entry in reversed(entries)
    )
    header = ("When (UTC)", "What", "File", "Kind", "Wave", "Rows", "Left out", "By")
    return Table(caption="History of the store", header=header, rows=rows, words=(1, 2, 3, 4, 7))


def _row(store: Store, entry: Entry) -> None:
    wave = f", wave {entry.wave}" if entry.wave else ""
    text = f"{WORDS.get(entry.kind, entry.kind)}{wave} · {count(entry.rows)} rows · {entry.at[:10]}"
    state = "" if entry.is_live else '<span class="tw-badge">undone</span>'
    short = entry.import_id[:12]
    with st.container(
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key=f"import-{short}",
    ):
        st.html(
            f'<p class="tw-import"><strong>{escape(entry.file_name)}</strong>{state}<br><span>{escape(text)}</span></p>'
        )
        if entry.is_live:
            st.button("Undo", key=f"undo-{short}", on_click=_switch, args=(store, entry.import_id, "undo"))
        else:
            st.button("Bring back", key=f"redo-{short}", on_click=_switch, args=(store, entry.import_id, "redo"))


def _switch(store: Store, import_id: str, operation: str) -> None:
    try:
        (store.undo if operation == "undo" else store.redo)(import_id, BY)
    except TwowayError as error:
        st.session_state[FAILED] = error
