"""What pairs do: sessions held, cadence, one-way support, goals met. Every measure is a ratio over pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Estimate, Outcome, Released, Undefined
from analytics.query import Query
from analytics.stats.ratio import RatioSums, ratio_of_sums

if TYPE_CHECKING:
    from analytics.measures.cell import Cell
    from analytics.query import Where

DAYS = 30
PERCENT = 100


def question(measure: str, by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for one ratio in every cell."""
    return Query(aggregate="pair_ratio", by=by, where=where or {}, values={"ratio": measure})


def matrix_question() -> Query:
    """What to ask the engine for the number of pairs by both generations."""
    return Query(aggregate="pair_matrix")


def days_question(by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the days on which pairs fall silent or close, or are no longer seen."""
    return Query(aggregate="pair_days", by=by, where=where or {})


def estimate(measure: str, cell: Cell, *, label: str) -> Outcome[Estimate]:
    """The ratio of one group of pairs: percent, or sessions per 30 days for the cadence."""
    factor = DAYS if measure == "cadence" else PERCENT
    sums = RatioSums(
        n=cell.n,
        total=cell.total,
        squares=cell.squares,
        base=cell.base,
        base_squares=cell.base_squares,
        product=cell.product,
    )
    try:
        ratio = ratio_of_sums(sums).times(factor)
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    found = Estimate(
        label=label,
        n=cell.n,
        value=ratio.value,
        interval=ratio.interval,
        unit=catalog_measure(measure).unit,
        standard_error=ratio.standard_error,
    )
    return Released(value=found, n=cell.n)
