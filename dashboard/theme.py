"""Colors and number formats of the pages; documents have the same."""

from __future__ import annotations

from analytics.numerals import FORM, local_text
from analytics.report.colors import DARK, LIGHT, Palette, palette
from analytics.report.digits import (
    MINUS,
    THIN,
    coarse,
    coefficient,
    count,
    day,
    decimals,
    difference_unit,
    fixed,
    interval,
    number,
    probability,
    ratio,
    short_unit,
    signed,
    whole,
    with_unit,
)

__all__ = [
    "DARK",
    "LIGHT",
    "MINUS",
    "THIN",
    "Palette",
    "coarse",
    "coefficient",
    "count",
    "day",
    "decimals",
    "difference_unit",
    "faded",
    "fixed",
    "interval",
    "local_text",
    "number",
    "palette",
    "probability",
    "ratio",
    "separators",
    "short_unit",
    "signed",
    "whole",
    "with_unit",
]


def separators() -> str:
    """The signs before decimals and between thousands, as Plotly wants them."""
    form = FORM.get()
    return form.decimal + form.group


def faded(color: str, share: float) -> str:
    """A color with some of it taken away, as `rgba(...)`.

    Args:
        color: A color as `#rrggbb`.
        share: How much of it stays, from 0 to 1.

    >>> faded("#0F7F96", 0.15)
    'rgba(15, 127, 150, 0.15)'
    """
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {share})"
