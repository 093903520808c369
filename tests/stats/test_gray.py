"""Gray's test: equal to his formulas one event time after the other, and to log-rank scores where nothing competes."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.competing import CompetingTable, competing_table
from analytics.stats.gray import gray_test
from analytics.stats.logrank import logrank

GROUPS = ("a", "b", "c")
MEMBERS = st.lists(
    st.tuples(st.sampled_from(GROUPS), st.integers(1, 8), st.integers(0, 2)),
    min_size=12,
    max_size=40,
)


def tables(members: list[tuple[str, int, int]]) -> dict[str, CompetingTable]:
    def of(group: str, *causes: int) -> Counter[int]:
        return Counter(time for own, time, cause in members if own == group and cause in causes)

    return {
        group: competing_table(None, of(group, 0, 1, 2), {"1": of(group, 1), "2": of(group, 2)}) for group in GROUPS
    }


def by_formula(members: list[tuple[str, int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Scores and covariance as Gray (1988) writes them: influences of single events, collected from the end."""
    size = len(GROUPS)
    staying, incidence, common, scores = np.ones(size), np.zeros(size), 0.0, np.zeros(size)
    moments: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
    drift = np.zeros((size, size))
    for time in sorted({time for _, time, cause in members if cause}):
        n = np.array([sum(own == group and end >= time for own, end, _ in members) for group in GROUPS], dtype=float)
        own, other = (
            np.array([members.count((group, time, cause)) for group in GROUPS], dtype=float) for cause in (1, 2)
        )
        present = n > 0
        subjects = np.where(present, n / np.where(present, staying, 1), 0)
        adjusted = subjects * (1 - incidence)
        scores += own - own.sum() * adjusted / adjusted.sum()
        jump = own.sum() / subjects.sum()
        direct = np.diag(subjects) - np.outer(subjects, subjects) / subjects.sum()
        drift = drift + direct * jump / (1 - common)
        common += jump
        after = np.where(present, staying * (1 - (own + other) / np.where(present, n, 1)), staying)
        rest = np.where(after > 0, (1 - common) / np.where(after > 0, after, 1), 0)
        for k in np.flatnonzero(present):
            ties = 1 - (own.sum() - 1) / (subjects.sum() * staying[k] - 1) if own.sum() > 1 else 1
            moments.append((direct[:, k], drift[:, k], np.array([1 - rest[k], k]), ties * staying[k] * jump / n[k]))
            if after[k] > 0 and other[k] > 0:
                ties = 1 - (other[k] - 1) / (n[k] - 1) if other[k] > 1 else 1
                size_of_other = ties * staying[k] ** 2 * other[k] / n[k] ** 2
                moments.append((np.zeros(size), drift[:, k], np.array([rest[k], k]), size_of_other))
        incidence = incidence + np.where(present, staying * own / np.where(present, n, 1), 0)
        staying = after
    covariance = np.zeros((size, size))
    for now, so_far, (factor, k), variance in moments:
        influence = now + factor * (drift[:, int(k)] - so_far)
        covariance += variance * np.outer(influence, influence)
    return scores, covariance


@given(MEMBERS)
def test_it_equals_the_formulas(members: list[tuple[str, int, int]]) -> None:
    assume({group for group, _, _ in members} == set(GROUPS))
    assume(any(cause == 1 for _, _, cause in members))
    scores, covariance = by_formula(members)
    assume(np.linalg.cond(covariance[:2, :2]) < 1e6)
    test = gray_test(tables(members), "1")
    assert test.scores == pytest.approx(scores.tolist(), abs=1e-9)
    assert test.chi_square == pytest.approx(scores[:2] @ np.linalg.solve(covariance[:2, :2], scores[:2]), rel=1e-6)
    assert test.df == 2


@given(MEMBERS)
def test_where_nothing_competes_the_scores_are_those_of_the_log_rank_test(members: list[tuple[str, int, int]]) -> None:
    alone = [(group, time, min(cause, 1)) for group, time, cause in members]
    assume({group for group, _, _ in alone} == set(GROUPS))
    assume(any(cause == 1 for _, _, cause in alone))
    groups = tables(alone)
    try:
        gray = gray_test(groups, "1")
        plain = logrank({name: table.table for name, table in groups.items()})
    except UndefinedStatisticError:
        assume(False)  # noqa: FBT003 - Hypothesis's way to pass over an example
    excess = np.subtract(plain.observed, plain.expected)
    order = [plain.groups.index(name) for name in gray.groups]
    assert gray.scores == pytest.approx(excess[order].tolist(), abs=1e-9)


@given(MEMBERS)
def test_the_order_of_groups_changes_nothing(members: list[tuple[str, int, int]]) -> None:
    assume({group for group, _, _ in members} == set(GROUPS))
    assume(any(cause == 1 for _, _, cause in members))
    assume(np.linalg.cond(by_formula(members)[1][:2, :2]) < 1e6)
    groups = tables(members)
    backwards = dict(reversed(groups.items()))
    assert gray_test(groups, "1").chi_square == pytest.approx(gray_test(backwards, "1").chi_square, rel=1e-6)


def test_refusals() -> None:
    prompt = competing_table(None, {3: 4, 5: 4}, {"1": {3: 1}, "2": {}})
    late = competing_table({1: 8}, {3: 4, 5: 4}, {"1": {3: 1}, "2": {}})
    with pytest.raises(UndefinedStatisticError, match="observed from the beginning"):
        gray_test({"a": prompt, "b": late}, "1")
    with pytest.raises(UndefinedStatisticError, match="Nothing to compare"):
        gray_test({"a": prompt, "b": prompt}, "2")
    with pytest.raises(UndefinedStatisticError, match="Nothing to compare"):
        gray_test({"a": prompt}, "1")
