"""The favorable share: how many of the answers to a scale's items are in the top two of five or top three of seven."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Estimate, Interval, Outcome, Released
from analytics.measures.fives import ends, in_fives
from analytics.query import Query
from analytics.stats.effective_share import effective_size, effective_wilson
from analytics.stats.ratio import RatioSums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.measures.cell import Cell
    from analytics.query import Where

SCALES: Mapping[str, str] = {"favorable_engagement": "engagement", "favorable_satisfaction": "satisfaction"}
"""Scale whose items are judged, by measure."""

MINIMUM = 30
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FavorableShare:
    """A favorable share, as coarse as it is published.

    Args:
        n: Respondents.
        percent: Share of favorable answers, to the nearest 5 %; 0 for less than 5 %, 100 for more than 95 %.
        worth: How many independent answers one respondent's answers are worth, from all respondents of the wave.
    """

    n: int
    percent: int
    worth: float


def question(measure: str, by: tuple[str, ...], where: Where | None = None) -> Query:
    """What to ask the engine for the favorable answers of every wave and cell."""
    return Query(aggregate="favorable", by=by, where=where or {}, values={"scale": SCALES[measure]})


def worth(everyone: Cell) -> float:
    """How many independent answers one respondent's answers are worth: 1 when a person's answers are all alike.

    Args:
        everyone: Sums over all respondents of a wave.
    """
    try:
        size = effective_size(_sums(everyone))
    except UndefinedStatisticError:
        return 1.0
    return max(math.floor(10 * size / everyone.n) / 10, 1.0)


def published_share(cell: Cell, worth: float) -> FavorableShare | None:
    """The share that may be shown of one group, or None where fewer than 30 people answered.

    Args:
        cell: Favorable answers (total) and answers (base) over respondents.
        worth: How many independent answers one respondent's answers are worth.
    """
    if cell.n < MINIMUM:
        return None
    return FavorableShare(n=cell.n, percent=in_fives(cell.total, cell.base), worth=worth)


def estimate(share: FavorableShare, *, label: str, wave: str, level: float = 0.95) -> Outcome[Estimate]:
    """The favorable share of one group with Wilson's interval, respondents being the units.

    The limits are those of the smallest and of the largest share that the published one, to the nearest 5 %, can stand
    for. They follow from the published share alone, so that they reveal nothing more.

    Args:
        share: The published share.
        label: The group.
        wave: The wave.
        level: Confidence level, a share.
    """
    size = share.n * share.worth
    smallest, largest = ends(share.percent)
    low = effective_wilson(smallest / PERCENT, size, level=level).low
    high = effective_wilson(largest / PERCENT, size, level=level).high
    p = share.percent / PERCENT
    found = Estimate(
        label=label,
        n=share.n,
        value=float(share.percent),
        interval=Interval(low=PERCENT * low, high=PERCENT * high, level=level),
        unit="%",
        wave=wave,
        standard_error=PERCENT * math.sqrt(p * (1 - p) / size),
    )
    return Released(value=found, n=share.n)


def _sums(cell: Cell) -> RatioSums:
    return RatioSums(
        n=cell.n,
        total=cell.total,
        squares=cell.squares,
        base=cell.base,
        base_squares=cell.base_squares,
        product=cell.product,
    )
