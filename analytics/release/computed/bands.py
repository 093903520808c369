"""The spread of a score: shares in three bands, coarse enough to expose nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.measures import survey
from analytics.measures.finding import Bands, Released
from analytics.measures.fives import in_fives, tells_of_few
from analytics.release.audit.plan import survey_population
from analytics.release.gather import categories_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.engine import Engine
    from analytics.release.cells import Cells

MEASURES = ("engagement", "satisfaction")
DIMENSIONS = ("arm", "generation", "gender")
TABLES = (("arm", "generation"), ("arm", "gender"))
MINIMUM = 30
NAMES = ("low", "middle", "high")


def bands(engine: Engine, cells: Cells) -> list[dict[str, Any]]:
    """Every spread that may be shown, as plain data: published cells of 30 answers or more, shares to 5 %.

    One in which one or two people stand in a band is left out where "under 5 %" would not be true of them.
    """
    seen: dict[tuple[str, str, frozenset[tuple[str, str]]], dict[str, Any]] = {}
    for measure in MEASURES:
        for wave, categories, row in _rows(engine, measure):
            where = {name: (category,) for name, category in categories}
            is_published = isinstance(cells.find(survey_population(wave), where, measure), Released)
            n = count(row, "n")
            parts = [count(row, band) for band in NAMES]
            if is_published and n >= MINIMUM and not any(tells_of_few(part, n) for part in parts):
                seen[measure, wave, categories] = {
                    "measure": measure,
                    "wave": wave,
                    "categories": sorted(categories),
                    "n": n,
                    "shares": [in_fives(part, n) for part in parts],
                }
    return list(seen.values())


def read_bands(document: dict[str, Any]) -> Bands:
    """A spread in its plain form."""
    low, middle, high = document["shares"]
    return Bands(n=document["n"], low=low, middle=middle, high=high)


def _rows(engine: Engine, measure: str) -> Iterator[tuple[str, frozenset[tuple[str, str]], Any]]:
    for row in engine.rows(survey.bands_question(measure, DIMENSIONS).over(TABLES)):
        yield str(row["wave"]), categories_of(row, DIMENSIONS), row
