"""Shares of people or pairs who did something: Wilson's interval, counts in threes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.engine.rows import count
from analytics.measures.cell import Cell
from analytics.measures.finding import Estimate, Interval, Outcome, Released, Undefined
from analytics.measures.threes import ROUNDING, SLACK, has_both_sides, in_threes
from analytics.query import Query
from analytics.stats.proportions import wilson

if TYPE_CHECKING:
    from analytics.engine.rows import Row
    from analytics.query import Where

RESPONSE = "response"
PAIR_SHARES = ("at_agreed_cadence", "activity")
SHARES = (RESPONSE, *PAIR_SHARES)
PERCENT = 100


def response_question(by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the people invited to every wave and those who responded."""
    return Query(aggregate="response", by=by, where=where or {})


def share_cell(row: Row) -> Cell | None:
    """The cell of a share, or None where fewer than three did it or fewer than three did not.

    Args:
        row: A row with people, n and total (those who did it).
    """
    people, total = count(row, "n"), int(row["total"] or 0)
    if not has_both_sides(total, people):
        return None
    return Cell(people=people, n=people, total=in_threes(total), squares=0)


def estimate(
    measure: str, cell: Cell, *, label: str, wave: str | None = None, cells: int = 1, level: float = 0.95
) -> Outcome[Estimate]:
    """The share of one group, in percent.

    The limits are those of the smallest and of the largest count that the published one, in threes, can stand for.

    Args:
        measure: Name of a share.
        cell: People or pairs (n), and those of them who did it, in threes (total).
        label: The group.
        wave: The wave, for a share of a survey.
        cells: Published cells that were added up for it.
        level: Confidence level, a share.
    """
    if cell.n == 0:
        return Undefined(reason="There is nobody in this group.")
    slack = SLACK * cells
    total = min(cell.total, cell.n)
    low = wilson(max(total - slack, 0), cell.n, level=level).interval.low
    high = wilson(min(total + slack, cell.n), cell.n, level=level).interval.high
    share = total / cell.n
    value = Estimate(
        label=label,
        n=cell.n,
        value=PERCENT * share,
        interval=Interval(low=PERCENT * low, high=PERCENT * high, level=level),
        unit=catalog_measure(measure).unit,
        wave=wave,
        standard_error=PERCENT * (share * (1 - share) / cell.n + cells * ROUNDING / cell.n**2) ** 0.5,
    )
    return Released(value=value, n=cell.n)
