"""Mappings as plain data with their import, and what earlier ones say about questions that are asked again."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from analytics.imports.asked_again import OFFERED, matches
from analytics.imports.mapped_question import MappedQuestion
from analytics.imports.mapping import Mapping
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    from analytics.imports.asked_again import Match
    from analytics.store import Version

_DECISIONS = ("scale", "item", "dimension", "is_reverse", "is_used")
_OF_THE_GUESS = ("reason", "confidence")
_UNSAID = ("separator", None)


def plain(mapping: Mapping) -> list[dict[str, Any]]:
    """The entries as plain data; of questions that are not stored, no labels either.

    Args:
        mapping: The mapping.
    """
    # Mappings stored before there were separators stay equal to the same mapping of today.
    entries = [
        {name: value for name, value in asdict(one).items() if (name, value) != _UNSAID} for one in mapping.questions
    ]
    return [entry if entry["is_used"] else {**entry, "labels": {}, "not_applicable": ()} for entry in entries]


def decided(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries without why they were proposed: what makes two mappings different.

    Args:
        entries: Plain entries.
    """
    return [{name: value for name, value in entry.items() if name not in _OF_THE_GUESS} for entry in entries]


def from_plain(entries: list[dict[str, Any]], survey: str) -> Mapping:
    """The mapping that was stored as plain data.

    Args:
        entries: Plain entries.
        survey: Name of the survey, for people.
    """
    questions = (MappedQuestion(**{**entry, "not_applicable": tuple(entry["not_applicable"])}) for entry in entries)
    return Mapping(questions=tuple(questions), survey=survey)


def with_remembered(proposed: Mapping, version: Version) -> Mapping:
    """The proposal, decided as a person has decided for the same words before.

    What an earlier wave asked in other words is offered with its reason and is to be confirmed; once it is, its new
    words are remembered too.

    Args:
        proposed: The mapping proposed for a file.
        version: The data with the mappings confirmed so far.
    """
    known = _confirmed(version)
    again = matches(proposed.questions, known)
    entries = (_decided(entry, known, again.get(index)) for index, entry in enumerate(proposed.questions))
    return replace(proposed, questions=tuple(entries))


def _confirmed(version: Version) -> ReadOnly[str, tuple[str, MappedQuestion]]:
    """The confirmed entry for each wording, the newest one, and the file that it was confirmed with."""
    found: dict[str, tuple[str, MappedQuestion]] = {}
    for record in version.imports:
        if record.mapping.get("is_confirmed"):
            mapping = from_plain(record.mapping["questions"], record.file_name)
            found |= {key(entry.text): (record.file_name, entry) for entry in mapping.questions}
    return found


def _decided(
    entry: MappedQuestion, known: ReadOnly[str, tuple[str, MappedQuestion]], match: Match | None
) -> MappedQuestion:
    """The entry as a person decided it; what this file shows without doubt (kind, range, labels) stays as it is."""
    if key(entry.text) not in known:
        return entry if match is None else _offered(entry, match)
    file_name, earlier = known[key(entry.text)]
    reason = f"As confirmed with {file_name}."
    if not entry.is_sure:
        return replace(earlier, id=entry.id, text=entry.text, reason=reason, confidence=1.0)
    decisions = {name: getattr(earlier, name) for name in _DECISIONS}
    decided_entry = replace(entry, **decisions)
    return entry if decided_entry == entry else replace(decided_entry, reason=reason)


def _offered(entry: MappedQuestion, match: Match) -> MappedQuestion:
    """The entry as an earlier question in other words was decided; where that changes nothing, as it is."""
    if entry.scale is not None and entry.is_sure:
        return entry
    decided_entry = replace(entry, **{name: getattr(match.earlier, name) for name in _DECISIONS})
    if decided_entry == entry:
        return entry
    reason = f"{entry.reason} {match.reason} Confirm that it asks the same.".strip()
    return replace(decided_entry, reason=reason, confidence=min(entry.confidence, OFFERED))
