"""The router: who looks, which pages are theirs, and what is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.audit_log import AuditLogError
from analytics.errors import NotAllowedError, NotPublishedError, SettingsError
from analytics.roles import Action
from dashboard import state
from dashboard.access import access, account, viewer
from dashboard.components.account import account_panel, arrived, closed, welcome
from dashboard.components.broken import unbroken
from dashboard.components.frame import failed, not_allowed, sidebar, style
from dashboard.locales import follow_locale
from dashboard.offered_files import begin
from dashboard.page_files import page_of
from dashboard.pages import FIRST, PAGES
from dashboard.recording import record, recorded_view, require_log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import Page

    from analytics.release.read import Release
    from analytics.roles import Viewer
    from dashboard.pages import Entry

ASSETS = Path(__file__).parent / "assets"


def main() -> None:
    """Draw the page that the address names, if whoever looks may see it."""
    st.set_page_config(page_title="Twoway", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    follow_locale(st.context.locale)
    style()
    begin()
    pages = {entry: page_of(entry) for section in PAGES.values() for entry in section}
    opened = st.navigation(list(pages.values()), position="hidden")
    asked = next((entry for entry in pages if entry.path == opened.url_path), FIRST)
    try:
        standing = account()
        arrived(standing)
        if standing.reason is not None:
            welcome(standing)
            return
        who = viewer()
        require_log()
        release = state.newest(access(), who) if who.may(Action.SEE_RELEASE) else None
    except SettingsError as error:
        closed(error)
    except (AuditLogError, NotPublishedError) as error:
        failed(error)
    else:
        _show(asked, pages, release, who)


def _show(asked: Entry, pages: Mapping[Entry, Page], release: Release | None, who: Viewer) -> None:
    """Draw the links to the pages of whoever looks, and the one that they ask for."""
    view = state.follow(release, pages[asked].url_path)
    allowed = {title: [pages[entry] for entry in section if who.may(entry.needs)] for title, section in PAGES.items()}
    sidebar({title: shown for title, shown in allowed.items() if shown}, release, view)
    with st.sidebar:
        account_panel()
    if not who.may(asked.needs):
        record("refused", note=asked.path)
        not_allowed(asked)
        return
    try:
        with recorded_view(asked.path, release.facts.id if release else "", unknown=len(view.unknown)):
            pages[asked].run()
    except (AuditLogError, NotAllowedError) as error:
        failed(error)


with unbroken():
    main()
