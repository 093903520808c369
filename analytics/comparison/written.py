"""Numbers and dates as people and spreadsheets write them: 1,234.50, 1.234,50, $90, 12 %, 2026-03-31."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
COMMA_APART = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
"""Thousands apart by commas; no group begins with 0, so that 0,125 is never taken for 125."""

COMMA_DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
POINT_APART = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3}){2,}")
MONEY = "$\u20ac\u00a3\u00a5"
"""Signs before or after a number that change no digit of it."""

SPACE_APART = re.compile(r"(?<=\d)[\s'\u2019](?=\d{3}(?!\d))")

ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.Z+-]+)?")
OTHER_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def numbers(texts: Iterable[str]) -> Mapping[str, Decimal] | None:
    """The number that each text of a column says, or None where one of them says none.

    A column is written in one way: with points for decimals, or with commas for them. 1,234 is a thousand unless
    another text of the column shows that commas stand for decimals.

    Args:
        texts: The different texts of a column, none of them absent.

    >>> numbers(["1,234.5", "$90"])
    {'1,234.5': Decimal('1234.5'), '$90': Decimal('90')}
    >>> numbers(["1.234,5", "7,25"])
    {'1.234,5': Decimal('1234.5'), '7,25': Decimal('7.25')}
    >>> numbers(["12", "Sales"]) is None
    True
    """
    bare = {text: _bare(text) for text in texts}
    for is_so_written, to_plain in _WAYS:
        if all(is_so_written(one) for one in bare.values()):
            return {text: Decimal(to_plain(one)) for text, one in bare.items()}
    return None


def days(texts: Iterable[str]) -> Mapping[str, int] | None:
    """The day that each text of a column says, as days since the year 1; None where one of them says none.

    Day and month may stand in either order where only one order fits every text of the column.

    Args:
        texts: The different texts of a column, none of them absent.

    >>> days(["2026-01-02", "2026-01-01 08:00"])
    {'2026-01-02': 739618, '2026-01-01 08:00': 739617}
    >>> days(["01/02/2026", "03/04/2026"]) is None
    True
    """
    whole = list(texts)
    ways = [found for read in _ORDERS if (found := _each(whole, read)) is not None]
    return ways[0] if len(ways) == 1 or (ways and all(one == ways[0] for one in ways)) else None


def _bare(text: str) -> str:
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    sign, digits = (plain[0], plain[1:]) if plain[:1] in {"+", "-"} else ("", plain)
    return sign + SPACE_APART.sub("", digits.strip(f"{MONEY} ").rstrip(f"{MONEY}% \u00a0\u202f"))


def _is_plain(text: str) -> bool:
    return PLAIN.fullmatch(text) is not None


def _is_comma_apart(text: str) -> bool:
    return _is_plain(text) or COMMA_APART.fullmatch(text) is not None


def _is_comma_decimal(text: str) -> bool:
    return COMMA_DECIMAL.fullmatch(text) is not None or POINT_APART.fullmatch(text) is not None


_WAYS: tuple[tuple[Callable[[str], bool], Callable[[str], str]], ...] = (
    (_is_plain, str),
    (_is_comma_apart, lambda text: text.replace(",", "")),
    (_is_comma_decimal, lambda text: text.replace(".", "").replace(",", ".")),
)


def _year_first(text: str) -> tuple[str, ...] | None:
    found = ISO_DATE.fullmatch(text)
    return (found[1], found[2], found[3]) if found else None


def _month_first(text: str) -> tuple[str, ...] | None:
    found = OTHER_DATE.fullmatch(text)
    return (found[3], found[1], found[2]) if found else None


def _day_first(text: str) -> tuple[str, ...] | None:
    found = OTHER_DATE.fullmatch(text)
    return (found[3], found[2], found[1]) if found else None


_ORDERS: tuple[Callable[[str], tuple[str, ...] | None], ...] = (_year_first, _month_first, _day_first)


def _each(texts: Sequence[str], read: Callable[[str], tuple[str, ...] | None]) -> Mapping[str, int] | None:
    found: dict[str, int] = {}
    for text in texts:
        parts = read(text.strip())
        if parts is None:
            return None
        try:
            found[text] = date(*map(int, parts)).toordinal()
        except ValueError:
            return None
    return found
