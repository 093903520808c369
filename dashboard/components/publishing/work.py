"""Publishing that goes on beside the pages: begun by a click, followed on any page, stopped by another click."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.release.flow import Wish, start
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.notices import failure, notice
from dashboard.recording import audit_log, record

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.delta_generator import DeltaGenerator

    from analytics.worker import Job

EVERY_SECONDS = 2.0
"""How often the bar is drawn: a browser that is told something new more often does not get to draw the page first."""
RESULT = "publishing-result"
JOBS: dict[Path, tuple[Job, Wish]] = {}
"""The publishing that goes on in this server, by folder of releases: any page shows it, whoever began it."""


def begin(store: Path, published: Path, *, is_draft: bool = False, draft: str = "") -> None:
    """Begin to publish, unless it goes on already. Meant to be called by a button.

    Args:
        store: Folder of the store.
        published: Folder of releases.
        is_draft: Whether only analysts and stewards are to see it.
        draft: The draft that is to be published as it is.
    """
    who = viewer()
    st.session_state.pop(RESULT, None)
    try:
        who.require(Action.PUBLISH)
        log = audit_log()
        wish = Wish(by=who.name, is_draft=is_draft, draft=draft, audit_log="" if log is None else str(log.path))
        if published not in JOBS:
            JOBS[published] = start(store, published, wish), wish
    except TwowayError as error:
        st.session_state[RESULT] = error


def is_going_on(published: Path) -> bool:
    """Whether somebody is publishing here."""
    return published in JOBS


def result() -> TwowayError | str | None:
    """What the last publishing of this session came to: the id of the release, or why there is none."""
    found: TwowayError | str | None = st.session_state.get(RESULT)
    return found


def told() -> None:
    """Draw why the last publishing of this session came to nothing, where it did."""
    found = result()
    if isinstance(found, TwowayError):
        failure(found)


def follow(published: Path, box: DeltaGenerator) -> None:
    """Draw how far publishing is until it is done, then draw the page anew. Call it when the page is drawn.

    Whoever goes to another page, or closes the browser, does not stop it.

    Args:
        published: Folder of releases.
        box: Where to draw, in place of the buttons.
    """
    job, wish = JOBS[published]
    with box.container():
        bar = st.progress(job.share, text=job.text)
        if viewer().may(Action.PUBLISH):
            st.button("Stop publishing", key="stop-publishing", on_click=job.cancel)
        line("You can leave this page meanwhile; viewers notice nothing until it is done.")
    job.wait(EVERY_SECONDS)
    while job.is_running:
        bar.progress(job.share, text=job.text)
        job.wait(EVERY_SECONDS)
    if JOBS.pop(published, None) is not None:
        _finish(job, wish)
    st.rerun()


def _finish(job: Job, wish: Wish) -> None:
    """Log what was done and keep it for the page, once, by whichever page sees it first."""
    try:
        release = str(job.outcome()["release"])
    except TwowayError as error:
        st.session_state[RESULT] = error
        return
    record("draft" if wish.is_draft else "publish", release=release)
    st.session_state[RESULT] = release


def published_notice(release_id: str, *, is_draft: bool, waves: tuple[str, ...]) -> None:
    """Draw that a release is there.

    Args:
        release_id: Its id.
        is_draft: Whether viewers do not see it.
        waves: Its survey waves.
    """
    if is_draft:
        notice(f"Draft {release_id} is ready", "Only analysts and stewards see it, until it is published.", kind="done")
        return
    closed = f" Closed with it: {', '.join(waves)}." if waves else ""
    notice(f"Published {release_id}", f"Everybody who may look sees it from the next click on.{closed}", kind="done")


def line(text: str) -> None:
    """Draw a quiet line."""
    st.html(f'<p class="tw-caption">{escape(text)}</p>')
