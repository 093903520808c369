from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.imports.codebook import read_codebook
from analytics.imports.mapping import propose
from tests.imports.made_up import export, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.mapped_question import MappedQuestion

ENPS = "How likely are you to recommend this company as a place to work?"
SKILL = "Now, how skilled are you in what your partner has taught you?"


def proposed(question: str, answers: Sequence[object], n: int) -> MappedQuestion:
    """What is proposed for a question that n people answered."""
    rows = [[number, answers[number % len(answers)]] for number in range(n)]
    return propose(understood(export(["id", question], *rows)), read_codebook()).questions[1]


def test_enps_that_nobody_answered_with_0_is_on_0_to_10_and_sure() -> None:
    entry = proposed(ENPS, range(1, 11), 500)
    assert (entry.scale, entry.scale_min, entry.scale_max, entry.confidence) == ("enps", 0, 10, 1.0)
    assert "Nobody chose 0" in entry.reason
    assert "the same either way" in entry.reason


def test_enps_on_1_to_10_in_words_is_grouped_alike() -> None:
    entry = proposed(f"1 = not at all, 10 = very: {ENPS}", range(1, 11), 500)
    assert (entry.scale_min, entry.scale_max, entry.is_sure) == (0, 10, True)


def test_enps_that_few_answered_with_0_counts_their_answers() -> None:
    entry = proposed(ENPS, [*range(1, 11)] * 12 + [0], 500)
    assert (entry.scale_min, entry.scale_max, entry.is_sure) == (0, 10, True)
    assert "0" not in entry.not_applicable


def test_enps_on_five_points_is_a_question() -> None:
    entry = proposed(ENPS, range(1, 6), 500)
    assert (entry.scale_max, entry.is_sure) == (5, False)


@pytest.mark.parametrize("answers", [range(1, 7), range(2, 8), range(2, 7)])
def test_in_the_codebooks_words_its_range_is_right_although_nobody_chose_the_end(answers: Sequence[int]) -> None:
    entry = proposed(SKILL, answers, 500)
    assert (entry.scale, entry.scale_min, entry.scale_max, entry.is_sure) == ("skills_now", 1, 7, True)


def test_the_reason_says_what_nobody_chose() -> None:
    assert "Nobody chose 7; in these words, the codebook has it on 1 to 7." in proposed(SKILL, range(1, 7), 500).reason


def test_few_answers_do_not_speak_against_the_codebook() -> None:
    entry = proposed(SKILL, [1, 2, 3, 4, 5], 12)
    assert (entry.scale_max, entry.is_sure) == (7, True)
    assert "Few answers" in entry.reason


@pytest.mark.parametrize("n", [12, 60])
def test_a_small_survey_whose_last_point_is_popular_is_on_the_codebooks_range(n: int) -> None:
    entry = proposed(SKILL, [1, 2, 3, 4, 5, 5], n)
    assert (entry.scale_min, entry.scale_max, entry.is_sure) == (1, 7, True)
    assert "in these words, the codebook has it on 1 to 7." in entry.reason


def test_an_end_that_hardly_anybody_chose_does_not_look_like_the_end_of_the_scale() -> None:
    entry = proposed(SKILL, [1, 2, 3, 4] * 8 + [5], 330)
    assert (entry.scale_min, entry.scale_max, entry.is_sure) == (1, 7, True)
    assert "Hardly anybody chose 5, and nobody went beyond" in entry.reason


def test_many_answers_without_two_points_at_one_end_are_a_question() -> None:
    entry = proposed(SKILL, range(1, 6), 500)
    assert (entry.scale_max, entry.is_sure) == (5, False)
    assert "The codebook has it on 1 to 7." in entry.reason


def test_the_questions_own_words_speak_against_the_codebook() -> None:
    entry = proposed(f"1 = not at all, 6 = very: {SKILL}", range(1, 7), 500)
    assert (entry.scale_max, entry.is_sure) == (6, False)


def test_labels_speak_against_the_codebook() -> None:
    labels = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
    entry = proposed(SKILL, labels, 500)
    assert (entry.scale_max, entry.is_sure) == (5, False)


def test_other_words_and_another_range_are_a_question() -> None:
    entry = proposed(SKILL.replace("taught you", "shown to you"), range(1, 7), 500)
    assert (entry.scale, entry.scale_max, entry.is_sure) == ("skills_now", 6, False)


def test_answers_beyond_the_codebook_are_a_question() -> None:
    entry = proposed("I put real energy into my work.", range(1, 8), 500)
    assert (entry.scale_max, entry.is_sure) == (7, False)
