"""What a page says where there is no number: withheld, undefined, empty, refused, or not started yet."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.errors import TwowayError


def notice(title: str, text: str, *, kind: str = "empty") -> None:
    """Draw a quiet box.

    Args:
        title: A few words.
        text: One or two sentences: why, and what to do.
        kind: "empty", "withheld", "refused" or "warning"; decides the mark in front.
    """
    heading = f'<p class="tw-notice-title">{escape(title)}</p>'
    st.html(f'<div class="tw-notice tw-{kind}" role="note">{heading}<p>{escape(text)}</p></div>')


def missing(reasons: Sequence[str]) -> None:
    """Draw the box that stands where a chart would be."""
    notice("No figure here", " ".join(dict.fromkeys(reasons)), kind="withheld")


def failure(error: TwowayError) -> None:
    """Draw a failure: what is wrong, what is allowed, what to do next."""
    parts = "".join(f"<p>{escape(part)}</p>" for part in (error.allowed, error.next_step) if part)
    heading = f'<p class="tw-notice-title">{escape(error.what)}</p>'
    st.html(f'<div class="tw-notice tw-refused" role="alert">{heading}{parts}</div>')
