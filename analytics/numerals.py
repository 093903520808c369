"""How numbers and days are written: as in English, unless whoever reads has another way."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

NARROW = "\u202f"
"""What stands between a number and its percent sign; no line breaks there."""
_ENGLISH_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\w.,]*\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How numbers and days are written.

    Args:
        decimal: Sign before the decimals.
        group: Sign between thousands.
        date: Order of day, month and year; "iso" for the year first, in digits.
    """

    decimal: str = "."
    group: str = ","
    date: Literal["day", "month", "iso"] = "day"

    @property
    def has_english_signs(self) -> bool:
        """Whether numbers stay as English writes them."""
        return self.decimal == "." and self.group == ","


ENGLISH = Form()
FORM: ContextVar[Form] = ContextVar("form", default=ENGLISH)
"""How whoever reads this run writes. Files and documents, which nobody reads on a page, are always English."""


@contextmanager
def written(form: Form) -> Iterator[None]:
    """Numbers and days are written in this form while the block runs, in this thread."""
    token = FORM.set(form)
    try:
        yield
    finally:
        FORM.reset(token)


def local(number: str) -> str:
    """A number as English writes it, as whoever reads writes it.

    Args:
        number: Digits with commas between thousands and a point before the decimals; other words may stand around it.

    >>> with written(Form(decimal=",", group=".")):
    ...     local("1,234.5")
    '1.234,5'
    """
    form = FORM.get()
    if form.has_english_signs:
        return number
    return number.translate({ord(","): form.group, ord("."): form.decimal})


def percent(share: float) -> str:
    r"""A share in whole percent, as it stands in a sentence.

    >>> percent(0.05)
    '5\u202f%'
    """
    return f"{100 * share:.0f}{NARROW}%"


def local_text(text: str) -> str:
    """An English text with the numbers in it as whoever reads writes them; versions and dates stay.

    >>> with written(Form(decimal=",", group=".")):
    ...     local_text("12.3 of 1,234 people, release 1.2.3.")
    '12,3 of 1.234 people, release 1.2.3.'
    """
    return text if FORM.get().has_english_signs else _ENGLISH_NUMBER.sub(lambda found: local(found[0]), text)


def english(text: str) -> str:
    """A text that whoever reads sees on a page, with its numbers as English writes them: for files that programs read.

    >>> with written(Form(decimal=",", group=".")):
    ...     english("1.234,5 (70,1 to 72,3)")
    '1,234.5 (70.1 to 72.3)'
    """
    form = FORM.get()
    if form.has_english_signs:
        return text
    group, decimal = re.escape(form.group), re.escape(form.decimal)
    pattern = rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{decimal}\d+)?|\d+{decimal}\d+"
    signs = {ord(form.group): ",", ord(form.decimal): "."}
    return re.sub(pattern, lambda found: found[0].translate(signs), text)
