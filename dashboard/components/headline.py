"""The verdict an executive reads first: what was declared in advance decides, and raw figures come second."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import measure
from analytics.narrative import declared_verdicts, overview_sentence, raw_sentence
from dashboard import state
from dashboard.components.comparison import RULE, Shown
from dashboard.components.evidence_chart import explained
from dashboard.components.provenance import explain
from dashboard.links import address, link
from dashboard.theme import local_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.narrative import DeclaredVerdict
    from analytics.release.read import Release
    from dashboard.components.frame import Frame

RAW = "Raw comparison: participants volunteered, and nothing here is adjusted for that."
WHOLE = "The verdict is about everybody compared; what is chosen above narrows the figures below it."
VOLUNTEERS = "Participants volunteered, so they may have been different before."
EVIDENCE = "See the evidence"


def headline(frame: Frame) -> None:
    """Draw the one sentence that answers the page's question."""
    declared = declared_verdicts(frame.release)
    with st.container(border=True, key="card-verdict", gap="xsmall"):
        if declared:
            _declared(frame, declared)
        else:
            sentence = overview_sentence(frame.release, frame.where)
            st.html(f'<p class="tw-verdict">{escape(sentence)}<small>{RAW}</small></p>')
            explain([frame.release.compare(frame.release.facts.primary_outcome, frame.where)], key="verdict")


def decides(release: Release, corrected: str) -> None:
    """Draw which outcome decides, and what was corrected about the others.

    Args:
        release: The release.
        corrected: How many comparisons stand beside it, and what was done about their number.
    """
    label = measure(release.facts.primary_outcome).label
    st.html(f'<p class="tw-note">{escape(label)} is the outcome that decides. Beside it: {escape(corrected)}</p>')


def _declared(frame: Frame, declared: Sequence[DeclaredVerdict]) -> None:
    first, *others = declared
    color = "" if first.is_clear else ' style="border-left-color:var(--tw-comparison)"'
    below = first.outcome.next_step if first.outcome else first.comparison.sentence
    verdict = f'<p class="tw-verdict"{color}>{escape(_named(first))}<small>{escape(local_text(below))}</small></p>'
    raw = raw_sentence(frame.release.compare(frame.release.facts.primary_outcome, frame.where))
    notes = [*map(_named, others), f"{raw} {VOLUNTEERS}", *([WHOLE] if frame.where else [])]
    said = "".join(f'<p class="tw-note">{escape(one)}</p>' for one in notes)
    st.html(verdict + said + link(EVIDENCE, address("pilot-comparison", state.looked_at()), icon="balance"))
    _explained(frame, first)


def _named(one: DeclaredVerdict) -> str:
    return f"{one.comparison.name} \N{EN DASH} {local_text(one.sentence)}"


def _explained(frame: Frame, first: DeclaredVerdict) -> None:
    if first.outcome is None:
        return
    shown = Shown(release=frame.release, comparison=first.comparison, outcome=first.outcome, palette=frame.palette)
    explained("verdict", shown.how(("Verdict", RULE)))
