"""The day on which a roster was drawn, as a line above its headings says it: "as of 31 March 2026"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.imports.canonical.dates import day_reader
from analytics.imports.dates import order_of
from analytics.imports.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from analytics.imports.dates import Order

_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th|º|er)?[.\s-]*(?:de\s+)?[^\W\d_]{3,10}[.,\s-]+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}年\s?\d{1,2}月\s?\d{1,2}日)"
)
_WORDS = (
    r"as (?:of|at)(?: date)?|(?:report|snapshot|extract|reference|data) date|headcount (?:on|at)|valid on"
    r"|stand(?: vom| per)?|stichtag|per|au|à la date du|état au|situation au|date de référence|al|a fecha(?: de)?"
    r"|situación al|em|posição em|data[- ]base|situazione al|peildatum|基準日|作成日"
)
_SAID = re.compile(rf"(?i)(?<!\w)(?:{_WORDS})\s*[:=-]?\s*(?P<date>{_DATE})|(?P<before>{_DATE})\s*(?:時点|現在)")


def as_of(titles: Iterable[str], order: Order | None) -> date | None:
    """The day that a line above the headings names as the roster's; None where none does, or two name two days.

    Args:
        titles: Cells above the headings.
        order: Which of day and month comes first in the file, where its dates tell it.

    >>> as_of(["Headcount report", "As of: 31 March 2026"], None), as_of(["Stand: 01.02.2026"], None)
    (datetime.date(2026, 3, 31), datetime.date(2026, 2, 1))
    >>> as_of(["as of 1/2/2026"], None), as_of(["as of 1/2/2026"], "mdy"), as_of(["Printed 2026-03-31"], None)
    (None, datetime.date(2026, 1, 2), None)
    """
    found = set(_days(titles, order))
    return found.pop() if len(found) == 1 else None


def _days(titles: Iterable[str], order: Order | None) -> Iterator[date]:
    for title in titles:
        for match in _SAID.finditer(plain(title)):
            text = match["date"] or match["before"]
            own = order_of([text])
            named = day_reader(own if own in {"dmy", "mdy"} else order)(text)
            if named is not None:
                yield named
