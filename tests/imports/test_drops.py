"""Rows that are not answers: why they go, and how they come back."""

from __future__ import annotations

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.report import report
from tests.imports.made_up import codes, export, understood

QUALTRICS = (
    ["StartDate", "EndDate", "Status", "Progress", "Finished", "ResponseId", "Q1", "Q2"],
    ["Start Date", "End Date", "Response Type", "Progress", "Finished", "Response ID", "How was it?", "Any comments?"],
    [f'{{"ImportId":"{name}"}}' for name in ("startDate", "endDate", "status", "progress", "finished", "_recordId")]
    + ['{"ImportId":"QID1"}', '{"ImportId":"QID2_TEXT"}'],
)


def answer(status: str, finished: str = "True", score: int = 4) -> list[object]:
    return [
        "2024-05-01 10:00:00",
        "2024-05-01 10:05:00",
        status,
        100,
        finished,
        f"R_{status}{finished}{score}",
        score,
        "ok",
    ]


def dropped(*rows: list[object], keep: str = "") -> dict[str, tuple[int, ...]]:
    return dict(understood(export(*QUALTRICS, *rows), keep=frozenset({keep})).dropped)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("Survey Preview", "preview"),
        ("1", "preview"),
        ("Umfragevorschau", "preview"),
        ("Survey Test", "test"),
        ("2", "test"),
        ("Spam", "spam"),
        ("8", "spam"),
    ],
)
def test_previews_tests_and_spam_are_left_out(status: str, reason: str) -> None:
    assert dropped(answer("IP Address"), answer(status)) == {reason: (5,)}


@pytest.mark.parametrize("finished", ["False", "0", "FALSE", "Falsch"])
def test_unfinished_answers_are_left_out(finished: str) -> None:
    assert dropped(answer("IP Address"), answer("0", finished)) == {"unfinished": (5,)}


def test_a_preview_is_known_by_its_channel_too() -> None:
    heads = ["StartDate", "EndDate", "Finished", "ResponseId", "DistributionChannel", "Q1"]
    rows = [["2024-05-01", "2024-05-01", "True", f"R_{n}", "anonymous", 1 + n % 5] for n in range(10)]
    content = export(heads, *rows, ["2024-05-01", "2024-05-01", "True", "R_x", "preview", 3])
    assert understood(content).dropped == {"preview": (12,)}


def test_every_row_is_left_out_once() -> None:
    assert dropped(answer("IP Address"), answer("Spam", "False")) == {"spam": (5,)}


@pytest.mark.parametrize("keep", ["spam", "all"])
def test_what_was_left_out_comes_back(keep: str) -> None:
    assert dropped(answer("IP Address"), answer("Spam"), keep=keep) == {}


def test_a_file_without_a_row_left_says_so_and_how_to_keep_them() -> None:
    found = understood(export(*QUALTRICS, answer("2"), answer("2", score=5)))
    assert (len(found.kept), report(found)["responses"], report(found)["records"]) == (0, 0, 2)
    notice = next(one for one in found.warnings if one.code == "all_rows_dropped")
    assert "--keep test" in notice.message
    assert "QID1" in [question.id for question in found.questions]


def test_the_report_counts_what_is_left_out() -> None:
    found = report(understood(export(*QUALTRICS, answer("0"), answer("2"), answer("2"), answer("8"))))
    assert found["dropped"] == [{"reason": "test", "rows": 2}, {"reason": "spam", "rows": 1}]
    assert (found["records"], found["responses"]) == (4, 1)


HEADINGS = ["name of the team", "score", "reason"]
TEAMS = [[f"team {row}", str(1 + row % 5), "it was so"] for row in range(20)]


@pytest.mark.parametrize(
    "last", [["Average", "2.95", ""], ["Total", "", ""], ["Mittelwert", "3,1", ""], ["合計", "60", ""]]
)
def test_an_average_typed_below_is_no_answer(last: list[str]) -> None:
    assert understood(export(HEADINGS, *TEAMS, last)).dropped == {"total": (22,)}


def test_an_average_in_the_middle_is_an_answer() -> None:
    assert understood(export(HEADINGS, ["Average", "3", "well"], *TEAMS)).dropped == {}


def test_blank_rows_are_no_answers() -> None:
    assert understood(export(HEADINGS, *TEAMS, ["", " ", ""])).dropped == {"blank": (22,)}


def test_a_row_with_nothing_but_its_id_is_blank() -> None:
    rows = [[str(row), "7", str(row % 5 + 1)] for row in range(10)]
    content = export(["Respondent ID", "Collector ID", "How?"], ["", "", "Response"], *rows, ["99", "7", ""])
    assert understood(content).dropped == {"blank": (13,)}


def test_headings_in_the_middle_are_no_answers() -> None:
    assert understood(export(HEADINGS, *TEAMS[:10], HEADINGS, *TEAMS[10:])).dropped == {"repeated_heading": (12,)}


def test_a_row_whose_cells_have_shifted_is_no_answer() -> None:
    assert understood(export(HEADINGS, *TEAMS, ["team x", "3", "well", "and good"])).dropped == {
        "too_many_cells": (22,)
    }


def test_copies_are_reported_and_kept() -> None:
    rows = [[str(row), "7", str(row % 5 + 1)] for row in range(10)]
    found = understood(export(["Respondent ID", "Collector ID", "How?"], ["", "", "Response"], *rows, rows[3]))
    assert len(found.kept) == 11
    assert {"duplicate_rows", "shared_ids"} <= set(codes(found))


def test_equal_ticks_of_two_people_are_no_copies() -> None:
    rows = [[str(row % 5 + 1), "4"] for row in range(30)]
    assert "duplicate_rows" not in codes(understood(export(["first", "second"], *rows)))


def test_ids_that_a_spreadsheet_rounded_are_said() -> None:
    rows = [["1.14083E+11", "7", str(row % 5 + 1)] for row in range(10)]
    found = understood(export(["Respondent ID", "Collector ID", "How?"], ["", "", "Response"], *rows))
    assert "damaged_ids" in codes(found)
    assert "shared_ids" not in codes(found)
    assert len(found.kept) == 10


def test_headings_alone_are_refused() -> None:
    with pytest.raises(RefusedImportError, match="no rows below"):
        understood(export(HEADINGS))
