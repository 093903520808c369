"""Whether a group takes part as often as the whole pool: the exact test and interval with both margins fixed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from analytics.errors import UndefinedStatisticError
from analytics.stats.outcome import Interval

WIDEST = 60.0
"""Log odds ratios are searched between minus and plus this; beyond it nothing changes in double precision."""

HALVINGS = 100
TIES = 1e-7
"""Tables within this relative distance of the observed probability count as equally likely, as in R's `fisher.test`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How often a group takes part, as a multiple of the whole pool's rate.

    Args:
        ratio: Rate of the group divided by the rate of the pool, both shares.
        interval: Exact interval of the ratio; the upper limit of a group that all take part is its largest possible.
        p: Two-sided exact p-value of taking part by lot.
    """

    ratio: float
    interval: Interval
    p: float


def parity(enrolled: int, people: int, pool_enrolled: int, pool: int, *, level: float = 0.95) -> Parity:
    """Participation of a group held against that of the pool which it is part of.

    With the sizes of the group and of the program fixed, the number of participants in the group follows Fisher's
    noncentral hypergeometric distribution with the odds ratio of group against everybody else. The exact limits of that
    odds ratio are carried over to the ratio of rates by the mean of the distribution, which rises with it; so the
    interval leaves 1 out exactly where one of the two one-sided tests is below (1 - level) / 2.

    Args:
        enrolled: Participants in the group.
        people: People in the group.
        pool_enrolled: Participants in the pool, the group included.
        pool: People in the pool, the group included.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: The group is empty or everybody, or nobody or everybody of the pool takes part.

    Reference:
        Fisher (1935), Journal of the Royal Statistical Society 98, 39-82; Harkness (1965), Annals of Mathematical
        Statistics 36, 938-945 (mean of the noncentral distribution).
    Checked against:
        R: `fisher.test(matrix(c(x, n - x, K - x, N - n - K + x), 2))$p.value`, and its `conf.int` carried over with
        `BiasedUrn::meanFNCHypergeo(n, N - n, K, odds)`.

    >>> found = parity(30, 100, 60, 400)
    >>> print(f"{found.ratio:.2f}, {found.interval.low:.2f} to {found.interval.high:.2f}, p = {found.p:.6f}")
    2.00, 1.52 to 2.47, p = 0.000006
    """
    if not 0 < people < pool or not 0 < pool_enrolled < pool:
        raise UndefinedStatisticError(
            "Parity needs a group inside a larger pool in which some take part and some do not.",
            next_step="Compare a part of the eligible people.",
        )
    table = _Table(people, pool_enrolled, pool)
    tail = (1 - level) / 2
    expected = pool_enrolled / pool
    low = 0.0 if enrolled == table.values[0] else table.mean(table.odds_with(enrolled, tail, is_upper=True))
    high = table.values[-1] if enrolled == table.values[-1] else table.mean(table.odds_with(enrolled, tail))
    return Parity(
        ratio=enrolled / people / expected,
        interval=Interval(low=float(low) / people / expected, high=float(high) / people / expected, level=level),
        p=table.p(enrolled),
    )


class _Table:
    """All tables with the given margins, by the number of participants in the group."""

    def __init__(self, people: int, pool_enrolled: int, pool: int) -> None:
        others = pool - people
        self.values = np.arange(max(0, pool_enrolled - others), min(people, pool_enrolled) + 1)
        self._weights = _log_choose(people, self.values) + _log_choose(others, pool_enrolled - self.values)

    def p(self, enrolled: int) -> float:
        """Probability by lot of a table as unlikely as the observed one, or more so."""
        shares = self._shares(0.0)
        observed = shares[enrolled - self.values[0]]
        return min(1.0, float(shares[shares <= observed * (1 + TIES)].sum()))

    def mean(self, log_odds: float) -> float:
        """Expected participants in the group at an odds ratio."""
        return float(self._shares(log_odds) @ self.values)

    def odds_with(self, enrolled: int, tail: float, *, is_upper: bool = False) -> float:
        """The log odds ratio at which as many or fewer (`is_upper`: as many or more) have the probability `tail`."""
        is_in = self.values >= enrolled if is_upper else self.values <= enrolled
        low, high = -WIDEST, WIDEST
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if middle in (low, high):
                break
            is_beyond = float(self._shares(middle)[is_in].sum()) > tail
            if is_beyond is is_upper:
                high = middle
            else:
                low = middle
        return (low + high) / 2

    def _shares(self, log_odds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        logs = self._weights + log_odds * self.values
        weights = np.exp(logs - logs.max())
        return np.asarray(weights / weights.sum(), dtype=np.float64)


def _log_choose(n: int, k: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(math.lgamma(n + 1) - gammaln(k + 1) - gammaln(n - k + 1), dtype=np.float64)
