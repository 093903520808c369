"""Dates by evidence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.canonical.dates import DateOrder, day_reader, is_open, orders, year_reader

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 12, 31))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2024-03-05", None),
        ("2024/3/5", None),
        ("2024-03-05 09:30:00", None),
        ("2024-03-05T09:30:00Z", None),
        ("20240305", None),
        ("5 Mar 2024", None),
        ("March 5, 2024", None),
        ("5.3.2024", "dmy"),
        ("05/03/2024", "dmy"),
        ("3/5/2024", "mdy"),
        ("3/5/24 9:30 AM", "mdy"),
        ("45356", None),
        ("45356.75", None),
    ],
)
def test_days_are_read(text: str, order: DateOrder | None) -> None:
    assert day_reader(order)(text) == date(2024, 3, 5)


@pytest.mark.parametrize("text", ["31.2.2024", "2024-13-01", "soon", "12", "99999", "0001-01-01", "20241301"])
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert day_reader("dmy")(text) is None


def test_one_part_above_twelve_decides_a_column() -> None:
    assert orders({"a": ["1/5/26", "1/31/26"]}, None) == {"a": "mdy"}
    assert orders({"a": ["1/5/26", "31/1/26"]}, None) == {"a": "dmy"}


def test_a_column_without_evidence_follows_the_rest_of_the_file() -> None:
    assert orders({"a": ["1/5/26"], "b": ["1/31/26"]}, None) == {"a": "mdy", "b": "mdy"}


def test_columns_that_contradict_each_other_decide_nothing_for_a_third() -> None:
    found = orders({"a": ["1/31/26"], "b": ["31/1/26"], "c": ["1/5/26"]}, None)
    assert found == {"a": "mdy", "b": "dmy", "c": None}


def test_what_a_person_says_wins() -> None:
    assert orders({"a": ["1/5/26"]}, "dmy") == {"a": "dmy"}


def test_only_undecided_dates_are_open() -> None:
    assert is_open("1/5/26", None)
    assert not is_open("5/5/2026", None)
    assert not is_open("2026-05-01", None)
    assert not is_open("1/5/26", "mdy")
    assert not is_open("soon", None)


@given(DAYS)
def test_serial_numbers_are_days_since_the_end_of_1899(day: date) -> None:
    assert day_reader(None)(str((day - date(1899, 12, 30)) // timedelta(days=1))) == day


@given(st.lists(DAYS, min_size=1), st.sampled_from(["dmy", "mdy"]))
def test_no_day_is_ever_read_as_another(days: list[date], written: DateOrder) -> None:
    style = "%d/%m/%Y" if written == "dmy" else "%m/%d/%Y"
    texts = [day.strftime(style) for day in days]
    order = orders({"a": texts}, None)["a"]
    read = [day_reader(order)(text) for text in texts]
    assert all(found is None or found == day for found, day in zip(read, days, strict=True))
    assert all(found is not None or is_open(text, order) for found, text in zip(read, texts, strict=True))


def test_years_are_read_from_years_and_dates() -> None:
    read = year_reader("mdy")
    assert [read("1984"), read("1984.0"), read("3/1/1984"), read("1984-03-01"), read("old")] == [1984] * 4 + [None]
