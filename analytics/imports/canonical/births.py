"""Years of birth: from a year, a date, an age or an age band, as exactly as the roster tells and no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.dates import year_reader
from analytics.imports.question import whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from analytics.imports.canonical.reader import Reader

OLDEST, YOUNGEST = 100, 14
_BAND = re.compile(r"\D*(\d{1,2})\s*(?:-|–|—|to|bis|à|a|y|e|tot|\uff5e|~|und)\s*(\d{1,2})\D*", re.IGNORECASE)
_OPEN_ABOVE = re.compile(
    r"(?:over|above|older than|über|ab|plus de|más de|mayor de|mais de|oltre|più di|boven|>=?|≥)?\s*(\d{2})\s*"
    r"(?:\+|plus|and (?:over|above|older|up)|or (?:over|above|older|more)|und (?:älter|mehr)|et plus|y más|o más|e mais"
    r"|ou mais|e oltre|en ouder|歳?以上)?\D*",
    re.IGNORECASE,
)
_OPEN_BELOW = re.compile(
    r"(?:(?:under|below|younger than|less than|unter|moins de|menos de|menor de|sotto|onder|meno di|<=?|≤)\s*(\d{2})"
    r"|(\d{2})\s*(?:and under|or (?:under|younger)|und jünger|歳?未満|歳?以下))\D*",
    re.IGNORECASE,
)
_DECADE = re.compile(r"(\d)0\s*(?:s|er|代|歳代)", re.IGNORECASE)


def birth_years(reader: Reader, observed_to: date) -> tuple[pa.Array, pa.Array]:
    """First and last year in which each person can have been born; the last is null where there is but one.

    Args:
        reader: The roster.
        observed_to: Its last day, on which people have their age.
    """
    first, last = _exact(reader, "birth_year", observed_to), pa.nulls(len(reader.file.records), pa.int16())
    first = pc.coalesce(first, _exact(reader, "birth_date", observed_to))
    for name, reading in (("age", age_span), ("age_band", band_span)):
        if reader.file.has(name):
            is_blank = first.is_null()
            spans = _spans(reader, name, reading, observed_to.year)
            first, last = (pc.if_else(is_blank, span, known) for span, known in zip(spans, (first, last), strict=True))
    return first, last


def age_span(text: str) -> tuple[int, int] | None:
    """Youngest and oldest age that a cell with an age names; None where it is nobody's who works."""
    age = whole(text)
    return (int(age), int(age)) if age is not None and YOUNGEST <= age <= OLDEST else None


def band_span(text: str) -> tuple[int, int] | None:
    """Youngest and oldest age of an age band.

    >>> band_span("25-34"), band_span("65+"), band_span("under 25"), band_span("30代"), band_span("old")
    ((25, 34), (65, 100), (14, 24), (30, 39), None)
    """
    if found := _DECADE.fullmatch(text):
        return 10 * int(found[1]), 10 * int(found[1]) + 9
    if found := _BAND.fullmatch(text):
        low, high = int(found[1]), int(found[2])
        return (low, high) if low <= high else None
    if found := _OPEN_BELOW.fullmatch(text):
        return YOUNGEST, int(found[1] or found[2]) - 1
    found = _OPEN_ABOVE.fullmatch(text)
    return (int(found[1]), OLDEST) if found and not text.isdigit() else age_span(text)


def years_of(span: tuple[int, int], year: int) -> tuple[int, int]:
    """First and last year of birth of people who have an age at some time in a year.

    Args:
        span: Youngest and oldest age.
        year: The year.

    >>> years_of((40, 40), 2026)
    (1985, 1986)
    """
    return year - span[1] - 1, year - span[0]


def _exact(reader: Reader, name: str, today: date) -> pa.Array:
    """Years of birth; those of nobody who works are left blank with a warning."""
    cells = reader.dated(name)
    first, last = today.year - OLDEST, today.year - YOUNGEST
    years = [
        year - 100 if year is not None and last < year <= today.year and _has_short_year(text) else year
        for text, year in zip(cells.distinct, cells.read(year_reader(reader.orders.get(name))), strict=True)
    ]
    known = [year if year is not None and first <= year <= last else None for year in years]
    more = f"They count as blank. Use years from {first} to {last}."
    reader.faults.warn("birth_year_implausible", name, "name no plausible year of birth", cells.unread(known), more)
    return cells.spread(known, pa.int16())


def _has_short_year(text: str) -> bool:
    return not any(
        part.isdigit() and len(part) > len("84") for part in text.replace("-", "/").replace(".", "/").split("/")
    )


def _spans(
    reader: Reader, name: str, reading: Callable[[str], tuple[int, int] | None], year: int
) -> tuple[pa.Array, pa.Array]:
    cells = reader.file.cells(name)
    spans = cells.read(reading)
    more = f"They count as blank. Use whole years from {YOUNGEST} to {OLDEST}, or bands such as 25-34."
    reader.faults.warn("age_implausible", name, "name no plausible age", cells.unread(spans), more)
    years = [None if span is None else years_of(span, year) for span in spans]
    first = cells.spread([None if one is None else one[0] for one in years], pa.int16())
    return first, cells.spread([None if one is None else one[1] for one in years], pa.int16())
