"""The effective number of answers against its definition, and Wilson's interval at whole numbers against SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.effective_share import effective_size, effective_wilson
from analytics.stats.ratio import RatioSums


def sums(favorable: list[int], answered: list[int]) -> RatioSums:
    pairs = list(zip(favorable, answered, strict=True))
    return RatioSums(
        n=len(pairs),
        total=sum(favorable),
        squares=sum(y * y for y in favorable),
        base=sum(answered),
        base_squares=sum(x * x for x in answered),
        product=sum(x * y for y, x in pairs),
    )


@given(st.integers(1, 400), st.data())
def test_at_whole_numbers_it_is_wilsons_interval(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    expected = stats.binomtest(successes, n).proportion_ci(method="wilson")
    found = effective_wilson(successes / n, n)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_the_effective_size_is_the_linearized_variance_turned_round() -> None:
    favorable, answered = [3, 0, 2, 5, 1, 4, 2, 0], [5, 4, 5, 5, 3, 5, 5, 2]
    y, x = np.array(favorable), np.array(answered)
    share = y.sum() / x.sum()
    variance = np.var(y - share * x, ddof=1) * len(y) / x.sum() ** 2
    assert effective_size(sums(favorable, answered)) == pytest.approx(share * (1 - share) / variance, rel=1e-12)


def test_copies_of_the_same_answer_add_nothing() -> None:
    once, thrice = [1, 0, 1, 1, 0, 1], [3, 0, 3, 3, 0, 3]
    assert effective_size(sums(thrice, [3] * 6)) == pytest.approx(effective_size(sums(once, [1] * 6)))


def test_answers_that_are_all_alike_have_no_effective_size() -> None:
    with pytest.raises(UndefinedStatisticError, match="alike"):
        effective_size(sums([5] * 10, [5] * 10))


def test_no_answers_have_no_interval() -> None:
    with pytest.raises(UndefinedStatisticError):
        effective_wilson(0.5, 0.0)
