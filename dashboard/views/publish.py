"""Publish: what viewers would see, what is held back and why, which tables are wanted, and what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.release.states import State, releases
from analytics.roles import Action
from analytics.store import Store
from dashboard.access import Access, access, viewer
from dashboard.components.charts import card
from dashboard.components.frame import heading, is_dark
from dashboard.components.importing.repair import damaged
from dashboard.components.notices import failure, notice
from dashboard.components.publishing import work
from dashboard.components.publishing.compared import compared, compared_panel
from dashboard.components.publishing.held_back import held_back_panels, inspected
from dashboard.components.publishing.releases import releases_panel
from dashboard.components.publishing.standing import standing_panel
from dashboard.components.publishing.wanted import wanted_panel
from dashboard.theme import palette

if TYPE_CHECKING:
    from analytics.release.states import Listed

NO_STORE = "It has no store, so nothing can be ranked or published here."
IN_USE = frozenset({State.DRAFT, State.SHOWN})


def inspection(listed: tuple[Listed, ...]) -> None:
    """Draw what the draft, or else the release that viewers see, publishes and holds back."""
    shown = next((one for one in listed if one.state in IN_USE), None)
    before = next((one for one in listed if one.state in {State.SHOWN, State.REPLACED} and one is not shown), None)
    if shown is None:
        return
    name = f"{'draft' if shown.state is State.DRAFT else 'release'} {shown.id}"
    st.html(f'<h2 class="tw-title">What the {name} publishes and what it holds back</h2>')
    try:
        if before is not None and viewer().may(Action.SEE_DRAFT):
            with card("compared", "What it changes", "New, gone and changed, and by how much."):
                compared_panel(compared(before.folder, shown.folder, (before.cells_hash, shown.cells_hash)))
        held_back_panels(inspected(shown.folder, shown.folder.stat().st_mtime_ns), palette(is_dark=is_dark()))
    except TwowayError as error:
        failure(error)


def panels(here: Access) -> None:
    """Draw what can be done and what was done, below it what it holds back."""
    listed, store, box = releases(here.published), Store.create(here.store) if here.store else None, None
    with st.grid(2 if store else 1, min_column_width=380):
        with st.container():
            if store:
                with card("standing", "Publish", "Viewers see releases only, never the store."):
                    box = standing_panel(store, here.published, listed)
            with card("releases", "Releases", "What has become of each."):
                releases_panel(here.published, listed)
        if store:
            with card("wanted", "Tables wanted", "Published in this order, as far as the rules allow."):
                wanted_panel(store)
    inspection(listed)
    if box is not None and work.is_going_on(here.published):
        work.follow(here.published, box)


def main() -> None:
    """Draw the page."""
    heading("Publish", "What would viewers see, what is held back, and why?")
    if (here := access()).store is None:
        notice("This machine shows releases only", NO_STORE)
    try:
        panels(here)
    except TwowayError as error:
        damaged(here.store, error) if here.store else failure(error)


main()
