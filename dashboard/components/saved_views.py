"""The saved views: open, save, rename and delete, and two of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.roles import Action
from dashboard import state
from dashboard.access import viewer
from dashboard.components.notices import failure
from dashboard.links import address, link
from dashboard.pages import FIRST
from dashboard.recording import record
from dashboard.saved_views import LONGEST_NAME, SavedViews, saved_views_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.release.read import Release
    from dashboard.saved_views import SavedView

FOR_EVERYBODY = "for everybody"
NONE_YET = "Nothing is saved yet. Choose filters, then save them here under a name."
COMPARE = "Compare two views"
PAGE = "views-compared"
_FAILED = "saved-view-failed"


def saved_views_button(release: Release) -> None:
    """Draw the button that opens the saved views.

    Args:
        release: What is looked at.
    """
    if st.button("Saved views", key="saved-views", type="tertiary"):
        saved_views(release)


@st.dialog("Saved views")
def saved_views(release: Release) -> None:
    """Draw the saved views.

    Args:
        release: What is looked at.
    """
    views = SavedViews(saved_views_folder(), viewer())
    if error := st.session_state.pop(_FAILED, None):
        failure(error)
    found = views.all()
    links = [link(label(saved), saved.address, icon="bookmark") for saved in found]
    compare = link(COMPARE, address(PAGE, state.looked_at()), icon="compare")
    st.html("".join((*links, "" if found else f'<p class="tw-note">{NONE_YET}</p>', compare)))
    _saving(release)
    if changeable := [saved for saved in found if views.may_change(saved)]:
        _changing(changeable)


def label(saved: SavedView) -> str:
    """A saved view in words."""
    return f"{saved.name} ({FOR_EVERYBODY})" if saved.is_shared else saved.name


def _saving(release: Release) -> None:
    with st.form("save-view", border=False, enter_to_submit=True):
        st.text_input("Save what is shown now as", key="view-name", max_chars=LONGEST_NAME)
        if viewer().may(Action.SHARE_VIEW):
            st.checkbox("For everybody who may see releases", key="view-shared")
        st.form_submit_button("Save view", on_click=_tried, args=(_save, release))


def _changing(changeable: list[SavedView]) -> None:
    with st.expander("Rename or delete", key="change-views", type="compact"):
        labels = {saved.id: label(saved) for saved in changeable}
        st.selectbox("Saved view", list(labels), key="view-chosen", format_func=lambda one: labels.get(one, ""))
        st.text_input("New name", key="view-new-name", max_chars=LONGEST_NAME)
        with st.container(horizontal=True, gap="small"):
            st.button("Rename", key="view-rename", on_click=_tried, args=(_rename,))
            st.button("Delete", key="view-delete", on_click=_tried, args=(_delete,))


def _tried(change: Callable[..., None], *arguments: object) -> None:
    """Make a change, and remember for the next drawing why it was refused."""
    try:
        change(*arguments)
    except TwowayError as error:
        st.session_state[_FAILED] = error


def _views() -> SavedViews:
    return SavedViews(saved_views_folder(), viewer())


def _save(release: Release) -> None:
    is_shared = bool(st.session_state.get("view-shared", False))
    record("save_view", release=release.facts.id, note=FOR_EVERYBODY if is_shared else "own")
    _views().save(
        st.session_state["view-name"],
        page=_page(),
        view=state.looked_at(),
        release=release.facts.id,
        is_shared=is_shared,
    )
    st.session_state["view-name"] = ""


def _rename() -> None:
    record("save_view", note="renamed")
    _views().rename(st.session_state["view-chosen"], st.session_state["view-new-name"])
    st.session_state["view-new-name"] = ""


def _delete() -> None:
    record("save_view", note="deleted")
    _views().delete(st.session_state["view-chosen"])


def _page() -> str:
    return state.page() or FIRST.path
