"""Days of a program table: read by evidence from the column, then from the file, else not at all."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from analytics.imports.canonical.values import is_told
from analytics.imports.dates import day, looks_like_date, order_of
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analytics.imports.dates import Order

DateOrder: TypeAlias = Literal["dmy", "mdy"]

_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_START = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 7_000, 73_050
_FIRST_YEAR = 1900
_NO_DAY = re.compile(
    r"(?:0+(?:[-/.]0+){2}|0+|0001-01-01|0?1[-/.]0?1[-/.]0001|0?1/0/1900|0?0[-/.]0?1[-/.]1900|1900-01-00)(?:[T ].*)?"
)
_NO_END = re.compile(
    r"(?:.*\b|)(?:2099|2[1-9]\d{2}|[3-9]\d{3})(?:[-/.]\d{1,2}[-/.]\d{1,2}|\d{4})?(?:[T ].*)?|2958465(?:\.0)?"
)
_STILL = frozenset(
    key(word)
    for word in (
        "present", "current", "currently", "ongoing", "open", "still employed", "to date", "today", "now", "active",
        "unbefristet", "heute", "offen", "laufend", "aktuell", "présent", "actuel", "en cours", "presente", "actual",
        "actualidad", "vigente", "atual", "attuale", "in corso", "heden", "lopend", "現在", "在籍中",
    )
)  # fmt: skip
_CENTURY = 100
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|º|er)?[.\s/-]*(?:de\s+)?(?P<name>[^\W\d_]{3,10})\.?"
    r"|(?P<name2>[^\W\d_]{3,10})\.?[\s-]+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"[,.\s/-]*(?:del?\s+)?(?P<year>\d{4}|\d{2})(?:[T ,]+\d{1,2}[:.]\d{2}.*)?"
)


def orders(columns: Mapping[str, Sequence[str]], stated: DateOrder | None) -> dict[str, Order | None]:
    """The order of day, month and year in each date column of a file; None where nothing tells it.

    A column's own evidence counts first. A column without any follows the others where those agree: one system
    wrote the file.

    Args:
        columns: The different texts of each date column.
        stated: What a person said, which wins.

    >>> orders({"hired_on": ["1/31/26"], "exited_on": ["2/3/26"]}, None)
    {'hired_on': 'mdy', 'exited_on': 'mdy'}
    """
    own = {name: stated or order_of(texts) for name, texts in columns.items()}
    elsewhere = {order for order in own.values() if order in {"dmy", "mdy"}}
    shared = elsewhere.pop() if len(elsewhere) == 1 else None
    return {name: order if order in {"dmy", "mdy"} else shared or order for name, order in own.items()}


def is_open(text: str, order: Order | None) -> bool:
    """Whether a text is a date that the order does not decide.

    >>> is_open("1/5/26", None), is_open("1/5/26", "dmy"), is_open("2026-05-01", None)
    (True, False, False)
    """
    if not looks_like_date(text) or day(text, order) is not None or order in {"dmy", "mdy"}:
        return False
    return day(text, "dmy") is not None or day(text, "mdy") is not None


def names_no_day(text: str) -> bool:
    """Whether a text is what systems write into a column of dates where there is none: zeros, a dash, `NULL`.

    >>> names_no_day("0000-00-00"), names_no_day("1/0/1900"), names_no_day("-"), names_no_day("2020-01-31")
    (True, True, True, False)
    """
    return bool(text) and (not is_told(text) or _NO_DAY.fullmatch(text) is not None)


def names_no_end(text: str) -> bool:
    """Whether a text in a column of last days says that there is none yet: a day of 2099 or later, or a word.

    >>> names_no_end("9999-12-31"), names_no_end("31.12.9999"), names_no_end("Present"), names_no_end("2029-12-31")
    (True, True, True, False)
    """
    return key(text) in _STILL or _NO_END.fullmatch(text) is not None


def day_reader(order: Order | None) -> Callable[[str], date | None]:
    """A function from a text to the day it names, or None where it names none; a time of day is left off.

    Besides what surveys write, it reads 20260131 and the serial numbers that spreadsheets keep days as.

    Args:
        order: Which of day and month comes first where only numbers are given.

    >>> day_reader("mdy")("1/5/26"), day_reader(None)("45000")
    (datetime.date(2026, 1, 5), datetime.date(2023, 3, 15))
    >>> day_reader(None)("31-DIC-84"), day_reader(None)("1º de março de 2021")
    (datetime.date(1984, 12, 31), datetime.date(2021, 3, 1))
    """

    def read(text: str) -> date | None:
        if match := _COMPACT.fullmatch(text):
            return day("-".join(match.groups()), "ymd")
        if match := _SERIAL.fullmatch(text):
            return _serial(int(match[1]))
        found = day(text, order) or _named(text)
        return found if found is None or found.year >= _FIRST_YEAR else None

    return read


def year_reader(order: Order | None) -> Callable[[str], int | None]:
    """A function from a text to the year it names: four digits, or a date.

    Args:
        order: Which of day and month comes first where only numbers are given.

    >>> year_reader("mdy")("1984"), year_reader("mdy")("3/1/84")
    (1984, 1984)
    """
    read_day = day_reader(order)

    def read(text: str) -> int | None:
        if re.fullmatch(r"(19|20)\d{2}(\.0)?", text):
            return int(text[:4])
        found = read_day(text)
        return None if found is None else found.year

    return read


def _named(text: str) -> date | None:
    """A day whose month is named, in any of the languages; two digits of a year are of the past hundred years."""
    found = _NAMED.fullmatch(text)
    month = _months().get((found["name"] or found["name2"]).casefold()) if found else None
    if found is None or month is None:
        return None
    year = int(found["year"])
    if len(found["year"]) == len("84"):
        year += 2000 if year <= date.today().year % _CENTURY else 1900  # noqa: DTZ011 - a calendar year needs no zone
    try:
        return date(year, month, int(found["day"] or found["day2"]))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    listed = tomllib.loads(Path(__file__).with_name("months.toml").read_text(encoding="utf-8"))["months"]
    return {name: number for number, names in enumerate(listed, start=1) for name in names}


def _serial(number: int) -> date | None:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return _SERIAL_START + timedelta(days=number)
