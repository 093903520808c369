from __future__ import annotations

import pytest

from tests.imports.made_up import export, reported, understood

TAGS = ["StartDate", "Status", "IPAddress", "Finished", "ResponseId", "Q1_1", "Q1_2", "Q2", "Q2_NPS_GROUP", "Q3_4_TEXT"]
TEXTS = [
    "Start Date",
    "Response Type",
    "IP Address",
    "Finished",
    "Response ID",
    "How do you rate:\nplease be honest - The <b>food</b>",
    "How do you rate:\nplease be honest - The room",
    "How likely are you to recommend us?",
    "How likely are you to recommend us? - Group",
    "Which other? - Text",
]
NAMES = ["startDate", "status", "ipAddress", "finished", "_recordId", "QID1_1", "QID1_2", "QID2", "QID2_NPS_GROUP"]
NAMES += ["QID3_4_TEXT"]
ROWS = [
    ["2024-05-01 10:00:00", "IP Address", "192.0.2.7", "True", f"R_{n}", 1 + n % 5, 5 - n % 5, n % 11, "Passive", "NA"]
    for n in range(33)
]


def ids(quote: str) -> list[str]:
    return [f"{{{quote}ImportId{quote}:{quote}{name}{quote}}}" for name in NAMES]


FILES = {
    "since 2017": export(TAGS, TEXTS, ids('"'), *ROWS),
    "2016": export(TAGS, TEXTS, [one.replace(":", ": ") for one in ids("'")], *ROWS),
    "with a time zone": export(
        TAGS, TEXTS, ['{"ImportId":"startDate","timeZone":"Europe/Paris"}', *ids('"')[1:]], *ROWS
    ),
    "without the row of ids": export(TAGS, TEXTS, *ROWS),
    "with tags alone": export(TAGS, *ROWS),
}


@pytest.mark.parametrize(("name", "header_rows"), list(zip(FILES, [3, 3, 3, 2, 1], strict=True)))
def test_every_generation_of_the_layout_is_known(name: str, header_rows: int) -> None:
    found = understood(FILES[name])
    assert (found.format, found.table.header_rows, len(found.kept)) == ("qualtrics", header_rows, 33)
    assert found.table.columns[4].role == "respondent_id"


def test_questions_are_keyed_by_their_id_and_named_by_their_text() -> None:
    found = {question.id: question for question in understood(FILES["since 2017"]).questions}
    assert found["QID1_1"].text == "How do you rate: please be honest - The food"
    assert (found["QID2"].scale_min, found["QID2"].scale_max) == (0, 10)


def test_what_the_tool_derives_is_no_question() -> None:
    found = {question.id: question for question in understood(FILES["since 2017"]).questions}
    assert (found["QID2_NPS_GROUP"].kind, found["QID2_NPS_GROUP"].role) == ("metadata", "derived")


def test_a_typed_na_is_an_answer() -> None:
    assert reported(FILES["since 2017"], "which other")["answered"] == 33


def test_a_second_row_in_any_language_is_a_heading() -> None:
    german = ["Anfangsdatum", "Antworttyp", "IP-Adresse", "Beendet", "Antwort-ID", *TEXTS[5:]]
    found = understood(export(TAGS, german, ids('"'), *ROWS))
    assert (found.table.header_rows, len(found.kept)) == (3, 33)


def test_the_legacy_layout_with_its_trailing_comma() -> None:
    tags = [*(f"V{n}" for n in range(1, 11)), "Q1", ""]
    texts = ["ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status"]
    texts += ["StartDate", "EndDate", "Finished", "How was it?", ""]
    rows = [
        [f"R_{n}", "Default", "Anon", "", "", "", "0", "2015-01-05", "2015-01-05", "1", 1 + n % 5, ""]
        for n in range(20)
    ]
    found = understood(export(tags, texts, *rows))
    assert (found.format, found.table.header_rows, len(found.table.columns), len(found.kept)) == (
        "qualtrics",
        2,
        12,
        20,
    )
    assert found.table.columns[5].role == "ip_address"
    assert found.questions[10].text == "How was it?"


def test_seen_and_not_answered_is_no_answer() -> None:
    rows = [[*row[:5], *([-99, -99] if n < 6 else row[5:7]), *row[7:]] for n, row in enumerate(ROWS)]
    found = reported(export(TAGS, TEXTS, ids('"'), *rows), "food")
    assert (found["answered"], found["not_applicable"], found["scale"]) == (27, 6, {"min": 1, "max": 5})


def test_two_questions_with_one_text_stay_two() -> None:
    tags, texts = ["ResponseId", "Q1_1", "Q1_2", "Q9_1", "Q9_2"], ["Response ID", *["Rate - A", "Rate - B"] * 2]
    names = [f'{{"ImportId":"{name}"}}' for name in ("_recordId", "QID1-1", "QID1-2", "QID9-1", "QID9-2")]
    rows = [[f"R_{n}", 1 + n % 5, 2, "", "1"] for n in range(20)]
    found = understood(export(tags, texts, names, *rows)).questions
    assert [question.id for question in found[1:3]] == ["QID1-1", "QID1-2"]


def test_options_are_told_apart_by_their_choice() -> None:
    names = ['{"ImportId":"_recordId"}', *(f'{{"ImportId":"QID1","choiceId":"{n}"}}' for n in (1, 2))]
    rows = [[f"R_{n}", "Mail", "Chat" * (n % 2)] for n in range(20)]
    content = export(["ResponseId", "Q1_1", "Q1_2"], ["Response ID", "Which? - Mail", "Which? - Chat"], names, *rows)
    found = understood(content).questions[1]
    assert (found.id, found.kind, found.options, found.text) == ("QID1_1", "multi", ("Mail", "Chat"), "Which?")


def test_loops_and_display_orders() -> None:
    names = ['{"ImportId":"_recordId"}', '{"ImportId":"1_QID5"}', '{"ImportId":"BL_cMZntkAHYaNDzEy_DO"}']
    rows = [[f"R_{n}", 1 + n % 5, "Q5|Q6"] for n in range(20)]
    content = export(
        ["ResponseId", "1_Q5", "FL_8_DO"], ["Response ID", "How?", "FL_8 - Block Display Order"], names, *rows
    )
    assert [question.kind for question in understood(content).questions] == ["metadata", "numeric", "metadata"]
