from __future__ import annotations

import pytest

from analytics.errors import RefusedImportError, UnknownNameError
from analytics.imports.headers import check_not_summary, titles, vendor

TABLE = [["id", "unit", "team", "score"], ["1", "A", "X", "4"], ["2", "B", "X", "5"]]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["Pulse survey 2026"]],
        [["Pulse survey 2026", "", ""], ["", "", ""]],
        [["Exported by", "HR"], ["as of", "2026-05-01"], []],
    ],
)
def test_title_lines_are_counted(above: list[list[str]]) -> None:
    assert titles([*above, *TABLE]) == len(above)


def test_one_question_over_its_options_is_no_title() -> None:
    rows = [
        ["Which tools?", "", "", ""],
        ["Mail", "Chat", "Phone", "Meetings"],
        ["Mail", "", "", "Meetings"],
        ["", "Chat", "Phone", ""],
    ]
    assert titles(rows) == 0


def test_a_table_of_two_columns_has_no_title() -> None:
    assert titles([["id", "score"], ["1", "4"], ["2", "5"]]) == 0


@pytest.mark.parametrize(
    "rows",
    [
        [["Q1. How was it?"], ["Answer Choices", "Responses", ""], ["Good", "60%", "12"], ["Bad", "40%", "8"]],
        [["How was it?"], ["Good", "60%", "12"], ["Answered", "20"], ["Skipped", "2"]],
        [["#", "Field", "Minimum", "Maximum", "Mean", "Std Deviation", "Variance", "Count"], ["1", "How?", "1"]],
        [["#", "Answer", "%", "Count"], ["1", "Good", "60.00%", "12"]],
        [["Field summary for Q1"], ["Answer", "Count", "Percentage"], ["Good (A1)", "12", "60.00%"]],
    ],
)
def test_a_summary_report_is_refused_by_name(rows: list[list[str]]) -> None:
    with pytest.raises(RefusedImportError, match="summary report"):
        check_not_summary(rows, "summary.csv")


def test_a_survey_about_answers_is_no_summary() -> None:
    check_not_summary([["id", "Answered the phone", "Count of calls", "Score"], ["1", "yes", "4", "5"]], "f.csv")


def test_a_tool_can_be_stated() -> None:
    assert vendor(TABLE, "qualtrics").name == "qualtrics"
    with pytest.raises(UnknownNameError, match="surveymonkey"):
        vendor(TABLE, "paper")
