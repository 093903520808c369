from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.sensitivity import (
    e_value,
    e_value_of_limit,
    of_standardized_difference,
    risk_ratio_of_hazard_ratio,
)

RATIOS = st.floats(0.01, 100)


@given(RATIOS)
def test_a_cause_of_that_strength_just_explains_the_ratio(ratio: float) -> None:
    strength = e_value(ratio)
    bias = strength * strength / (2 * strength - 1)  # the bounding factor of Ding and VanderWeele (2016)
    assert bias == pytest.approx(max(ratio, 1 / ratio), rel=1e-9)


@given(RATIOS)
def test_protective_and_harmful_ratios_mirror(ratio: float) -> None:
    assert e_value(ratio) == pytest.approx(e_value(1 / ratio), rel=1e-12)
    assert risk_ratio_of_hazard_ratio(ratio) == pytest.approx(1 / risk_ratio_of_hazard_ratio(1 / ratio), rel=1e-12)


def test_the_example_of_the_paper() -> None:
    assert (round(e_value(3.9), 2), round(e_value_of_limit(1.8, 8.7), 1)) == (7.26, 3.0)


@pytest.mark.parametrize(("low", "high", "wanted"), [(0.9, 1.1, 1.0), (1.0, 2.0, 1.0), (0.4, 0.8, e_value(0.8))])
def test_the_limit_nearest_to_no_effect_counts(low: float, high: float, wanted: float) -> None:
    assert e_value_of_limit(low, high) == wanted


@given(st.floats(-2, 2), st.floats(0, 1))
def test_a_difference_and_its_mirror_are_as_sensitive(difference: float, standard_error: float) -> None:
    one = of_standardized_difference(difference, standard_error)
    other = of_standardized_difference(-difference, standard_error)
    assert (one.e_value, one.e_value_of_limit) == (other.e_value, other.e_value_of_limit)
    assert 1 <= one.e_value_of_limit <= one.e_value


@pytest.mark.parametrize("ratio", [0.0, -1.0, math.nan, math.inf])
def test_only_ratios_above_zero_have_an_e_value(ratio: float) -> None:
    for refused in (e_value, risk_ratio_of_hazard_ratio):
        with pytest.raises(UndefinedStatisticError, match="above 0"):
            refused(ratio)
