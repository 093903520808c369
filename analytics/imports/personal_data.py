"""Columns that identify people: known by their heading, by what the survey tool calls them, or by their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.imports.wording import key, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analytics.imports.profile import Profile

_ROLES = {
    "ip_address": "ip_address",
    "latitude": "coordinates",
    "longitude": "coordinates",
    "email": "email",
    "first_name": "name",
    "last_name": "name",
    "name": "name",
    "postal_code": "postal_code",
}
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("email", r"\be-?mails?\b( ?addresse?s?)?\s*\Z|\be-?mail[ -]?address|e-?mail-?adresse|adresse (e-?mail|électronique)|correo electrónico|endereço de e-?mail|indirizzo e-?mail|e-?mailadres|メールアドレス"),
    ("phone", r"\b(tele)?phone\b( number)?|\bmobile (number|phone)|handynummer|telefonnummer|téléphone|teléfono|telefone|telefono|telefoonnummer|電話番号"),
    ("name", r"^(your |full |first |last |sur|family |given |respondent |employee |participant |contact )?name$|\byour (full |first |last )?name\b|^(vorname|nachname|ihr name|prénom|nom de famille|nom|nombre|apellidos?|sobrenome|nome|cognome|voornaam|achternaam|naam|氏名|お名前|名前)$|^(first|last|full|sur)[ _]?name$"),
    ("ip_address", r"\bip[ -]?addr(ess)?\b|^ip$|ip-?adresse|adresse ip"),
    ("coordinates", r"^(location ?)?(latitude|longitude)$|breitengrad|längengrad"),
    ("national_id", r"\bsocial security\b|\bssn\b|\bnational (id|insurance)\b|\bpassport\b|personalausweis|sozialversicherung|numéro de sécurité|\bdni\b|\bcpf\b|codice fiscale|burgerservicenummer|\bbsn\b|マイナンバー"),
    ("birth_date", r"\bdate of birth\b|\bbirth ?date\b|\bbirthday\b|\bdob\b|geburtsdatum|date de naissance|fecha de nacimiento|data de nascimento|data di nascita|geboortedatum|生年月日"),
    ("address", r"\b(street|home|postal|mailing) address\b|^address$|^(zip|postal)[ _-]?code$|postleitzahl|code postal|código postal|anschrift"),
    ("handle", r"\b(twitter|linkedin|github|slack|instagram) (handle|user ?name|profile|account|id)\b|^user ?name$"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _HEADINGS)
_CELLS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    ("ip_address", re.compile(r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])")),
    ("national_id", re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    ("phone", re.compile(r"(?<![\w.,/])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{3,4})[ .-]\d{3}[ .-]\d{4}(?!\w)")),
)
_MARK = {"email": "@", "ip_address": ".", "national_id": "-", "phone": ""}
_MOSTLY = 0.5
_PERSON_ID = re.compile(
    r"(?i)\b(employee|person|staff|personnel|worker|participant|member|associate|hr|payroll)[ _-]?(id|number|no|nr|code)\b|"
    r"personalnummer|mitarbeiter(nummer|-?id)|matricule|número de empleado|matrícula|matricola|personeelsnummer|社員番号|従業員番号"
)
_ID_ROLES = ("external_reference", "email", "token")


def personal_data(profiles: Sequence[Profile]) -> list[tuple[str, str]]:
    """Heading and kind of each column that identifies people.

    Text that mentions e-mail addresses, phone numbers or ids somewhere has the kind with "_in_text" behind it.

    Args:
        profiles: Every column with its answers.
    """
    found = []
    for profile in profiles:
        kind = _by_heading(profile) or _by_cells(profile)
        if kind is not None and profile.counts:
            found.append((profile.column.name, kind))
    return found


def _by_heading(profile: Profile) -> str | None:
    """The kind that the survey tool or the heading gives away."""
    column = profile.column
    if column.role in _ROLES:
        return _ROLES[column.role]
    heading = plain(column.part or column.stem or column.name).strip(" :?*").replace("_", " ")
    return next((kind for kind, pattern in _COMPILED if pattern.search(heading)), None)


def _by_cells(profile: Profile) -> str | None:
    """The kind that the cells give away: most of them, or some place in a text."""
    if not profile.words and "." not in "".join(list(profile.counts)[:5]):
        return None
    for kind, pattern in _CELLS:
        n = sum(n for cell, n in profile.counts.items() if _MARK[kind] in cell and pattern.search(cell))
        if n:
            return kind if _is_whole(profile, pattern, n) else f"{kind}_in_text"
    return None


def _is_whole(profile: Profile, pattern: re.Pattern[str], n: int) -> bool:
    return n >= _MOSTLY * profile.n and any(pattern.fullmatch(cell) for cell in profile.counts)


def person_ids(profiles: Iterable[Profile]) -> tuple[int, ...]:
    """Positions of the columns that may name the person, the surest first.

    Args:
        profiles: Every column with its answers.
    """
    ranked: list[tuple[int, int]] = []
    for profile in profiles:
        column = profile.column
        if not profile.counts or _is_one_value(profile):
            continue
        if _PERSON_ID.search(plain(column.name).replace("_", " ")):
            ranked.append((0, column.index))
        elif column.role in _ID_ROLES:
            ranked.append((1 + _ID_ROLES.index(column.role), column.index))
        elif _by_heading(profile) == "email" or key(column.name) in {"userid", "loginid"}:
            ranked.append((4, column.index))
    return tuple(index for _, index in sorted(ranked))


def _is_one_value(profile: Profile) -> bool:
    """Whether all rows have the same id, as anonymous links give them."""
    return len(profile.counts) == 1 and profile.n > 1
