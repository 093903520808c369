"""Whether the log can be trusted: every line checked, and the head to write down."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.release.states import anchors
from dashboard.access import access
from dashboard.components.charts import card
from dashboard.components.notices import notice
from dashboard.theme import count

if TYPE_CHECKING:
    from analytics.audit_log import AuditLog, Verdict

_CHECKED = "audit-checked"
TAIL = (
    "A log that was cut off at its end is whole in itself, but each release names the line that was the last one when "
    "it was made. Between releases, write the head down, elsewhere: "
    "twoway audit verify --expect HEAD finds it again, or says that it is gone."
)


def chain_card(log: AuditLog) -> None:
    """Draw what a look at every line found, and the button that looks again.

    Args:
        log: The log.
    """
    if _CHECKED not in st.session_state:
        _check(log)
    verdict, at = st.session_state[_CHECKED]
    with card("chain", _title(verdict), f"Every line holds the hash of the one before. Checked {at} UTC. {TAIL}"):
        if not verdict.is_whole:
            notice("The log was changed", verdict.fault, kind="warning")
        st.html(_facts(log, verdict))
        st.button("Check again", key="audit-check", on_click=_check, args=(log,))


def _check(log: AuditLog) -> None:
    verdict = log.verify(anchors=anchors(access().published))
    st.session_state[_CHECKED] = (verdict, datetime.now(UTC).isoformat(sep=" ", timespec="seconds")[:19])


def _title(verdict: Verdict) -> str:
    if not verdict.is_whole:
        return "The log is not whole"
    lines = "line" if verdict.lines == 1 else "lines"
    return f"The log is whole: {count(verdict.lines)} {lines} follow from each other"


def _facts(log: AuditLog, verdict: Verdict) -> str:
    entries = (
        ("Head", verdict.head or "none yet"),
        ("Lines that follow", count(verdict.lines)),
        ("Lines cut off", f"{count(verdict.torn)}, when a process or the machine stopped" if verdict.torn else "none"),
        ("Named by releases", f"{count(verdict.anchors)}, each of whose lines is there" if verdict.anchors else "none"),
        ("Where it is", str(log.path)),
    )
    return f'<dl class="tw-how">{"".join(f"<dt>{term}</dt><dd>{escape(text)}</dd>" for term, text in entries)}</dl>'
