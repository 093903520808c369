"""How pairs meet by the generation of the senior mentee: shares of sessions to the nearest 5 %."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analytics.measures.finding import Estimate, Interval
from analytics.measures.fives import ends
from analytics.query import Query
from analytics.stats.effective_share import effective_wilson

PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorWay:
    """A share of the sessions of the pairs with senior mentees of one generation.

    Args:
        measure: Name of the share, such as `video_share`.
        generation: Generation of the senior mentees, or several joined.
        n: Pairs.
        percent: The share to the nearest 5 %; 0 for less than 5 %, 100 for more than 95 %.
    """

    measure: str
    generation: str
    n: int
    percent: int


def question() -> Query:
    """What to ask the engine for the sessions of each kind by the generation of the senior mentee."""
    return Query(aggregate="pair_ways")


def estimate(share: SeniorWay, *, level: float = 0.95) -> Estimate:
    """The share with Wilson's interval, pairs being the units: as if all sessions of a pair were alike.

    The limits are those of the smallest and of the largest share that the published one, to the nearest 5 %, can stand
    for. They follow from the published share alone, so that they reveal nothing more.

    Args:
        share: The published share.
        level: Confidence level, a share.
    """
    smallest, largest = ends(share.percent)
    p = share.percent / PERCENT
    return Estimate(
        label=share.generation,
        n=share.n,
        value=float(share.percent),
        interval=Interval(
            low=PERCENT * effective_wilson(smallest / PERCENT, share.n, level=level).low,
            high=PERCENT * effective_wilson(largest / PERCENT, share.n, level=level).high,
            level=level,
        ),
        unit="%",
        standard_error=PERCENT * math.sqrt(p * (1 - p) / share.n),
    )
