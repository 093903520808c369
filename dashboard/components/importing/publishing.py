"""Publishing from the Import page: what viewers see, and one click for whoever does everything alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.program import Program
from analytics.release.flow import is_shown
from analytics.release.states import State, releases
from analytics.release.waves import WaveState, survey_waves
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.publishing import work
from dashboard.components.publishing.standing import closing, only_withdrawn, seen_now

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.delta_generator import DeltaGenerator

    from analytics.store import Store

MORE = "Drafts, what is held back and why, and withdrawal"


def publish_panel(store: Store, published: Path) -> DeltaGenerator:
    """Draw what viewers see and the button that publishes what is in the store; return where work is followed.

    Args:
        store: The store.
        published: Folder of releases.
    """
    listed, version = releases(published), store.version()
    waves = survey_waves(store.folder, version.imports)
    held = [one.name for one in waves if one.state is WaveState.HELD_OPEN]
    work.line(f"{seen_now(listed, version.number)} Nobody sees a number that gives a person away.")
    box = st.empty()
    program = Program.read(store.folder)
    if gone := only_withdrawn(published, version, program):
        work.line(gone)
    elif not is_shown(published, version, program) and not work.is_going_on(published) and viewer().may(Action.PUBLISH):
        with box.container():
            work.line(f"{', '.join(held)} is held open: see the Publish page." if held else closing(waves))
            st.button(
                "Publish",
                key="publish",
                type="primary",
                disabled=bool(held),
                on_click=work.begin,
                args=(store.folder, published),
            )
    work.told()
    made = next((one for one in listed if one.id == work.result()), None)
    if made is not None:
        work.published_notice(made.id, is_draft=made.state is State.DRAFT, waves=made.waves)
    if viewer().may(Action.SEE_AUDIT):
        st.page_link("views/publish.py", label=MORE, icon=":material/campaign:")
    return box
