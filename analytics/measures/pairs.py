"""What pairs do: sessions held, cadence, one-way support, goals met. Every measure is a ratio over pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Estimate, Outcome, Released, Undefined
from analytics.query import Query
from analytics.stats.proportions import wilson
from analytics.stats.ratio import RatioSums, ratio_of_sums

if TYPE_CHECKING:
    from analytics.catalog.definition import Measure
    from analytics.measures.cell import Cell
    from analytics.query import Where
    from analytics.stats.outcome import Interval
    from analytics.stats.ratio import Ratio

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
    own = catalog_measure(measure)
    found = Estimate(
        label=label,
        n=cell.n,
        value=ratio.value,
        interval=_interval(ratio, cell.n, own),
        unit=own.unit,
        standard_error=ratio.standard_error or None,
    )
    return Released(value=found, n=cell.n)


def _interval(ratio: Ratio, n: int, own: Measure) -> Interval | None:
    """The ratio's interval inside of what is possible.

    Pairs that are all alike have no spread to say how sure it is. Where all of them or none did something, Wilson's
    interval of n pairs out of n, or of none, says how many other pairs might; in between there is no interval.
    """
    limits = ratio.interval
    if ratio.standard_error > 0:
        return replace(limits, low=max(limits.low, own.low), high=min(limits.high, own.high))
    if own.unit != "%" or ratio.value not in (0, PERCENT):
        return None
    found = wilson(n if ratio.value else 0, n, level=limits.level).interval
    return replace(found, low=PERCENT * found.low, high=PERCENT * found.high)
