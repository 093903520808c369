"""How long pairs wait from one session to the next: the median over pairs, in whole weeks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Estimate, Interval
from analytics.query import Query
from analytics.stats.order_statistics import median

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.engine.rows import Row
    from analytics.query import Where

MEDIAN_GAP = "median_gap"
HALF_DAYS = 14
"""Half days in a week: the median of a pair's days between sessions may end in one half."""

BEHIND = 5
"""Pairs at or beyond each limit: a limit that fewer stand behind is nearly the gap of the extreme pair."""

ROUNDING = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Weeks from one session to the next in the middle of a group of pairs.

    Args:
        n: Pairs that held two sessions or more.
        weeks: Median over pairs, each pair's own to the nearest week.
        low: Lower limit, a whole number of weeks.
        high: Upper limit, a whole number of weeks.
    """

    n: int
    weeks: float
    low: int
    high: int


def question(by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the pairs of every cell by their median gap."""
    return Query(aggregate="pair_gaps", by=by, where=where or {})


def published_gap(rows: Sequence[Row]) -> Gap | None:
    """The median gap of a group as it may be shown, or None where fewer than five pairs stand behind a limit.

    Whole weeks in the middle and at two places far from both ends say of no pair how often it meets.

    Args:
        rows: Rows of `pair_gaps` of one group.

    Reference:
        The statistic is `median`, of each pair's own median to the nearest week.
    """
    weeks: Counter[int] = Counter()
    for row in rows:
        weeks[(count(row, "half_days") + HALF_DAYS // 2) // HALF_DAYS] += count(row, "pairs")
    try:
        found = median(weeks)
    except UndefinedStatisticError:
        return None
    if found.place < BEHIND:
        return None
    return Gap(n=found.n, weeks=found.value, low=found.low, high=found.high)


def estimate(gap: Gap, *, label: str) -> Estimate:
    """A published median gap, its limits widened by the half week that rounding hides.

    Args:
        gap: The gap.
        label: The group.

    >>> estimate(Gap(n=40, weeks=2.0, low=2, high=3), label="All").interval
    Interval(low=1.5, high=3.5, level=0.95)
    """
    return Estimate(
        label=label,
        n=gap.n,
        value=gap.weeks,
        interval=Interval(low=max(gap.low - ROUNDING, 0.0), high=gap.high + ROUNDING, level=0.95),
        unit=catalog_measure(MEDIAN_GAP).unit,
    )
