"""When the people who answered were born, where the survey asks for a year, an age or an age band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.births import OLDEST, YOUNGEST, age_span, band_span, years_of
from analytics.imports.canonical.values import is_told
from analytics.imports.question import whole
from analytics.store.rows import LazyColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from analytics.imports.canonical.cells import Cells
    from analytics.imports.question import Question
    from analytics.imports.records import Records

ROLES = ("birth_year", "age", "generation")
BIRTHS = ("birth_year_first", "birth_year_last")
_MOSTLY = 0.9


def is_in_bands(cells: Cells) -> bool:
    """Whether a column holds age bands rather than names of generations.

    Args:
        cells: The answers.
    """
    told = [text for text in cells.distinct if text and is_told(text)]
    return bool(told) and sum(band_span(text) is not None for text in told) >= _MOSTLY * len(told)


def birth_spans(asked: Sequence[Question], records: Records, on: date) -> dict[str, LazyColumn]:
    """First and last year in which each respondent can have been born; null where nothing tells it.

    Args:
        asked: The questions whose answers are stored.
        records: The rows that are answers.
        on: The day of the wave, on which people have their age.
    """
    first = last = pa.nulls(len(records), pa.int16())
    for role in ROLES:
        for question in asked:
            if question.role == role and len(question.columns) == 1:
                spans = _spans(records.cells(question.columns[0]), _reading(role, on))
                first, last = (pc.coalesce(known, told) for known, told in zip((first, last), spans, strict=True))
    return {name: LazyColumn.of(years) for name, years in zip(BIRTHS, (first, last), strict=True)}


def _reading(role: str, on: date) -> Callable[[str], tuple[int, int] | None]:
    """A function from an answer to the years of birth that it allows."""

    def year(text: str) -> tuple[int, int] | None:
        found = whole(text)
        return (
            (int(found), int(found)) if found is not None and on.year - OLDEST <= found <= on.year - YOUNGEST else None
        )

    def age(text: str) -> tuple[int, int] | None:
        span = age_span(text) if role == "age" else band_span(text)
        return None if span is None else years_of(span, on.year)

    return year if role == "birth_year" else age


def _spans(cells: Cells, reading: Callable[[str], tuple[int, int] | None]) -> tuple[pa.Array, pa.Array]:
    spans = cells.read(reading)
    first = cells.spread([None if span is None else span[0] for span in spans], pa.int16())
    return first, cells.spread([None if span is None else span[1] for span in spans], pa.int16())
