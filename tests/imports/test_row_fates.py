"""What becomes of the rows of a survey."""

from __future__ import annotations

import pytest

from analytics.imports.inspect import understand
from analytics.imports.options import Options

ROWS = """Do you consent to take part?,Department,I feel safe.,I am proud to work here.
Yes,Sales,1,5
"No, I do not agree",Sales,2,4
Yes,Legal,3,3
Yes,Sales,1,5
Nein,Legal,4,2
Yes,Legal,5,1
,,,
Yes,Sales,1,5
"""


def left_out(**stated: frozenset[str] | frozenset[int]) -> dict[str, tuple[int, ...]]:
    return dict(understand(ROWS.encode(), file_name="survey.csv", options=Options(**stated)).dropped)  # type: ignore[arg-type]


def test_who_refused_consent_is_left_out() -> None:
    assert left_out()["refused_consent"] == (3, 6)


def test_copies_are_left_out_where_a_person_says_so() -> None:
    assert "duplicate" not in left_out()
    assert left_out(drop=frozenset({"duplicate"}))["duplicate"] == (5, 9)


def test_a_reason_or_a_single_row_brings_rows_back() -> None:
    assert "refused_consent" not in left_out(keep=frozenset({"refused_consent"}))
    assert left_out(keep_rows=frozenset({6}))["refused_consent"] == (3,)
    assert left_out(keep=frozenset({"all"})) == {}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("I agree to participate in this study", "I do not agree"),
        ("Ich willige in die Verarbeitung ein (Einwilligung)", "Nein"),
        ("Consentement", "Je refuse"),
        ("¿Acepto participar?", "No acepto"),
        ("同意しますか", "いいえ"),
    ],
)
def test_consent_is_known_in_other_words(question: str, answer: str) -> None:
    rows = "\n".join(f"{'Yes' if number else answer},{1 + number % 5},{1 + number % 4}" for number in range(9))
    found = understand(f"{question},I feel safe.,I am proud.\n{rows}\n".encode(), file_name="survey.csv")
    assert found.dropped == {"refused_consent": (2,)}


def test_a_question_about_agreement_is_no_question_of_consent() -> None:
    rows = "\n".join(f"{'No' if number % 2 else 'Yes'},{1 + number % 5}" for number in range(9))
    found = understand(f"Do you agree with the plan?,I feel safe.\n{rows}\n".encode(), file_name="survey.csv")
    assert found.dropped == {}
