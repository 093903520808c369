"""The day that stands above a roster."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.imports.canonical.as_of import as_of
from analytics.imports.canonical.options import ProgramOptions
from tests.imports.canonical.examples import codes, read

DAY = date(2026, 3, 31)
ROWS = """
    person_id,hired_on,exited_on,gender
    1,2019-05-01,,Woman
    2,2018-02-01,2025-11-30,Man
"""


@pytest.mark.parametrize(
    "title",
    [
        "As of 2026-03-31",
        "Headcount as at 31.03.2026 (all units)", "Report date: March 31, 2026", "Stichtag 31.03.2026",
        "Stand vom 31. März 2026", "Effectif : état au 31 mars 2026", "Plantilla a fecha de 31 de marzo de 2026",
        "Posição em 31/03/2026", "Situazione al 31 marzo 2026", "Peildatum 31-03-2026", "2026年3月31日現在",
    ],
)  # fmt: skip
def test_a_title_says_the_day(title: str) -> None:
    assert as_of(["Staff", title, "confidential"], None) == DAY


@pytest.mark.parametrize("title", ["as of 1/2/2026", "Printed on 31.03.2026", "Staff of 2026", "as of 31/31/2026"])
def test_what_is_not_sure_is_not_taken(title: str) -> None:
    assert as_of([title], None) is None


def test_two_days_are_none() -> None:
    assert as_of(["as of 2026-03-31", "as of 2026-02-28"], None) is None


def test_the_title_is_the_last_day_of_a_roster() -> None:
    found = read("people", f"Roster as of 2026-03-31,,,\n{ROWS.strip()}")
    assert found.facts["observed_to"] == "2026-03-31"
    assert "observed_to_from_title" in codes(found)


def test_what_a_person_says_wins() -> None:
    found = read(
        "people", f"Roster as of 2026-03-31,,,\n{ROWS.strip()}", options=ProgramOptions(observed_to=date(2025, 12, 31))
    )
    assert found.facts["observed_to"] == "2025-12-31"
    assert "observed_to_from_title" not in codes(found)
