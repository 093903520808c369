from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.intervals import mean
from analytics.stats.moments import Moments
from tests.stats.answers import answers, moments_of


@given(answers(), st.integers(1, 7), st.sampled_from([0.8, 0.95, 0.99]))
def test_mean_is_that_of_the_rows(values: list[int], against: int, level: float) -> None:
    assume(len(set(values)) > 1)
    found = mean(moments_of(values), level=level, against=against)
    wanted = stats.ttest_1samp(values, against)
    interval = wanted.confidence_interval(level)
    assert found.t == pytest.approx(wanted.statistic, rel=1e-11, abs=1e-13)
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-11)
    assert (found.interval.low, found.interval.high) == pytest.approx((interval.low, interval.high), rel=1e-11)
    assert (found.n, found.df, found.interval.level) == (len(values), len(values) - 1, level)


def test_answers_that_are_all_alike_have_no_interval() -> None:
    with pytest.raises(UndefinedStatisticError, match="All answers are the same"):
        mean(moments_of([4, 4, 4]))


def test_one_answer_has_no_interval() -> None:
    with pytest.raises(UndefinedStatisticError, match="the smallest has 1"):
        mean(Moments(n=1, mean=3.0, variance=0.0))
