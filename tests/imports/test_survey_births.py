"""Generations from the years, ages and age bands that a survey asks for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.imports.run import Request, import_file
from analytics.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PROUD = "I am proud to tell others that I work here."


def generations(tmp_path: Path, heading: str, answers: Sequence[object], roster: str = "") -> Counter[object]:
    store = Store.create(tmp_path)
    if roster:
        import_file(store, Request(path=roster.encode(), kind="people", file_name="people.csv"), by="ana")
    rows = "\n".join(f"{number},{answer},{1 + number % 5}" for number, answer in enumerate(answers))
    text = f"Employee ID,{heading},{PROUD}\n{rows}\n"
    wave = Request(path=text.encode(), kind="survey", file_name="w.csv", wave="One", wave_on=date(2026, 6, 15))
    import_file(store, wave, by="ana")
    with DuckDBEngine(store.version().files, generation_scheme("pew")) as engine:
        return Counter(row["generation"] for row in engine.read("select generation from respondent"))


@pytest.mark.parametrize(
    ("heading", "answers", "expected"),
    [
        (
            "What year were you born?",
            [1985, 1999, 1970, 1950] * 5,
            {"Millennial": 5, "Gen Z": 5, "Gen X": 5, "Boomer": 5},
        ),
        ("How old are you?", [35, 28, 29, 50] * 5, {"Millennial": 5, "Gen Z": 5, "Undisclosed": 5, "Gen X": 5}),
        ("Age group", ["18-24", "25-34", "31-43", "65+"] * 5, {"Gen Z": 5, "Undisclosed": 10, "Millennial": 5}),
    ],
)
def test_the_survey_tells_the_generation(
    tmp_path: Path, heading: str, answers: Sequence[object], expected: dict[str, int]
) -> None:
    found = generations(tmp_path, heading, answers)
    assert {str(name).removesuffix("s"): n for name, n in found.items()} == expected


def test_the_roster_comes_first_and_the_survey_fills_what_it_leaves_open(tmp_path: Path) -> None:
    roster = "id,birth_year,hired_on\n0,1985,2020-01-31\n1,,2020-01-31\n"
    found = generations(tmp_path, "What year were you born?", [1999] * 6, roster)
    assert found == {"Millennial": 1, "Gen Z": 5}
