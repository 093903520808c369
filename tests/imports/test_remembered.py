"""Mappings that were confirmed once are remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.imports.mapping import Mapping
from analytics.imports.remembered import decided, from_plain, plain, with_remembered
from analytics.store import Version
from tests.imports.survey_examples import MAPPING
from tests.store.examples import record

if TYPE_CHECKING:
    from analytics.imports.mapped_question import MappedQuestion


def _version(mapping: Mapping, *, is_confirmed: bool) -> Version:
    stored = {"questions": plain(mapping), "is_confirmed": is_confirmed}
    return Version(number=1, sha256="", imports=(replace(record("first"), mapping=stored),), files={})


def _proposed(confidence: float) -> Mapping:
    entries = (replace(one, id=f"new {one.id}", scale=None, confidence=confidence) for one in MAPPING.questions)
    return Mapping(questions=tuple(entries))


def _scales(mapping: Mapping) -> list[str | None]:
    return [one.scale for one in mapping.questions]


def _like(mapping: Mapping) -> MappedQuestion:
    return next(one for one in mapping.questions if one.text == "I like it.")


def test_a_mapping_survives_as_plain_data() -> None:
    assert from_plain(plain(MAPPING), "").questions == MAPPING.questions


def test_labels_of_questions_that_are_not_stored_are_not_kept() -> None:
    hidden = Mapping(questions=(replace(_like(MAPPING), is_used=False),))
    assert plain(hidden)[0]["labels"] == {}


def test_why_something_was_guessed_makes_no_other_mapping() -> None:
    other = Mapping(questions=tuple(replace(one, reason="A guess.", confidence=0.5) for one in MAPPING.questions))
    assert decided(plain(other)) == decided(plain(MAPPING))


def test_unsure_entries_are_decided_as_a_person_did_before() -> None:
    found = with_remembered(_proposed(0.5), _version(MAPPING, is_confirmed=True))
    assert _scales(found) == _scales(MAPPING)
    assert _like(found).id == "new like"
    assert (_like(found).reason, _like(found).confidence) == ("As confirmed with first.csv.", 1.0)


def test_sure_entries_keep_what_the_file_shows_and_take_what_a_person_decided() -> None:
    found = with_remembered(_proposed(0.9), _version(MAPPING, is_confirmed=True))
    assert _scales(found) == _scales(MAPPING)
    shown = [(one.kind, one.scale_min, one.scale_max, one.confidence) for one in found.questions]
    assert shown == [(one.kind, one.scale_min, one.scale_max, 0.9) for one in _proposed(0.9).questions]


def test_what_nobody_confirmed_is_not_remembered() -> None:
    found = with_remembered(_proposed(0.5), _version(MAPPING, is_confirmed=False))
    assert set(_scales(found)) == {None}
