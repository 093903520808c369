"""Import: bring files in, correct what they mean, undo, and publish."""

from __future__ import annotations

import streamlit as st

from analytics.errors import TwowayError
from analytics.store import Store
from dashboard.access import Access, access
from dashboard.components.charts import card
from dashboard.components.frame import heading
from dashboard.components.importing.history import history_panel
from dashboard.components.importing.intake import intake
from dashboard.components.importing.publishing import publish_panel
from dashboard.components.importing.repair import damaged, repaired
from dashboard.components.notices import notice
from dashboard.components.publishing import work

VIEWERS_ONLY = "It has no store, so nothing can be imported here. Ask whoever publishes the releases."


def panels(store: Store, here: Access) -> None:
    """Draw what can be done with the store."""
    files = st.container()
    with st.grid(2, min_column_width=380):
        with card("history", "History", "Undo takes an import back without losing it; nothing else changes."):
            history_panel(store)
        with card("publish", "Publish", "Viewers see releases only, never the store."):
            box = publish_panel(store, here.published)
    with files:
        intake(store)
    if work.is_going_on(here.published):
        work.follow(here.published, box)


def main() -> None:
    """Draw the page."""
    heading("Import", "What is in the files, what does it mean, and what do viewers see of it?")
    here = access()
    if here.store is None:
        notice("This machine shows releases only", VIEWERS_ONLY)
        return
    repaired()
    try:
        panels(Store.create(here.store), here)
    except TwowayError as error:
        damaged(here.store, error)


main()
