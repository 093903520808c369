"""Pairs under their own ids: the store has pseudonyms only, so a coordinator brings the list that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.report.pair_list import ids_in
from dashboard.components.notices import failure
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IDS, ROUND = "pairs-own-ids", "pairs-own-ids-round"
LARGEST_MEGABYTES = 20
WHY = (
    "The store keeps no ids: a pair is called by the beginning of its pseudonym here. Choose your list of pairs, the "
    "file that was imported, and the pairs get their own ids. The file is matched in memory and stored nowhere; the "
    "ids are gone when you leave."
)


def own_ids(store: Path) -> Mapping[int, str]:
    """Draw the upload of a list of pairs, and return the ids by pseudonym; empty without one.

    Args:
        store: The store's folder.
    """
    known: Mapping[int, str] = st.session_state.get(IDS, {})
    label = f"{count(len(known))} pairs under their own ids" if known else "Show the pairs' own ids"
    with st.expander(label, key="pairs-ids", type="compact"):
        st.html(f'<p class="tw-caption">{WHY}</p>')
        if known:
            st.button("Forget the ids", key="pairs-forget", on_click=_forget)
        else:
            _ask(store)
    return known


def _ask(store: Path) -> None:
    file = st.file_uploader(
        "List of pairs", key=f"pairs-file-{st.session_state.get(ROUND, 0)}", max_upload_size=LARGEST_MEGABYTES
    )
    if file is None:
        return
    try:
        found = ids_in(store, file.getvalue(), file.name)
    except TwowayError as error:
        failure(error)
        return
    st.session_state[IDS] = found
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def _forget() -> None:
    st.session_state.pop(IDS, None)
