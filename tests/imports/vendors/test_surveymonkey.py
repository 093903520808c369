from __future__ import annotations

import pytest

from tests.imports.made_up import export, reported, understood

IDS = ["Respondent ID", "Collector ID", "Start Date", "End Date"]
WHEN = ["03/24/2020 9:08:27 PM", "03/25/2020 9:20:41 PM"]


def row(n: int, *answers: object) -> list[object]:
    return [11442956956 + n, 254534439, *WHEN, *answers]


@pytest.mark.parametrize(
    "ids",
    [
        IDS,
        ["respondent_id", "collector_id", "date_created", "date_modified"],
        ["RespondentID", "CollectorID", *IDS[2:]],
    ],
)
def test_the_ids_are_known_in_any_spelling(ids: list[str]) -> None:
    content = export(
        [*ids, "How?", ""], ["", "", "", "", "Response", "Why?"], *[row(n, 1 + n % 5, "so") for n in range(20)]
    )
    found = understood(content)
    assert (found.format, found.table.header_rows, len(found.kept)) == ("surveymonkey", 2, 20)
    assert (found.respondent_id, found.date, found.date_order) == (0, 3, "mdy")


def test_one_row_of_headings_after_somebody_edited_it() -> None:
    found = understood(export([*IDS, "How?"], *[row(n, 1 + n % 5) for n in range(20)]))
    assert (found.format, found.table.header_rows, len(found.kept)) == ("surveymonkey", 1, 20)


def test_three_rows_of_headings() -> None:
    content = export(
        [*IDS, "Rate each", "", "", ""],
        ["", "", "", "", "Food", "", "Room", ""],
        ["", "", "", "", "Taste", "Price", "Size", "Price"],
        *[row(n, 1 + n % 5, 2 + n % 3, 3, 5 - n % 5) for n in range(20)],
    )
    found = understood(content)
    assert (found.table.header_rows, len(found.kept)) == (3, 20)
    assert [question.text for question in found.questions[4:]] == [
        "Rate each - Food - Taste",
        "Rate each - Food - Price",
        "Rate each - Room - Size",
        "Rate each - Room - Price",
    ]


def test_an_export_without_ids_is_known_by_its_second_row() -> None:
    content = export(
        ["Where?", "Which tools?", "", "Anything else?"],
        ["Response", "Mail", "Chat", "Open-Ended Response"],
        *[["Asia", "Mail", "Chat" * (n % 2), f"thought {n}"] for n in range(20)],
    )
    found = understood(content)
    assert (found.format, found.table.header_rows, len(found.kept)) == ("surveymonkey", 2, 20)
    assert [(question.kind, question.text) for question in found.questions[1:]] == [
        ("multi", "Which tools?"),
        ("text", "Anything else?"),
    ]


def test_the_second_row_is_known_in_other_languages() -> None:
    content = export(["Wie war es?", ""], ["Antwort", "Sonstiges"], *[[1 + n % 5, ""] for n in range(20)])
    assert understood(content).table.header_rows == 2


def test_long_ids_stay_text() -> None:
    found = understood(export([*IDS, "How?"], ["", "", "", "", "Response"], *[row(n, 1 + n % 5) for n in range(20)]))
    assert found.table.records[0][0] == "11442956956"


def test_not_applicable_beside_a_rating_from_one_to_ten() -> None:
    answers = [*[1, 2, 5, 7, 8, 8, 9, 9, 10, 10, 10] * 3, *["N/A"] * 4]
    content = export([*IDS, "Support?"], ["", "", "", "", "Response"], *[row(n, one) for n, one in enumerate(answers)])
    found = reported(content, "support")
    assert (found["answered"], found["not_applicable"], found["scale"]) == (33, 4, {"min": 1, "max": 10})


def test_the_ids_may_be_named_again_in_the_second_row() -> None:
    content = export(
        [*IDS, "Where do you work?", "", "How do you feel?"],
        [*IDS, "At home", "In the office", "Response7"],
        *[row(n, "At home" * (n % 2), "In the office" * (n % 3 > 0), 1 + n % 5) for n in range(20)],
    )
    found = understood(content)
    assert (found.table.header_rows, len(found.kept)) == (2, 20)
    assert [(question.text, question.kind) for question in found.questions[4:]] == [
        ("Where do you work?", "multi"),
        ("How do you feel?", "numeric"),
    ]


def test_numbers_may_stand_above_the_texts() -> None:
    content = export(
        ["", "", "", "", "Q1", "", "", "Q2", "Q3"],
        [*IDS, "Which tools? (check all that apply)", "", "", "How do you feel?", "Why?"],
        ["", "", "", "", "Mail", "Chat", "Phone", "Response", "Open-Ended Response"],
        *[row(n, "1" * (n % 2), "2" * (n % 3 > 0), "3" * (n % 5 == 0), 1 + n % 5, "so") for n in range(1, 21)],
    )
    found = understood(content)
    assert (found.format, found.table.header_rows, len(found.kept)) == ("surveymonkey", 3, 20)
    tools, feeling, _ = found.questions[4:]
    assert (tools.id, tools.kind, tools.options) == ("Q1", "multi", ("Mail", "Chat", "Phone"))
    assert (feeling.id, feeling.text, feeling.kind) == ("Q2", "How do you feel?", "numeric")
    assert reported(content, "Which tools?")["answered"] == 17


def test_a_grid_may_have_one_column_an_answer() -> None:
    answers = ["Never", "Rarely", "Sometimes", "Often", "Always"]
    content = export(
        [*IDS, "How often?", *[""] * 9],
        ["", "", "", "", *[f"{task} - {answer}" for task in ("Plan", "Review") for answer in answers]],
        *[row(n, *[answers[i] if n % 5 == i else "" for i in range(5)] * 2) for n in range(20)],
    )
    found = understood(content)
    assert [(one.text, one.kind, one.scale_max) for one in found.questions[4:]] == [
        ("How often? - Plan", "ordinal", 5),
        ("How often? - Review", "ordinal", 5),
    ]
    assert reported(content, "Review")["mean"] == 3.0
