"""From dropped files to the store: each is shown, corrected, and all of them are imported together or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.errors import TwowayError
from analytics.imports.run import SURVEY, Context, import_files, prepare
from dashboard.components.importing.drafts import Upload
from dashboard.components.importing.history import BY
from dashboard.components.importing.panels import UNDERSTOOD, checked_panel, done_panel, upload_panel
from dashboard.components.notices import failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.run import Outcome, Prepared, Request
    from analytics.store import Store
    from dashboard.components.importing.panels import Panel

ROUND, OUTCOME = "upload-round", "import-outcome"
LARGEST_MEGABYTES = 100
KEY_LENGTH = 8


def intake(store: Store) -> None:
    """Draw the uploads and the button that imports them, or what came of the last import.

    Args:
        store: The store.
    """
    files = _uploads()
    if not files:
        _done()
        return
    version = store.version()
    panels = [upload_panel(upload, version) for upload in files]
    is_sound = _check_programs(store, panels)
    ready = [panel.request for panel in panels if panel.request is not None]
    label = f"Import {len(files)} file{'s' * (len(files) > 1)}"
    is_closed = len(ready) < len(files) or not is_sound
    if st.button(label, type="primary", key="commit", disabled=is_closed):
        _commit(store, ready)


def _uploads() -> list[Upload]:
    files = st.file_uploader(
        "Drop a roster, pairs, sessions, goals or survey exports (CSV, Excel, OpenDocument, Parquet, SPSS, zip)",
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(ROUND, 0)}",
        max_upload_size=LARGEST_MEGABYTES,
    )
    return [Upload(key=file.file_id[:KEY_LENGTH], name=file.name, content=file.getvalue()) for file in files]


def _check_programs(store: Store, panels: Sequence[Panel]) -> bool:
    """Draw what would become of the program tables; whether all of them could be imported together."""
    tables = [panel for panel in panels if panel.request is not None and panel.request.kind != SURVEY]
    try:
        for panel, prepared in zip(tables, _rehearsed(store, tables), strict=True):
            checked_panel(panel, prepared)
    except TwowayError as error:
        failure(error)
        return False
    return True


def _rehearsed(store: Store, tables: Sequence[Panel]) -> tuple[Prepared, ...]:
    """The program tables as they would be committed, read once for each statement about them."""
    read: dict[Any, tuple[Prepared, ...]] = st.session_state.setdefault(UNDERSTOOD, {})
    key = (store.version().number, *((panel.upload.key, panel.statement) for panel in tables))
    if key not in read:
        requests = [panel.request for panel in tables if panel.request is not None]
        read[key] = prepare(Context.of(store, BY), requests)
    return read[key]


def _commit(store: Store, requests: Sequence[Request]) -> None:
    try:
        with st.spinner("Checking and storing…"):
            outcome = import_files(store, requests, by=BY)
    except TwowayError as error:
        failure(error)
        return
    st.session_state[OUTCOME] = outcome
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(UNDERSTOOD, None)
    st.rerun()


def _done() -> None:
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    if outcome is not None:
        for prepared, status in zip(outcome.prepared, outcome.statuses, strict=True):
            done_panel(prepared, status)
