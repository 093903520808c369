"""SurveyMonkey: question texts over their first column only, options below, at times numbers above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.imports.table import Column
from analytics.imports.vendors.vendor import (
    CERTAIN,
    LIKELY,
    Layout,
    Vendor,
    filled_forward,
    keyed,
    none_dropped,
    position_key,
    unique,
    with_grids,
)
from analytics.imports.wording import key, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROLES = {
    "respondentid": "respondent_id",
    "collectorid": "collector_id",
    "collector": "collector_id",
    "startdate": "start",
    "datecreated": "start",
    "enddate": "submitted",
    "datemodified": "submitted",
    "ipaddress": "ip_address",
    "emailaddress": "email",
    "email": "email",
    "firstname": "first_name",
    "lastname": "last_name",
    "customdata": "external_reference",
    "customdata1": "external_reference",
    "customvalue": "external_reference",
    "teilnehmerid": "respondent_id",
    "befragtenid": "respondent_id",
    "iddurépondant": "respondent_id",
    "iddelencuestado": "respondent_id",
    "iddorespondente": "respondent_id",
    "idrispondente": "respondent_id",
    "respondentid2": "respondent_id",
    "language": "language",
    "回答者id": "respondent_id",
}
_CLOSED = frozenset({"response", "antwort", "réponse", "respuesta", "resposta", "risposta", "antwoord", "回答"})
_OPEN = frozenset(
    {
        "openendedresponse",
        "offeneantwort",
        "réponselibre",
        "réponseouverte",
        "respuestaabierta",
        "respostaaberta",
        "rispostaaperta",
        "openantwoord",
        "自由回答",
    }
)
_MOST_HEADER_ROWS = 3
_MOSTLY_UNDER_TEXTS = 0.8
_DIGITS = "0123456789"


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from SurveyMonkey, 0 to 1."""
    at = _row_of_texts(rows)
    names = keyed(rows[at])
    roles = [_ROLES.get(name) for name in names[:12]]
    second = keyed(rows[at + 1]) if len(rows) > at + 1 else []
    has_answer_row = any(_is_mark(name) for name in second)
    if "respondent_id" in roles and ("collector_id" in roles or has_answer_row):
        return CERTAIN
    if has_answer_row and _is_answer_row(names, second):
        return CERTAIN
    return LIKELY if roles[:1] == ["respondent_id"] and names[0] == "respondentid" else 0.0


def _row_of_texts(rows: Sequence[Sequence[str]]) -> int:
    """Position of the row with the texts: the first, or the one below a row of numbers that names the respondent."""
    for position, row in enumerate(rows[:_MOST_HEADER_ROWS]):
        ids = [index for index, name in enumerate(keyed(row)) if _ROLES.get(name) == "respondent_id"]
        if ids:
            above = [upper[ids[0]] for upper in rows[:position] if ids[0] < len(upper)]
            return 0 if any(map(str.strip, above)) else position
    return 0


def _is_mark(name: str) -> bool:
    """Whether letters say that a column holds the answer itself; a spreadsheet numbers them ("Response7")."""
    bare = name.rstrip(_DIGITS)
    return bare in _CLOSED or bare in _OPEN


def _is_answer_row(names: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the second row stands under texts: "Response" only where a question starts, options elsewhere."""
    marked = [index for index, name in enumerate(second) if _is_mark(name)]
    under_text = sum(index < len(names) and bool(names[index]) for index in marked)
    return under_text >= _MOSTLY_UNDER_TEXTS * len(marked)


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: a question's text filled forward over its columns, options, rows and fields below it."""
    at = _row_of_texts(rows)
    header_rows = _header_rows(rows, at)
    ids = [plain(cell) for cell in rows[0]] if at else []
    texts = filled_forward([[plain(cell) for cell in row] for row in rows[at:header_rows]], is_single=header_rows == 1)
    columns = [_column(index, cells, stem, ids) for index, (cells, stem) in enumerate(texts)]
    return Layout(header_rows=header_rows, columns=unique(with_grids(columns)))


def _column(index: int, cells: Sequence[str], stem: str, ids: Sequence[str]) -> Column:
    """One column: its question's text, what it holds of it, and the number above it where there is one."""
    below = [cell for cell in cells[1:] if cell and cell != cells[0]]
    parts = [cell.lstrip("- ") for cell in below if not _is_mark(key(cell))]
    identity = ids[index] if index < len(ids) else ""
    role = _ROLES.get(key(cells[0])) if not below else None
    return Column(
        index=index,
        key=identity or position_key(index),
        name=" - ".join(cell for cell in (cells[0], *below) if cell) or stem,
        stem=stem,
        part=" - ".join(part for part in parts if part),
        role=role or _open(cells[1:]),
    )


def _header_rows(rows: Sequence[Sequence[str]], at: int) -> int:
    """Rows of headings: below the texts, those without a respondent's id, or with "Response" in the answers' place."""
    ids = [index for index, name in enumerate(keyed(rows[at])) if _ROLES.get(name) == "respondent_id"]
    n = at + 1
    for row in rows[n : at + _MOST_HEADER_ROWS]:
        is_heading = _is_heading_below(row, ids[0]) if ids else _has_answer_marks(row)
        if not is_heading:
            break
        n += 1
    return n


def _is_heading_below(row: Sequence[str], respondent_id: int) -> bool:
    """Whether a row below the texts has no respondent: an empty cell, or the heading itself once more."""
    if respondent_id >= len(row) or not any(cell.strip() for cell in row):
        return False
    name = row[respondent_id].strip()
    return not name or _ROLES.get(key(name)) == "respondent_id"


def _has_answer_marks(row: Sequence[str]) -> bool:
    return any(_is_mark(name) for name in keyed(row))


def _open(cells: Sequence[str]) -> str | None:
    """The role of a column that the heading calls open-ended."""
    return "open_ended" if any(key(cell).rstrip(_DIGITS) in _OPEN for cell in cells) else None


VENDOR = Vendor(name="surveymonkey", label="SurveyMonkey", likeness=likeness, layout=layout, dropped=none_dropped)
