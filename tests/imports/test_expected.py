"""Real exports give the answers that independent scripts have computed; the cases name their files, not this test."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from analytics.imports.inspect import understand
from analytics.imports.report import report
from tests.conftest import EXPORTS, NO_EXPORTS, expected_exports

if TYPE_CHECKING:
    from pathlib import Path

FACTS = ("format", "header_rows", "records", "responses", "columns", "encoding")
COUNTS = ("answered", "not_applicable", "scale")
NUMBERS = ("kind", "answered", "not_applicable", "scale", "reverse", "mean")


def cases() -> list[dict[str, Any]]:
    """The cases, or none where there are no real exports on this machine."""
    if not EXPORTS.exists():
        return []
    found: list[dict[str, Any]] = json.loads(expected_exports().read_text(encoding="utf-8"))["cases"]
    return found


@cache
def report_of(path: Path) -> dict[str, Any]:
    """The inspect report of a file, as JSON carries it."""
    found: dict[str, Any] = json.loads(json.dumps(report(understand(path))))
    return found


def the_question(report: dict[str, Any], text: str) -> dict[str, Any]:
    """The one question whose text contains a text."""
    found: list[dict[str, Any]] = [one for one in report["questions"] if text.casefold() in one["text"].casefold()]
    assert len(found) == 1, f"{len(found)} questions contain {text!r}"
    return found[0]


def test_real_exports_are_there() -> None:
    if not cases():
        pytest.skip(NO_EXPORTS)
    assert expected_exports().is_file()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["file"]) for case in cases()])
def test_a_real_export_is_understood(case: dict[str, Any]) -> None:
    folder = expected_exports().parent
    report = report_of(folder / case["file"])
    expected = {fact: case[fact] for fact in FACTS if fact in case}
    assert {fact: report[fact] for fact in expected} == expected
    assert set(case.get("warnings", ())) <= {warning["code"] for warning in report["warnings"]}
    for wanted in case.get("questions", ()):
        question = the_question(report, wanted["text"])
        counts = {name: wanted[name] for name in COUNTS if name in wanted}
        assert {name: question[name] for name in counts} == counts
        if "mean" in wanted:
            assert question["mean"] == pytest.approx(wanted["mean"], abs=1e-4)
    if "same_numbers_as" in case:
        other = report_of(folder / case["same_numbers_as"])
        ours, theirs = ([[one[name] for name in NUMBERS] for one in each["questions"]] for each in (report, other))
        assert ours == theirs
