from __future__ import annotations

import pytest

from analytics.imports.question import Question, is_chosen, number, whole


def question(**facts: object) -> Question:
    return Question(**{"id": "q1", "columns": (0,), "text": "How?", "kind": "ordinal", **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5.0),
        ("-3", -3.0),
        ("3,5", 3.5),
        ("20.0", 20.0),
        ("80%", 80.0),
        ("+2", 2.0),
        ("1,250", 1250.0),
        ("1,250,000.5", 1250000.5),
    ],
)
def test_numbers_are_read(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "inf", "nan", "1e400", "1E5", "0x10", "1.2.3", "five", "1 000", "--1", "9" * 40])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert number(text) is None
    assert whole(text) is None


def test_scores_are_whole_numbers_on_the_scale() -> None:
    one = question(kind="numeric", scale_min=1, scale_max=5, not_applicable=("99",))
    assert one.coded([["4"], ["5.0"], ["6"], ["0"], ["2.5"], ["99"], [""], ["four"]]) == [4, 5, *[None] * 6]


def test_labels_are_matched_by_their_letters() -> None:
    one = question(labels={"Agree": 4, "Strongly agree": 5}, scale_min=1, scale_max=5, not_applicable=("N/A",))
    cells = ["Agree", "AGREE ", "strongly  agree", "4", "n/a", "agreed"]
    assert one.coded([[cell] for cell in cells]) == [4, 4, 5, 4, None, None]


def test_a_label_that_is_a_number_has_its_own_score() -> None:
    assert question(labels={"1": 5, "5": 1}, scale_min=1, scale_max=5).coded([["1"], ["5"], ["3"]]) == [5, 1, 3]


def test_a_negative_code_is_not_its_positive() -> None:
    one = question(kind="numeric", scale_min=1, scale_max=99, not_applicable=("-9",))
    assert one.coded([["9"], ["-9"]]) == [9, None]


def test_questions_without_scores_have_none() -> None:
    assert question(kind="text").coded([["4"], ["5"]]) == [None, None]
    assert not question(kind="text", scale_min=1, scale_max=5).is_coded
    assert question(scale_min=1, scale_max=5).is_coded


def test_answers_are_texts_without_what_does_not_apply() -> None:
    one = question(kind="single", not_applicable=("N/A",))
    assert one.answers([[" Sales "], ["n/a"], [""]]) == ["Sales", None, None]


def test_a_choice_over_columns_has_one_answer() -> None:
    one = question(kind="single", columns=(0, 1), options=("Yes", "No"))
    assert one.answers([["Yes", ""], ["", "No"], ["Yes", "No"], ["", ""]]) == ["Yes", "No", None, None]


def test_options_in_one_cell_are_parted_longest_first() -> None:
    one = question(kind="multi", options=("Bars", "Bars, pubs", "Mail"), separator=", ")
    assert one.choices([["Mail, Bars, pubs"], ["Bars"], ["Fax, Mail"], [""]]) == [
        ("Bars, pubs", "Mail"),
        ("Bars",),
        ("Mail", "Fax"),
        (),
    ]


@pytest.mark.parametrize("cell", ["", " ", "0", "No", "nein", "FALSE", "Unchecked"])
def test_an_option_not_chosen(cell: str) -> None:
    assert not is_chosen(cell, "Mail")


@pytest.mark.parametrize("cell", ["1", "Yes", "x", "Mail", "Checked"])
def test_an_option_chosen(cell: str) -> None:
    assert is_chosen(cell, "Mail")
