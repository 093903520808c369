from __future__ import annotations

import json

from analytics.imports.report import report
from tests.imports.made_up import columns, understood

KEYS = ["file", "sha256", "format", "encoding", "delimiter", "header_rows", "records", "responses", "columns"]
QUESTION_KEYS = [
    "id",
    "text",
    "kind",
    "answered",
    "not_applicable",
    "scale",
    "mapping",
    "reverse",
    "mean",
    "reason",
    "confidence",
]


def test_the_report_has_exactly_its_keys_and_is_json() -> None:
    content = columns(id=range(40), Email=[f"p{n}@example.com" for n in range(40)], Score=["1", "2", "5", "99"])
    found = json.loads(json.dumps(report(understood(content, "pulse.csv"))))
    assert list(found) == [*KEYS, "dropped", "warnings", "personal_data", "questions"]
    assert [list(question) for question in found["questions"]] == [QUESTION_KEYS] * 3
    assert [list(warning) for warning in found["warnings"]] == [["code", "message"]]
    assert found["personal_data"] == [{"column": "Email", "kind": "email"}]
    assert (found["file"], len(found["sha256"])) == ("pulse.csv", 64)


def test_means_stand_only_where_answers_are_numbers() -> None:
    content = columns(
        id=range(40),
        Day=["2024-05-01"],
        Unit=["Sales", "IT"],
        Pet=["Cat", "Dog"],
        Why=[f"because of number {n}" for n in range(40)],
        Good=["Agree", "Disagree", "Strongly agree"],
        Stars=["1", "2", "3", "5"],
    )
    means = {one["text"]: one["mean"] is not None for one in report(understood(content))["questions"]}
    assert means == dict.fromkeys(["id", "Day", "Unit", "Pet", "Why"], False) | {"Good": True, "Stars": True}


def test_answers_off_the_scale_are_not_in_the_mean() -> None:
    content = columns(id=range(60), Stars=[*["1", "2", "3", "4", "5"] * 11, "-99", "-99", "-99", "-99", "-99"])
    found = report(understood(content))["questions"][1]
    assert (found["answered"], found["not_applicable"], found["mean"]) == (55, 5, 3.0)


def test_decimals_are_averaged_exactly() -> None:
    content = columns(id=range(30), Hours=["0.1", "0.2", "0.3"])
    assert report(understood(content))["questions"][1]["mean"] == 0.2
