"""The panels of the Import page: each upload, what would become of it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.errors import TwowayError
from analytics.imports.run import SURVEY
from dashboard.components.importing.drafts import first_answers, proposed
from dashboard.components.importing.editor import edited_mapping, means_table
from dashboard.components.importing.statements import WORDS, stated
from dashboard.components.notices import failure, notice
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from analytics.imports.mapping import Mapping
    from analytics.imports.run import Prepared, Request
    from analytics.imports.table import Notice
    from analytics.imports.understanding import Understanding
    from analytics.store import Version
    from dashboard.components.importing.drafts import Statement, Upload

UNDERSTOOD = "understood"
FIRST_ROWS = 5
FORMATS = {
    "surveymonkey": "SurveyMonkey",
    "qualtrics": "Qualtrics",
    "google_forms": "Google Forms",
    "typeform": "Typeform",
    "microsoft_forms": "Microsoft Forms",
    "limesurvey": "LimeSurvey",
    "alchemer": "Alchemer",
    "generic": "one header row",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One upload as drawn.

    Args:
        upload: The file.
        statement: What is stated about it, or None where it cannot be read.
        request: The import it asks for, or None where it cannot be imported.
        box: Where more can be drawn about it.
    """

    upload: Upload
    statement: Statement | None
    request: Request | None
    box: DeltaGenerator


def upload_panel(upload: Upload, version: Version | None) -> Panel:
    """Draw one upload and return what it asks for.

    Args:
        upload: The file.
        version: The data so far, or None.
    """
    box = st.container(border=True, key=f"upload-{upload.key}")
    with box:
        st.html(f'<h2 class="tw-title">{escape(upload.name)}</h2>')
        try:
            statement = stated(upload, upload.kind())
            if statement.kind == SURVEY:
                request = _survey(upload, statement, version)
            else:
                _rows(*upload.first_rows(FIRST_ROWS), key=upload.key)
                request = statement.request(upload, None)
        except TwowayError as error:
            failure(error)
            return Panel(upload=upload, statement=None, request=None, box=box)
    return Panel(upload=upload, statement=statement, request=request, box=box)


def checked_panel(panel: Panel, prepared: Prepared) -> None:
    """Draw what would become of a program table, below its upload.

    Args:
        panel: The upload as drawn.
        prepared: The file as it would be committed.
    """
    record = prepared.record
    with panel.box:
        kind = WORDS[record.kind].lower()
        st.html(f'<p class="tw-caption">{count(record.rows)} rows can be imported as {kind}.</p>')
        _dropped(record.dropped)
        _notices(prepared.notices)


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
        _dropped(record.dropped)
        _notices(prepared.notices)
        if prepared.understanding and prepared.mapping:
            table = means_table(
                prepared.mapping, prepared.understanding, caption=f"Means of the questions in {record.file_name}"
            )
            st.html(table.html())


def _survey(upload: Upload, statement: Statement, version: Version | None) -> Request | None:
    understanding, mapping = _understood(upload, statement, version)
    _summary(understanding)
    _dropped({reason: len(rows) for reason, rows in understanding.dropped.items()})
    if understanding.dropped or statement.keeps_all:
        st.checkbox("Keep the rows that do not look like answers", key=f"keep-{upload.key}")
    _notices(understanding.warnings)
    if not understanding.kept:
        notice("No row is a response", "Keep the rows that do not look like answers, or choose another file.")
        return None
    _rows(*first_answers(understanding, FIRST_ROWS), key=upload.key)
    confirmed = edited_mapping(upload.key, mapping, understanding)
    with st.expander("What would be stored", key=f"means-{upload.key}", type="compact"):
        st.html(means_table(confirmed, understanding, caption=f"What would be stored of {upload.name}").html())
    return statement.request(upload, confirmed)


def _understood(upload: Upload, statement: Statement, version: Version | None) -> tuple[Understanding, Mapping]:
    """What was understood of a survey, read once for each way of reading it and forgotten with the upload."""
    read: dict[Any, tuple[Understanding, Mapping]] = st.session_state.setdefault(UNDERSTOOD, {})
    options = statement.options()
    if (upload.key, options) not in read:
        understanding = upload.understanding(options)
        read[upload.key, options] = understanding, proposed(understanding, version)
    return read[upload.key, options]


def _rows(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, key: str) -> None:
    with st.expander("First rows", key=f"rows-{key}", type="compact"):
        st.html(Table(caption="First rows", header=header, rows=tuple(rows), words=tuple(range(len(header)))).html())


def _summary(understanding: Understanding) -> None:
    table = understanding.table
    facts = [
        FORMATS.get(table.format, table.format),
        f"{count(len(understanding.kept))} of {count(len(table.records))} rows are responses",
        f"{count(len(table.columns))} columns",
        f"{table.header_rows} header row{'s' * (table.header_rows != 1)}",
        table.encoding,
    ]
    personal = [f"{name} ({kind})" for name, kind in understanding.personal_data]
    removed = f"<br>Personal data, not stored as it is: {escape(', '.join(personal))}." if personal else ""
    st.html(f'<p class="tw-caption">{escape(" · ".join(facts))}{removed}</p>')


def _dropped(dropped: ReadOnly[str, int]) -> None:
    if dropped:
        reasons = ", ".join(f"{count(rows)} {reason}" for reason, rows in dropped.items())
        st.html(f'<p class="tw-caption">Left out: {escape(reasons)}.</p>')


def _notices(notices: Sequence[Notice]) -> None:
    if notices:
        entries = "".join(f"<li>{escape(one.message)}</li>" for one in notices)
        st.html(f'<ul class="tw-warnings">{entries}</ul>')
