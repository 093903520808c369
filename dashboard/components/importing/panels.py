"""The panels of the Import page: each upload before it is imported, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import TwowayError
from analytics.imports.run import SURVEY
from dashboard.components.importing import reading
from dashboard.components.importing.doubts import answered, ask, doubts
from dashboard.components.importing.editor import (
    edited_mapping,
    loaded_mapping,
    mapping_file,
    means_table,
    save_mapping,
)
from dashboard.components.importing.refusals import refusal
from dashboard.components.importing.scoring import ask_for_scores, with_scores
from dashboard.components.importing.statements import WORDS, stated
from dashboard.components.importing.understood import left_out, notices, survey_beside_rows, table_beside_rows
from dashboard.components.notices import notice
from dashboard.theme import count

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from analytics.imports.run import Prepared, Request
    from analytics.store import Version
    from dashboard.components.importing.drafts import Statement, Upload

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
        request: The import it asks for, or None where it cannot be imported.
        made_of: What the request is made of, to tell whether it was prepared before.
        n_open: Questions about it that nobody has answered.
        is_refused: Whether it cannot be read at all.
        badge: Where its state is drawn.
        box: Where more can be drawn about it.
    """

    upload: Upload
    statement: Statement | None
    request: Request | None
    made_of: tuple[object, ...]
    n_open: int
    is_refused: bool
    badge: DeltaGenerator
    box: DeltaGenerator


def upload_panel(upload: Upload, version: Version | None, *, is_open: bool) -> Panel:
    """Draw one upload and return what it asks for.

    Args:
        upload: The file.
        version: The data so far, or None.
        is_open: Whether all of it is shown at once.
    """
    card = st.container(border=True, key=f"upload-{upload.key}")
    badge = _title(card, upload)
    box = card.container(key=f"about-{upload.key}")
    statement: Statement | None = None
    request: Request | None = None
    made_of: tuple[object, ...] = ()
    n_open, is_refused = 0, False
    with box:
        try:
            head = reading.head(upload)
            statement = stated(upload, head)
            inside = card.container() if is_open else card.expander("Look inside", key=f"inside-{upload.key}")
            with inside:
                if statement.kind == SURVEY:
                    request, made_of, n_open = _survey(upload, statement, version)
                else:
                    table_beside_rows(head, statement.kind)
                    request = statement.request(upload, None)
        except TwowayError as error:
            is_refused = True
            refusal(error, upload.key)
    return Panel(
        upload=upload,
        statement=statement,
        request=request,
        made_of=(upload.key, statement, *made_of),
        n_open=n_open,
        is_refused=is_refused,
        badge=badge,
        box=box,
    )


def state(panel: Panel, prepared: Prepared | None, error: TwowayError | None, *, is_known: bool) -> None:
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
        panel.badge.html(_badge("Refused" if panel.is_refused else "Needs an answer", "refused"))
    elif is_known:
        panel.badge.html(_badge("Imported before", "known"))
    else:
        panel.badge.html(_badge("Ready", "ready"))
    if prepared is not None and panel.statement is not None:
        with panel.box:
            if prepared.record.kind != SURVEY:
                words = WORDS[prepared.record.kind].lower()
                st.html(f'<p class="tw-caption">{count(prepared.record.rows)} rows can be imported as {words}.</p>')
                left_out(panel.upload.key, prepared.record.dropped, panel.statement.keep)
            notices([one for one in prepared.notices if one.code not in IN_THE_TABLE])


def done_panel(prepared: Prepared, status: str) -> None:
    """Draw what became of one file: rows, warnings, and the means of its questions.

    Args:
        prepared: The file as it was committed.
        status: `imported` or `already_imported`.
    """
    record = prepared.record
    with st.container(border=True, key=f"done-{record.short_id}"):
        if status == "already_imported":
            notice(f"{record.file_name} was imported before", "The same file with the same meaning changes nothing.")
        else:
            wave = f", wave {record.wave}" if record.wave else ""
            notice(
                f"{record.file_name} is imported",
                f"{count(record.rows)} rows as {WORDS[record.kind].lower()}{wave}.",
                kind="done",
            )
        notices([one for one in prepared.notices if one.code not in IN_THE_TABLE])
        if prepared.understanding and prepared.mapping:
            survey = reading.of(prepared.understanding, prepared.mapping)
            with st.expander("What was stored", key=f"stored-{record.short_id}", type="compact"):
                caption = f"Means of the questions in {record.file_name}"
                st.html(means_table(prepared.mapping, survey, caption=caption).html())


def _title(card: DeltaGenerator, upload: Upload) -> DeltaGenerator:
    with card.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"title-{upload.key}"
    ):
        st.html(f'<h2 class="tw-title tw-file">{escape(upload.name)}</h2>')
        return st.container(width="content")


def _badge(text: str, kind: str) -> str:
    return f'<span class="tw-badge tw-{kind}">{escape(text)}</span>'


def _survey(
    upload: Upload, statement: Statement, version: Version | None
) -> tuple[Request | None, tuple[object, ...], int]:
    """The import that a survey asks for, what it is made of, and how many questions are open."""
    survey = reading.survey(upload, statement.options(), version)
    understanding = survey.understanding
    survey_beside_rows(understanding)
    left_out(upload.key, understanding.dropped, statement.keep)
    if not understanding.kept:
        notice("No row is a response", "Bring back the rows that are answers after all, or choose another file.")
        return None, (), 0
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key=f"meaning-{upload.key}"
    ):
        st.html('<h3 class="tw-part">What each question means</h3>')
        files = st.container(horizontal=True, width="content", gap="small", key=f"files-of-{upload.key}")
        with files:
            given = mapping_file(upload.key)
    mapping = loaded_mapping(given, survey)
    unsure = doubts(mapping)
    if unsure:
        ask(upload.key, unsure)
    ask_for_scores(upload.key, mapping)
    tables = f"{upload.key}-{reading.fingerprint(mapping)}"
    edited = edited_mapping(tables, mapping, survey)
    confirmed, n_open = answered(upload.key, with_scores(upload.key, edited), unsure)
    with files:
        save_mapping(upload.key, confirmed, upload.name)
    with st.expander("What would be stored", key=f"means-{upload.key}", type="compact", on_change="rerun") as shown:
        if shown.open:
            caption = f"What would be stored of {upload.name}"
            st.html(means_table(confirmed, survey, caption=caption).html())
    made_of = (reading.fingerprint(confirmed), confirmed.survey)
    return statement.request(upload, confirmed, understanding), made_of, n_open
