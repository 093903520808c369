"""Numbers as they are shown on pages and in documents: the only place where a number is rounded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analytics.numerals import FORM, NARROW, local

if TYPE_CHECKING:
    from analytics.release.read import Interval

MINUS = "−"
THIN = NARROW
SMALLEST_P = 0.001
STEP, HUNDRED = 5, 100


def decimals(unit: str) -> int:
    """How many decimals a value is shown with: two for a rate a month and the like, one for any other."""
    return 1 if unit in {"%", "percentage points", "points", "per 100 person-years", "weeks"} else 2


def number(value: float, unit: str = "points") -> str:
    """A value with the decimals of its unit, never a negative zero.

    >>> number(71.25), number(-0.04), number(-3.26)
    ('71.2', '0.0', '−3.3')
    """
    return fixed(value, decimals(unit))


def fixed(value: float, digits: int) -> str:
    """A value with so many decimals, never a negative zero.

    >>> fixed(1234.567, 2)
    '1,234.57'
    """
    text = f"{abs(value):,.{digits}f}"
    is_zero = float(text.replace(",", "")) == 0
    return local(text if value >= 0 or is_zero else MINUS + text)


def signed(value: float, unit: str = "points") -> str:
    """A difference with its sign.

    >>> signed(2.13), signed(-0.04), signed(-1.96)
    ('+2.1', '0.0', '−2.0')
    """
    text = number(value, unit)
    return text if text.startswith(MINUS) or not any(sign in "123456789" for sign in text) else f"+{text}"


def with_unit(value: float, unit: str) -> str:
    r"""A value and its unit.

    >>> with_unit(86.04, "%"), with_unit(72.36, "points")
    ('86.0\u202f%', '72.4 points')
    """
    return f"{number(value, unit)}{THIN if unit == '%' else ' '}{unit}"


def whole(value: float) -> str:
    """A value that is published to the nearest five, without decimals.

    >>> whole(55.0), whole(-2.0)
    ('55', '−2')
    """
    return fixed(round(value), 0)


def coarse(share: float) -> str:
    """A share that is published to the nearest 5 %, without its unit; its ends are no closer than 5 %.

    >>> coarse(0), coarse(55), coarse(100)
    ('under 5', '55', 'over 95')
    """
    if share < STEP:
        return f"under {STEP}"
    return f"over {HUNDRED - STEP}" if share > HUNDRED - STEP else whole(share)


def coefficient(value: float) -> str:
    """A coefficient between minus one and one, with two decimals.

    >>> coefficient(-0.123)
    '−0.12'
    """
    return number(value, "")


def interval(limits: Interval | None, unit: str = "points") -> str:
    """An interval in words.

    >>> interval(None)
    'no interval'
    """
    if limits is None:
        return "no interval"
    return f"{number(limits.low, unit)} to {number(limits.high, unit)}"


def difference_unit(unit: str) -> str:
    """The unit of a difference between two values of that unit."""
    return "percentage points" if unit == "%" else unit


def short_unit(unit: str) -> str:
    """The unit as it fits behind a number."""
    return {"percentage points": "pp", "points": "pts", "sessions per pair and 30 days": "a month"}.get(unit, unit)


def count(number_of: int) -> str:
    """A count with thousands separated.

    >>> count(11964)
    '11,964'
    """
    return local(f"{number_of:,}")


def ratio(value: float) -> str:
    """A ratio with two decimals.

    >>> ratio(0.8349)
    '0.83'
    """
    return local(f"{value:.2f}")


def probability(p: float) -> str:
    """A p-value with two significant digits.

    >>> probability(0.0000002), probability(0.0432), probability(0.6)
    ('< 0.001', '0.043', '0.60')
    """
    if p < SMALLEST_P:
        return local("< 0.001")
    return local(f"{p:.3f}" if p < 0.1 else f"{p:.2f}")  # noqa: PLR2004 - two significant digits


def day(iso: str) -> str:
    """A date as a reader writes it.

    >>> day("2025-06-02T09:30:00Z")
    '2 June 2025'
    """
    when = date.fromisoformat(iso[:10])
    match FORM.get().date:
        case "month":
            return f"{when:%B} {when.day}, {when.year}"
        case "iso":
            return when.isoformat()
        case "day":
            return f"{when.day} {when:%B %Y}"
