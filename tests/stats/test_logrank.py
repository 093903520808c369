"""Log-rank: equal to rows one by one, blind to the order of groups, and unable to invent an answer."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.logrank import logrank, stratified_logrank
from analytics.stats.survival import risk_table
from tests.stats.rows import Stay, at_risk, event_times, gone, stays, table_of

GROUPS = ("a", "b", "c")
MEMBERS = st.lists(
    st.tuples(st.sampled_from(GROUPS), st.integers(0, 2), stays()),
    min_size=12,
    max_size=40,
)


def by_rows(members: list[tuple[str, int, Stay]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Observed, expected and covariance, one event time after the other."""
    observed, expected, variance = np.zeros(3), np.zeros(3), np.zeros((3, 3))
    for stratum in {stratum for _, stratum, _ in members}:
        groups = [[stay for name, own, stay in members if (name, own) == (group, stratum)] for group in GROUPS]
        for time in event_times(stay for group in groups for stay in group):
            risk = np.array([len(at_risk(group, time)) for group in groups], dtype=float)
            events = np.array([len(gone(group, time)) for group in groups], dtype=float)
            n, d = risk.sum(), events.sum()
            observed += events
            expected += d * risk / n
            if n > 1:
                variance += d * (n - d) / (n - 1) * (np.diag(risk / n) - np.outer(risk / n, risk / n))
    return observed, expected, variance


@given(MEMBERS)
def test_it_equals_the_sums_over_rows(members: list[tuple[str, int, Stay]]) -> None:
    strata: dict[int, dict[str, list[Stay]]] = defaultdict(lambda: defaultdict(list))
    for group, stratum, stay in members:
        strata[stratum][group].append(stay)
    observed, expected, variance = by_rows(members)
    assume(np.linalg.matrix_rank(variance, tol=1e-8) == 2)
    test = stratified_logrank([{name: table_of(people) for name, people in one.items()} for one in strata.values()])
    order = [GROUPS.index(name) for name in test.groups]
    excess = (observed - expected)[:2]
    assert test.observed == tuple(observed[order])
    assert test.expected == pytest.approx(expected[order].tolist())
    assert np.allclose(test.variance, variance[np.ix_(order, order)])
    assert test.chi_square == pytest.approx(excess @ np.linalg.solve(variance[:2, :2], excess), rel=1e-8)
    assert test.df == 2
    assert test.p == pytest.approx(stats.chi2.sf(test.chi_square, 2))


def test_the_order_of_groups_changes_nothing() -> None:
    one, other = risk_table(None, {3: 4, 9: 6}, {3: 2, 9: 1}), risk_table({1: 9}, {4: 3, 8: 6}, {4: 3})
    assert logrank({"a": one, "b": other}).chi_square == pytest.approx(logrank({"b": other, "a": one}).chi_square)


def test_a_very_small_p_is_not_zero() -> None:
    quick, slow = risk_table(None, {1: 600}, {1: 600}), risk_table(None, {9: 600}, {})
    assert 0 < logrank({"quick": quick, "slow": slow}).p < 1e-200


def test_a_group_never_at_risk_when_somebody_leaves_does_not_count() -> None:
    tables = {
        "early": risk_table(None, {1: 5}, {}),
        "a": risk_table(None, {3: 4, 9: 6}, {3: 2}),
        "b": risk_table(None, {4: 4, 9: 6}, {4: 1}),
    }
    assert logrank(tables).df == 1


def test_refusals() -> None:
    stayed = risk_table(None, {9: 5}, {})
    left = risk_table(None, {3: 4, 9: 6}, {3: 2})
    with pytest.raises(UndefinedStatisticError, match="cannot be compared"):
        logrank({"a": stayed, "b": stayed})
    with pytest.raises(UndefinedStatisticError, match="cannot be compared"):
        logrank({"a": left})
    with pytest.raises(UndefinedStatisticError, match="cannot be compared"):
        stratified_logrank([])
    with pytest.raises(UndefinedStatisticError, match="cannot all be compared"):
        stratified_logrank([{"a": left}, {"b": left}])


def test_billions_of_people_do_not_overflow() -> None:
    """R: `V <- D * (n - D) / (n - 1) / 4; (d[1] - D / 2)^2 / V` for two groups of 4e9, d = 2e9 and 2e9 + 1e5."""
    many, lost = 4 * 10**9, 2 * 10**9
    one, other = (risk_table(None, {1: left, 2: many - left}, {1: left}) for left in (lost, lost + 10**5))
    assert logrank({"one": one, "other": other}).chi_square == pytest.approx(5.0000000025, rel=1e-12)
