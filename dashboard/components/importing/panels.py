"""The panels of the Import page: each upload before it is imported, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.errors import CanceledError, LimitError, TwowayError
from analytics.imports.run import SURVEY
from dashboard.components.importing import reading
from dashboard.components.importing.doubts import answered, ask, doubts
from dashboard.components.importing.editor import (
    edited_mapping,
    mapping_file,
    means_table,
    save_mapping,
)
from dashboard.components.importing.refusals import refusal
from dashboard.components.importing.scoring import ask_for_scores, with_scores
from dashboard.components.importing.statements import WORDS, stated
from dashboard.components.importing.understood import left_out, notices, survey_beside_rows, table_beside_rows
from dashboard.components.notices import failure, notice
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from pathlib import Path

    from streamlit.delta_generator import DeltaGenerator

    from analytics.imports.mapping import Mapping
    from analytics.worker.importing.seen import Told
    from analytics.worker.importing.statement import Statement
    from dashboard.components.importing.uploads import Upload

IN_THE_TABLE = frozenset({"overlap"})
"""Notices that the table of what the files add, and later the history, say in numbers."""
MOST_OPEN = 2
"""Files of one drop that are drawn open; of more, each is opened by a click."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One upload as drawn.

    Args:
        upload: The file.
        statement: What is stated about it, or None where it cannot be read.
        request: The import it asks for as plain data, or None where it cannot be imported.
        made_of: What the request is made of, to tell whether it was prepared before.
        mapping: What its questions mean, if it is a survey.
        n_open: Questions about it that nobody has answered.
        failure: Why it cannot be read at all, or None.
        badge: Where its state is drawn.
        box: Where more can be drawn about it.
    """

    upload: Upload
    statement: Statement | None
    request: ReadOnly[str, Any] | None
    made_of: tuple[object, ...]
    mapping: Mapping | None
    n_open: int
    failure: TwowayError | None
    badge: DeltaGenerator
    box: DeltaGenerator


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One upload as it was committed.

    Args:
        told: The file.
        status: `imported` or `already_imported`.
        mapping: What its questions mean, if it is a survey.
        counts: What was counted of each of them, by its id.
    """

    told: Told
    status: str
    mapping: Mapping | None
    counts: ReadOnly[str, ReadOnly[str, Any]] | None


def upload_panel(upload: Upload, store: Path, *, is_open: bool) -> Panel:
    """Draw one upload and return what it asks for.

    Args:
        upload: The file.
        store: Folder of the store.
        is_open: Whether all of it is shown at once.
    """
    card = st.container(border=True, key=f"upload-{upload.key}")
    badge = _title(card, upload)
    box = card.container(key=f"about-{upload.key}")
    statement: Statement | None = None
    request: ReadOnly[str, Any] | None = None
    mapping: Mapping | None = None
    n_open = 0
    stopped: TwowayError | None = None
    with box:
        try:
            head = reading.head(upload)
            statement = stated(upload, head)
            inside = card.container() if is_open else card.expander("Look inside", key=f"inside-{upload.key}")
            with inside:
                if statement.kind == SURVEY:
                    mapping, n_open = _survey(upload, statement, store)
                    request = None if mapping is None else upload.plain(statement, mapping)
                else:
                    table_beside_rows(head, statement.kind)
                    request = upload.plain(statement)
        except TwowayError as error:
            stopped = error
            _stopped(error, upload)
    return Panel(
        upload=upload,
        statement=statement,
        request=request,
        made_of=(upload.key, statement, None if mapping is None else (reading.fingerprint(mapping), mapping.survey)),
        mapping=mapping,
        n_open=n_open,
        failure=stopped,
        badge=badge,
        box=box,
    )


def state(panel: Panel, prepared: Told | None, error: TwowayError | None, *, is_known: bool) -> None:
    """Draw what would become of an upload: its state beside its name, and what a person should know.

    Args:
        panel: The upload as drawn.
        prepared: The file as it would be committed, or None.
        error: Why it cannot be committed, or None.
        is_known: Whether the same file with the same meaning is in the store already.
    """
    if error is not None:
        panel.badge.html(_badge("Needs an answer" if getattr(error, "needs", ()) else "Refused", "refused"))
        with panel.box:
            refusal(error, panel.upload.key)
    elif panel.n_open:
        panel.badge.html(_badge(f"{panel.n_open} question{'s' * (panel.n_open > 1)}", "refused"))
    elif panel.request is None:
        panel.badge.html(_badge(_why_not(panel.failure), "refused"))
    elif prepared is None:
        panel.badge.html(_badge("Not checked", "refused"))
    elif is_known:
        panel.badge.html(_badge("Imported before", "known"))
    else:
        panel.badge.html(_badge("Ready", "ready"))
    if prepared is not None and panel.statement is not None:
        with panel.box:
            if prepared.kind != SURVEY:
                words = WORDS[prepared.kind].lower()
                st.html(f'<p class="tw-caption">{count(prepared.rows)} rows can be imported as {words}.</p>')
                left_out(panel.upload.key, prepared.dropped, panel.statement.keep, panel.statement.keep_rows)
            notices([one for one in prepared.notices if one.code not in IN_THE_TABLE])


def done_panel(done: Done) -> None:
    """Draw what became of one file: rows, warnings, and the means of its questions.

    Args:
        done: The file as it was committed.
    """
    told = done.told
    with st.container(border=True, key=f"done-{told.short_id}"):
        if done.status == "already_imported":
            notice(f"{told.file_name} was imported before", "The same file with the same meaning changes nothing.")
        else:
            wave = f", wave {told.wave}" if told.wave else ""
            notice(
                f"{told.file_name} is imported",
                f"{count(told.rows)} rows as {WORDS[told.kind].lower()}{wave}.",
                kind="done",
            )
        notices([one for one in told.notices if one.code not in IN_THE_TABLE])
        if done.mapping is not None and done.counts is not None:
            with st.expander("What was stored", key=f"stored-{told.short_id}", type="compact"):
                caption = f"Means of the questions in {told.file_name}"
                st.html(means_table(done.mapping, done.counts, caption=caption).html())


def _title(card: DeltaGenerator, upload: Upload) -> DeltaGenerator:
    with card.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"title-{upload.key}"
    ):
        st.html(f'<h2 class="tw-title tw-file">{escape(upload.name)}</h2>')
        return st.container(width="content")


def _badge(text: str, kind: str) -> str:
    return f'<span class="tw-badge tw-{kind}">{escape(text)}</span>'


def _why_not(error: TwowayError | None) -> str:
    if error is None:
        return "Needs an answer"
    return "Stopped" if isinstance(error, CanceledError | LimitError) else "Refused"


def _stopped(error: TwowayError, upload: Upload) -> None:
    """Draw why an upload was not read, and the button that tries again where that may help."""
    if not isinstance(error, CanceledError | LimitError):
        refusal(error, upload.key)
        return
    failure(error)
    st.button("Read it again", key=f"again-{upload.key}", on_click=reading.again, args=(upload,))


def _survey(upload: Upload, statement: Statement, store: Path) -> tuple[Mapping | None, int]:
    """What the questions of a survey mean, or None where it has no answers; and how many questions are open."""
    survey = reading.survey(upload, statement, store)
    survey_beside_rows(survey)
    left_out(upload.key, survey.dropped, statement.keep, statement.keep_rows)
    if not survey.n_kept:
        notice("No row is a response", "Bring back the rows that are answers after all, or choose another file.")
        return None, 0
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key=f"meaning-{upload.key}"
    ):
        st.html('<h3 class="tw-part">What each question means</h3>')
        files = st.container(horizontal=True, width="content", gap="small", key=f"files-of-{upload.key}")
        with files:
            given = mapping_file(upload.key)
    mapping = survey.mapping if given is None else _loaded(upload, statement, store, given) or survey.mapping
    unsure = doubts(mapping)
    if unsure:
        ask(upload.key, unsure)
    ask_for_scores(upload.key, mapping)
    edited = edited_mapping(f"{upload.key}-{reading.fingerprint(mapping)}", mapping, survey)
    confirmed, n_open = answered(upload.key, with_scores(upload.key, edited), unsure)
    with files:
        save_mapping(upload.key, confirmed, upload.name)
    _means(upload, statement, confirmed)
    return confirmed, n_open


def _loaded(upload: Upload, statement: Statement, store: Path, text: str) -> Mapping | None:
    """The mapping as a file has it, or None where that cannot be read."""
    try:
        mapping, n_found = reading.loaded(upload, statement, store, text)
    except TwowayError as error:
        failure(error)
        return None
    n = len(mapping.questions)
    st.html(f'<p class="tw-caption">{n_found} of {n} questions are as the mapping file has them.</p>')
    return mapping


def _means(upload: Upload, statement: Statement, mapping: Mapping) -> None:
    """Draw what would be stored of a survey, counted when somebody asks to see it."""
    with st.expander("What would be stored", key=f"means-{upload.key}", type="compact", on_change="rerun") as shown:
        if shown.open:
            try:
                counts = reading.counted(upload, statement, mapping)
            except TwowayError as error:
                failure(error)
                return
            st.html(means_table(mapping, counts, caption=f"What would be stored of {upload.name}").html())
