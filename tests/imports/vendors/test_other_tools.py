"""Google Forms, Microsoft Forms, Typeform, LimeSurvey, Alchemer, and everything else."""

from __future__ import annotations

import codecs

import pytest

from analytics.imports.vendors import VENDORS, vendor_of
from tests.imports.made_up import export, reported, understood


@pytest.mark.parametrize(
    ("heading", "stamp"),
    [
        ("Timestamp", "8/31/2023 19:08:16"),
        ("Timestamp", "2026/09/27 3:00:00 PM GMT+3"),
        ("Zeitstempel", "31.08.2023 19:08:16"),
        ("Horodateur", "31/08/2023 19:08:16"),
        ("Marca temporal", "31/8/2023 19:08:16"),
        ("Carimbo de data/hora", "31/08/2023 19:08:16"),
        ("Tijdstempel", "31-8-2023 19:08:16"),
        ("タイムスタンプ", "2023/08/31 19:08:16"),
    ],
)
def test_google_forms_in_every_language(heading: str, stamp: str) -> None:
    found = understood(export([heading, "How? [Food]", "How? [Room]"], *[[stamp, 1 + n % 5, 4] for n in range(20)]))
    assert (found.format, found.table.header_rows, found.date) == ("google_forms", 1, 0)
    assert found.date_order is not None
    assert [question.text for question in found.questions[1:]] == ["How? - Food", "How? - Room"]


def test_google_forms_rows_without_a_time_are_no_answers() -> None:
    rows = [["8/31/2023 19:08:16", 1 + n % 5] for n in range(20)]
    assert understood(export(["Timestamp", "How?"], *rows, ["", 3], ["", ""])).dropped == {
        "blank": (23,),
        "no_timestamp": (22,),
    }


def test_a_column_called_timestamp_with_other_cells_is_not_google() -> None:
    assert understood(export(["Timestamp", "How?"], *[["morning", 1 + n % 5] for n in range(20)])).format == "generic"


MICROSOFT = ["ID", "Start time", "Completion time", "Email", "Name", "Which tools?", "How?", "How?2", "Points - How?"]


def test_microsoft_forms_with_its_trailing_semicolon() -> None:
    tools = ["Mail;Chat;", "Mail;", "Chat;Phone;", "\xa0Phone;"]
    rows: list[list[object]] = [
        [n, "5/1/24 9:00:00", "5/13/24 9:05:00", "anonymous", "", tools[n % 4], 1 + n % 5, 3, 1] for n in range(1, 41)
    ]
    found = understood(export(MICROSOFT, *rows))
    assert (found.format, found.date, found.respondent_id) == ("microsoft_forms", 2, 0)
    kinds = {question.text: question.kind for question in found.questions}
    assert (kinds["Which tools?"], kinds["How?2"], kinds["Points - How?"]) == ("multi", "numeric", "metadata")
    assert found.questions[5].choices([rows[0]]) == [("Mail",)]  # type: ignore[list-item]
    assert found.person_ids == ()


def test_microsoft_forms_in_german() -> None:
    headings = ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Wie war es?"]
    rows = [[n, "2024-05-01 9:00:00", "2024-05-01 9:05:00", f"p{n}@example.com", "A", 1 + n % 5] for n in range(20)]
    assert understood(export(headings, *rows)).format == "microsoft_forms"


def test_microsoft_forms_without_its_id() -> None:
    rows = [["5/1/24 9:00", "5/13/24 9:05", f"p{n}@example.com", "A", 1 + n % 5] for n in range(20)]
    assert understood(export([*MICROSOFT[1:5], "How?"], *rows)).format == "microsoft_forms"


def test_typeform_with_its_marks_and_partial_answers() -> None:
    headings = ["#", "<strong>How was it,</strong> {{field:ab12}}?", "*Why?*", "Response Type", "Start Date (UTC)"]
    headings += ["Submit Date (UTC)", "Network ID"]
    rows = [[f"id{n}", 1 + n % 5, f"reason {n}", "completed", "2024-05-01", "2024-05-01", "ab"] for n in range(20)]
    partial: list[list[object]] = [
        ["id98", 3, "", "partial", "2024-05-01", "", "ab"],
        ["id99", "", "", "started", "2024-05-01", "", "ab"],
    ]
    found = understood(export(headings, *rows, *partial))
    assert (found.format, found.date, len(found.kept)) == ("typeform", 5, 20)
    assert found.dropped == {"partial": (22, 23)}
    assert [question.text for question in found.questions[1:3]] == ["How was it, ?", "Why?"]


LIME = ["submitdate", "lastpage", "startlanguage", "seed"]


@pytest.mark.parametrize(
    ("headings", "text"),
    [
        (["id", *LIME, "Q1[SQ001]", "Q1[SQ002]"], "Q1 - SQ001"),
        (["id", *LIME, "How? [Food]", "How? [Room]"], "How? - Food"),
        (["id", *LIME, "Q1[SQ001]. How? [Food]", "Q1[SQ002]. How? [Room]"], "How? - Food"),
    ],
)
def test_limesurvey_with_codes_texts_or_both(headings: list[str], text: str) -> None:
    rows = [[n, "2024-05-01 10:00:00", 3, "de", 12345, 1 + n % 5, 4] for n in range(20)]
    unfinished = [99, "", 1, "de", 1, 3, 3]
    content = codecs.BOM_UTF8 + export(headings, *rows, unfinished, delimiter=";") + b"\n"
    found = understood(content)
    assert (found.format, found.table.delimiter, len(found.kept)) == ("limesurvey", ";", 20)
    assert found.dropped == {"not_submitted": (22,)}
    assert found.questions[5].text == text


def test_limesurvey_without_its_own_columns_is_known_by_its_codes() -> None:
    headings = ["", "work1. Do you?", "time[a]. How much? [Research]", "time[b]. How much? [Teaching]"]
    found = understood(export(headings, *[[n, "Yes", 1 + n % 5, 3] for n in range(20)]))
    assert found.format == "limesurvey"
    assert [question.id for question in found.questions[1:]] == ["work1", "time[a]", "time[b]"]


def test_limesurvey_timings_are_no_questions() -> None:
    headings = ["id", *LIME, "Q1", "interviewtime", "groupTime12", "Q1Time"]
    rows = [[n, "2024-05-01 10:00:00", 3, "en", 1, 1 + n % 5, "33.1", "12.5", "3.5"] for n in range(20)]
    assert [question.kind for question in understood(export(headings, *rows)).questions[6:]] == ["metadata"] * 3


def test_alchemer_without_its_partial_answers() -> None:
    headings = ["Response ID", "Time Started", "Date Submitted", "Status", "Language", "How?"]
    rows = [[n, "2024-05-01 10:00", "2024-05-01 10:05", "Complete", "English", 1 + n % 5] for n in range(20)]
    rows += [
        [98, "2024-05-01 10:00", "", "Partial", "English", 3],
        [99, "2024-05-01", "", "Disqualified", "English", 3],
    ]
    found = understood(export(headings, *rows))
    assert (found.format, found.dropped) == ("alchemer", {"partial": (22,), "disqualified": (23,)})


def test_anything_else_is_one_row_of_questions() -> None:
    found = understood(export(["Session", "How was it?"], *[["A", 1 + n % 5] for n in range(20)]))
    assert (found.format, found.table.header_rows) == ("generic", 1)
    assert reported(export(["Session", "How was it?"], *[["A", 1 + n % 5] for n in range(20)]), "how")["mean"] == 3.0


@pytest.mark.parametrize("name", VENDORS)
def test_no_tool_is_confused_by_a_nearly_empty_table(name: str) -> None:
    assert 0.0 <= VENDORS[name].likeness([[""]]) < 0.1
    assert vendor_of([[""], [""]]).name == "generic"


def test_texts_over_options_are_two_rows_of_headings_in_any_table() -> None:
    content = export(
        ["Which of these do you use?", "", "", "", "How often do you write?", "", "Anything else?"],
        ["Mail", "Chat", "Phone", "Letters", "Plans", "Reports", ""],
        *[["Yes", "No", "No", "Yes", "often", "never" if n % 2 else "always", "thanks" * (n == 3)] for n in range(20)],
    )
    found = understood(content)
    assert (found.format, found.table.header_rows, len(found.kept)) == ("generic", 2, 20)
    assert "How often do you write? - Reports" in [question.text for question in found.questions]


def test_blank_headings_alone_are_no_second_row() -> None:
    content = export(
        ["id", "How?", "", "Why?", "", "Where?", ""],
        *[[n, "often" if n % 2 else "never", "a", "yes" if n % 3 else "no", "b", "north", "c"] for n in range(20)],
    )
    assert understood(content).table.header_rows == 1


def test_what_other_tools_add_is_no_question() -> None:
    content = export(
        [
            "start",
            "How was it?",
            "_id",
            "_uuid",
            "_submission_time",
            "_validation_status",
            "__version__",
            "meta/instanceID",
        ],
        *[["2026-05-01", 1 + n % 5, 7000 + n, f"u{n}", "2026-05-01T10:00:00", "", "v1", f"i{n}"] for n in range(20)],
    )
    found = understood(content)
    asked = [one.text for one in found.questions if one.kind not in {"metadata", "date"}]
    assert asked == ["How was it?"]
    assert found.table.columns[4].role == "submitted"


def test_the_check_boxes_of_a_question_are_one_question() -> None:
    content = export(
        ["record_id", "redcap_event_name", "tools___1", "tools___2", "tools___3", "mood"],
        *[[n, "baseline", n % 2, int(n % 3 == 0), int(n % 4 == 0), 1 + n % 5] for n in range(1, 41)],
    )
    found = understood(content)
    (tools,) = [one for one in found.questions if one.kind == "multi"]
    assert (tools.text, tools.options) == ("tools", ("1", "2", "3"))
    assert found.respondent_id == 0


def test_limesurvey_in_french_names_its_own_columns() -> None:
    headings = ["ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", "Tête de série"]
    headings += ["URL référente", "Durée pour le groupe : Vous", "Je suis content."]
    own = [[n, "2026-05-01", 3, "fr", 1_234_567_890 + n, "https://example.org", 12.5, 1 + n % 5] for n in range(20)]
    found = understood(export(headings, *own))
    assert found.format == "limesurvey"
    assert [question.text for question in found.questions if question.kind != "metadata"] == ["Je suis content."]


def test_options_behind_a_slash_are_parts_of_their_question() -> None:
    """KoboToolbox writes a multi-select once with all its options in a cell, and once with a column an option."""
    names = ["start", "Which service/s?", "Which service/s?/Clinic", "Which service/s?/Ward", "_uuid", "yes/no"]
    rows = [[f"2025-01-{n + 1:02}", "Clinic Ward", n % 2, n % 3 == 0, f"u{n}", ("Yes", "No")[n % 2]] for n in range(25)]
    found = {question.text: question for question in understood(export(names, *rows)).questions}
    assert found["Which service/s?"].options == ("Clinic", "Ward")
    assert found["Which service/s?"].kind == "multi"
    assert found["yes/no"].kind == "single"


def test_alchemer_names_options_and_rows_before_the_question() -> None:
    names = ["Response ID", "Time Started", "Date Submitted", "Status", "Proud:Do you agree?", "Valued:Do you agree?"]
    names += ["Mail:Which tools?", "Chat:Which tools?", "Why: in a word"]
    rows = [
        [n, "Jan 05, 2025", "Jan 05, 2025", "Complete", ("Agree", "Disagree", "Neutral")[n % 3], "Strongly agree"]
        for n in range(1, 40)
    ]
    rows = [[*row, "Mail" * (n % 2), "Chat" * (n % 3 > 0), f"word {n}"] for n, row in enumerate(rows)]
    found = {question.text: question for question in understood(export(names, *rows)).questions}
    assert found["Do you agree? - Proud"].kind == found["Do you agree? - Valued"].kind == "ordinal"
    assert found["Which tools?"].options == ("Mail", "Chat")
    assert "Why: in a word" in found


def test_what_redcap_and_jotform_add_is_no_question() -> None:
    redcap = export(["record_id", "mood", "survey_complete"], *([n, n % 5 + 1, n % 3] for n in range(30)))
    jotform = export(["Submission Date", "mood", "Submission IP"], *(["2025-01-05", n % 5 + 1, ""] for n in range(30)))
    for content in (redcap, jotform):
        assert [question.kind for question in understood(content).questions] == ["metadata", "numeric", "metadata"]


@pytest.mark.parametrize("states", [("0", "1", "2"), ("Incomplete", "Unverified", "Complete")])
def test_a_record_of_redcap_whose_form_is_not_complete_is_partial(states: tuple[str, ...]) -> None:
    rows = [[n, n % 5 + 1, states[n % 3]] for n in range(30)]
    found = understood(export(["record_id", "mood", "survey_complete"], *rows))
    assert (len(found.kept), len(found.dropped["partial"])) == (10, 20)
    both = [[*row, states[2]] for row in rows]
    assert understood(export(["record_id", "mood", "survey_complete", "exit_complete"], *both)).dropped == {}
    unused = [[n, n % 5 + 1, states[0]] for n in range(30)]
    assert understood(export(["record_id", "mood", "survey_complete"], *unused)).dropped == {}


def test_a_form_is_complete_in_redcap_only() -> None:
    rows = [[n, n % 5 + 1, n % 3] for n in range(30)]
    assert understood(export(["number", "mood", "training_complete"], *rows)).dropped == {}


def test_a_start_without_an_end_is_a_date_like_any_other() -> None:
    rows = [[f"2019-0{1 + n % 9}-05", n % 5 + 1] for n in range(30)]
    assert [one.kind for one in understood(export(["StartDate", "mood"], *rows)).questions] == ["date", "numeric"]
    ended = [[row[0], *row] for row in rows]
    kinds = [one.kind for one in understood(export(["StartDate", "EndDate", "mood"], *ended)).questions]
    assert kinds == ["metadata", "metadata", "numeric"]


def test_a_question_of_microsoft_forms_with_few_answers_is_still_a_multiple_choice() -> None:
    names = ["ID", "Start time", "Completion time", "Email", "Name", "Which?"]
    rows = [[n, "1/15/25 9:00", "1/15/25 9:01", "anonymous", "", ("Mail;", "Mail;Chat;")[n % 2]] for n in range(20)]
    assert understood(export(names, *rows)).questions[-1].options == ("Mail", "Chat")
