"""The address of what a page shows, to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import state
from dashboard.state import View

if TYPE_CHECKING:
    from collections.abc import Mapping

SAME = "This address opens the same page with the same choices."


def share(chosen: Mapping[str, str]) -> None:
    """Draw the button that shows the address.

    Args:
        chosen: What was chosen on the page, by name in the address.
    """
    with st.popover("Copy link", key="copy-link", type="tertiary"):
        st.caption(SAME)
        st.code(state.address(st.context.url or "", View(), chosen), language=None, wrap_lines=True)
