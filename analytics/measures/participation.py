"""Who is in the program, out of everyone who could have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.finding import Estimate, Interval, Outcome, Released, Undefined
from analytics.query import Query
from analytics.stats.proportions import wilson

if TYPE_CHECKING:
    from analytics.measures.cell import Cell
    from analytics.query import Where


def question(by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the people eligible and enrolled in every cell."""
    return Query(aggregate="participation", by=by, where=where or {})


def estimate(cell: Cell, *, label: str) -> Outcome[Estimate]:
    """The share of one group's eligible people who enrolled, in percent."""
    if cell.n == 0:
        return Undefined(reason="Nobody in this group was eligible.")
    found = wilson(cell.total, cell.n)
    interval = Interval(low=100 * found.interval.low, high=100 * found.interval.high, level=found.interval.level)
    error = 100 * (found.share * (1 - found.share) / cell.n) ** 0.5
    value = Estimate(label=label, n=cell.n, value=100 * found.share, interval=interval, unit="%", standard_error=error)
    return Released(value=value, n=cell.n)
