"""The favorable shares of a release: to the nearest 5 %, for published groups of 30 respondents or more."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analytics.measures.cell import Cell
from analytics.measures.favorable import SCALES, FavorableShare, published_share, question, worth
from analytics.measures.finding import Released
from analytics.release.audit.plan import SURVEY_DIMENSIONS, survey_population, wanted_tables
from analytics.release.gather import categories_of, dimensions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.engine import Engine
    from analytics.program import Program
    from analytics.release.cell_key import Categories
    from analytics.release.cells import Cells


def favorable_shares(engine: Engine, cells: Cells, program: Program) -> list[dict[str, Any]]:
    """Every favorable share that may be shown, as plain data."""
    found: dict[tuple[str, str, Categories], dict[str, Any]] = {}
    for measure in SCALES:
        counted = {(wave, categories): cell for wave, categories, cell in _cells(engine, measure, program)}
        worths = {wave: worth(cell) for (wave, categories), cell in counted.items() if not categories}
        for (wave, categories), cell in counted.items():
            share = published_share(cell, worths[wave])
            if share is not None and _is_published(cells, SCALES[measure], wave, categories):
                named = {"measure": measure, "wave": wave, "categories": sorted(categories)}
                found[measure, wave, categories] = {**named, **asdict(share)}
    return list(found.values())


def read_share(document: dict[str, Any]) -> FavorableShare:
    """A favorable share in its plain form."""
    return FavorableShare(n=document["n"], percent=document["percent"], worth=document["worth"])


def _cells(engine: Engine, measure: str, program: Program) -> Iterator[tuple[str, Categories, Cell]]:
    by = dimensions(engine, SURVEY_DIMENSIONS)
    for row in engine.rows(question(measure, by).over(wanted_tables(by, program.tables))):
        yield str(row["wave"]), categories_of(row, by), Cell.from_row(row)


def _is_published(cells: Cells, scale: str, wave: str, categories: Categories) -> bool:
    where = {name: (category,) for name, category in categories}
    return isinstance(cells.find(survey_population(wave), where, scale), Released)
