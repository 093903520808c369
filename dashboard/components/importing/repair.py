"""What the Import page shows when the store cannot be read: what is damaged, and a repair that deletes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.roles import Action
from analytics.store import Store
from dashboard.access import viewer
from dashboard.components.importing.refusals import on_page
from dashboard.components.notices import failure, notice

if TYPE_CHECKING:
    from pathlib import Path

REPAIRED = "repaired"
WHAT_IT_DOES = (
    "Repairing takes the damaged imports back, so that everything else can be read again. Nothing is deleted: import "
    "their files once more, or restore the damaged ones from a backup and bring the imports back in the history."
)


def damaged(folder: Path, error: TwowayError) -> None:
    """Draw what is wrong with a store, and the button that makes the rest of it readable again.

    Args:
        folder: The store.
        error: Why it cannot be read.
    """
    store = Store(folder)
    try:
        found = store.verify()
    except TwowayError:
        found = ()
    if not found:
        failure(error)
        return
    names = ", ".join(dict.fromkeys(damage.path.name for damage in found))
    notice(
        f"{len(found)} damaged file{'s' * (len(found) > 1)} in the store", f"{names}. {WHAT_IT_DOES}", kind="refused"
    )
    st.button("Repair", key="repair", type="primary", on_click=_repair, args=(store,))


def repaired() -> None:
    """Draw what the last repair did, once."""
    done = st.session_state.pop(REPAIRED, None)
    if isinstance(done, TwowayError):
        failure(done)
    elif done is not None:
        notice("The store can be read again", on_page(done), kind="done")


def _repair(store: Store) -> None:
    try:
        viewer().require(Action.UNDO)
        n_entries = 0
        while store.newest_is_damaged():
            store.step_back()
            n_entries += 1
        names = [record.file_name for record in store.set_damaged_aside(viewer().name)]
    except TwowayError as error:
        st.session_state[REPAIRED] = error
        return
    taken_back = f"Taken back: {', '.join(names)}." if names else ""
    set_aside = f"Log entries set aside: {n_entries}." if n_entries else ""
    st.session_state[REPAIRED] = f"{taken_back} {set_aside}".strip() or "Nothing had to be taken back."
