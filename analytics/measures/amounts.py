"""Numbers as they stand in sentences: one decimal, a real minus sign, never a minus on a zero."""

from __future__ import annotations

from analytics.numerals import local

NO_ARROW = 0.05
"""Smaller amounts are shown as zero."""


def number(value: float, unit: str = "") -> str:
    """A value with one decimal and its unit, never a minus sign on a zero.

    >>> number(-0.04, "%")
    '0.0 %'
    """
    rounded = f"{0.0 if abs(value) < NO_ARROW else value:.1f}".replace("-", "\N{MINUS SIGN}")
    return f"{local(rounded)} {unit}".rstrip()


def signed(value: float, unit: str = "") -> str:
    """A difference with its sign.

    >>> signed(2.34, "points")
    '+2.3 points'
    """
    return f"+{number(value, unit)}" if value >= NO_ARROW else number(value, unit)
