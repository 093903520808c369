"""The spread of a score: shares in three bands, coarse enough to expose nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.measures import survey
from analytics.measures.finding import Bands, Released
from analytics.release.audit.plan import survey_population
from analytics.release.gather import categories_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.engine import DuckDBEngine
    from analytics.release.cells import Cells

MEASURES = ("engagement", "satisfaction")
DIMENSIONS = ("arm", "generation", "gender")
TABLES = (("arm", "generation"), ("arm", "gender"))
MINIMUM = 30
STEP = 5
PERCENT = 100


def bands(engine: DuckDBEngine, cells: Cells) -> list[dict[str, Any]]:
    """Every spread that may be shown, as plain data: published cells with at least 30 answers, shares to 5 %."""
    seen: dict[tuple[str, str, frozenset[tuple[str, str]]], dict[str, Any]] = {}
    for measure in MEASURES:
        for wave, categories, row in _rows(engine, measure):
            where = {name: (category,) for name, category in categories}
            is_published = isinstance(cells.find(survey_population(wave), where, measure), Released)
            n = count(row, "n")
            if is_published and n >= MINIMUM:
                shares = [coarse(count(row, band), n) for band in ("low", "middle", "high")]
                seen[measure, wave, categories] = {
                    "measure": measure,
                    "wave": wave,
                    "categories": sorted(categories),
                    "n": n,
                    "shares": shares,
                }
    return list(seen.values())


def coarse(part: int, whole: int) -> int:
    """A share in percent to the nearest 5, so that one person more or less seldom shows.

    >>> coarse(13, 60)
    20
    """
    return (2 * PERCENT * part + STEP * whole) // (2 * STEP * whole) * STEP


def read_bands(document: dict[str, Any]) -> Bands:
    """A spread in its plain form."""
    low, middle, high = document["shares"]
    return Bands(n=document["n"], low=low, middle=middle, high=high)


def _rows(engine: DuckDBEngine, measure: str) -> Iterator[tuple[str, frozenset[tuple[str, str]], Any]]:
    for row in engine.rows(survey.bands_question(measure, DIMENSIONS).over(TABLES)):
        yield str(row["wave"]), categories_of(row, DIMENSIONS), row
