from __future__ import annotations

import pytest

from analytics.errors import UnknownNameError
from analytics.imports.report import report
from tests.imports.made_up import codes, export, reported, understood

QUESTIONS = ["I feel safe.", "I like my work.", "Would you recommend us (0-10)?"]
ANSWERS = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]


def answer(person: int, question: int) -> object:
    return ANSWERS[(person + question) % 5] if question < 2 else person % 11


def rows(n: int = 30) -> list[list[object]]:
    return [
        [f"R{person:03d}", "2026-05-01", "North" if person % 2 else "South", text, answer(person, question)]
        for person in range(n)
        for question, text in enumerate(QUESTIONS)
    ]


HEADINGS = ["Respondent ID", "Submitted on", "Region", "Question", "Answer"]


def test_one_row_an_answer_becomes_one_row_a_response() -> None:
    content = export(HEADINGS, *rows())
    found = understood(content)
    assert (found.format, len(found.table.records), len(found.kept)) == ("long", 30, 30)
    assert "long_format" in codes(found)
    assert found.respondent_id == 0
    safe = reported(content, "I feel safe.")
    assert (safe["kind"], safe["answered"], safe["mean"]) == ("ordinal", 30, 3.0)
    assert reported(content, "recommend")["scale"] == {"min": 0, "max": 10}
    assert reported(content, "Region")["kind"] == "dimension"


def test_the_order_of_rows_does_not_matter() -> None:
    ordered, mixed = rows(), sorted(rows(), key=lambda row: (str(row[3]), str(row[0])[::-1]))
    means = [
        {one["text"]: one["mean"] for one in report(understood(export(HEADINGS, *some)))["questions"]}
        for some in (ordered, mixed)
    ]
    assert means[0] == means[1]


@pytest.mark.parametrize(
    "headings",
    [
        ["participant", "date", "site", "item", "response"],
        ["user_id", "created_at", "site", "question_text", "value"],
        ["Teilnehmer", "Datum", "Standort", "Frage", "Antwort"],
        ["encuestado", "fecha", "sede", "pregunta", "respuesta"],
        ["回答者ID", "日付", "勤務地", "質問", "回答"],
    ],
)
def test_the_columns_are_known_by_other_names(headings: list[str]) -> None:
    assert understood(export(headings, *rows())).format == "long"


def test_a_question_keeps_its_id_where_the_file_has_one() -> None:
    ids = {text: f"Q{number}" for number, text in enumerate(QUESTIONS, start=1)}
    content = export(
        ["respondent_id", "question_id", "question_text", "answer"],
        *[[row[0], ids[str(row[3])], row[3], row[4]] for row in rows()],
    )
    assert [one.id for one in understood(content).questions[1:]] == ["Q1", "Q2", "Q3"]
    assert [one.text for one in understood(content).questions[1:]] == QUESTIONS


def test_a_blank_answer_and_a_missing_row_are_no_answer() -> None:
    some = rows()
    some[0][4] = ""
    del some[3]
    content = export(HEADINGS, *some)
    assert reported(content, "I feel safe.")["answered"] == 28
    assert len(understood(content).kept) == 30


def test_several_answers_of_one_person_are_a_choice_of_several() -> None:
    tools = [["Mail"], ["Mail", "Chat"], ["Chat", "Phone"], ["Phone"], ["Mail", "Phone"]]
    more = [[f"R{n:03d}", "2026-05-01", "North", "Which tools?", tool] for n in range(30) for tool in tools[n % 5]]
    more = [[*row[:2], "North" if int(str(row[0])[1:]) % 2 else "South", *row[3:]] for row in more]
    question = next(one for one in understood(export(HEADINGS, *rows(), *more)).questions if one.text == "Which tools?")
    assert (question.kind, set(question.options)) == ("multi", {"Mail", "Chat", "Phone"})


def test_columns_with_other_names_can_be_stated() -> None:
    content = export(["who", "what", "said"], *[[row[0], row[3], row[4]] for row in rows()])
    assert understood(content).format == "generic"
    assert understood(content, long=("who", "what", "said")).format == "long"
    with pytest.raises(UnknownNameError):
        understood(content, long=("who", "what", "nothing"))


@pytest.mark.parametrize(
    "headings",
    [["Respondent ID", "Question", "Answer"], ["id", "Question 1", "Answer"]],
)
def test_one_row_a_response_stays_as_it_is(headings: list[str]) -> None:
    content = export(headings, *[[n, ["yes", "no"][n % 2], 1 + n % 5] for n in range(40)])
    found = understood(content)
    assert found.format != "long"
    assert len(found.kept) == 40
