"""What every page shows before anything was published: three ways to start."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.release.files import is_withdrawn
from dashboard.access import access
from dashboard.components.notices import notice

COMMANDS = """twoway import roster.csv --as people
twoway import pairs.csv --as pairs
twoway import survey.csv --as survey --wave 2026-06
twoway publish"""


WITHDRAWN = (
    "Nothing is in its place yet, so there is no figure to show. A link or a saved view works again as soon as the "
    "data steward publishes the next release."
)


def first_run(*, may_import: bool) -> None:
    """Draw the three ways to start, or that what was published has been withdrawn.

    Args:
        may_import: Whether files can be imported on this machine.
    """
    if is_withdrawn(access().published):
        notice("What was published has been withdrawn", WITHDRAWN, kind="withheld")
        return
    if not may_import:
        notice(
            "Nothing has been published yet",
            "This machine only shows releases. As soon as somebody publishes one into its folder, it appears here.",
        )
        return
    with st.grid(3, min_column_width=260):
        with _way(
            "1", "Look around first", "A complete demo program of an invented company, imported like your own files."
        ):
            st.code("twoway demo", language=None, wrap_lines=True)
        with _way(
            "2",
            "Import your files here",
            "Drop a roster, pairs, sessions, goals or a survey export, and check what was understood.",
        ):
            st.page_link("views/data_import.py", label="Open the Import page", icon=":material/upload_file:")
        with _way("3", "Use the command line", "The same import, ready for a script."):
            st.code(COMMANDS, language=None, wrap_lines=True)


def _way(number: str, title: str, text: str) -> st.delta_generator.DeltaGenerator:
    box = st.container(border=True, key=f"way-{number}", height="stretch")
    box.html(
        f'<p class="tw-step" aria-hidden="true">{number}</p>'
        f'<h2 class="tw-title">{escape(title)}</h2><p class="tw-caption">{escape(text)}</p>'
    )
    return box
