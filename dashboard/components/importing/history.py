"""What was imported, undone and brought back, and the buttons that do it."""

from __future__ import annotations

from html import escape
from itertools import accumulate, groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.importing.consequences import change_words, figures_table
from dashboard.components.importing.statements import WORDS
from dashboard.components.notices import failure
from dashboard.components.tables import Table
from dashboard.recording import record, require_log
from dashboard.theme import count, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.store import Entry, Store

DONE = {"create": "created", "import": "imported", "undo": "undone", "redo": "brought back"} | {
    "erase": "a person erased",
    "expire": "expired",
    "rotate_key": "new secret key",
    "destroy_key": "key destroyed",
}
FAILED = "history-failed"
SHOWN = 8
ROWS = {"added": "new", "changed": "changed", "same": "as before"}


def history_panel(store: Store) -> None:
    """Draw every import with what it changed and its button, newest first, and below them everything ever done.

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
    imports = list({entry.import_id: entry for entry in entries if entry.operation == "import"}.values())[::-1]
    commits = [tuple(commit) for _, commit in groupby(imports, key=attrgetter("number"))]
    newest = _first(commits, SHOWN)
    for commit in commits[:newest]:
        _commit(store, commit)
    if newest < len(commits):
        n = sum(map(len, commits[newest:]))
        with st.expander(f"{count(n)} earlier imports", key="history-earlier", type="compact"):
            for commit in commits[newest:]:
                _commit(store, commit)
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


def _first(commits: Sequence[Sequence[Entry]], files: int) -> int:
    """How many commits to show at once: one at least, and no more files than these."""
    sizes = accumulate(len(commit) for commit in commits)
    return max(1, sum(size <= files for size in sizes))


def _commit(store: Store, commit: Sequence[Entry]) -> None:
    """Draw the files that were imported together, and below them the figures that they moved together."""
    figures = _figures(commit[0], len(commit))
    is_alone = len(commit) == 1
    for entry in commit:
        _row(store, entry, figures if is_alone else "")
    if figures and not is_alone:
        st.html(f'<div class="tw-import">{figures}</div>')


def _row(store: Store, entry: Entry, figures: str) -> None:
    wave = f", wave {entry.wave}" if entry.wave else ""
    what = f"{WORDS.get(entry.kind, entry.kind)}{wave} · {_rows(entry)}"
    when = f"{day(entry.at)}, {entry.at[11:16]} UTC · {entry.by}"
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
            f'<div class="tw-import"><strong>{escape(entry.file_name)}</strong>{state}<br><span>{escape(what)}<br>'
            f"{escape(when)}</span>{figures}</div>"
        )
        if entry.is_live:
            st.button("Undo", key=f"undo-{short}", on_click=_switch, args=(store, entry.import_id, "undo"))
        else:
            st.button("Bring back", key=f"redo-{short}", on_click=_switch, args=(store, entry.import_id, "redo"))


def _rows(entry: Entry) -> str:
    """What became of the rows, in one line."""
    rows: Mapping[str, int] = entry.changes.get("rows", {})
    parts = [f"{count(rows[name])} {word}" for name, word in ROWS.items() if rows.get(name)]
    left_out = sum(entry.dropped.values())
    parts += [f"{count(left_out)} left out"] * bool(left_out)
    return " · ".join(parts if rows else [f"{count(entry.rows)} rows", *parts])


def _figures(entry: Entry, n_files: int) -> str:
    """The figures that a commit moved, behind a line that says the first of them."""
    figures = entry.changes.get("figures", [])
    if not figures:
        return ""
    n_more = entry.changes.get("figures_more", 0)
    table = figures_table(figures, n_more=n_more)
    n = len(figures) + n_more
    together = f"These {n_files} files together: " if n_files > 1 else ""
    words = f"{together}{change_words(figures[0])}{f' and {n - 1} more' if n > 1 else ''}"
    return f'<details class="tw-rows"><summary>{escape(words)}</summary>{table.html()}</details>'


def _switch(store: Store, import_id: str, operation: str) -> None:
    try:
        viewer().require(Action.UNDO)
        require_log()
        (store.undo if operation == "undo" else store.redo)(import_id, viewer().name)
        record(operation, note=store.find(import_id).short_id)
    except TwowayError as error:
        st.session_state[FAILED] = error
