"""Raw answers, for computing a statistic from rows beside the one from aggregates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from analytics.stats.moments import Moments, Sums

if TYPE_CHECKING:
    from collections.abc import Sequence


def answers(*, fewest: int = 2, low: int = 1, high: int = 7) -> st.SearchStrategy[list[int]]:
    """A group's integer answers, with many ties."""
    return st.lists(st.integers(low, high), min_size=fewest, max_size=30)


def sums_of(values: Sequence[int], denominator: int = 1) -> Sums:
    """What the engine returns for these values."""
    return Sums(n=len(values), total=sum(values), squares=sum(v * v for v in values), denominator=denominator)


def moments_of(values: Sequence[int], denominator: int = 1) -> Moments:
    """Size, mean and variance by way of the integer sums."""
    return sums_of(values, denominator).moments()


def counts_of(values: Sequence[int]) -> Counter[int]:
    """How many people gave each answer."""
    return Counter(values)
