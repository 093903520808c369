"""The address of what a page shows, to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import state
from dashboard.components.sheet import copied, menu
from dashboard.state import View

if TYPE_CHECKING:
    from collections.abc import Mapping

SAME = "This address opens the same page with the same choices."


def share(chosen: Mapping[str, str], view: View | None = None) -> str:
    """The button that shows the address, as markup.

    Args:
        chosen: What was chosen on the page beside the filters, by name in the address.
        view: The filters and the survey wave, where the page has them.
    """
    asked = state.address(st.context.url or "", view or View(), chosen)
    return menu("copy-link", "Copy link", f'<p class="tw-note">{SAME}</p>{copied(asked, "Address")}', kind="tw-plain")
