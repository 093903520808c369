"""Numbers and dates as spreadsheets of several countries write them; what is ambiguous is neither."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.comparison.written import days, numbers


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["12", "-3.5", "1e3"], ["12", "-3.5", "1e3"]),
        (["1,234", "12,345.67", "8"], ["1234", "12345.67", "8"]),
        (["1,5", "-12,25", "3"], ["1.5", "-12.25", "3"]),
        (["1.234,5", "1.234.567", "0,125"], ["1234.5", "1234567", "0.125"]),
        (["0,125", "0,250"], ["0.125", "0.250"]),
        (["$1,200.50", "-$3", "$ 4"], ["1200.50", "-3", "4"]),
        (["12 %", "7.5%"], ["12", "7.5"]),
        (["1 234 567", "1'000", "12\u202f500"], ["1234567", "1000", "12500"]),
        (["\N{MINUS SIGN}4", "4"], ["-4", "4"]),
    ],
)
def test_numbers_are_read_as_they_are_written(texts: list[str], expected: list[str]) -> None:
    assert numbers(texts) == dict(zip(texts, map(Decimal, expected), strict=True))


@pytest.mark.parametrize(
    "texts", [["1_000"], ["1 2"], ["inf"], ["0x10"], ["25-34"], ["12", "Sales"], ["1,2,3"], ["%"], ["1,234.5", "7,5"]]
)
def test_what_no_way_of_writing_explains_is_no_number(texts: list[str]) -> None:
    assert numbers(texts) is None


@given(st.lists(st.integers(min_value=-(10**12), max_value=10**12), min_size=1))
def test_thousands_apart_lose_nothing(values: list[int]) -> None:
    texts = [f"{value:,}" for value in values]
    assert numbers(texts) == dict(zip(texts, map(Decimal, values), strict=True))


@given(st.lists(st.dates(), min_size=1))
def test_days_count_from_one_fixed_day(values: list[date]) -> None:
    texts = [f"{value:%Y}".zfill(4) + f"-{value:%m-%d}" for value in values]
    assert days(texts) == {text: value.toordinal() for text, value in zip(texts, values, strict=True)}


def test_day_and_month_are_told_apart_by_the_whole_column() -> None:
    day_first, month_first = ["31/01/2026", "02/03/2026"], ["01/31/2026", "02/03/2026"]
    assert days(day_first) == {"31/01/2026": 739647, "02/03/2026": date(2026, 3, 2).toordinal()}
    assert days(month_first) == {"01/31/2026": 739647, "02/03/2026": date(2026, 2, 3).toordinal()}


@pytest.mark.parametrize("texts", [["01/02/2026"], ["2026-02-30"], ["2026-01-01", "later"], ["12"]])
def test_what_could_be_two_days_or_none_is_no_date(texts: list[str]) -> None:
    assert days(texts) is None
