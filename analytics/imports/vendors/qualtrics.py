"""Qualtrics: a tag row, a row of texts and a row of ImportIds; since 2016 in JSON, before that V1 to V10."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.imports.dates import looks_like_date
from analytics.imports.table import Column
from analytics.imports.vendors.vendor import CERTAIN, LIKELY, Layout, Vendor, keyed, rows_where, share, unique
from analytics.imports.wording import key, plain, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Table

_IMPORT_ID = re.compile(r"""\{\s*['"]ImportId['"]\s*:\s*['"]([^'"]+)['"]""")
_CHOICE_ID = re.compile(r"""['"]choiceId['"]\s*:\s*['"]([^'"]+)['"]""")
_QUESTION_ID = re.compile(r"((?:\d+_)?QID\d+(?:#\d+)?)")
_DERIVED = re.compile(
    r"(?i)((?-i:.*(_DO(_.*)?|-DO-.*))|.*(_NPS_GROUP|_?FIRST_CLICK|_?LAST_CLICK|_?PAGE_SUBMIT|_?CLICK_COUNT|_?BROWSER|_?VERSION|"
    r"_?OPERATING_SYSTEM|_?RESOLUTION|Topics|Sentiment( Polarity| Score)?|Actionability|Effort.*)$|BL_.*_DO)"
)
_ROLES = {
    "startdate": "start",
    "enddate": "end",
    "recordeddate": "submitted",
    "status": "status",
    "responsetype": "status",
    "ipaddress": "ip_address",
    "progress": "progress",
    "duration": "duration",
    "durationinseconds": "duration",
    "finished": "finished",
    "recordid": "respondent_id",
    "responseid": "respondent_id",
    "responseset": "metadata",
    "responsesetid": "metadata",
    "recipientlastname": "last_name",
    "recipientfirstname": "first_name",
    "recipientemail": "email",
    "emailaddress": "email",
    "name": "name",
    "externaldatareference": "external_reference",
    "externalreference": "external_reference",
    "locationlatitude": "latitude",
    "locationlongitude": "longitude",
    "locationaccuracy": "location_accuracy",
    "distributionchannel": "channel",
    "userlanguage": "language",
    "qrecaptchascore": "metadata",
    "qrelevantidduplicate": "metadata",
    "qrelevantidduplicatescore": "metadata",
    "qrelevantidfraudscore": "metadata",
    "qrelevantidlaststartdate": "metadata",
}
_OWN = frozenset(
    {"start", "end", "submitted", "status", "finished", "respondent_id", "channel", "language", "latitude"}
)
_ENOUGH_NAMES = 4
_TOP = 6
_PREVIEW = frozenset({"1", "9", "17", "49"})
_TEST = frozenset({"2"})
_SPAM = frozenset({"8", "12", "40"})
_PREVIEW_WORDS = (
    "preview",
    "vorschau",
    "aperçu",
    "vista previa",
    "anteprima",
    "pré-visualização",
    "voorbeeld",
    "プレビュー",
)
_TEST_WORDS = ("test", "prueba", "teste", "テスト")
_SPAM_WORDS = ("spam", "スパム")
_UNFINISHED = frozenset({"0", "false", "falsch", "faux", "falso", "no", "nein", "non", "onwaar", "false0", "偽"})


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from Qualtrics, 0 to 1."""
    if _row_of_ids(rows) is not None or _is_legacy(rows):
        return CERTAIN
    known = {name: role for name, role in _ROLES.items() if role in _OWN}
    return LIKELY if share(keyed(rows[0]), known) >= _ENOUGH_NAMES else 0.0


def _row_of_ids(rows: Sequence[Sequence[str]]) -> int | None:
    """Position of the row whose cells are ImportIds, or None."""
    for position, row in enumerate(rows[:_TOP]):
        filled = [cell for cell in row if cell.strip()]
        if filled and sum(bool(_IMPORT_ID.search(cell)) for cell in filled) > len(filled) / 2:
            return position
    return None


def _is_legacy(rows: Sequence[Sequence[str]]) -> bool:
    return len(rows) > 1 and keyed(rows[0][:3]) == ["v1", "v2", "v3"] and "responseid" in keyed(rows[1])


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: tags, texts and ids, as many of these rows as there are."""
    ids_at = _row_of_ids(rows)
    header_rows = ids_at + 1 if ids_at is not None else 2 if _has_texts(rows) else 1
    tags = rows[0]
    texts = rows[1] if header_rows > 1 and ids_at != 1 else tags
    ids = rows[ids_at] if ids_at is not None else []
    columns = [_column(index, tags, texts, ids) for index in range(len(tags))]
    return Layout(header_rows=header_rows, columns=unique(_with_stems(columns)))


def _has_texts(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the second row is a heading: legacy, or words where the records below have dates and codes."""
    if _is_legacy(rows):
        return True
    dated = [index for index, name in enumerate(keyed(rows[0])) if _ROLES.get(name) in {"start", "end", "submitted"}]
    return len(rows) > 1 and bool(dated) and not any(looks_like_date(_cell(rows[1], index)) for index in dated)


def _cell(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _column(index: int, tags: Sequence[str], texts: Sequence[str], ids: Sequence[str]) -> Column:
    """One column: known by its ImportId where there is one, labelled by its text."""
    tag, text = plain(tags[index]), plain(_cell(texts, index))
    found, choice = (pattern.search(_cell(ids, index)) for pattern in (_IMPORT_ID, _CHOICE_ID))
    identity = found[1] if found else tag
    if choice and not identity.endswith("_TEXT"):
        identity = f"{identity}_{choice[1]}"
    role = _role(identity, tag, text)
    return Column(index=index, key=identity or f"q{index + 1:03d}", name=tag or text, stem=text or tag, role=role)


def _role(identity: str, tag: str, text: str) -> str | None:
    """What a column holds, by its id, its tag, or in the legacy layout its text."""
    if _DERIVED.match(identity) or (_QUESTION_ID.match(identity) and _DERIVED.match(tag)):
        return "derived"
    if _QUESTION_ID.match(identity):
        return None
    bare = identity.removeprefix("panel-").removeprefix("Location-")
    names = (bare, tag, text) if re.fullmatch(r"V\d+", tag) or text == tag else (bare, tag)
    return next((_ROLES[key(name)] for name in names if key(name) in _ROLES), None)


def _with_stems(columns: Sequence[Column]) -> list[Column]:
    """The columns of one question with its text as their stem and what differs as their part."""
    groups: dict[str, list[Column]] = {}
    for column in columns:
        groups.setdefault(_group(column), []).append(column)
    stems = {name: _common_stem([column.stem for column in group]) for name, group in groups.items()}
    result = []
    for column in columns:
        stem = stems[_group(column)]
        part = column.stem[len(stem) :].lstrip(" -–:") if stem else ""
        named = replace(column, stem=stem.rstrip(" -–") or column.stem, part=part) if part else column
        result.append(replace(named, question=_group(column)))
    return result


def _group(column: Column) -> str:
    """The question that a column belongs to: its ImportId without the sub-item, or its tag without the last number."""
    found = _QUESTION_ID.match(column.key)
    if found:
        return found.group(1)
    return re.sub(r"(_\d+)+(_TEXT)?$", "", column.key)


def _common_stem(texts: Sequence[str]) -> str:
    """The beginning that texts share, up to a dash; empty for a single text."""
    if len(texts) < 2:  # noqa: PLR2004 - one text has nothing to share
        return ""
    first, last = min(texts), max(texts)
    n = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    shared = first[:n]
    cut = max(shared.rfind(" - ") + 3 if " - " in shared else 0, shared.rfind("-") + 1)
    return shared[:cut]


def dropped(table: Table) -> dict[str, list[int]]:
    """Previews, tests, spam and unfinished answers."""
    return {
        "preview": [
            *rows_where(table, "status", lambda cell: _is(cell, _PREVIEW, _PREVIEW_WORDS)),
            *rows_where(table, "channel", lambda cell: cell.strip().casefold() == "preview"),
        ],
        "test": rows_where(table, "status", lambda cell: _is(cell, _TEST, _TEST_WORDS)),
        "spam": rows_where(table, "status", lambda cell: _is(cell, _SPAM, _SPAM_WORDS)),
        "unfinished": rows_where(table, "finished", lambda cell: key(trimmed(cell)) in _UNFINISHED),
    }


def _is(cell: str, codes: frozenset[str], found_words: Sequence[str]) -> bool:
    text = trimmed(cell).casefold()
    return text in codes or any(word in text for word in found_words)


VENDOR = Vendor(name="qualtrics", label="Qualtrics", likeness=likeness, layout=layout, dropped=dropped)
