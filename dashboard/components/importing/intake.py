"""From dropped files to the store: each is shown, corrected, and all of them are imported together or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.imports.run import import_files
from dashboard.components.importing.drafts import Upload
from dashboard.components.importing.history import BY
from dashboard.components.importing.panels import UNDERSTOOD, done_panel, upload_panel
from dashboard.components.notices import failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.run import Outcome, Request
    from analytics.store import Store

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
    requests = [upload_panel(upload, version) for upload in files]
    ready = [request for request in requests if request is not None]
    label = f"Import {len(files)} file{'s' * (len(files) > 1)}"
    if st.button(label, type="primary", key="commit", disabled=len(ready) < len(files)):
        _commit(store, ready)


def _uploads() -> list[Upload]:
    files = st.file_uploader(
        "Drop a roster, pairs, sessions, goals or survey exports (CSV)",
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(ROUND, 0)}",
        max_upload_size=LARGEST_MEGABYTES,
    )
    return [Upload(key=file.file_id[:KEY_LENGTH], name=file.name, content=file.getvalue()) for file in files]


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
