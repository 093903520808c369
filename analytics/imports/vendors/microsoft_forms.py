"""Microsoft Forms: ID, start and completion time, e-mail and name, then one row of question texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.imports.vendors.vendor import CERTAIN, Layout, Vendor, keyed, none_dropped, one_row

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROLES = {
    "id": "respondent_id",
    "starttime": "start",
    "startzeit": "start",
    "heuredebut": "start",
    "heurededébut": "start",
    "horadeinicio": "start",
    "horadeinício": "start",
    "oradiinizio": "start",
    "begintijd": "start",
    "開始時刻": "start",
    "completiontime": "submitted",
    "fertigstellungszeit": "submitted",
    "heuredefin": "submitted",
    "horadefinalización": "submitted",
    "horadeconclusão": "submitted",
    "oradicompletamento": "submitted",
    "tijdvanvoltooien": "submitted",
    "完了時刻": "submitted",
    "email": "email",
    "emailadresse": "email",
    "correoelectrónico": "email",
    "adressedemessagerie": "email",
    "postaelettronica": "email",
    "メール": "email",
    "name": "name",
    "nom": "name",
    "nombre": "name",
    "nome": "name",
    "naam": "name",
    "名前": "name",
    "lastmodifiedtime": "metadata",
    "uhrzeitderletztenänderung": "metadata",
    "language": "language",
    "totalpoints": "derived",
    "quizfeedback": "derived",
    "gradepostedtime": "derived",
}
_QUIZ = re.compile(r"(?i)(points|feedback) - ")
_FIRST = 6


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from Microsoft Forms, 0 to 1."""
    names = keyed(rows[0][:_FIRST])
    roles = {_ROLES.get(name) for name in names}
    has_person = names[:1] == ["id"] or {"email", "name"} <= roles
    return CERTAIN if has_person and {"start", "submitted"} <= roles else 0.0


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: one row; points and feedback of a quiz are not questions."""
    return one_row(rows, _ROLES, _QUIZ)


VENDOR = Vendor(name="microsoft_forms", label="Microsoft Forms", likeness=likeness, layout=layout, dropped=none_dropped)
