"""The log-rank test: do two or more groups leave at the same rate, within strata if there are any?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import chi_square_p

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from analytics.stats.survival import Floats, Integers, RiskTable


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRank:
    """A log-rank test of equal hazards.

    Args:
        chi_square: Test statistic.
        df: Degrees of freedom: groups that could have had an event, minus one.
        p: Probability of a statistic at least this large when all groups leave at the same rate.
        groups: Names of the groups, in the order of the lists below.
        observed: Events seen in each group.
        expected: Events each group would have had at the common rate.
        variance: Covariance matrix of observed - expected, shape (groups, groups).
    """

    chi_square: float
    df: int
    p: float
    groups: tuple[str, ...]
    observed: tuple[int, ...]
    expected: tuple[float, ...]
    variance: tuple[tuple[float, ...], ...]


def logrank(tables: Mapping[str, RiskTable]) -> LogRank:
    """The log-rank test between groups, for right-censored or delayed-entry data.

    Args:
        tables: Risk table of each group, in the order the results shall have.

    Raises:
        UndefinedStatisticError: Fewer than two groups were ever at risk when somebody left, or nobody left.

    Reference:
        Mantel (1966), Cancer Chemotherapy Reports 50, 163-170; Peto & Peto (1972), JRSS A 135, 185-207. Hypergeometric
        variance d (n - d) / (n - 1).
    Checked against:
        R: `survdiff(Surv(time, event) ~ group)`; with delayed entry, which `survdiff` refuses, the same sums by hand.

    >>> from analytics.stats.survival import risk_table
    >>> pilot = risk_table(None, {4: 1, 7: 1, 9: 3}, {7: 1})
    >>> comparison = risk_table(None, {2: 2, 5: 1, 9: 2}, {2: 2, 5: 1})
    >>> test = logrank({"pilot": pilot, "comparison": comparison})
    >>> test.observed, round(test.chi_square, 4), round(test.p, 4)
    ((1, 3), 1.6816, 0.1947)
    """
    return stratified_logrank([tables])


def stratified_logrank(strata: Sequence[Mapping[str, RiskTable]]) -> LogRank:
    """The log-rank test within strata: groups are compared only inside each stratum, then summed.

    Args:
        strata: For every stratum the risk table of each group. A group may be absent from a stratum; the order of the
            groups is that of their first appearance.

    Raises:
        UndefinedStatisticError: As for `logrank`.

    Reference:
        Kalbfleisch & Prentice (2002), section 1.5.
    Checked against:
        R: `survdiff(Surv(time, event) ~ group + strata(stratum))`.
    """
    groups = tuple(dict.fromkeys(name for tables in strata for name in tables))
    observed = np.zeros(len(groups), dtype=np.int64)
    parts = []
    for tables in strata:
        at_risk, events = _by_group(tables, groups)
        observed += events.sum(axis=1)
        parts.append(_hypergeometric(at_risk, events))
    expected = _sum_in_any_order([part for part, _ in parts], (len(groups),))
    variance = _sum_in_any_order([part for _, part in parts], (len(groups), len(groups)))
    chi_square, df = _quadratic_form(observed - expected, variance, expected > 0)
    return LogRank(
        chi_square=chi_square,
        df=df,
        p=chi_square_p(chi_square, df),
        groups=groups,
        observed=tuple(observed.tolist()),
        expected=tuple(expected.tolist()),
        variance=tuple(tuple(row) for row in variance.tolist()),
    )


def _by_group(tables: Mapping[str, RiskTable], groups: Sequence[str]) -> tuple[Integers, Integers]:
    """At risk and events of every group at the event times of the stratum, each of shape (groups, times)."""
    event_times = [table.times[table.events > 0] for table in tables.values()]
    times = np.unique(np.concatenate([*event_times, np.empty(0, dtype=np.int64)]))
    at_risk = np.zeros((len(groups), times.size), dtype=np.int64)
    events = np.zeros_like(at_risk)
    for row, name in enumerate(groups):
        if name in tables:
            at_risk[row] = tables[name].at_risk_on(times)
            events[row] = tables[name].events_on(times)
    return at_risk, events


def _hypergeometric(at_risk: Integers, events: Integers) -> tuple[Floats, Floats]:
    """Expected events by group and the covariance of observed - expected, summed over the event times."""
    n, d = at_risk.sum(axis=0), events.sum(axis=0)
    shares = at_risk / n
    spread = np.where(n > 1, d * ((n - d) / np.maximum(n - 1, 1)), 0.0)
    covariance = np.diag(shares @ spread) - (shares * spread) @ shares.T
    return shares @ d.astype(float), covariance


def _sum_in_any_order(parts: Sequence[Floats], shape: tuple[int, ...]) -> Floats:
    """Sum of arrays, rounded once, so that the order of the strata changes no bit."""
    if not parts:
        return np.zeros(shape)
    columns = np.stack(parts).reshape(len(parts), -1).T
    return np.array([math.fsum(column) for column in columns.tolist()]).reshape(shape)


def _quadratic_form(excess: Floats, variance: Floats, is_informative: NDArray[np.bool_]) -> tuple[float, int]:
    """Chi-square statistic and its degrees of freedom; one group is redundant, as the excesses sum to 0."""
    kept = np.flatnonzero(is_informative)[:-1]
    if kept.size == 0:
        raise UndefinedStatisticError(
            "The groups cannot be compared: no two of them were under observation when somebody left.",
            next_step="Wait for more leavers, or compare larger groups.",
        )
    block = variance[np.ix_(kept, kept)]
    if np.linalg.matrix_rank(block, hermitian=True) < kept.size:
        raise UndefinedStatisticError(
            "The groups cannot all be compared: some were never under observation at the same time as the others.",
            next_step="Compare fewer groups, or use broader strata.",
        )
    return float(excess[kept] @ np.linalg.solve(block, excess[kept])), int(kept.size)
