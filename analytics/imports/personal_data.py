"""Columns that identify people: known by their heading, by what the survey tool calls them, or by their cells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analytics.imports.groups import is_mark
from analytics.imports.headings import pattern, patterns
from analytics.imports.identifiers import FORMS, is_state_number, kinds_in
from analytics.imports.wording import key, plain, without_accents

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
_MOSTLY = 0.5
_NEARLY_ALL = 0.9
_FEWEST_NUMBERS = 5
_OWN_FORMS, _FEWEST_CHOOSING = frozenset({"email", "phone"}), 10
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
    """The kind that the survey tool or the heading gives away; who ticked "Phone" has told no number."""
    column = profile.column
    if column.role in _ROLES:
        return _ROLES[column.role]
    if profile.words and all(is_mark(word) for word in profile.words):
        return None
    heading = plain(column.part or column.stem or column.name)
    asked = [without_accents(one.strip(" :?*").replace("_", " ")) for one in (heading, heading.rpartition(" - ")[2])]
    kind = next((kind for kind, found in patterns("personal") if any(map(found.search, asked))), None)
    return None if kind in _OWN_FORMS and _is_choice(profile) else kind


def _is_choice(profile: Profile) -> bool:
    """Whether many people gave a few answers in words, as to "How often? [E-mail]": no addresses, no numbers."""
    is_few = profile.n >= _FEWEST_CHOOSING * max(profile.n_different, 1)
    return is_few and not profile.numbers and not any(kinds_in(cell) for cell in profile.counts)


def _by_cells(profile: Profile) -> str | None:
    """The kind that the cells give away: most of them, or some place in a text."""
    if not profile.words and "." not in "".join(list(profile.counts)[:5]):
        return "national_id" if _is_of_the_state(profile) else None
    counts: Counter[str] = Counter()
    for cell, n in profile.counts.items():
        counts.update(dict.fromkeys(kinds_in(cell), n))
    kind = next((kind for kind, _, _ in FORMS if counts[kind]), None)
    return kind if kind is None or _is_whole(profile, kind, counts[kind]) else f"{kind}_in_text"


def _is_whole(profile: Profile, kind: str, n: int) -> bool:
    forms = [form for name, form, _ in FORMS if name == kind]
    return n >= _MOSTLY * profile.n and any(form.fullmatch(cell) for cell in profile.counts for form in forms)


def _is_of_the_state(profile: Profile) -> bool:
    """Whether nearly all numbers of a column pass the check of a number of the state."""
    n_passing = sum(is_state_number(cell) for cell in profile.counts)
    return len(profile.counts) >= _FEWEST_NUMBERS and n_passing >= _NEARLY_ALL * len(profile.counts)


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
        if pattern("person_id").search(plain(column.name).replace("_", " ")):
            ranked.append((0, column.index))
        elif column.role in _ID_ROLES:
            ranked.append((1 + _ID_ROLES.index(column.role), column.index))
        elif _by_heading(profile) == "email" or key(column.name) in {"userid", "loginid"}:
            ranked.append((4, column.index))
    return tuple(index for _, index in sorted(ranked))


def _is_one_value(profile: Profile) -> bool:
    """Whether all rows have the same id, as anonymous links give them."""
    return len(profile.counts) == 1 and profile.n > 1
