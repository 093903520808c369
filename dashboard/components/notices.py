"""What a page says where there is no number: withheld, undefined, empty, refused, or not started yet."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.release.read import Withheld
from dashboard.theme import count, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.errors import TwowayError
    from analytics.release.read import Release

_CODE = re.compile(r"`([^`\n]+)`")


def notice(title: str, text: str, *, kind: str = "empty") -> None:
    """Draw a quiet box.

    Args:
        title: A few words.
        text: One or two sentences: why, and what to do.
        kind: "empty", "withheld", "refused" or "warning"; decides the mark in front.
    """
    st.html(notice_html(title, text, kind=kind))


def notice_html(title: str, text: str, *, kind: str = "empty") -> str:
    """A quiet box, as markup.

    Args:
        title: A few words.
        text: One or two sentences: why, and what to do.
        kind: "empty", "withheld", "refused" or "warning"; decides the mark in front.
    """
    heading = f'<p class="tw-notice-title">{escape(title)}</p>'
    return f'<div class="tw-notice tw-{kind}" role="note">{heading}<p>{escape(text)}</p></div>'


def not_answered(release: Release) -> None:
    """Draw the one box for an address that names something unknown or protected: which of both it is stays untold."""
    facts = release.facts
    what = "draft" if facts.is_draft else "release"
    looked_at = (
        f"You are looking at {what} {facts.id} of {day(facts.created_at)}, data version {count(facts.data_version)}."
    )
    notice("Part of this link is not shown", f"{Withheld().reason} {looked_at}", kind="refused")


def missing(reasons: Sequence[str]) -> None:
    """Draw the box that stands where a chart would be."""
    st.html(missing_html(reasons))


def missing_html(reasons: Sequence[str]) -> str:
    """The box that stands where a chart would be, as markup."""
    return notice_html("No figure here", " ".join(dict.fromkeys(reasons)), kind="withheld")


def failure(error: TwowayError) -> None:
    """Draw a failure: what is wrong, what is allowed, what to do next."""
    parts = "".join(f"<p>{with_code(part)}</p>" for part in (error.allowed, error.next_step) if part)
    heading = f'<p class="tw-notice-title">{with_code(error.what)}</p>'
    st.html(f'<div class="tw-notice tw-refused" role="alert">{heading}{parts}</div>')


def with_code(text: str) -> str:
    """A sentence as HTML, what stands in backticks as code.

    >>> with_code("Make one with `twoway publish` < now.")
    'Make one with <code>twoway publish</code> &lt; now.'
    """
    return _CODE.sub(r"<code>\1</code>", escape(text))
