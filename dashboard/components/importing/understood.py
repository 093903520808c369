"""What was understood of a file beside its first rows, and the rows that were left out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.imports.erased_people import ERASED
from dashboard.components.importing.refusals import on_page
from dashboard.components.importing.statements import KEEP_ROWS, WORDS, bring_back
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.table import Notice
    from analytics.worker.importing.seen import Dropped, Head, Survey

LEAST_COLUMN, MOST_WIDE = 340, 420
DATES = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
FORMATS = {
    "surveymonkey": "SurveyMonkey",
    "qualtrics": "Qualtrics",
    "google_forms": "Google Forms",
    "typeform": "Typeform",
    "microsoft_forms": "Microsoft Forms",
    "limesurvey": "LimeSurvey",
    "alchemer": "Alchemer",
    "spss": "SPSS",
    "generic": "Table with headings",
}
KINDS = {
    "email": "e-mail addresses",
    "ip": "network addresses",
    "coordinates": "places",
    "name": "names",
    "phone": "telephone numbers",
}
REASONS = {
    "blank": "without an answer",
    "test": "test answers",
    "preview": "previews",
    "spam": "marked as spam",
    "partial": "not finished",
    "unfinished": "not finished",
    "total": "totals or averages",
    "repeated_heading": "headings again",
    "too_many_cells": "with too many cells",
    "no_consent": "without consent",
    "erased": "of people who were erased",
}
"""Words on screen for the reasons of a survey; those of program tables are words already."""


def survey_beside_rows(survey: Survey) -> None:
    """Draw what was understood of a survey beside its first rows, everything personal hidden."""
    rows = f"{count(survey.n_kept)} of {count(survey.n_records)} rows are responses"
    facts = {
        "Written by": FORMATS.get(survey.format, survey.format.replace("_", " ")),
        "Rows": rows,
        "Columns": f"{count(survey.n_columns)}, {_below(survey.header_rows)}",
        "Dates": DATES.get(survey.date_order or "", "none, or not clear"),
        "Text": survey.encoding,
        "Personal data": _personal(survey),
    }
    _beside(facts, survey.names, survey.rows)


def table_beside_rows(head: Head, kind: str) -> None:
    """Draw what was understood of a program table beside its first rows, ids hidden."""
    facts = {
        "What it is": WORDS[kind],
        **({} if head.n_rows is None else {"Rows": count(head.n_rows)}),
        "Columns": count(len(head.names)),
        "Personal data": "Ids become keyed hashes; names and e-mail addresses are not stored.",
    }
    _beside(facts, head.names, head.rows)


def left_out(
    upload_key: str, dropped: Mapping[str, Dropped], kept: frozenset[str], kept_rows: frozenset[int] = frozenset()
) -> None:
    """Draw the rows that were left out by reason, with what brings all or some of them back.

    Args:
        upload_key: Name of the upload on the page.
        dropped: The rows by reason.
        kept: Reasons whose rows were brought back.
        kept_rows: Numbers of rows that were brought back one by one.
    """
    if not dropped and not kept and not kept_rows:
        return
    st.html('<h3 class="tw-part">Left out</h3>')
    for reason, out in dropped.items():
        _reason(upload_key, reason, out)
    for reason in sorted(kept - set(dropped)):
        with _line(f"kept-{upload_key}-{reason}"):
            st.html(f'<p class="tw-import">Rows {escape(_words(reason))} are kept.</p>')
            st.button(
                "Leave out again",
                key=f"drop-{upload_key}-{reason}",
                on_click=bring_back,
                args=(upload_key, reason),
                kwargs={"is_back": False},
            )
    _single_rows(upload_key, dropped, kept_rows)


def _single_rows(upload_key: str, dropped: Mapping[str, Dropped], kept_rows: frozenset[int]) -> None:
    out = {number for reason, one in dropped.items() if reason != ERASED for number in one.rows}
    if not out and not kept_rows:
        return
    key = f"{KEEP_ROWS}-{upload_key}"
    st.session_state[key] = sorted(kept_rows)  # Streamlit forgets a choice when the options beside it change.
    st.multiselect(
        "Bring back single rows",
        sorted(out | kept_rows),
        key=key,
        placeholder="Numbers as a spreadsheet counts rows",
        format_func=lambda number: f"Row {count(number)}",
        width=MOST_WIDE,
    )


def notices(found: Sequence[Notice]) -> None:
    """Draw what a person should know about a file."""
    if found:
        entries = "".join(f"<li>{escape(on_page(one.message))}</li>" for one in found)
        st.html(f'<ul class="tw-warnings">{entries}</ul>')


def _reason(upload_key: str, reason: str, out: Dropped) -> None:
    n, which = out.n, _which(out) if out.rows else ""
    with _line(f"out-{upload_key}-{reason}"):
        words = f"{count(n)} row{'s' * (n != 1)} {_words(reason)}"
        st.html(f'<div class="tw-import"><strong>{escape(words)}</strong>{which}</div>')
        if reason == ERASED:
            return
        st.button(
            "Bring back",
            key=f"keep-{upload_key}-{reason}",
            on_click=bring_back,
            args=(upload_key, reason),
            kwargs={"is_back": True},
        )


def _below(header_rows: int) -> str:
    if not header_rows:
        return "named by their place: there are no headings"
    return f"below {count(header_rows)} row{'s' * (header_rows != 1)} of headings"


def _line(key: str) -> st.delta_generator.DeltaGenerator:
    return st.container(
        horizontal=True, wrap=False, vertical_alignment="center", horizontal_alignment="distribute", key=key
    )


def _which(out: Dropped) -> str:
    numbers = ", ".join(map(count, out.rows))
    more = " …" if out.n > len(out.rows) else ""
    return f'<details class="tw-rows"><summary>Which rows</summary><span>{numbers}{more}</span></details>'


def _words(reason: str) -> str:
    return REASONS.get(reason, reason.replace("_", " "))


def _personal(survey: Survey) -> str:
    ids = {} if survey.person_id is None else {survey.person_id: "becomes a keyed hash"}
    kinds = {name: KINDS.get(kind, kind.replace("_", " ")) for name, kind in survey.personal}
    found = [f"{name} ({words})" for name, words in {**kinds, **ids}.items()]
    return f"{', '.join(found)}. Hidden here; never stored as it is." if found else "none recognized"


def _beside(facts: Mapping[str, str], header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts.items())
    table = Table(
        caption="First rows",
        header=tuple(header),
        rows=tuple(tuple(row) for row in rows),
        words=tuple(range(len(header))),
    )
    with st.grid(2, min_column_width=LEAST_COLUMN, gap="medium"):
        st.html(f'<h3 class="tw-part">What was understood</h3><dl class="tw-how tw-understood">{listed}</dl>')
        st.html(f'<h3 class="tw-part">First rows</h3><div class="tw-first-rows">{table.html()}</div>')
