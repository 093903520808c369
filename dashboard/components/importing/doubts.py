"""Guesses below the threshold as questions: nothing counts toward a score until somebody has said yes."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.numerals import percent
from dashboard.components.importing.mapping_table import BY_HAND, scale_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.mapped_question import MappedQuestion
    from analytics.imports.mapping import Mapping

YES, NO_SCORE, LEAVE_OUT = "Yes", "Not part of a score", "Leave it out"
ANSWERS = (YES, NO_SCORE, LEAVE_OUT)
SHOWN_AT_ONCE = 4
HEIGHT = 420


def doubts(mapping: Mapping) -> tuple[MappedQuestion, ...]:
    """The guesses that would count toward a score and are not certain, the least certain one first.

    Args:
        mapping: The mapping as proposed.
    """
    unsure = [entry for entry in mapping.questions if entry.is_used and entry.scale and not entry.is_sure]
    return tuple(sorted(unsure, key=lambda entry: entry.confidence))


def ask(key: str, unsure: Sequence[MappedQuestion]) -> None:
    """Draw the questions about the guesses.

    Args:
        key: Name of the upload on the page.
        unsure: The guesses.
    """
    n = len(unsure)
    title = "One question for you" if n == 1 else f"{n} questions for you"
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"ask-{key}"
    ):
        st.html(f'<h3 class="tw-part">{title}</h3>')
        if n > 1:
            st.button("Yes to all", key=f"doubt-all-{key}", on_click=_yes_to_all, args=(key, unsure))
    box = st.container(height=HEIGHT if n > SHOWN_AT_ONCE else "content", border=False, key=f"doubts-{key}")
    with box:
        for entry in unsure:
            st.html(f'<p class="tw-import"><strong>{escape(entry.text)}</strong><br><span>{_guess(entry)}</span></p>')
            st.segmented_control(
                f"Is this right for “{entry.text}”?", ANSWERS, key=_key(key, entry), label_visibility="collapsed"
            )


def answered(key: str, edited: Mapping, unsure: Sequence[MappedQuestion]) -> tuple[Mapping, int]:
    """The mapping with the answers, and how many questions are still open.

    A guess that was corrected in the table is answered by that.

    Args:
        key: Name of the upload on the page.
        edited: The mapping as corrected in the table.
        unsure: The guesses that were asked about.
    """
    said = {entry.id: st.session_state.get(_key(key, entry)) for entry in unsure}
    by_hand = {entry.id for entry in edited.questions if entry.reason == BY_HAND}
    changed = [_answered(entry, None if entry.id in by_hand else said.get(entry.id)) for entry in edited.questions]
    n_open = sum(said[entry.id] is None and entry.id not in by_hand for entry in unsure)
    return replace(edited, questions=tuple(changed)), n_open


def _answered(entry: MappedQuestion, said: str | None) -> MappedQuestion:
    match said:
        case "Not part of a score":
            return replace(entry, scale=None, item=None, reason=BY_HAND)
        case "Leave it out":
            return replace(entry, is_used=False, reason=BY_HAND)
        case _:
            return entry


def _guess(entry: MappedQuestion) -> str:
    turned = ", turned around" if entry.is_reverse else ""
    span = "" if entry.scale_min is None else f", answers {entry.scale_min} to {entry.scale_max}"
    scale = scale_label(entry.scale) if entry.scale else ""
    guess = f"Does it count toward {scale}{span}{turned}? {percent(entry.confidence)} certain. {entry.reason}"
    return escape(guess)


def _key(key: str, entry: MappedQuestion) -> str:
    return f"doubt-{key}-{entry.id}"


def _yes_to_all(key: str, unsure: Sequence[MappedQuestion]) -> None:
    for entry in unsure:
        st.session_state[_key(key, entry)] = YES
