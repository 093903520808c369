from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analytics.imports.labels import best_fit, is_not_applicable, is_unknown, label_key
from tests.imports.made_up import asked, columns

if TYPE_CHECKING:
    from collections.abc import Iterator

AUDIT: dict[str, Any] = tomllib.loads(Path(__file__).with_name("label_audit.toml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ja")
SETS = [(language, concept, labels) for language in LANGUAGES for concept, *labels in AUDIT[language]]
SET_IDS = [f"{language} {concept} {labels[0]}" for language, concept, labels in SETS]


def variants(label: str, score: int) -> Iterator[str]:
    """The label as exports and spreadsheets write it."""
    yield label.upper()
    yield f"\xa0{label.replace(' ', chr(0xA0))}\n"
    yield label.replace("'", "’")
    yield f"{label}."
    yield f"{score} - {label}"
    yield f"{score}: {label}"
    yield f"{score}. {label}"
    yield f"({score}) {label}"
    yield f"{label} ({score})"
    yield f"{label} - {score}"
    yield f"{label} | {score}"


@pytest.mark.parametrize(("language", "concept", "labels"), SETS, ids=SET_IDS)
def test_every_set_is_scored_in_its_order(language: str, concept: str, labels: list[str]) -> None:
    fit = best_fit([label_key(label) for label in labels], 400)
    assert fit is not None, (language, concept)
    assert [fit.scores[label_key(label)] for label in labels] == list(range(1, len(labels) + 1))
    assert fit.labels.points == len(labels)
    assert fit.confidence >= 0.7


@pytest.mark.parametrize(("language", "labels"), [(one, labels) for one, _, labels in SETS], ids=SET_IDS)
def test_spelling_marks_and_numbers_change_no_label(language: str, labels: list[str]) -> None:
    for score, label in enumerate(labels, start=1):
        for variant in variants(label, score):
            assert label_key(variant) == label_key(label), (language, variant)


@pytest.mark.parametrize("text", [text for texts in AUDIT["not_scored"].values() for text in texts])
def test_answers_without_an_answer_are_known(text: str) -> None:
    assert is_not_applicable(text) or is_unknown(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_highest_first", [False, True])
def test_a_column_is_understood_with_answers_that_do_not_count(language: str, *, is_highest_first: bool) -> None:
    for concept, *labels in AUDIT[language]:
        order = labels[::-1] if is_highest_first else labels
        answers = [*order * 40, *AUDIT["not_scored"][language][:2]]
        question = asked(columns(number=list(range(len(answers))), topic=answers), "topic")
        assert (question.kind, question.scale_min, question.scale_max) == ("ordinal", 1, len(labels)), (concept, labels)
        assert [question.labels[label] for label in labels] == list(range(1, len(labels) + 1))
        assert len(question.not_applicable) == 2


@pytest.mark.parametrize(
    "labels",
    [
        ["Hardly ever read it", "Read some of it", "Read most of it"],
        ["Never, and not open to it", "Never, but open to it", "Rarely", "Sometimes", "Often"],
        ["Once a year or less", "Once a month or less", "A few times per month", "Every day"],
    ],
)
def test_an_order_that_nobody_listed_is_a_question(labels: list[str]) -> None:
    question = asked(columns(topic=labels * 15), "topic")
    assert (question.kind, question.confidence) == ("single", 0.5)
    assert "order" in question.reason
