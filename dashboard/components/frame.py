"""The frame around every page: style, sidebar, heading, filter bar and the sentence that says what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.roles import PERMISSIONS, Role
from dashboard import state
from dashboard.access import access, may_import
from dashboard.components.board_pack import board_pack_button
from dashboard.components.filter_bar import filter_bar
from dashboard.components.first_run import first_run
from dashboard.components.notices import failure, not_answered, notice
from dashboard.components.partial import partial_notice
from dashboard.components.saved_views import saved_views_button
from dashboard.components.share import share
from dashboard.components.stale import release_watch
from dashboard.filters import Looking
from dashboard.links import address, link
from dashboard.theme import count, day, palette

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

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

    def chosen(self) -> Hashable:
        """All that a card depends on beside the release."""
        return tuple((name, tuple(values)) for name, values in self.where.items()), self.wave, self.palette


def style() -> None:
    """Load the style sheet and the mark.

    Dialogs are drawn outside of the app, so the whole document is told which appearance it has.
    """
    st.html(_style_sheet("dark" if is_dark() else "light"))
    st.logo(str(ASSETS / "logo.svg"), size="large", icon_image=str(ASSETS / "icon.svg"))


@cache
def _style_sheet(appearance: str) -> str:
    """The style sheet in one appearance, as markup."""
    rules = (ASSETS / "style.css").read_text(encoding="utf-8")
    return f"<style>{rules}:root {{ color-scheme: {appearance}; }}</style>"


def sidebar(pages: Mapping[str, Sequence[Page]], release: Release | None, view: View) -> None:
    """Draw the links to all pages, which keep the filters, and what the release is."""
    sections = "".join(_section(title, entries, view) for title, entries in pages.items())
    facts = f'<p class="tw-facts">{"<br>".join(escape(fact) for fact in _facts(release))}</p>' if release else ""
    if sections:
        st.sidebar.html(f'<nav class="tw-pages" aria-label="Pages">{sections}</nav>{facts}')


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
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="page-head"):
        heading(title, question)
        saved_views_button(release)
        pack = board_pack_button(release, view) if has_pack and looking.is_answered() else ""
        st.html(f'<div class="tw-actions">{share(state.chosen_here(), view)}{pack}</div>', width="content")
    st.html(filter_bar(looking))
    release_watch(release)
    if not looking.is_answered():
        not_answered(release)
    partial_notice(release)
    return Frame(release=release, where=view.where, wave=view.wave, palette=palette(is_dark=is_dark()))


def is_dark() -> bool:
    """Whether the viewer has the dark appearance."""
    return st.context.theme.type == "dark"


def heading(title: str, question: str, actions: str = "") -> None:
    """Draw the title of a page and the question it answers.

    Args:
        title: The title.
        question: The question.
        actions: Buttons beside it, as markup.
    """
    words = f'<h1 class="tw-heading">{escape(title)}</h1><p class="tw-question">{escape(question)}</p>'
    st.html(f'<div class="tw-head"><div>{words}</div>{actions}</div>' if actions else words)


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


def _section(title: str, pages: Sequence[Page], view: View) -> str:
    """The links to the pages of a section, which keep the filters, as markup."""
    here = state.page()
    links = "".join(
        link(
            page.title,
            address(page.url_path, view),
            icon=page.icon.removeprefix(":material/").removesuffix(":"),
            kind="tw-page",
            is_here=page.url_path == here,
        )
        for page in pages
    )
    return f'<p class="tw-section">{escape(title)}</p>{links}'


def _facts(release: Release) -> list[str]:
    facts = release.facts
    return [
        facts.program,
        f"{'Draft' if facts.is_draft else 'Release'} {facts.id}",
        f"{day(facts.created_at)}",
        f"data version {count(facts.data_version)}",
    ]
