"""A refusal with the controls that answer it: on a page, nobody types an option."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import RefusedImportError
from dashboard.components.importing.statements import (
    CODES,
    CODES_LIKE,
    DATES,
    JUNIOR,
    ORDERS,
    SIDES,
    SKIP,
    WAVE,
    WAVE_ON,
    answer,
)

if TYPE_CHECKING:
    from analytics.errors import TwowayError

_DAY_FIRST, _MONTH_FIRST = list(ORDERS)[1:]
_MENTOR, _MENTEE = list(SIDES)[1:]
MAPPING_NEEDED = "Correct the table of questions above, or load a mapping file there."
_FIELDS = {
    "keep": "the button Bring back",
    "drop": "More about this file, Leave out too",
    "dates": "the field Dates",
    "junior": "the field The junior person is",
    "wave": "the field Wave",
    "wave-on": "the field Day of the wave",
    "mapping": "the table of questions",
    "mentor-is": "the field The junior person is",
    "column": "More about this file, under the name of the column",
    "code": "the field Codes in words, under More about this file",
    "long": "More about this file, One row an answer",
    "levels": "More about this file, Levels from low to high",
    "sheet": "More about this file, Sheet",
    "block": "More about this file, Two surveys side by side",
    "header-rows": "More about this file, Rows of headings",
    "skip-faulty": "the button Leave the faulty rows out",
    "observed-from": "the field Leavers are known from",
    "observed-to": "the field Roster covers until",
}
_OPTION = re.compile(
    r"(?:with |pass |Pass |state it with |State it with )?--("
    + "|".join(sorted(_FIELDS, key=len, reverse=True))
    + r")\b"
    r"(?: (?:dmy|mdy|mentor|mentee|junior|senior|0|1|YYYY-MM-DD|[a-z_]+=HEADING|[a-z_]+\.(?:1|WORD)=[a-zA-Z]+"
    r"|WHO QUESTION ANSWER"
    r"|[a-z_]+(?=[.:]| or --)))?"
    r"(?: (?:or|and) --(?:dates|junior|mentor-is|block) (?:dmy|mdy|mentor|mentee|junior|senior|2))?"
)
_QUOTED = re.compile(r"`([^`]+)`")
_COMMAND = re.compile(r" ?\(`twoway [^`]+`\)|`twoway [^`]+`")


def on_page(text: str) -> str:
    """A sentence for somebody who looks at fields and buttons instead of a command line.

    >>> on_page("Say otherwise with --observed-from.")
    'Say otherwise in the field Leavers are known from.'
    >>> on_page("Say it of contractors with --code worker_type.WORD=contractor.")
    'Say it of contractors in the field Codes in words, under More about this file.'
    >>> on_page("`hired_on`: 1 of 20 rows are not dates.")
    '“hired_on”: 1 of 20 rows are not dates.'
    >>> on_page("Say which one is: --junior mentor or --junior mentee.")
    'Say which one is: in the field The junior person is.'
    >>> on_page("If it is one, count it with --header-rows 0: columns are then named by their place.")
    'If it is one, count it in More about this file, Rows of headings: columns are then named by their place.'
    """
    words = _COMMAND.sub("", _OPTION.sub(lambda found: f"{_preposition(found[1])} {_FIELDS[found[1]]}", text))
    return _QUOTED.sub(r"“\1”", words)


def _preposition(option: str) -> str:
    return "with" if _FIELDS[option].startswith("the button") else "in"


def refusal(error: TwowayError, upload_key: str) -> None:
    """Draw why a file is not imported, and what would let it in as buttons and fields.

    Args:
        error: The failure.
        upload_key: Name of the upload on the page.
    """
    faults = error.faults if isinstance(error, RefusedImportError) else (error.allowed,)
    needs = error.needs if isinstance(error, RefusedImportError) else ()
    lines = [on_page(fault) for fault in faults if fault]
    if "mapping" in needs:
        lines.append(MAPPING_NEEDED)
    elif not needs or "columns" in needs:
        lines.append(on_page(error.next_step))
    title = "This needs an answer" if needs else on_page(error.what)
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    st.html(
        f'<div class="tw-notice tw-refused" role="alert"><p class="tw-notice-title">{escape(title)}</p>{body}</div>'
    )
    if needs:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"answers-{upload_key}"):
            for need in needs:
                _control(need, upload_key)


def _control(need: str, key: str) -> None:
    match need:
        case "dates":
            for label in (_DAY_FIRST, _MONTH_FIRST):
                _button(label, key, DATES, label)
        case "junior":
            _button("The mentor is the junior person", key, JUNIOR, _MENTOR)
            _button("The mentee is the junior person", key, JUNIOR, _MENTEE)
        case "skip_faulty":
            _button("Leave the faulty rows out", key, SKIP, value=True)
        case "wave_on":
            st.date_input(
                "When was the survey?", None, key=f"answer-{WAVE_ON}-{key}", on_change=_copy, args=(key, WAVE_ON)
            )
        case "wave":
            st.text_input("Name of its own wave", key=f"answer-{WAVE}-{key}", on_change=_copy, args=(key, WAVE))
        case "codes":
            label = f"What does each code stand for? Such as {CODES_LIKE}"
            st.text_input(label, key=f"answer-{CODES}-{key}", on_change=_copy, args=(key, CODES), width=420)
        case _:
            return


def _button(label: str, key: str, name: str, value: object) -> None:
    st.button(label, key=f"answer-{name}-{label}-{key}", on_click=answer, args=(key, name, value))


def _copy(key: str, name: str) -> None:
    """Take what was typed into the answer over into the field that it answers for."""
    answer(key, name, st.session_state[f"answer-{name}-{key}"])
