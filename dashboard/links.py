"""Links within the dashboard, as markup: an address is all that a page, a filter or a saved view needs.

The browser changes the address, and Streamlit draws what it says, as it does when somebody goes back
(`assets/page.js`). A widget for each of them is an element of its own instead, sent at every change of a filter.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard import state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.state import View


def address(page: str, view: View, chosen: Mapping[str, str] | None = None) -> str:
    """The address of a page with a view.

    Args:
        page: The page's address below the server's; empty for the first one.
        view: The filters and the survey wave.
        chosen: What else is chosen there.
    """
    return state.address(f"/{page}", view, chosen)


def link(label: str, to: str, *, icon: str = "", kind: str = "tw-link", is_here: bool = False) -> str:
    """A link, as markup.

    Args:
        label: Its words.
        to: Where it leads, below the server's address.
        icon: Name of the icon before it.
        kind: What it looks like.
        is_here: Whether it leads to the page that is open.
    """
    mark = f'<span class="tw-icon" aria-hidden="true" translate="no">{icon}</span>' if icon else ""
    here = ' aria-current="page"' if is_here else ""
    return f'<a class="tw-go {kind}" href="{escape(to)}"{here}>{mark}{escape(label)}</a>'


def choice(label: str, to: str, *, key: str, is_chosen: bool) -> str:
    """A choice that can be switched on and off, as markup.

    Args:
        label: Its words.
        to: The address with it switched.
        key: Name of the choice on its page.
        is_chosen: Whether it is on.
    """
    pressed = "true" if is_chosen else "false"
    place = f'data-key="{escape(key)}" href="{escape(to)}"'
    return f'<a class="tw-go tw-choice" role="button" aria-pressed="{pressed}" {place}>{escape(label)}</a>'
