"""Answers as small whole numbers."""

from __future__ import annotations

from dataclasses import replace

from analytics.imports.answers import coded_answers
from analytics.imports.question import Question

CHOICE = Question(id="q", columns=(0,), text="Where do you work?", kind="single", not_applicable=("n/a",))
SCALE = Question(id="s", columns=(0,), text="How is it?", kind="ordinal", scale_min=1, scale_max=3, labels={"Good": 3})


def test_scores_of_a_scale() -> None:
    found = coded_answers(SCALE, [["Good"], [" good "], ["2"], ["9"], [""]])
    assert found is not None
    assert found.values.to_pylist() == [3, 3, 2, None, None]
    assert found.labels == {"Good": 3}


def test_options_get_codes_in_alphabetical_order() -> None:
    found = coded_answers(CHOICE, [["Office"], ["Home"], [""], ["n/a"]] * 5)
    assert found is not None
    assert found.values.to_pylist() == [2, 1, None, None] * 5
    assert found.labels == {"Home": 1, "Office": 2}


def test_words_that_few_people_wrote_are_not_kept() -> None:
    found = coded_answers(CHOICE, [["Home"]] * 5 + [["On the boat of my aunt"]])
    assert found is not None
    assert found.values.to_pylist() == [1] * 5 + [0]
    assert found.labels == {"Home": 1, "Other": 0}


def test_an_option_of_its_own_called_other_is_the_same_as_the_rest() -> None:
    found = coded_answers(CHOICE, [["Home"]] * 5 + [["Other"]] * 5)
    assert found is not None
    assert found.labels == {"Home": 1, "Other": 0}


def test_options_over_several_columns() -> None:
    spread = replace(CHOICE, columns=(0, 1), options=("Home", "Office"))
    found = coded_answers(spread, [["Home", ""], ["", "Office"], ["Home", "Office"]] * 5)
    assert found is not None
    assert found.values.to_pylist() == [1, 2, None] * 5


def test_texts_and_rare_options_have_no_numbers() -> None:
    assert coded_answers(replace(CHOICE, kind="text"), [["Home"]] * 5) is None
    assert coded_answers(CHOICE, [["Home"], ["Office"]]) is None
