"""Gray's test: do groups end up with the same share of events of one cause, other causes competing?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import chi_square_p

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.stats.competing import CompetingTable
    from analytics.stats.survival import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class GrayTest:
    """A test of equal cumulative incidence.

    Args:
        chi_square: Test statistic.
        df: Degrees of freedom, groups minus one.
        p: Probability of a statistic at least this large when all groups have the same cumulative incidence.
        groups: Names of the groups.
        scores: Events of the cause beyond those expected, in the order of the groups.
    """

    chi_square: float
    df: int
    p: float
    groups: tuple[str, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Grid:
    """All groups on the event times of all, arrays of shape (times, groups); `before` is just before each time.

    Args:
        n: People at risk.
        own: Events of the cause.
        other: Events of every other cause.
        staying: Share free of any event after each time.
        staying_before: The same just before it.
        incidence_before: Share with an event of the cause, just before.
    """

    n: Floats
    own: Floats
    other: Floats
    staying: Floats
    staying_before: Floats
    incidence_before: Floats


def gray_test(tables: Mapping[str, CompetingTable], cause: str) -> GrayTest:
    """Gray's test of equal cumulative incidence of one cause between groups (weight function 1).

    Unlike the cause-specific log-rank, which compares rates among those still there, it compares the shares that have
    had the event in the end. With n_k at risk in group k, S_k staying and F_k the incidence, the score is the sum of
    d_k - d R_k / R over the event times, with R_k = n_k (1 - F_k(t-)) / S_k(t-).

    Args:
        tables: Risk table with causes of each group, everybody under observation from the beginning.
        cause: The cause to compare.

    Raises:
        UndefinedStatisticError: Fewer than two groups, no events of this cause, or delayed entry, for which the test
            is not defined.

    Reference:
        Gray (1988), Annals of Statistics 16, 1141-1154, sections 2 and 3, with rho = 0.
    Checked against:
        R: `cmprsk::cuminc(time, cause, group)$Tests`.

    >>> from analytics.stats.competing import competing_table
    >>> pilot = competing_table(None, {4: 1, 6: 1, 7: 1, 9: 3}, {"voluntary": {7: 1}, "retirement": {4: 1}})
    >>> comparison = competing_table(None, {2: 2, 3: 1, 5: 1, 9: 2}, {"voluntary": {2: 2, 5: 1}, "retirement": {3: 1}})
    >>> test = gray_test({"pilot": pilot, "comparison": comparison}, "voluntary")
    >>> round(test.chi_square, 4), round(test.p, 4)
    (1.5439, 0.214)
    """
    if any(table.table.entered.any() for table in tables.values()):
        raise UndefinedStatisticError(
            "Gray's test needs groups observed from the beginning; here some people enter late.",
            next_step="Compare the rates with a cause-specific log-rank test.",
        )
    grid = _grid(tables, cause)
    if len(tables) < 2 or not grid.own.any():  # noqa: PLR2004 - a comparison takes two
        raise UndefinedStatisticError(
            f"Nothing to compare: fewer than two groups, or nobody left with the reason {cause!r}.",
            next_step="Wait for more leavers, or compare larger groups.",
        )
    adjusted = _ratio(grid.n * (1 - grid.incidence_before), grid.staying_before)
    expected = grid.own.sum(axis=1, keepdims=True) * adjusted / adjusted.sum(axis=1, keepdims=True)
    scores = (grid.own - expected).sum(axis=0)
    variance = _covariance(grid)[:-1, :-1]
    if np.linalg.matrix_rank(variance, hermitian=True) < len(tables) - 1:
        raise UndefinedStatisticError(
            "The groups cannot all be compared: some were never under observation at the same time as the others.",
            next_step="Compare fewer groups.",
        )
    chi_square = float(scores[:-1] @ np.linalg.solve(variance, scores[:-1]))
    return GrayTest(
        chi_square=chi_square,
        df=len(tables) - 1,
        p=chi_square_p(chi_square, len(tables) - 1),
        groups=tuple(tables),
        scores=tuple(scores.tolist()),
    )


def _grid(tables: Mapping[str, CompetingTable], cause: str) -> _Grid:
    """Every group on the event times of all groups."""
    times = np.unique(np.concatenate([table.table.times[table.table.events > 0] for table in tables.values()]))
    n = np.column_stack([table.table.at_risk_on(times) for table in tables.values()]).astype(np.float64)
    every = np.column_stack([table.table.events_on(times) for table in tables.values()]).astype(np.float64)
    own = np.column_stack([table.of_cause(cause).events_on(times) for table in tables.values()]).astype(np.float64)
    staying = np.cumprod(1 - _ratio(every, n), axis=0, dtype=np.float64)
    staying_before = np.vstack([np.ones(len(tables)), staying])[: times.size]
    incidence = np.cumsum(staying_before * _ratio(own, n), axis=0)
    incidence_before = np.vstack([np.zeros(len(tables)), incidence])[: times.size]
    return _Grid(
        n=n,
        own=own,
        other=every - own,
        staying=staying,
        staying_before=staying_before,
        incidence_before=incidence_before,
    )


def _covariance(grid: _Grid) -> Floats:
    """Covariance of the scores: squared influences of the events of either kind in every group (Gray, section 3)."""
    subjects = _ratio(grid.n, grid.staying_before)
    every = subjects.sum(axis=1)
    own = grid.own.sum(axis=1)
    common = np.cumsum(own / every)
    common_before = np.concatenate(([0.0], common))[: common.size]
    direct = _direct(subjects)
    drift = np.cumsum(direct * (own / every / (1 - common_before))[:, None, None], axis=0)
    to_come = drift[-1] - drift
    kept = np.where(grid.staying > 0, _ratio(1 - common[:, None], grid.staying), 0.0)
    of_own = direct + (1 - kept)[:, None, :] * to_come
    of_other = kept[:, None, :] * to_come
    tied = np.where(own > 1, own - 1, 0.0)[:, None]
    own_variance = _ratio(grid.staying_before * (own / every)[:, None], grid.n)
    own_variance *= 1 - _ratio(tied, every[:, None] * grid.staying_before - 1)
    other_variance = grid.other * _ratio(grid.staying_before, grid.n) ** 2
    other_variance *= 1 - _ratio(np.maximum(grid.other - 1, 0.0), grid.n - 1)
    return _squares(of_own, own_variance) + _squares(of_other, np.where(grid.staying > 0, other_variance, 0.0))


def _direct(subjects: Floats) -> Floats:
    """Influence of an event in group k on the score of group i at its own time, shape (times, groups, groups)."""
    shares = subjects / subjects.sum(axis=1, keepdims=True)
    same = np.eye(subjects.shape[1])
    direct: Floats = subjects[:, :, None] * (same[None, :, :] - shares[:, None, :])
    return direct


def _squares(influence: Floats, variance: Floats) -> Floats:
    """Sum over times and groups of influence times influence times variance."""
    squares: Floats = np.einsum("tik,tjk,tk->ij", influence, influence, variance)
    return squares


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    """The quotient, 0 where nobody is left to divide by."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    quotient = np.zeros(shape)
    np.divide(numerator, denominator, out=quotient, where=np.broadcast_to(denominator != 0, shape))
    return quotient
