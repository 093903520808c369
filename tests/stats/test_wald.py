"""Normal intervals and p-values; no p-value from no variation."""

from __future__ import annotations

import pytest
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.wald import wald_interval, wald_p


def test_they_are_those_of_the_normal_distribution() -> None:
    limits = stats.norm.interval(0.9, loc=1.5, scale=0.4)
    found = wald_interval(1.5, 0.4, level=0.9)
    assert (found.low, found.high) == pytest.approx(limits)
    assert wald_p(1.5, 0.4) == pytest.approx(2 * stats.norm.sf(1.5 / 0.4))


def test_no_variation_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="same outcome"):
        wald_p(1.0, 0.0)
