"""The cards of the page about confidentiality."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import NotPublishedError
from analytics.release.audit.report import AuditReport
from analytics.report.attacks import attacks
from dashboard.access import access
from dashboard.components.charts import card
from dashboard.components.confidentiality.tables import further_table, release_table, sizes_table
from dashboard.components.confidentiality.words import AGAINST, NOT_PROTECTED, PROMISE, PROTECTED, TESTED
from dashboard.components.downloads import draw_table, release_line
from dashboard.components.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.release.read import Release


def promise_cards() -> None:
    """Draw what is promised, what is protected and against whom."""
    with card("protected", PROMISE, "What this means for everybody whose data are in this program."):
        _terms(PROTECTED)
    with card("against", "Against whom", "Who might want to know a colleague's answer, and what happens then."):
        table = Table(
            caption="Against whom",
            header=("Who", "What they do", "What they learn"),
            rows=AGAINST,
            words=(1, 2),
        )
        draw_table(table, key="against")


def tested_card() -> None:
    """Draw what attacks found."""
    found = attacks()
    with card("tested", "How this was tested", TESTED.replace("`", "")):
        draw_table(sizes_table(found["sizes"]), key="attacks")
        draw_table(further_table(found), key="further-attacks")


def release_card(release: Release) -> None:
    """Draw how much of what may be published this release publishes; nothing where that is not known.

    Args:
        release: The newest release.
    """
    try:
        audit = AuditReport.read(access().published / release.facts.id)
    except NotPublishedError:
        return
    with card("this-release", "This release", "How much of what may be published about people is published now."):
        draw_table(release_table(release, audit), key="this-release", about=[release_line(release)])


def limits_card() -> None:
    """Draw what is not protected."""
    with card("limits", "What is not protected", "No protection is complete. This one ends here."):
        _terms(NOT_PROTECTED)


def _terms(entries: Iterable[tuple[str, str]]) -> None:
    terms = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in entries)
    st.html(f'<dl class="tw-how">{terms}</dl>')
