"""An export is understood alike in whichever container it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from analytics.imports.report import report
from tests.imports.containers import examples
from tests.imports.made_up import understood

if TYPE_CHECKING:
    from collections.abc import Callable

EXPORTS = {
    "microsoft_forms": examples.microsoft_forms,
    "typeform": examples.typeform,
    "google_forms": examples.google_forms,
    "surveymonkey": examples.surveymonkey,
}
OTHERS = ("file", "sha256", "encoding", "delimiter")


def _report(content: bytes, name: str) -> dict[str, Any]:
    found = report(understood(content, name))
    return {key: value for key, value in found.items() if key not in OTHERS}


@pytest.mark.parametrize("name", EXPORTS)
def test_each_survey_tool_is_known_by_its_csv(name: str) -> None:
    found = _report(examples.as_csv(EXPORTS[name]()), "export.csv")
    assert found["format"] == name
    assert found["records"] == examples.N


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("container", [examples.as_xlsx, examples.as_ods, examples.as_tsv])
def test_a_spreadsheet_is_understood_as_its_csv(name: str, container: Callable[[examples.Rows], bytes]) -> None:
    rows = EXPORTS[name]()
    assert _report(container(rows), "export.bin") == _report(examples.as_csv(rows), "export.csv")


def test_merged_headings_are_questions_above_their_columns() -> None:
    rows = examples.surveymonkey()
    merged = examples.as_xlsx(rows, merged=("F1:G1", "H1:I1"))
    assert _report(merged, "export.xlsx") == _report(examples.as_csv(rows), "export.csv")


@pytest.mark.parametrize("name", ["microsoft_forms", "typeform", "google_forms"])
def test_a_parquet_file_is_understood_as_its_csv(name: str) -> None:
    rows = EXPORTS[name]()
    assert _report(examples.as_parquet(rows), "export.parquet") == _report(examples.as_csv(rows), "export.csv")


@pytest.mark.parametrize("inner", ["answers.csv", "answers.xlsx", "answers.ods", "answers.parquet"])
def test_an_archive_with_one_table_is_that_table(inner: str) -> None:
    rows = examples.microsoft_forms()
    make = {
        "csv": examples.as_csv,
        "xlsx": examples.as_xlsx,
        "ods": examples.as_ods,
        "parquet": examples.as_parquet,
    }[inner.rpartition(".")[2]]
    packed = examples.as_zip(make(rows), inner)
    assert _report(packed, "export.zip") == _report(examples.as_csv(rows), "export.csv")
