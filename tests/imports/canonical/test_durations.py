"""Lengths of meetings."""

from __future__ import annotations

import pytest

from analytics.imports.canonical.durations import minutes_between, minutes_reader, time_of_day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("45.0", 45),
        ("1:30", 90),
        ("01:30:00", 90),
        ("1h 30m", 90),
        ("1h30", None),
        ("1 hour 5 minutes", 65),
        ("90 min", 90),
        ("1,5 Std.", 90),
        ("2時間30分", 150),
        ("PT1H15M", 75),
        ("-5", None),
        ("soon", None),
    ],
)
def test_lengths(text: str, minutes: int | None) -> None:
    assert minutes_reader("Duration")(text) == minutes


@pytest.mark.parametrize("heading", ["Duration (hours)", "Hours", "Duration (h)", "Dauer in Stunden"])
def test_the_heading_says_that_numbers_are_hours(heading: str) -> None:
    assert minutes_reader(heading)("0.75") == 45


@pytest.mark.parametrize("heading", ["Duration (hh:mm)", "Duration (minutes)", "Length"])
def test_other_headings_leave_numbers_as_minutes(heading: str) -> None:
    assert minutes_reader(heading)("30") == 30


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("9:30", "10:15", 45),
        ("11:30 PM", "12:15 AM", 45),
        ("12:00 AM", "12:00 PM", 720),
        ("8/31/2023 7:08 PM", "8/31/2023 8:00 PM", 52),
        ("2024-03-01T10:00:00+01:00", "2024-03-01T10:00:00Z", 60),
        ("2024-03-01 23:00", "2024-03-02 01:00", 120),
        ("13:00 PM", "14:00", None),
        ("", "10:00", None),
        ("2024-13-45 10:00", "2024-13-45 11:00", None),
        ("0000-00-00 00:00:00", "2024-03-01 10:00", None),
        ("2024-03-01 10:00 +99:00", "2024-03-01 11:00", None),
    ],
)
def test_the_time_from_start_to_end(start: str, end: str, minutes: int | None) -> None:
    assert minutes_between(start, end) == minutes


def test_the_time_of_day_tells_meetings_apart() -> None:
    assert time_of_day("8/31/2023 7:08 PM") == time_of_day("31.08.2023 19:08") == "19:08"
    assert time_of_day("2024-03-01") == ""
