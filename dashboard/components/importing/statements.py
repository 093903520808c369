"""What a person states about an upload: its kind, and what the file itself leaves open."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import streamlit as st

from analytics.imports.run import KINDS, SURVEY
from analytics.imports.waves import wave_name
from dashboard.components.importing.drafts import Statement, Upload

WORDS = {"people": "Roster", "pairs": "Pairs", "sessions": "Sessions", "goals": "Goals", SURVEY: "Survey answers"}
ORDERS = {"As the file shows": None, "Day first (31/12/2026)": "dmy", "Month first (12/31/2026)": "mdy"}
SIDES = {"As the headings say": None, "Its mentor": "mentor", "Its mentee": "mentee"}
WIDTH = 200


def stated(upload: Upload, guess: str) -> Statement:
    """Draw what can be stated about an upload, and return it.

    Args:
        upload: The file.
        guess: What its headings say it is.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = st.selectbox(
            "What it is",
            KINDS,
            index=KINDS.index(guess),
            format_func=WORDS.__getitem__,
            key=f"kind-{upload.key}",
            width=WIDTH,
        )
        special = {SURVEY: _survey, "pairs": _pairs, "people": _people}.get(kind)
        found = special(upload) if special else {}
        order = ORDERS[st.selectbox("Dates", ORDERS, key=f"dates-{upload.key}", width=WIDTH)]
    return Statement(kind=kind, date_order=cast("Any", order), **found)


def _survey(upload: Upload) -> dict[str, Any]:
    wave = st.text_input("Wave", wave_name(upload.name), key=f"wave-{upload.key}", width=WIDTH)
    day = _day("Day of the wave (optional)", f"wave-on-{upload.key}")
    keeps_all = st.session_state.get(f"keep-{upload.key}", False)
    return {"wave": wave.strip(), "wave_on": day, "keeps_all": keeps_all}


def _pairs(upload: Upload) -> dict[str, Any]:
    return {"junior": SIDES[st.selectbox("The junior person is", SIDES, key=f"junior-{upload.key}", width=WIDTH)]}


def _people(upload: Upload) -> dict[str, Any]:
    return {
        "observed_from": _day("Leavers are known from (optional)", f"from-{upload.key}"),
        "observed_to": _day("Roster covers until (optional)", f"to-{upload.key}"),
    }


def _day(label: str, key: str) -> date | None:
    chosen = st.date_input(label, None, key=key, width=WIDTH + 30)
    return chosen if isinstance(chosen, date) else None
