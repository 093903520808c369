"""A quiet word where the release has changed since a page was drawn: published anew, or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.release.files import shown_folders
from dashboard import state
from dashboard.access import access
from dashboard.components.notices import notice

if TYPE_CHECKING:
    from analytics.release.read import Release

EVERY = 60
"""Seconds between two looks at the folder of releases while a page is open."""
REPLACED = "A newer release is there"
REPLACED_TEXT = "This page shows {shown}; the newest one is {newest}. Figures may differ from those you have noted."
WITHDRAWN = "This release was withdrawn"
WITHDRAWN_TEXT = "This page shows {shown}, which may not be used any more."
CHANGED = "Another release is shown now"
CHANGED_TEXT = (
    "You were looking at {before}; this page now shows {shown}. Figures may differ from those you have noted."
)
_SEEN = "release-seen"


def release_watch(release: Release) -> None:
    """Draw the word about another release, now or while the page stays open.

    Args:
        release: What the page is drawn from.
    """
    shown = release.facts.id
    before: str = st.session_state.get(_SEEN, shown)
    st.session_state[_SEEN] = shown
    if before != shown:
        notice(CHANGED, CHANGED_TEXT.format(before=before, shown=shown))
    watch(shown)


@st.fragment(run_every=EVERY)
def watch(shown: str) -> None:
    """Draw the word about a release that is not the newest one any more; nothing while it is.

    Args:
        shown: Id of the release that the page shows.
    """
    newest = _newest()
    if newest == shown:
        return
    if any(folder.name == shown for folder in shown_folders(access().published, include_drafts=True)):
        notice(REPLACED, REPLACED_TEXT.format(shown=shown, newest=newest))
    else:
        notice(WITHDRAWN, WITHDRAWN_TEXT.format(shown=shown), kind="warning")
    if st.button("Show the newest", key="refresh"):
        st.session_state.pop(_SEEN, None)
        st.rerun()


def _newest() -> str:
    """Id of the newest release; empty where there is none any more, or it cannot be read."""
    try:
        release = state.newest(access())
    except TwowayError:
        return ""
    return release.facts.id if release else ""
