"""Balance: the spread of the groups as they were is the unit before and after weighting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given

from analytics.errors import UndefinedStatisticError
from analytics.stats.balance import balance
from tests.stats.answers import answers, moments_of


@given(answers(), answers())
def test_it_is_the_difference_in_units_of_spread(pilot: list[int], comparison: list[int]) -> None:
    spread = np.sqrt((np.var(pilot, ddof=1) + np.var(comparison, ddof=1)) / 2)
    assume(spread > 0)
    found = balance(moments_of(pilot), moments_of(comparison))
    back = balance(moments_of(comparison), moments_of(pilot))
    assert found.standardized_difference == pytest.approx((np.mean(pilot) - np.mean(comparison)) / spread)
    assert found.standardized_difference == -back.standardized_difference
    if found.variance_ratio and back.variance_ratio:
        assert found.variance_ratio == pytest.approx(1 / back.variance_ratio)


def test_weighted_means_keep_the_unit() -> None:
    pilot, comparison = moments_of([1, 2, 3, 5]), moments_of([2, 2, 4, 6, 7])
    before, after = balance(pilot, comparison), balance(pilot, comparison, means=(3.0, 3.1))
    unit = (pilot.mean - comparison.mean) / before.standardized_difference
    assert after.standardized_difference == pytest.approx(-0.1 / unit)
    assert after.variance_ratio == before.variance_ratio


def test_a_yes_no_covariate_has_no_variance_ratio() -> None:
    assert balance(moments_of([0, 1, 1]), moments_of([0, 0, 1]), is_binary=True).variance_ratio is None


def test_what_does_not_vary_has_no_scale() -> None:
    constant, varying = moments_of([2, 2, 2]), moments_of([1, 2, 3])
    assert balance(constant, varying).by_pilot_spread is None
    assert balance(varying, constant).variance_ratio is None
    with pytest.raises(UndefinedStatisticError, match="does not vary"):
        balance(constant, constant)
