"""Cells stand as a person sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest

from analytics.imports.containers.cells import cell


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  as it stands ", "  as it stands "),
        (None, ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (5, "5"),
        (5.0, "5"),
        (-0.0, "0"),
        (0.85, "0.85"),
        (0.1 + 0.2, "0.3"),
        (0.00001, "0.00001"),
        (114083000001.0, "114083000001"),
        (12345678901234567890.0, "12345678901234567168"),
        (float("nan"), ""),
        (float("inf"), ""),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29), "2024-02-29"),  # noqa: DTZ001 - as a spreadsheet has it
        (datetime(2024, 2, 29, 10, 15, 1), "2024-02-29 10:15:01"),  # noqa: DTZ001 - the same
        (datetime(2024, 2, 29, 23, 59, 59, 999_996), "2024-03-01"),  # noqa: DTZ001 - the same
        (datetime(2024, 2, 29, tzinfo=UTC), "2024-02-29 00:00:00+00:00"),
        (datetime(2024, 2, 29, 9, tzinfo=timezone(timedelta(hours=-5))), "2024-02-29 09:00:00-05:00"),
        (datetime.max, "9999-12-31 23:59:59"),  # noqa: DTZ901 - the last moment there is
        (time(7, 5), "07:05:00"),
        (timedelta(hours=36, minutes=5), "36:05:00"),
        (timedelta(minutes=-90), "-1:30:00"),
        (Decimal("5.00"), "5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("NaN"), ""),
        (["Feedback", "Careers"], "Feedback;Careers"),
        ([], ""),
        (b"caf\xc3\xa9", "café"),
    ],
)
def test_a_cell_stands_as_a_person_sees_it(value: object, text: str) -> None:
    assert cell(value) == text
