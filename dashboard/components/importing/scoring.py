"""Which questions count toward a score, asked where none was recognized: without a score, a survey moves no figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from analytics.imports.scores import ENPS
from dashboard.components.importing.mapping_table import BY_HAND, NUMBERS, scale_label

if TYPE_CHECKING:
    from analytics.imports.mapped_question import MappedQuestion
    from analytics.imports.mapping import Mapping

ASKED = ("engagement", "satisfaction", ENPS)
"""Scales that surveys of every program ask about; the others are in the table of questions."""
LONGEST = 90
WHY = "No question was recognized as part of a score. Choose those that are; other scores are in the table below."


def ask_for_scores(key: str, mapping: Mapping) -> None:
    """Draw a field for each score that most programs ask about; nothing where a score was recognized.

    Args:
        key: Name of the upload on the page.
        mapping: The mapping as proposed or loaded.
    """
    candidates = _candidates(mapping)
    if not candidates or any(entry.scale for entry in mapping.questions if entry.is_used):
        return
    st.html(f'<p class="tw-caption">{WHY}</p>')
    with st.grid(len(ASKED), min_column_width=240, gap="small"):
        for scale in ASKED:
            options = [name for name, entry in candidates.items() if scale != ENPS or _is_of_enps(entry)]
            st.multiselect(scale_label(scale), options, key=_key(key, scale), placeholder="Choose questions")


def with_scores(key: str, mapping: Mapping) -> Mapping:
    """The mapping with the questions that were chosen for a score.

    Args:
        key: Name of the upload on the page.
        mapping: The mapping as corrected in the table.
    """
    candidates = _candidates(mapping)
    chosen = {
        candidates[name].id: scale
        for scale in ASKED
        for name in st.session_state.get(_key(key, scale), ())
        if name in candidates
    }
    questions = tuple(_counted(entry, chosen.get(entry.id)) for entry in mapping.questions)
    return replace(mapping, questions=questions)


def _candidates(mapping: Mapping) -> dict[str, MappedQuestion]:
    """The questions with numbers that are stored, by what they are called in a field."""
    found: dict[str, MappedQuestion] = {}
    for entry in mapping.questions:
        if entry.is_used and entry.kind in NUMBERS and None not in (entry.scale_min, entry.scale_max):
            text = entry.text if len(entry.text) <= LONGEST else f"{entry.text[:LONGEST]}…"
            found[text if text not in found else f"{text} ({entry.id})"] = entry
    return found


def _is_of_enps(entry: MappedQuestion) -> bool:
    return entry.scale_min in {0, 1} and entry.scale_max == 10  # noqa: PLR2004 - the recommendation is on 0 to 10


def _counted(entry: MappedQuestion, scale: str | None) -> MappedQuestion:
    if scale is None:
        return entry
    low = 0 if scale == ENPS else entry.scale_min
    return replace(entry, scale=scale, scale_min=low, reason=BY_HAND, confidence=1.0)


def _key(key: str, scale: str) -> str:
    return f"score-{scale}-{key}"
