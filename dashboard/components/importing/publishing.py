"""Publishing from the Import page: what the newest release shows, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.program import Program
from analytics.release.audit_report import AuditReport
from analytics.release.publish import publish
from analytics.release.read import Release
from dashboard.components.notices import failure, notice
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store import Store

PUBLISHED = "just-published"
EACH_SCORE = "Each score of a survey is audited once more among those who answered it."


def publish_panel(store: Store, folder: Path, release: Release | None) -> None:
    """Draw what viewers see now, and the button that publishes what is in the store.

    Args:
        store: The store.
        folder: Folder of published releases.
        release: The newest release, or None.
    """
    version = store.version().number
    shown = release.facts.data_version if release else None
    if shown == version:
        text = f"Viewers see data version {version}, which is the newest."
    elif shown is None:
        text = f"Nothing is published yet. The store is at data version {version}."
    else:
        text = f"Viewers see data version {shown}; the store is at version {version}."
    st.html(
        f'<p class="tw-caption">{text} Publishing audits every cell: nobody sees a number that gives a person away.</p>'
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        is_wanted = st.button("Publish", key="publish", type="primary")
        is_draft = st.checkbox("As a draft, for analysts only", key="publish-draft")
    if is_wanted:
        _publish(store, folder, is_draft=is_draft)
    if st.session_state.get(PUBLISHED):
        published_notice(folder / st.session_state[PUBLISHED])


def published_notice(folder: Path) -> None:
    """Draw what a release publishes and what it holds back.

    Args:
        folder: The folder of the release.
    """
    waves = {f"survey:{wave.name}" for wave in Release.load(folder).facts.waves}
    notice(f"Published {folder.name}", "Everybody who has this address sees it from the next click on.", kind="done")
    rows = tuple(
        (
            _population(one.population),
            count(one.people),
            count(one.offered),
            count(one.published),
            count(one.offered - one.published),
        )
        for one in AuditReport.read(folder).cells
        if not one.measure and one.population in {"eligible", "pairs", *waves}
    )
    header = ("Who", "People or pairs", "Groups offered", "Published", "Held back")
    st.html(Table(caption="What was published", header=header, rows=rows, note=EACH_SCORE).html())


def _publish(store: Store, folder: Path, *, is_draft: bool) -> None:
    try:
        with st.spinner("Auditing and counting every cell…"):
            made = publish(store.version(), Program.read(store.folder), folder, at=store.now(), is_draft=is_draft)
    except TwowayError as error:
        failure(error)
        return
    st.session_state[PUBLISHED] = made.name
    st.rerun()


def _population(name: str) -> str:
    kind, _, wave = name.partition(":")
    return {"eligible": "Eligible people", "pairs": "Pairs"}.get(kind, f"Survey of {wave}")
