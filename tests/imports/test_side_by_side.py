from __future__ import annotations

import pytest

from analytics.errors import UnknownNameError
from tests.imports.made_up import codes, export, reported, understood

BLOCK = ["Respondent", "I feel safe.", "I like my work.", "I am heard.", "How likely are you to stay?"]


def row(n: int, shift: int = 0) -> list[object]:
    return [f"P{n + 100 * shift}", *(1 + (n + at + shift) % 5 for at in range(4))]


TWO_PEOPLE = export([*BLOCK, *BLOCK], *[[*row(n), *(row(n, 1) if n < 12 else [""] * 5)] for n in range(20)])


def test_two_surveys_side_by_side_are_said() -> None:
    found = understood(TWO_PEOPLE)
    assert "side_by_side" in codes(found)
    assert len(found.questions) == 10


@pytest.mark.parametrize(("block", "n", "first"), [(1, 20, "P0"), (2, 12, "P100")])
def test_each_survey_can_be_taken_alone(block: int, n: int, first: str) -> None:
    found = understood(TWO_PEOPLE, block=block)
    assert [question.text for question in found.questions] == BLOCK
    assert (len(found.kept), found.table.records[0][0]) == (n, first)
    assert "block" in codes(found)


def test_questions_before_both_belong_to_both() -> None:
    questions = BLOCK[1:]
    content = export(
        ["Timestamp", "Have you taken part?", *questions, *questions],
        *[
            [f"2026-05-{1 + n:02d}", "Yes" if n % 2 else "No", *([""] * 4 if n % 2 else row(n)[1:])]
            + (row(n, 1)[1:] if n % 2 else [""] * 4)
            for n in range(20)
        ],
    )
    second = understood(content, block=2)
    assert [question.text for question in second.questions] == ["Timestamp", "Have you taken part?", *questions]
    assert len(second.kept) == 10
    assert second.table.row_number(0) == 3
    assert "side_by_side" in codes(understood(content))
    assert reported(content, "I feel safe.")["answered"] == 10


def test_a_block_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        understood(TWO_PEOPLE, block=3)
    with pytest.raises(UnknownNameError):
        understood(export(BLOCK, *[row(n) for n in range(20)]), block=2)


def test_a_few_headings_twice_are_one_survey() -> None:
    content = export([*BLOCK, "Why?", "I like my work.", "Why?"], *[[*row(n), "so", 3, "so"] for n in range(20)])
    assert "side_by_side" not in codes(understood(content))
