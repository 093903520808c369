from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.compare import equivalence, paired, welch, welch_df
from analytics.stats.moments import Moments
from tests.stats.answers import answers, moments_of

# R: with(sleep, t.test(extra[group == 1], extra[group == 2]))
SLEEP_1 = [7, -16, -2, -12, -1, 34, 37, 8, 0, 20]
SLEEP_2 = [19, 8, 11, 1, -1, 44, 55, 16, 46, 34]


def is_spread(*groups: list[int]) -> bool:
    return any(len(set(group)) > 1 for group in groups)


def test_sleep_as_in_r() -> None:
    found = welch(moments_of(SLEEP_1, 10), moments_of(SLEEP_2, 10))
    assert found.t == pytest.approx(-1.86081346748685, rel=1e-13)
    assert found.df == pytest.approx(17.7764735161785, rel=1e-13)
    assert found.p == pytest.approx(0.0793941401873582, rel=1e-13)
    assert found.interval.low == pytest.approx(-3.36548323071171, rel=1e-13)
    assert found.interval.high == pytest.approx(0.20548323071171, rel=1e-12)


@given(answers(), answers(), st.integers(-3, 3), st.sampled_from([0.8, 0.95, 0.99]))
def test_welch_is_that_of_the_rows(first: list[int], second: list[int], against: int, level: float) -> None:
    assume(len(set(first)) > 1)
    assume(len(set(second)) > 1)
    found = welch(moments_of(first), moments_of(second), level=level, against=against)
    wanted = stats.ttest_ind([v - against for v in first], second, equal_var=False)
    interval = stats.ttest_ind(first, second, equal_var=False).confidence_interval(level)
    assert found.t == pytest.approx(wanted.statistic, rel=1e-10, abs=1e-12)
    assert found.df == pytest.approx(wanted.df, rel=1e-12)
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-10)
    assert (found.interval.low, found.interval.high) == pytest.approx((interval.low, interval.high), abs=1e-10)


@given(answers(), answers())
def test_swapping_the_groups_turns_the_sign(first: list[int], second: list[int]) -> None:
    assume(is_spread(first, second))
    one, other = welch(moments_of(first), moments_of(second)), welch(moments_of(second), moments_of(first))
    assert (one.difference, one.t, one.p) == (-other.difference, -other.t, other.p)
    assert (one.interval.low, one.interval.high) == (-other.interval.high, -other.interval.low)


@given(answers(), answers(), st.integers(-(10**6), 10**6))
def test_a_constant_added_to_everybody_changes_nothing(first: list[int], second: list[int], constant: int) -> None:
    assume(is_spread(first, second))
    here = welch(moments_of(first), moments_of(second))
    there = welch(moments_of([v + constant for v in first]), moments_of([v + constant for v in second]))
    assert there.df == here.df
    assert there.t == pytest.approx(here.t, rel=1e-9, abs=1e-8)


@given(answers(), answers())
def test_the_interval_excludes_zero_just_when_p_is_small(first: list[int], second: list[int]) -> None:
    assume(is_spread(first, second))
    found = welch(moments_of(first), moments_of(second))
    assert found.interval.excludes(0.0) == (found.p < 0.05)


@given(answers(), answers())
def test_degrees_of_freedom_lie_between_the_smaller_group_and_both(first: list[int], second: list[int]) -> None:
    assume(is_spread(first, second))
    df = welch_df(moments_of(first), moments_of(second))
    assert min(len(first), len(second)) - 1 <= df * (1 + 1e-12)
    assert df <= (len(first) + len(second) - 2) * (1 + 1e-12)


def test_one_constant_group_is_defined() -> None:
    found = welch(moments_of([8, 8, 8, 8, 8], 2), moments_of([6, 8, 10, 9, 4], 2))
    assert (found.df, found.t) == pytest.approx((4, 0.557086014531155), rel=1e-13)


def test_two_constant_groups_are_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="All answers within each of the two groups are the same"):
        welch(moments_of([4, 4, 4]), moments_of([5, 5]))


def test_a_group_of_one_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="the smallest has 1"):
        welch(moments_of([4, 5, 4]), Moments(n=1, mean=4.0, variance=0.0))


def test_spread_too_small_for_a_double_when_squared_is_still_spread() -> None:
    tiny = Moments(n=5, mean=1.0, variance=1e-200)
    assert welch_df(tiny, tiny) == 8.0


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=2, max_size=30))
def test_paired_change_is_that_of_the_rows(pairs: list[tuple[int, int]]) -> None:
    changes = [after - before for before, after in pairs]
    assume(is_spread(changes))
    wanted = stats.ttest_rel([after for _, after in pairs], [before for before, _ in pairs])
    found = paired(moments_of(changes))
    assert (found.t, found.p) == pytest.approx((wanted.statistic, wanted.pvalue), rel=1e-9, abs=1e-12)


def test_everybody_changing_alike_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="All answers are the same"):
        paired(moments_of([1, 1, 1]))


@given(answers(), answers(), st.floats(0.01, 5), st.floats(0.01, 0.2))
def test_equivalence_is_two_one_sided_tests(first: list[int], second: list[int], margin: float, alpha: float) -> None:
    assume(len(set(first)) > 1)
    assume(len(set(second)) > 1)
    found = equivalence(moments_of(first), moments_of(second), margin=margin, alpha=alpha)
    above = stats.ttest_ind([v + margin for v in first], second, equal_var=False, alternative="greater")
    below = stats.ttest_ind([v - margin for v in first], second, equal_var=False, alternative="less")
    assert found.p == pytest.approx(max(above.pvalue, below.pvalue), rel=1e-9)
    inside = -margin < found.welch.interval.low and found.welch.interval.high < margin
    assume(not math.isclose(found.p, alpha, rel_tol=1e-9))
    assert found.is_equivalent == inside


@pytest.mark.parametrize("margin", [0.0, -0.2, float("nan")])
def test_equivalence_needs_a_margin(margin: float) -> None:
    with pytest.raises(UndefinedStatisticError, match="needs a margin above 0"):
        equivalence(moments_of([1, 2]), moments_of([1, 2]), margin=margin)
