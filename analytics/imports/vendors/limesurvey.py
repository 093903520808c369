"""LimeSurvey: one row of codes, texts, or "code. text"; sub-questions in brackets; no submit date where unfinished."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.imports.table import Column
from analytics.imports.vendors.vendor import (
    CERTAIN,
    LIKELY,
    POSSIBLE,
    Layout,
    Vendor,
    bracketed,
    keyed,
    position_key,
    rows_where,
    share,
    unique,
)
from analytics.imports.wording import key, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Table

_ROLES = {
    "id": "respondent_id",
    "responseid": "respondent_id",
    "answerid": "respondent_id",
    "antwortid": "respondent_id",
    "idréponse": "respondent_id",
    "iddelaréponse": "respondent_id",
    "idderespuesta": "respondent_id",
    "iddelarespuesta": "respondent_id",
    "iddaresposta": "respondent_id",
    "idrisposta": "respondent_id",
    "antwoordid": "respondent_id",
    "回答id": "respondent_id",
    "submitdate": "submitted",
    "datesubmitted": "submitted",
    "datumabgeschickt": "submitted",
    "datedesoumission": "submitted",
    "fechadeenvío": "submitted",
    "datadeenvio": "submitted",
    "datadiinvio": "submitted",
    "datuminzending": "submitted",
    "lastpage": "last_page",
    "letzteseite": "last_page",
    "dernièrepage": "last_page",
    "últimapágina": "last_page",
    "ultimapagina": "last_page",
    "laatstepagina": "last_page",
    "startlanguage": "language",
    "startsprache": "language",
    "languededépart": "language",
    "langueinitiale": "language",
    "lenguajeinicial": "language",
    "idiomainicial": "language",
    "linguainiziale": "language",
    "starttaal": "language",
    "seed": "seed",
    "zufallsstartwert": "seed",
    "semilla": "seed",
    "têtedesérie": "seed",
    "grainedaléatoire": "seed",
    "semente": "seed",
    "startdate": "start",
    "datestarted": "start",
    "datumgestartet": "start",
    "datedelancement": "start",
    "fechadeinicio": "start",
    "datestamp": "metadata",
    "datelastaction": "metadata",
    "datumletzteaktivität": "metadata",
    "datedeladernièreaction": "metadata",
    "token": "token",
    "accesscode": "token",
    "zugangscode": "token",
    "ipaddr": "ip_address",
    "ipaddress": "ip_address",
    "ipadresse": "ip_address",
    "adresseip": "ip_address",
    "refurl": "metadata",
    "referrerurl": "metadata",
    "urlréférente": "metadata",
    "urlreferente": "metadata",
    "verwijzendeurl": "metadata",
    "interviewtime": "duration",
    "totaltime": "duration",
    "gesamtzeit": "duration",
    "tempstotal": "duration",
    "firstname": "first_name",
    "lastname": "last_name",
    "email": "email",
}
_OWN = frozenset({"submitted", "last_page", "language", "seed"})
_CODE = re.compile(r"(?P<code>[A-Za-z]\w{0,40})(?P<sub>(?:\[[^\[\]]{1,60}\])*)(?P<text>\.\s.*|\Z)", re.DOTALL)
_CODED_TEXT = re.compile(r"(?P<code>\w{1,40})\.\s+(?P<text>.+)\Z", re.DOTALL)
_TIMING = re.compile(
    r"(?i)(group|question)\s?time\b|grouptime\d+|\w+time\Z|gruppenzeit|fragezeit"
    r"|(temps|durée) (pour|de) l[ae]? ?(groupe|question)"
)
_SHARE_OF_CODES = 0.5
_SHARE_OF_BRACKETS = 0.2
_ENOUGH = 2


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from LimeSurvey, 0 to 1."""
    names = keyed(rows[0])
    if share(names, {name: role for name, role in _ROLES.items() if role in _OWN}) >= _ENOUGH:
        return CERTAIN
    codes = [_CODE.match(plain(name)) for name in rows[0]]
    n_codes = sum(bool(code and (code["text"] or code["sub"])) for code in codes)
    has_sub_questions = any(code and code["sub"] for code in codes)
    if has_sub_questions and n_codes >= _SHARE_OF_CODES * len(names):
        return LIKELY
    n_brackets = sum(bool(bracketed(name)[1]) for name in rows[0])
    starts_with_id = _ROLES.get(names[0]) == "respondent_id" and names[0] != "id"
    return POSSIBLE if starts_with_id and n_brackets >= _SHARE_OF_BRACKETS * len(names) else 0.0


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: one row of codes, texts, or both."""
    has_codes = sum(bool(_CODE.match(plain(name))) for name in rows[0]) >= _SHARE_OF_CODES * len(rows[0])
    columns = [_column(index, plain(name), has_codes=has_codes) for index, name in enumerate(rows[0])]
    return Layout(header_rows=1, columns=unique(columns))


def _column(index: int, name: str, *, has_codes: bool) -> Column:
    coded = _CODED_TEXT.match(name)
    own = coded is not None and _ROLES.get(key(coded["code"])) == _ROLES.get(key(coded["text"]), "")
    role = _ROLES.get(key(coded["code"] if own and coded else name)) or ("derived" if _TIMING.match(name) else None)
    code = _CODE.match(name) if has_codes and role is None else None
    if code is None:
        stem, part = bracketed(name)
        return Column(index=index, key=position_key(index), name=name, stem=stem, part=part, role=role)
    text = code["text"].removeprefix(".").strip()
    sub = code["sub"].strip("[]")
    stem, part = bracketed(text)
    identity = code["code"] + code["sub"]
    return Column(
        index=index, key=identity, name=name, stem=stem or code["code"], question=code["code"], part=part or sub
    )


def dropped(table: Table) -> dict[str, list[int]]:
    """Answers that were never submitted, where the file says which were."""
    not_submitted = rows_where(table, "submitted", lambda cell: not cell.strip())
    return {"not_submitted": not_submitted}


VENDOR = Vendor(name="limesurvey", label="LimeSurvey", likeness=likeness, layout=layout, dropped=dropped)
