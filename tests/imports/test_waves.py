"""Which wave a file is."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.waves import wave_day, wave_name


@pytest.mark.parametrize(
    ("file_name", "wave"),
    [
        ("survey_2024_06.csv", "2024-06"),
        ("survey_2023_11_baseline.csv", "2023-11 baseline"),
        ("Engagement Survey 2024-06-30 (2).csv", "2024-06"),
        ("202406_responses.csv", "2024-06"),
        ("pulse autumn.csv", "pulse autumn"),
        ("Q_2024.csv", "Q 2024"),
        ("x_120240655.csv", "x 120240655"),
    ],
)
def test_the_name_of_a_file_tells_its_wave(file_name: str, wave: str) -> None:
    assert wave_name(file_name) == wave


def test_the_day_of_a_wave_is_the_middle_one() -> None:
    days = [date(2024, 6, day) for day in (30, 1, 2, 29)]
    assert wave_day(days, None, "a.csv") == date(2024, 6, 2)
    assert wave_day(days[:3], None, "a.csv") == date(2024, 6, 2)


def test_the_stated_day_wins() -> None:
    assert wave_day([date(2024, 6, 1)], date(2024, 7, 1), "a.csv") == date(2024, 7, 1)


def test_a_wave_without_dates_is_asked_for() -> None:
    with pytest.raises(RefusedImportError, match=r"a\.csv") as caught:
        wave_day([], None, "a.csv")
    assert "--wave-on" in caught.value.next_step
