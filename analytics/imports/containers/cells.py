"""A cell as a person sees it: whole numbers without a decimal point, days and moments in ISO order."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import cast

_DIGITS = 15
_HALF_A_SECOND = timedelta(microseconds=500_000)
_HOUR, _MINUTE = 3600, 60


def cell(value: object) -> str:
    """The text of a value.

    A moment at midnight is a day. Numbers have the 15 digits that a spreadsheet keeps.

    >>> cell(5.0), cell(0.1 + 0.2), cell(True), cell(None)
    ('5', '0.3', 'TRUE', '')
    >>> cell(datetime(2024, 6, 3, 10, 15)), cell(datetime(2024, 6, 3)), cell(timedelta(hours=36))
    ('2024-06-03 10:15:00', '2024-06-03', '36:00:00')

    Args:
        value: What a reader gives for a cell.
    """
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is float:
        return _float(cast("float", value))
    if value is None:
        return ""
    if kind is bool:
        return "TRUE" if value else "FALSE"
    return str(value) if kind is int else _other(value)


def _float(value: float) -> str:
    """The digits of a number, never with an exponent; no text where it is no number."""
    if value - value != 0:
        return ""
    if value.is_integer():
        return str(int(value))
    return f"{Decimal(f'{value:.{_DIGITS}g}'):f}"


def _other(value: object) -> str:
    text = _of_time(value)
    if text is not None:
        return text
    match value:
        case Decimal():
            return _decimal(value)
        case bytes():
            return cell(value.decode(errors="replace"))
        case list() | tuple():
            return cell(";".join(cell(one) for one in value))
        case _:
            return cell(str(value))


def _of_time(value: object) -> str | None:
    """The text of a moment, a day, a time of day or a duration; None for anything else."""
    match value:
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="seconds")
        case timedelta():
            return _duration(value)
        case _:
            return None


def _moment(value: datetime) -> str:
    """A moment to the second; spreadsheets keep moments as fractions of days, a hair beside the second."""
    if value.microsecond and value.replace(tzinfo=None) < datetime.max - _HALF_A_SECOND:  # noqa: DTZ901 - a bound
        value = (value + _HALF_A_SECOND).replace(microsecond=0)
    if value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = "-" * (seconds < 0), abs(seconds)
    return f"{sign}{seconds // _HOUR}:{seconds % _HOUR // _MINUTE:02}:{seconds % _MINUTE:02}"


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
