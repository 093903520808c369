"""The router: which pages there are, who may open them, and what is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.audit_log import AuditLogError
from analytics.errors import NotPublishedError
from dashboard import state
from dashboard.access import access, viewer
from dashboard.components.frame import failed, not_allowed, sidebar, style
from dashboard.pages import FIRST, PAGES
from dashboard.recording import record, recorded_view, require_log

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboard.pages import Entry

ASSETS = Path(__file__).parent / "assets"


def main() -> None:
    """Draw the page that the address names, if whoever looks may see it."""
    st.set_page_config(page_title="Twoway", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    style()
    entries = {entry.path: entry for section in PAGES.values() for entry in section}
    pages = {section: {entry: _page(entry) for entry in section_entries} for section, section_entries in PAGES.items()}
    page = st.navigation({section: list(drawn.values()) for section, drawn in pages.items()}, position="hidden")
    asked = entries.get(page.url_path, FIRST)
    who = viewer()
    allowed = {
        section: shown
        for section, drawn in pages.items()
        if (shown := [page for entry, page in drawn.items() if who.may(entry.needs)])
    }
    try:
        require_log()
        release = state.newest(access())
    except (AuditLogError, NotPublishedError) as error:
        failed(error)
        return
    view = state.follow(release, page.url_path) if release else state.View()
    sidebar(allowed, release, view)
    if who.may(asked.needs):
        try:
            with recorded_view(asked.path, release.facts.id if release else "", unknown=len(view.unknown)):
                page.run()
        except AuditLogError as error:
            failed(error)
    else:
        record("refused", note=asked.path)
        not_allowed(asked)


def _page(entry: Entry) -> Page:
    icon = f":material/{entry.icon}:"
    return st.Page(f"views/{entry.name}.py", title=entry.title, icon=icon, url_path=entry.path, default=entry is FIRST)


main()
