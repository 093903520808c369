"""Lengths of meetings in minutes, however they are written, and from when they began and ended."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADING_IN_HOURS = re.compile(r"(?:\bhours?|\bhrs?|\bh|stunden|heures|horas|ore|uren|時間)\s*\)?\s*\Z", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PARTS = re.compile(
    r"(?:p?t)?(?:(?P<hours>\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?|std\.?|stunden?|heures?|horas?|ore|ora|uur|時間)\.?)?"
    r"[\s,]*(?:and\s+)?(?:(?P<minutes>\d+(?:[.,]\d+)?)\s*(?:m|min|mins|minutes?|minuten|minutos?|minuti|minuut|分)\.?)?"
    r"\s*(?:\d+\s*(?:s|sec|secs|seconds?|秒)\.?)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?P<day>\d{4}-\d{1,2}-\d{1,2})|(?P<other>[^:]*?))[T ,]*?(?<!\d)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})"
    r"(?:[:.]\d{2}(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,4})?"
)
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?\Z")
_NOON = 12
_DAY = 24 * 60


def minutes_reader(heading: str) -> Callable[[str], int | None]:
    """A function from a cell to minutes: 45, 1:30, 1h 30m, 90 min, 1.5 hours, PT1H30M; None where it is none.

    Args:
        heading: The heading; a bare number under "Duration (hours)" is hours.

    >>> [minutes_reader("Duration")(text) for text in ("45", "1:30", "0:45:00", "1h 30m", "1.5 hours", "PT1H", "long")]
    [45, 90, 45, 90, 90, 60, None]
    >>> minutes_reader("Duration (hours)")("1.5")
    90
    """
    unit = 60 if _HEADING_IN_HOURS.search(heading) and "hh" not in heading.casefold() else 1

    def read(text: str) -> int | None:
        if _NUMBER.fullmatch(text):
            return _whole(unit * float(text.replace(",", ".")))
        if found := _CLOCK.fullmatch(text):
            return 60 * int(found[1]) + int(found[2])
        found = _PARTS.fullmatch(text)
        if found is None or not (found["hours"] or found["minutes"]):
            return None
        hours, minutes = (float((found[name] or "0").replace(",", ".")) for name in ("hours", "minutes"))
        return _whole(60 * hours + minutes)

    return read


def minutes_between(start: str, end: str) -> int | None:
    """Minutes from one time to another, their zones minded; None where either is no time.

    Two times without a day are within 24 hours of each other.

    Args:
        start: A time of day, or a day and a time.
        end: The same.

    >>> minutes_between("11:30 PM", "12:15 AM"), minutes_between("2024-03-31T10:00+02:00", "2024-03-31T09:00Z")
    (45, 60)
    """
    began, ended = _moment(start), _moment(end)
    if began is None or ended is None:
        return None
    minutes = _whole((ended - began) / timedelta(minutes=1))
    if minutes is None:
        return None
    return minutes % _DAY if minutes < 0 or not (_has_day(start) and _has_day(end)) else minutes


def time_of_day(text: str) -> str:
    """The hour and minute in a cell as text, with its zone; empty where there is none.

    >>> time_of_day("8/31/2023 7:08 PM"), time_of_day("2023-08-31")
    ('19:08', '')
    """
    found = _TIME.fullmatch(text)
    hour = _hour(found) if found else None
    return "" if found is None or hour is None else f"{hour:02d}:{found['minute']}{found['zone'] or ''}"


def _moment(text: str) -> datetime | None:
    found = _TIME.fullmatch(text)
    hour = _hour(found) if found else None
    if found is None or hour is None:
        return None
    try:
        day = datetime.fromisoformat(_padded(found["day"])) if found["day"] else datetime(2000, 1, 1)  # noqa: DTZ001 - set below
        return day.replace(tzinfo=_zone(found["zone"] or "")) + timedelta(hours=hour, minutes=int(found["minute"]))
    except (ValueError, OverflowError):  # A day that is in no calendar, or a zone beyond a day.
        return None


def _padded(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{year}-{int(month):02d}-{int(of_month):02d}"


def _has_day(text: str) -> bool:
    found = _TIME.fullmatch(text)
    return found is not None and found["day"] is not None


def _hour(found: re.Match[str]) -> int | None:
    hour, half = int(found["hour"]), (found["half"] or "").casefold()[:1]
    if half:
        return hour % _NOON + (_NOON if half == "p" else 0) if 1 <= hour <= _NOON else None
    return hour if hour < 2 * _NOON and int(found["minute"]) < 60 else None  # noqa: PLR2004 - minutes of an hour


def _zone(text: str) -> timezone:
    found = _OFFSET.search(text)
    if found is None:
        return timezone.utc  # noqa: UP017 - a zone by name is taken to be that of the other time
    sign = -1 if found[1] == "-" else 1
    return timezone(sign * timedelta(hours=int(found[2]), minutes=int(found[3] or 0)))


def _whole(number: float) -> int | None:
    """The nearest whole number, halves up; None where it is beyond all numbers."""
    if math.isinf(number):
        return None
    return int(number + 0.5) if number >= 0 else -int(0.5 - number)
