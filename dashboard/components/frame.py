"""The frame around every page: style, sidebar, heading, filter bar and the sentence that says what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.roles import PERMISSIONS, Role
from dashboard import state
from dashboard.access import access, may_import
from dashboard.components.board_pack import board_pack_button
from dashboard.components.first_run import first_run
from dashboard.components.notices import failure, not_answered, notice
from dashboard.components.partial import partial_notice
from dashboard.components.saved_views import saved_views_button
from dashboard.components.stale import release_watch
from dashboard.filters import Looking, clear_button, copy_link, filter_bar
from dashboard.theme import count, day, palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.navigation.page import Page

    from analytics.errors import TwowayError
    from analytics.release.read import Release, Where
    from dashboard.pages import Entry
    from dashboard.state import View
    from dashboard.theme import Palette

ASSETS = Path(__file__).resolve().parent.parent / "assets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a page draws from.

    Args:
        release: The release.
        where: Chosen categories by dimension.
        wave: Chosen survey wave, or None for the newest one.
        palette: Colors of the appearance that the viewer has chosen.
    """

    release: Release
    where: Where
    wave: str | None
    palette: Palette


def style() -> None:
    """Load the style sheet and the mark.

    Popovers are drawn outside of the app, so the whole document is told which appearance it has.
    """
    st.html(ASSETS / "style.css")
    st.html(f"<style>:root {{ color-scheme: {'dark' if is_dark() else 'light'}; }}</style>")
    st.logo(str(ASSETS / "logo.svg"), size="large", icon_image=str(ASSETS / "icon.svg"))


def sidebar(pages: Mapping[str, Sequence[Page]], release: Release | None, view: View) -> None:
    """Draw the links to all pages, which keep the filters, and what the release is."""
    with st.sidebar:
        for section, entries in pages.items():
            st.html(f'<p class="tw-section">{escape(section)}</p>')
            for page in entries:
                st.page_link(page, query_params=state.parameters(view), width="stretch")
        if release:
            st.html(f'<p class="tw-facts">{"<br>".join(escape(fact) for fact in _facts(release))}</p>')


def open_page(
    title: str, question: str, *, measures: Sequence[str] = (), has_waves: bool = True, has_pack: bool = False
) -> Frame:
    """Draw the head of a page and return what it draws from; before the first release, ways to start instead.

    Args:
        title: Title of the page.
        question: The question that the page answers.
        measures: The measures that it is about, which decide what its filters offer.
        has_waves: Whether the page shows a survey wave.
        has_pack: Whether the board pack is offered here.
    """
    release = state.newest(access())
    if release is None:
        heading(title, question)
        first_run(may_import=may_import())
        st.stop()
    view = state.looked_at()
    looking = Looking(release=release, view=view, measures=measures, has_waves=has_waves)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="page-head"):
        heading(title, question)
        with st.container(horizontal=True, width="content", gap="small", key="page-actions"):
            saved_views_button(release)
            copy_link(view)
            if has_pack and looking.is_answered():
                board_pack_button(release, view)
    filter_bar(looking)
    with st.container(horizontal=True, vertical_alignment="center", key="page-sentence"):
        st.html(f'<p class="tw-sentence">{escape(looking.sentence())}</p>', width="content")
        clear_button(view)
    release_watch(release)
    if not looking.is_answered():
        not_answered(release)
    partial_notice(release)
    return Frame(release=release, where=view.where, wave=view.wave, palette=palette(is_dark=is_dark()))


def is_dark() -> bool:
    """Whether the viewer has the dark appearance."""
    return st.context.theme.type == "dark"


def heading(title: str, question: str) -> None:
    """Draw the title of a page and the question it answers."""
    st.html(f'<h1 class="tw-heading">{escape(title)}</h1><p class="tw-question">{escape(question)}</p>')


def failed(error: TwowayError) -> None:
    """Draw a page that says why nothing can be shown."""
    heading("Twoway", "The published figures cannot be read.")
    failure(error)


def not_allowed(page: Entry) -> None:
    """Draw what stands where the page of an address is not for whoever looks.

    Args:
        page: The page of the address.
    """
    heading(page.title, "This page is not for your role.")
    roles = " or ".join(role.label for role in Role if page.needs in PERMISSIONS[role])
    notice("You may not see this page", f"It is for: {roles}. Ask the data steward if you need it.", kind="refused")


def _facts(release: Release) -> list[str]:
    facts = release.facts
    return [
        facts.program,
        f"{'Draft' if facts.is_draft else 'Release'} {facts.id}",
        f"{day(facts.created_at)}",
        f"data version {count(facts.data_version)}",
    ]
