from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.compare import welch
from analytics.stats.groups import games_howell, welch_anova
from tests.stats.answers import answers, moments_of

SPREAD = answers(fewest=3).filter(lambda values: len(set(values)) > 1)


@given(st.lists(SPREAD, min_size=2, max_size=6))
def test_welch_anova_is_that_of_the_rows(groups: list[list[int]]) -> None:
    found = welch_anova([moments_of(group) for group in groups])
    wanted = stats.f_oneway(*groups, equal_var=False)
    assert found.f == pytest.approx(wanted.statistic, rel=1e-9, abs=1e-12)
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-8)
    assert found.n == sum(len(group) for group in groups)


@given(SPREAD, SPREAD)
def test_two_groups_are_welch_again(first: list[int], second: list[int]) -> None:
    two = [moments_of(first), moments_of(second)]
    whole, pair = welch_anova(two), welch(*two)
    (only,) = games_howell({"a": two[1], "b": two[0]})
    assert whole.f == pytest.approx(pair.t**2, rel=1e-9, abs=1e-12)
    assert whole.df2 == pytest.approx(pair.df, rel=1e-12)
    assert only.difference == pair.difference
    assert only.p == pytest.approx(pair.p, rel=1e-9)
    assert only.interval.low == pytest.approx(pair.interval.low, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "groups",
    [
        [[1, 2, 3, 4, 4], [2, 5, 7, 7], [1, 1, 2, 1, 1, 2]],
        [[1, 7, 3], [3, 4, 3, 4], [2, 6, 7, 5, 1], [5, 5, 6, 7, 6, 6, 7]],
    ],
)
def test_games_howell_is_that_of_the_rows(groups: list[list[int]]) -> None:
    names = "abcd"[: len(groups)]
    found = games_howell({name: moments_of(group) for name, group in zip(names, groups, strict=True)}, level=0.9)
    wanted = stats.tukey_hsd(*groups, equal_var=False)
    low, high = (np.asarray(limit) for limit in wanted.confidence_interval(0.9))
    assert [(pair.first, pair.second) for pair in found] == list(combinations(names, 2))
    for pair, (i, j) in zip(found, combinations(range(len(groups)), 2), strict=True):
        assert pair.difference == pytest.approx(wanted.statistic[j, i], rel=1e-12)
        assert pair.p == pytest.approx(wanted.pvalue[j, i], rel=1e-8, abs=1e-11)
        assert pair.interval.low == pytest.approx(low[j, i], rel=1e-7)
        assert pair.interval.high == pytest.approx(high[j, i], rel=1e-7)


def test_a_constant_group_stops_the_analysis_of_variance_but_not_its_pairs() -> None:
    groups = {"a": moments_of([3, 3, 3]), "b": moments_of([1, 2, 4]), "c": moments_of([2, 2, 5])}
    with pytest.raises(UndefinedStatisticError, match="In at least one group all answers are the same"):
        welch_anova(list(groups.values()))
    assert len(games_howell(groups)) == 3


def test_two_constant_groups_are_no_pair() -> None:
    with pytest.raises(UndefinedStatisticError, match="within each of the two groups"):
        games_howell({"a": moments_of([3, 3]), "b": moments_of([4, 4]), "c": moments_of([1, 2])})


def test_one_group_is_no_comparison() -> None:
    only = moments_of([1, 2, 3])
    for refused in (lambda: welch_anova([only]), lambda: games_howell({"a": only})):
        with pytest.raises(UndefinedStatisticError, match="needs at least two of them; here there is 1"):
            refused()
