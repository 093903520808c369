"""How the viewer's locale writes numbers and days. Words stay English."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from analytics.numerals import ENGLISH, FORM, Form

LONGEST = 35
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")


def follow_locale(tag: str | None) -> None:
    """Write numbers and days in this run as a locale does.

    Args:
        tag: The locale that the browser asks for, such as `de-CH`; whoever sends it may have made it up.
    """
    FORM.set(form_of(tag or "en"))


@lru_cache(maxsize=256)
def form_of(tag: str) -> Form:
    """How a locale writes, with the digits 0 to 9; as English does where the locale is unknown.

    >>> form_of("de-DE")
    Form(decimal=',', group='.', date='day')
    >>> form_of("en-US").date, form_of("no such locale")
    ('month', Form(decimal='.', group=',', date='day'))
    """
    if tag.lower() in {"en", "en-gb"} or len(tag) > LONGEST or not _TAG.match(tag):
        return ENGLISH
    from babel.core import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return ENGLISH
    signs = locale.number_symbols["latn"]
    form = Form(decimal=signs["decimal"], group=signs["group"], date=_order(str(locale.date_formats["long"].pattern)))
    return ENGLISH if form == ENGLISH else form


def _order(pattern: str) -> Literal["day", "month", "iso"]:
    """The order of day, month and year in a CLDR pattern, whose words in quotation marks are not letters of it."""
    letters = re.sub(r"'[^']*'", "", pattern)
    day, month, year = (letters.lower().find(letter) for letter in "dmy")
    if 0 <= year < day:
        return "iso"
    return "month" if month < day else "day"
