from __future__ import annotations

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.report import report
from tests.imports.made_up import codes, columns, export, understood


@pytest.mark.parametrize(
    "content",
    [
        b"Dear all,\nthis is a letter.\nIt has many lines.\n",
        export(["first", "second"], *[[f"thought {n}", f"other thought {n}"] for n in range(20)]),
        export(["id"], *[[n] for n in range(20)]),
    ],
)
def test_a_file_without_answers_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedImportError, match="No answers can be recognized"):
        understood(content)


def test_one_answer_is_enough() -> None:
    content = export(
        ["ResponseId", "Q1"], ["Response ID", "How?"], ['{"ImportId":"_recordId"}', '{"ImportId":"QID1"}'], ["R_1", 2]
    )
    assert report(understood(content))["questions"][1]["mean"] == 2.0


def test_a_program_table_is_named_and_not_scored() -> None:
    content = export(
        ["pair_id", "program", "cohort", "junior_id", "senior_id", "enrolled_on", "started_on"],
        *[[n, "Reverse", "2024", f"00{n}", f"1{n}", "2024-05-01", "2024-05-02"] for n in range(20)],
    )
    found = understood(content)
    assert (found.format, len(found.kept)) == ("pairs", 20)


def test_dates_that_can_be_read_in_two_ways_are_a_question() -> None:
    content = columns(Submitted_at=["01/05/2024", "02/06/2024"], Score=["1", "2", "5"])
    assert "ambiguous_dates" in codes(understood(content))
    assert understood(content).date_order is None
    stated = understood(content, date_order="dmy")
    assert (stated.date_order, codes(stated)) == ("dmy", [])


def test_one_date_column_explains_the_other() -> None:
    content = columns(Submitted_at=["01/05/2024", "02/06/2024"], Planned=["03/31/2024"], Score=["1", "2", "5"])
    assert (understood(content).date_order, understood(content).date) == ("mdy", 0)


def test_the_first_date_is_the_day_where_no_tool_says_which() -> None:
    content = columns(Score=["1", "2", "5"], Completed_on=["2024-05-01", "2024-05-02"])
    assert understood(content).date == 1


def test_the_rows_that_count_are_given_in_order() -> None:
    content = export(["team", "score"], ["a", 1], ["", ""], ["b", 5], ["Average", 3])
    assert [list(row) for row in understood(content).records()] == [["a", "1"], ["b", "5"]]


def test_a_question_is_found_by_its_id() -> None:
    found = understood(columns(Score=["1", "2", "5"], Other=["2", "3"]))
    assert found.question("q002") is found.questions[1]
    assert found.question("q999") is None


def test_the_same_bytes_are_understood_in_the_same_way() -> None:
    content = columns(id=range(40), Score=["1", "2", "5"], Good=["Agree", "Disagree"], Unit=["Sales", "IT"])
    assert understood(content) == understood(content)


def test_a_file_without_headings_is_said_to_have_none() -> None:
    rows = [[f"2026-05-{day:02d} 10:00:00", "Yes" if day % 2 else "No", 1 + day % 5] for day in range(1, 21)]
    assert "no_headings" in codes(understood(export(*rows)))
    assert "no_headings" not in codes(understood(export(["Timestamp", "Really?", "How much?"], *rows)))


def test_without_headings_the_first_row_is_a_response_too() -> None:
    rows = [[f"2026-05-{day:02d} 10:00:00", "Yes" if day % 2 else "No", 1 + day % 5] for day in range(1, 21)]
    found = understood(export(*rows), header_rows=0)
    assert (len(found.kept), codes(found)) == (20, [])
    assert [(one.text, one.kind) for one in found.questions] == [
        ("Column 1", "date"),
        ("Column 2", "single"),
        ("Column 3", "numeric"),
    ]
