"""The router: which pages there are, who may open them, and what is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import NotPublishedError
from dashboard import state
from dashboard.access import access
from dashboard.components.frame import failed, sidebar, style
from dashboard.pages import FIRST, PAGES

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboard.pages import Entry

ASSETS = Path(__file__).parent / "assets"


def main() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Twoway", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    style()
    pages = {section: [_page(entry) for entry in entries] for section, entries in PAGES.items()}
    page = st.navigation(pages, position="hidden")
    try:
        release = state.newest(access())
    except NotPublishedError as error:
        failed(error)
        return
    view = state.follow(release, page.url_path) if release else state.View()
    sidebar(pages, release, view)
    page.run()


def _page(entry: Entry) -> Page:
    icon = f":material/{entry.icon}:"
    return st.Page(f"views/{entry.name}.py", title=entry.title, icon=icon, url_path=entry.path, default=entry is FIRST)


main()
