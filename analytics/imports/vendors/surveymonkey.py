"""SurveyMonkey: question texts over their first column only, options below; one, two or three rows of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.imports.table import Column
from analytics.imports.vendors.vendor import CERTAIN, LIKELY, Layout, Vendor, keyed, none_dropped, position_key, unique
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


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from SurveyMonkey, 0 to 1."""
    names = keyed(rows[0])
    roles = [_ROLES.get(name) for name in names[:12]]
    second = keyed(rows[1]) if len(rows) > 1 else []
    has_answer_row = any(name in _CLOSED or name in _OPEN for name in second)
    if "respondent_id" in roles and ("collector_id" in roles or has_answer_row):
        return CERTAIN
    if has_answer_row and _is_answer_row(names, second):
        return CERTAIN
    return LIKELY if roles[:1] == ["respondent_id"] and names[0] == "respondentid" else 0.0


def _is_answer_row(names: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the second row stands under texts: "Response" only where a question starts, options elsewhere."""
    marked = [index for index, name in enumerate(second) if name in _CLOSED or name in _OPEN]
    under_text = sum(index < len(names) and bool(names[index]) for index in marked)
    return under_text >= _MOSTLY_UNDER_TEXTS * len(marked)


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: a question's text filled forward over its columns, options, rows and fields below it."""
    header_rows = _header_rows(rows)
    headings = rows[:header_rows]
    columns, stem, part_above = [], "", ""
    for index in range(len(rows[0])):
        cells = [plain(row[index]) if index < len(row) else "" for row in headings]
        role = _ROLES.get(key(cells[0])) if header_rows == 1 or not any(cells[1:]) else None
        if cells[0]:
            stem, part_above = cells[0], ""
        elif header_rows == 1:
            stem = ""
        part, part_above = _part(cells[1:], part_above)
        name = " - ".join(cell for cell in cells if cell) or stem
        columns.append(
            Column(index=index, key=position_key(index), name=name, stem=stem, part=part, role=role or _open(cells[1:]))
        )
    return Layout(header_rows=header_rows, columns=unique(columns))


def _header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Rows of headings: below the first, those without a respondent's id, or with "Response" in the answers' place."""
    names = keyed(rows[0])
    ids = [index for index, name in enumerate(names) if _ROLES.get(name) == "respondent_id"]
    n = 1
    for row in rows[1:_MOST_HEADER_ROWS]:
        is_heading = _is_heading_below(row, ids[0]) if ids else _has_answer_marks(row)
        if not is_heading:
            break
        n += 1
    return n


def _is_heading_below(row: Sequence[str], respondent_id: int) -> bool:
    return any(cell.strip() for cell in row) and respondent_id < len(row) and not row[respondent_id].strip()


def _has_answer_marks(row: Sequence[str]) -> bool:
    return any(name in _CLOSED or name in _OPEN for name in keyed(row))


def _part(cells: Sequence[str], above: str) -> tuple[str, str]:
    """What a column holds of its question, from the rows below the text; the upper one is filled forward too."""
    if not cells:
        return "", ""
    upper = cells[0] or (above if len(cells) > 1 else "")
    parts = [cell for cell in (upper, *cells[1:]) if cell and key(cell) not in _CLOSED | _OPEN]
    return " - ".join(parts).lstrip("- "), upper


def _open(cells: Sequence[str]) -> str | None:
    """The role of a column that the heading calls open-ended."""
    return "open_ended" if any(key(cell) in _OPEN for cell in cells) else None


VENDOR = Vendor(name="surveymonkey", label="SurveyMonkey", likeness=likeness, layout=layout, dropped=none_dropped)
