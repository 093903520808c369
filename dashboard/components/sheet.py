"""A sheet that a button opens in the browser itself: on the page from the start, so that nobody waits for it.

Streamlit's own popover is an element for itself and one for each thing inside, all sent at every change of a filter;
one that asks the server when it is opened costs as much as its contents, and twice more while it is used.
"""

from __future__ import annotations

from html import escape

LONGEST_LINE = 96
MOST_LINES = 16


def sheet(key: str, label: str, body: str) -> str:
    """The button and the sheet, as markup.

    Args:
        key: Name of the sheet on its page.
        label: Words on the button, and the heading of the sheet.
        body: Markup inside of it.
    """
    name, words = escape(key), escape(label)
    return (
        f'<button type="button" class="tw-open" data-key="{name}" popovertarget="{name}">{words}</button>'
        f'<div class="tw-sheet" id="{name}" popover role="dialog" aria-label="{words}"><div class="tw-sheet-head">'
        f'<p class="tw-sheet-title">{words}</p>'
        f'<button type="button" popovertarget="{name}" popovertargetaction="hide">Close</button></div>{body}</div>'
    )


def menu(key: str, label: str, body: str, *, is_chosen: bool = False, is_closed: bool = False, kind: str = "") -> str:
    """A button and the menu that it opens below itself, as markup.

    Args:
        key: Name of the menu on its page.
        label: Words on the button.
        body: Markup inside of the menu.
        is_chosen: Whether something in it is chosen.
        is_closed: Whether it cannot be opened.
        kind: What the button looks like.
    """
    name, words = escape(key), escape(label)
    look = " ".join(("tw-button", *(["tw-chosen"] if is_chosen else []), *([kind] if kind else [])))
    closed = " disabled" if is_closed else ""
    return (
        f'<button type="button" class="{look}" data-key="open-{name}" popovertarget="{name}"{closed}>{words}</button>'
        f'<div class="tw-menu" id="{name}" popover role="dialog" aria-label="{words}">{body}</div>'
    )


def copied(text: str, label: str) -> str:
    """Something to read and to copy, as markup.

    Args:
        text: It.
        label: What it is.

    >>> copied("1 < 2", "Sum")[:53]
    '<div class="tw-query"><textarea readonly rows="1" aria'
    """
    rows = min(MOST_LINES, sum(1 + len(line) // LONGEST_LINE for line in text.splitlines()))
    return (
        f'<div class="tw-query"><textarea readonly rows="{rows}" aria-label="{escape(label)}">{escape(text)}</textarea>'
        '<button type="button" class="tw-copy">Copy</button></div>'
    )


def query(sql: str) -> str:
    """A query to read and to copy, as markup."""
    return copied(sql.strip(), "SQL")
