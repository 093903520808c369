"""Dates as exports write them. Which of two numbers is the month is taken from evidence, never from a habit."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Order: TypeAlias = Literal["ymd", "dmy", "mdy"]

_TIME = (
    r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?\s*(?:[A-Z]{2,4})?)?\Z"
)
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/.年](?P<month>\d{{1,2}})[-/.月](?P<day>\d{{1,2}})日?{_TIME}")
_MARKED = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}}){_TIME}"
)
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})[.\s-]+(?P<name>[^\W\d]{3,10})\.?|(?P<name2>[^\W\d]{3,10})\.?\s+(?P<day2>\d{1,2}))"
    rf"[,\s-]+(?P<year>\d{{4}}){_TIME}"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier enero janeiro gennaio januari",
            "feb february februar février fevrier febrero fevereiro febbraio februari",
            "mar march märz mrz mars marzo março marco maart",
            "apr april avril abril aprile",
            "may mai mayo maio maggio mei",
            "jun june juni juin junio junho giugno",
            "jul july juli juillet julio julho luglio",
            "aug august août aout agosto augustus",
            "sep sept september septembre septiembre setembro settembre",
            "oct okt october oktober octobre octubre outubro ottobre",
            "nov november novembre noviembre novembro",
            "dec dez december dezember décembre decembre diciembre dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_CENTURY = 100
_LAST_MONTH = 12


def looks_like_date(text: str) -> bool:
    """Whether a cell is written as a date, with or without a time.

    >>> looks_like_date("8/31/2023 19:08:16"), looks_like_date("4 August, 2022"), looks_like_date("3.5")
    (True, True, False)
    """
    text = text.strip()
    if not text[:1].isalnum():
        return False
    if _ISO.match(text) or _MARKED.match(text):
        return True
    named = _NAMED.match(text)
    return named is not None and (named["name"] or named["name2"]).casefold() in _MONTHS


def order_of(cells: Iterable[str]) -> Order | None:
    """The order of day, month and year in a column, from its cells; None where both readings are possible.

    Evidence is a number above 12, the year in front, a month by name, dots (which no country writes month first), or
    AM and PM (which stand in US exports).

    >>> order_of(["1/5/26", "1/31/26"]), order_of(["1/5/26"]), order_of(["5.1.2026"]), order_of(["01/01/1980"])
    ('mdy', None, 'dmy', 'ymd')
    """
    found: set[Order] = set()
    is_doubtful = False
    for cell in cells:
        marked = _MARKED.match(cell.strip())
        said = _evidence(marked) if marked else set()
        found |= said
        is_doubtful |= marked is not None and not said and marked["first"] != marked["second"]
        if not said and looks_like_date(cell):
            found.add("ymd")
    order = found - {"ymd"}
    if len(order) > 1 or (is_doubtful and not order):
        return None
    return next(iter(order or found), None)


def _evidence(marked: re.Match[str]) -> set[Order]:
    """What one date says about the order of a column."""
    first, second = int(marked["first"]), int(marked["second"])
    if first > _LAST_MONTH and second <= _LAST_MONTH:
        return {"dmy"}
    if second > _LAST_MONTH and first <= _LAST_MONTH:
        return {"mdy"}
    if marked["mark"] == ".":
        return {"dmy"}
    return {"mdy"} if marked["mark"] == "/" and marked["half"] else set()


def day(text: str, order: Order | None) -> date | None:
    """The day that a cell names, or None where it names none or the order is not known.

    >>> day("03/04/2024", "dmy"), day("03/04/2024", None), day("2024-04-03 10:00", None)
    (datetime.date(2024, 4, 3), None, datetime.date(2024, 4, 3))
    """
    text = text.strip()
    iso = _ISO.match(text)
    if iso:
        return _date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    marked = _MARKED.match(text)
    if marked:
        return _ordered(marked, order)
    named = _NAMED.match(text)
    if named:
        month = _MONTHS.get((named["name"] or named["name2"]).casefold(), 0)
        return _date(int(named["year"]), month, int(named["day"] or named["day2"]))
    return None


def _ordered(marked: re.Match[str], order: Order | None) -> date | None:
    first, second = int(marked["first"]), int(marked["second"])
    if order not in {"dmy", "mdy"}:
        if first != second:
            return None
        order = "dmy"
    year = int(marked["year"])
    if year < _CENTURY:
        year += 2000 if year <= date.today().year % _CENTURY else 1900  # noqa: DTZ011 - a calendar year needs no zone
    month, of_month = (second, first) if order == "dmy" else (first, second)
    return _date(year, month, of_month)


def _date(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None
