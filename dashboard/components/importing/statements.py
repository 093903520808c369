"""What a person states about an upload: its kind, and what the file itself leaves open."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from analytics.errors import SettingsError
from analytics.imports.canonical.columns import COLUMNS
from analytics.imports.row_fates import ASKED, DUPLICATE, TEST
from analytics.imports.run import KINDS, SURVEY
from analytics.imports.waves import wave_name
from analytics.worker.importing.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.worker.importing.seen import Head
    from dashboard.components.importing.uploads import Upload

WORDS = {"people": "Roster", "pairs": "Pairs", "sessions": "Sessions", "goals": "Goals", SURVEY: "Survey answers"}
ORDERS = {"As the file shows": None, "Day first (31/12/2026)": "dmy", "Month first (12/31/2026)": "mdy"}
SIDES = {"As the headings say": None, "Its mentor": "mentor", "Its mentee": "mentee"}
BLOCKS = {"The file as it is": None, "Only the first": 1, "Only the second": 2}
HEADINGS = {"As recognized": None, "None: the first row is a response": 0, "1": 1, "2": 2, "3": 3}
ASKED_WORDS = {DUPLICATE: "Copies of an earlier row", TEST: "Rows that may be tests"}
AS_RECOGNIZED = "As recognized"
WIDTH = 200
KEEP, SKIP, DATES, JUNIOR, WAVE, WAVE_ON, CODES = "keep", "skip", "dates", "junior", "wave", "wave-on", "codes"
HEADER_ROWS, KEEP_ROWS = "header-rows", "keep-rows"
LONG = ("Who answered", "What was asked", "The answer")
CODES_LIKE = "gender.1 = Woman, gender.2 = Man"
_CODE = re.compile(r"\s*([a-z_]+)\s*\.\s*([^=.,]+?)\s*=\s*([^=,]+?)\s*")


def stated(upload: Upload, head: Head) -> Statement:
    """Draw what can be stated about an upload, and return it.

    Args:
        upload: The file.
        head: Its headings, and what they say it is.
    """
    guess = head.kind
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = st.selectbox(
            "What it is",
            KINDS,
            index=KINDS.index(guess),
            format_func=WORDS.__getitem__,
            key=f"kind-{upload.key}",
            width=WIDTH,
        )
        special = {SURVEY: _survey, "pairs": _pairs, "people": _people, "goals": _pairs}.get(kind)
        found = special(upload) if special else {}
        order = ORDERS[st.selectbox("Dates", ORDERS, key=f"{DATES}-{upload.key}", width=WIDTH)]
    with st.expander("More about this file", key=f"more-{upload.key}", type="compact"):
        found |= _more(upload, head, kind)
    return Statement(
        kind=kind,
        date_order=cast("Any", order),
        keep=frozenset(st.session_state.get(f"{KEEP}-{upload.key}", ())),
        keep_rows=frozenset(st.session_state.get(f"{KEEP_ROWS}-{upload.key}", ())),
        skips_faulty=bool(st.session_state.get(f"{SKIP}-{upload.key}", False)),
        **found,
    )


def bring_back(upload_key: str, reason: str, *, is_back: bool) -> None:
    """Keep the rows of one reason in the import, or leave them out again.

    Args:
        upload_key: Name of the upload on the page.
        reason: Why they were left out.
        is_back: Whether they are kept.
    """
    kept: set[str] = set(st.session_state.get(f"{KEEP}-{upload_key}", ()))
    st.session_state[f"{KEEP}-{upload_key}"] = sorted(kept | {reason} if is_back else kept - {reason})


def answer(upload_key: str, name: str, value: object) -> None:
    """Fill in a field about an upload, as if it had been chosen in it.

    Args:
        upload_key: Name of the upload on the page.
        name: Name of the field.
        value: What it is set to.
    """
    st.session_state[f"{name}-{upload_key}"] = value


def _more(upload: Upload, head: Head, kind: str) -> dict[str, Any]:
    """What only some files need to be told."""
    found: dict[str, Any] = {}
    if not upload.name.lower().endswith((".csv", ".tsv", ".txt", ".sav", ".parquet")):
        sheet = st.text_input("Sheet (name or number; the one with the table by default)", key=f"sheet-{upload.key}")
        found["sheet"] = sheet.strip() or None
    if kind == SURVEY:
        block = st.selectbox("Two surveys side by side", BLOCKS, key=f"block-{upload.key}", width=WIDTH + 60)
        found["drop"] = frozenset(
            st.multiselect("Leave out too", ASKED, format_func=ASKED_WORDS.__getitem__, key=f"drop-too-{upload.key}")
        )
        headings = st.selectbox("Rows of headings", HEADINGS, key=f"{HEADER_ROWS}-{upload.key}", width=WIDTH + 60)
        return {**found, "block": BLOCKS[block], "header_rows": HEADINGS[headings], "long": _long(upload, head)}
    if kind == "people":
        levels = st.text_input(
            "Levels from low to high (optional), such as Junior, Senior, Lead", key=f"levels-{upload.key}"
        )
        found["levels"] = tuple(one.strip() for one in levels.split(",") if one.strip())
        found["codes"] = codes_in(
            st.text_input(f"Codes in words (optional), such as {CODES_LIKE}", key=f"{CODES}-{upload.key}")
        )
    return {**found, "columns": tuple(_columns(upload, head, kind))}


def codes_in(text: str) -> dict[str, dict[str, str]]:
    """The word for each code, by column.

    Args:
        text: What a person has typed: column.code = word, with commas between them.

    Raises:
        SettingsError: It is written in another way.

    >>> codes_in("gender.1 = Woman, gender.2 = Man")
    {'gender': {'1': 'Woman', '2': 'Man'}}
    """
    found: dict[str, dict[str, str]] = {}
    for part in filter(str.strip, text.split(",")):
        match = _CODE.fullmatch(part)
        if match is None:
            raise SettingsError(
                "The codes in words cannot be read.",
                allowed="Write each as column.code = word, with commas between them.",
                next_step=f"Like this: {CODES_LIKE}",
            )
        column, code, word = match.groups()
        found.setdefault(column, {})[code] = word
    return found


def _long(upload: Upload, head: Head) -> tuple[str, str, str] | None:
    """The three columns of a file with one row an answer, once all of them are named."""
    st.html('<p class="tw-caption">One row an answer: which columns, where it is not recognized. All three.</p>')
    with st.grid(3, min_column_width=WIDTH, gap="small"):
        who, asked, answered = (
            st.selectbox(name, (AS_RECOGNIZED, *head.names), key=f"long-{name}-{upload.key}") for name in LONG
        )
    return None if AS_RECOGNIZED in (who, asked, answered) else (who, asked, answered)


def _columns(upload: Upload, head: Head, kind: str) -> Iterator[tuple[str, str]]:
    """The headings that a person has named, by column of the table."""
    st.html('<p class="tw-caption">Which column is which, where the headings do not say it.</p>')
    with st.grid(4, min_column_width=WIDTH, gap="small"):
        for column in COLUMNS[cast("Any", kind)]:
            heading = st.selectbox(
                column.name, (AS_RECOGNIZED, *head.names), key=f"column-{kind}-{column.name}-{upload.key}"
            )
            if heading != AS_RECOGNIZED:
                yield column.name, heading


def _survey(upload: Upload) -> dict[str, Any]:
    wave = st.text_input("Wave", wave_name(upload.name), key=f"{WAVE}-{upload.key}", width=WIDTH)
    day = _day("Day of the wave (optional)", f"{WAVE_ON}-{upload.key}")
    return {"wave": wave.strip(), "wave_on": day}


def _pairs(upload: Upload) -> dict[str, Any]:
    return {"junior": SIDES[st.selectbox("The junior person is", SIDES, key=f"{JUNIOR}-{upload.key}", width=WIDTH)]}


def _people(upload: Upload) -> dict[str, Any]:
    return {
        "observed_from": _day("Leavers are known from (optional)", f"from-{upload.key}"),
        "observed_to": _day("Roster covers until (optional)", f"to-{upload.key}"),
    }


def _day(label: str, key: str) -> date | None:
    chosen = st.date_input(label, None, key=key, width=WIDTH + 30)
    return chosen if isinstance(chosen, date) else None
