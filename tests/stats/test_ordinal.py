from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.ordinal import brunner_munzel, cliff, kruskal, mann_whitney
from tests.stats.answers import answers, counts_of


@given(answers(fewest=1), answers(fewest=1))
def test_mann_whitney_is_that_of_the_rows(first: list[int], second: list[int]) -> None:
    assume(len({*first, *second}) > 1)
    found = mann_whitney(counts_of(first), counts_of(second))
    for p, correction in ((found.p, True), (found.p_uncorrected, False)):
        wanted = stats.mannwhitneyu(first, second, use_continuity=correction, method="asymptotic")
        assert found.u == wanted.statistic
        assert p == pytest.approx(min(1.0, float(wanted.pvalue)), rel=1e-10)


@given(answers(), answers())
def test_brunner_munzel_is_that_of_the_rows(first: list[int], second: list[int]) -> None:
    assume(len(set(first)) > 1)
    assume(len(set(second)) > 1)
    assume(min(first) < max(second))
    assume(min(second) < max(first))
    found = brunner_munzel(counts_of(first), counts_of(second))
    wanted = stats.brunnermunzel(first, second)
    assert found.w == pytest.approx(wanted.statistic, rel=1e-9, abs=1e-12)
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-9)
    above = sum((y > x) + (y == x) / 2 for x in first for y in second)
    assert found.probability == pytest.approx(above / len(first) / len(second), rel=1e-14)


@given(answers(), answers())
def test_swapping_the_groups_turns_the_order(first: list[int], second: list[int]) -> None:
    assume(len({*first, *second}) > 1)
    a, b = counts_of(first), counts_of(second)
    assert mann_whitney(a, b).delta == pytest.approx(-mann_whitney(b, a).delta, abs=1e-15)
    assert mann_whitney(a, b).p == mann_whitney(b, a).p
    assume(min(first) < max(second))
    assume(min(second) < max(first))
    assert cliff(a, b).delta == pytest.approx(-cliff(b, a).delta, abs=1e-14)
    assert cliff(a, b).delta == pytest.approx(mann_whitney(a, b).delta, abs=1e-14)
    assert -1 <= cliff(a, b).interval.low <= cliff(a, b).interval.high <= 1


@given(answers(), answers(), st.integers(-5, 5))
def test_only_the_order_of_answers_counts(first: list[int], second: list[int], constant: int) -> None:
    assume(len({*first, *second}) > 1)
    stretched = [[v**3 + constant for v in group] for group in (first, second)]
    assert mann_whitney(*map(counts_of, stretched)) == mann_whitney(counts_of(first), counts_of(second))


@given(st.lists(answers(fewest=1), min_size=2, max_size=5))
def test_kruskal_is_that_of_the_rows(groups: list[list[int]]) -> None:
    assume(len({v for group in groups for v in group}) > 1)
    found = kruskal([counts_of(group) for group in groups])
    wanted = stats.kruskal(*groups)
    assert found.h == pytest.approx(wanted.statistic, rel=1e-8, abs=1e-9)
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-7)
    assert (found.n, found.df) == (sum(map(len, groups)), len(groups) - 1)


def test_answers_nobody_gave_change_nothing() -> None:
    assert mann_whitney({1: 3, 2: 0, 5: 2}, {2: 4, 3: 1}) == mann_whitney({1: 3, 5: 2}, {2: 4, 3: 1, 4: 0})


def test_everybody_alike_is_refused() -> None:
    for refused in (
        lambda: mann_whitney({3: 4}, {3: 2}),
        lambda: kruskal([{3: 4}, {3: 2}]),
        lambda: brunner_munzel({3: 4}, {3: 2}),
        lambda: cliff({3: 4}, {3: 2}),
    ):
        with pytest.raises(UndefinedStatisticError, match="gave the same"):
            refused()


def test_groups_without_overlap_have_an_order_but_no_interval() -> None:
    low, high = {1: 3, 2: 2}, {4: 3, 5: 5}
    assert mann_whitney(high, low).delta == 1.0
    with pytest.raises(UndefinedStatisticError, match="do not overlap"):
        brunner_munzel(low, high)


def test_too_few_answers_are_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="here one has none"):
        mann_whitney({}, {1: 2})
    with pytest.raises(UndefinedStatisticError, match="here one has none"):
        kruskal([])
    with pytest.raises(UndefinedStatisticError, match="at least two observations"):
        brunner_munzel({1: 1}, {1: 2, 2: 2})
    with pytest.raises(UndefinedStatisticError, match="here there is one"):
        kruskal([{1: 2, 2: 2}])
