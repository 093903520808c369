"""The median of counts: the middle of the values, and limits that hold whatever their distribution."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.order_statistics import median


@pytest.mark.parametrize("n", [6, 17, 40, 121, 500])
def test_it_is_the_middle_and_the_limits_are_at_the_places_of_rs_qbinom(n: int) -> None:
    values = np.sort(np.random.default_rng(n).integers(0, 30, n))
    found = median(Counter(values.tolist()))
    place = int(stats.binom.ppf(0.025, n, 0.5))
    assert found.value == np.median(values)
    assert (found.low, found.high) == (values[place - 1], values[n - place])
    assert (found.place, found.n) == (place, n)


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_the_limits_are_the_narrowest_that_are_as_sure_as_asked_for(level: float) -> None:
    found = median(dict.fromkeys(range(30), 1), level=level)
    assert 1 - 2 * stats.binom.cdf(found.place - 1, 30, 0.5) >= level > 1 - 2 * stats.binom.cdf(found.place, 30, 0.5)


def test_five_values_are_too_few() -> None:
    with pytest.raises(UndefinedStatisticError, match="5 values are too few"):
        median(dict.fromkeys(range(5), 1))
    with pytest.raises(UndefinedStatisticError):
        median({})
