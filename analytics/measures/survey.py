"""Engagement, satisfaction and the other scores of a survey wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.errors import UndefinedStatisticError
from analytics.measures.cell import Cell
from analytics.measures.finding import Estimate, Interval, Outcome, Released, Undefined
from analytics.query import Query
from analytics.stats.intervals import mean
from analytics.stats.promoters import net_promoter

if TYPE_CHECKING:
    from analytics.engine.rows import Row
    from analytics.query import Where
    from analytics.stats.moments import Moments

PERCENT = 100


def question(measure: str, by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for one score of every wave and cell."""
    return Query(aggregate="scores", column=measure, by=by, where=where or {})


def cells_question(by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for all scores of every wave and cell at once; `cell_of` reads one of them."""
    return Query(aggregate="survey_cells", by=by, where=where or {})


def cell_of(row: Row, measure: str) -> Cell:
    """The cell of one score in a row of `cells_question`, the same as in a row of `question`.

    Args:
        row: The row.
        measure: Name of the score.
    """
    sums = {part: row[f"{part}_{measure}"] for part in ("n", "total", "squares")}
    return Cell.from_row({"people": row["people"], **sums})


def bands_question(measure: str, by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the answers in three bands of one score."""
    return Query(aggregate="bands", column=measure, by=by, where=where or {}, values={"scale": measure})


def moments(cell: Cell, denominator: int) -> Moments:
    """Mean and variance of a score in points."""
    return cell.sums(denominator, PERCENT).moments()


def estimate(measure: str, cell: Cell, denominator: int, *, label: str, wave: str) -> Outcome[Estimate]:
    """The mean score of one group in one wave.

    Args:
        measure: Name of a survey measure.
        cell: Integer sums of the group.
        denominator: Integer steps that make a score of 1, as the wave's scale was stored.
        label: The group.
        wave: The wave.
    """
    try:
        value, interval, error = _net(cell) if measure == "enps" else _mean(cell, denominator)
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    unit = catalog_measure(measure).unit
    found = Estimate(label=label, n=cell.n, value=value, interval=interval, unit=unit, wave=wave, standard_error=error)
    return Released(value=found, n=cell.n)


def _mean(cell: Cell, denominator: int) -> tuple[float, Interval, float]:
    found = mean(moments(cell, denominator))
    return found.mean, found.interval, found.standard_error


def _net(cell: Cell) -> tuple[float, Interval, float]:
    promoters, detractors = (cell.squares + cell.total) // 2, (cell.squares - cell.total) // 2
    found = net_promoter(promoters, cell.n - promoters - detractors, detractors)
    return found.score, found.interval, found.standard_error
