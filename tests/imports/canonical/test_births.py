"""Years of birth from ages and age bands."""

from __future__ import annotations

import pytest

from analytics.imports.canonical.births import band_span, years_of
from analytics.imports.canonical.options import ProgramOptions
from tests.imports.canonical.examples import TODAY, codes, read


def years(text: str) -> list[tuple[int | None, int | None]]:
    stated = ProgramOptions(observed_to=TODAY)
    people = read("people", text, options=stated).tables["people"]
    return list(zip(people["birth_year"].to_pylist(), people["birth_year_last"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("25-34", (25, 34)),
        ("25 – 34 years", (25, 34)),
        ("18 to 24", (18, 24)),
        ("zwischen 25 und 34 Jahren", (25, 34)),
        ("65+", (65, 100)),
        ("60 and over", (60, 100)),
        ("über 60", (60, 100)),
        ("65歳以上", (65, 100)),
        ("under 25", (14, 24)),
        ("<25", (14, 24)),
        ("30s", (30, 39)),
        ("30代", (30, 39)),
        ("42", (42, 42)),
        ("34-25", None),
        ("young", None),
    ],
)
def test_age_bands(text: str, span: tuple[int, int] | None) -> None:
    assert band_span(text) == span


def test_who_has_an_age_was_born_in_one_of_two_years() -> None:
    assert years_of((30, 30), 2026) == (1995, 1996)
    assert years("id,Age,hired_on\n1,30,2020-01-31\n2,,2020-01-31") == [(1995, 1996), (None, None)]


def test_a_date_of_birth_wins_over_an_age_and_fills_no_other_row() -> None:
    found = years("id,DOB,Age,hired_on\n1,1990-05-01,99,2020-01-31\n2,,40,2020-01-31")
    assert found == [(1990, None), (1985, 1986)]


def test_ages_that_nobody_has_are_flagged() -> None:
    found = read("people", "id,Age,hired_on\n1,-1726,2020-01-31\n2,99999999999,2020-01-31\n3,old,2020-01-31")
    assert found.tables["people"]["birth_year"].null_count == 3
    assert "age_implausible" in codes(found)
