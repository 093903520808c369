"""The panels of the Import page: each upload, what came of an import, the history, and publishing."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from analytics.errors import TwowayError
from analytics.imports.run import KINDS, SURVEY
from analytics.imports.waves import wave_name
from dashboard.components.importing.drafts import Statement, Upload, first_answers, proposed
from dashboard.components.importing.editor import edited_mapping, means_table
from dashboard.components.notices import failure, notice
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence

    from analytics.imports.mapping import Mapping
    from analytics.imports.run import Prepared, Request
    from analytics.imports.table import Notice
    from analytics.imports.understanding import Understanding
    from analytics.store import Version

UNDERSTOOD = "understood"
FIRST_ROWS = 5
WORDS = {"people": "Roster", "pairs": "Pairs", "sessions": "Sessions", "goals": "Goals", SURVEY: "Survey answers"}
ORDERS = {"As the file shows": None, "Day first (31/12/2026)": "dmy", "Month first (12/31/2026)": "mdy"}
SIDES = {"As the headings say": None, "Its mentor": "mentor", "Its mentee": "mentee"}
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


def upload_panel(upload: Upload, version: Version | None) -> Request | None:
    """Draw one upload and return the import it asks for, or None where it cannot be imported.

    Args:
        upload: The file.
        version: The data so far, or None.
    """
    with st.container(border=True, key=f"upload-{upload.key}"):
        st.html(f'<h2 class="tw-title">{escape(upload.name)}</h2>')
        try:
            kind = upload.kind()
            statement = _statement(upload, kind)
            if statement.kind == SURVEY:
                return _survey(upload, statement, version)
            _program(upload)
            return statement.request(upload, None)
        except TwowayError as error:
            failure(error)
            return None


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


def _statement(upload: Upload, guess: str) -> Statement:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = st.selectbox(
            "What it is",
            KINDS,
            index=KINDS.index(guess),
            format_func=WORDS.__getitem__,
            key=f"kind-{upload.key}",
            width=180,
        )
        wave, wave_on, junior = "", None, None
        if kind == SURVEY:
            wave = st.text_input("Wave", wave_name(upload.name), key=f"wave-{upload.key}", width=180)
            wave_on = st.date_input("Day of the wave (optional)", None, key=f"wave-on-{upload.key}", width=190)
        if kind == "pairs":
            junior = SIDES[st.selectbox("The junior person is", SIDES, key=f"junior-{upload.key}", width=190)]
        order = ORDERS[st.selectbox("Dates", ORDERS, key=f"dates-{upload.key}", width=210)]
    keeps = kind == SURVEY and st.session_state.get(f"keep-{upload.key}", False)
    day = wave_on if isinstance(wave_on, date) else None
    return Statement(
        kind=kind,
        wave=wave.strip(),
        wave_on=day,
        date_order=cast("Any", order),
        junior=cast("Any", junior),
        keeps_all=keeps,
    )


def _survey(upload: Upload, statement: Statement, version: Version | None) -> Request:
    understanding, mapping = _understood(upload, statement, version)
    _summary(understanding)
    _dropped({reason: len(rows) for reason, rows in understanding.dropped.items()})
    if understanding.dropped or statement.keeps_all:
        st.checkbox("Keep the rows that do not look like answers", key=f"keep-{upload.key}")
    _notices(understanding.warnings)
    with st.expander("First rows", key=f"rows-{upload.key}", type="compact"):
        st.html(_first(*first_answers(understanding, FIRST_ROWS)).html())
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


def _program(upload: Upload) -> None:
    with st.expander("First rows", key=f"rows-{upload.key}", type="compact"):
        st.html(_first(*upload.first_rows(FIRST_ROWS)).html())


def _first(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(caption="First rows", header=header, rows=tuple(rows), words=tuple(range(len(header))))


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
