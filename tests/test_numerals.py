"""Numbers and days in another form, and back again for files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.amounts import signed as signed_in_words
from analytics.numerals import ENGLISH, Form, english, local, local_text, written
from analytics.report.digits import count, day, interval, number, probability, ratio, signed, whole
from analytics.report.table_files import TableFile
from analytics.stats.outcome import Interval

GERMAN = Form(decimal=",", group=".")
FRENCH = Form(decimal=",", group="\u202f")
SWISS = Form(decimal=".", group="\N{RIGHT SINGLE QUOTATION MARK}")
LIMITS = Interval(low=-1204.26, high=3.04)


def test_every_number_on_a_page_is_written_as_the_reader_writes() -> None:
    with written(GERMAN):
        assert (number(1234.56), signed(2.13), count(11964), ratio(0.8349)) == ("1.234,6", "+2,1", "11.964", "0,83")
        assert (probability(0.0432), probability(0.0), whole(55.0)) == ("0,043", "< 0,001", "55")
        assert (interval(LIMITS), signed(-0.04), signed_in_words(2.34)) == ("−1.204,3 to 3,0", "0,0", "+2,3")
    assert number(1234.56) == "1,234.6"


@pytest.mark.parametrize(
    ("order", "expected"), [("day", "2 June 2025"), ("month", "June 2, 2025"), ("iso", "2025-06-02")]
)
def test_a_day_is_written_in_the_readers_order(order: str, expected: str) -> None:
    with written(Form(date=order)):  # type: ignore[arg-type]
        assert day("2025-06-02T09:30:00Z") == expected


@pytest.mark.parametrize("form", [ENGLISH, GERMAN, FRENCH, SWISS])
@given(value=st.floats(min_value=-1e9, max_value=1e9), digits=st.integers(min_value=1, max_value=2))
def test_what_a_page_shows_comes_back_as_english_for_files(form: Form, value: float, digits: int) -> None:
    text = f"{value:,.{digits}f}"
    with written(form):
        assert english(local(text)) == text
        assert english(f"{local(text)} (n {local('1,200')})") == f"{text} (n 1,200)"


def test_names_that_hold_digits_stay_as_they_are() -> None:
    with written(GERMAN):
        assert [english(name) for name in ("L1 to L6", "2025-06", "Floor 3", "000001-93f2cf48")] == [
            "L1 to L6",
            "2025-06",
            "Floor 3",
            "000001-93f2cf48",
        ]
        assert local_text("n = 1,234, 2024-12, release 000001-93f2cf48, 0.5.") == (
            "n = 1.234, 2024-12, release 000001-93f2cf48, 0,5."
        )


def test_a_file_of_a_table_is_the_same_for_every_reader() -> None:
    def file() -> TableFile:
        row = ("Gen Z", number(1234.5), interval(LIMITS), count(1200))
        return TableFile(
            caption="C", header=("Group", "Value", "Interval", "n"), rows=(row,), about=(f"n {count(1200)}",)
        )

    plain = file()
    for form in (GERMAN, FRENCH, SWISS):
        with written(form):
            other = file()
        assert other.csv() == plain.csv()
        assert other.xlsx() == plain.xlsx()
    assert b"Gen Z,1234.5" in plain.csv()
