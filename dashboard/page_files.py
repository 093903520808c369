"""The pages as Streamlit knows them: their files are looked for once, not at every change of a filter."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.pages import FIRST

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboard.pages import Entry


def page_of(entry: Entry) -> Page:
    """A page of this run; Streamlit notes on it whether it was drawn.

    Args:
        entry: The page.
    """
    return copy(_found(entry))


@cache
def _found(entry: Entry) -> Page:
    icon = f":material/{entry.icon}:"
    return st.Page(f"views/{entry.name}.py", title=entry.title, icon=icon, url_path=entry.path, default=entry is FIRST)
