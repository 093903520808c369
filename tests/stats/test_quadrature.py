from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from analytics.errors import UndefinedStatisticError
from analytics.stats.quadrature import root, standard_deviations


@given(st.floats(1, 2000), st.floats(0, 40))
def test_weights_have_the_moments_of_a_standard_deviation(df: float, sharpness: float) -> None:
    nodes, weights = standard_deviations(df, sharpness=sharpness)
    mean = math.sqrt(2 / df) * math.exp(special.gammaln((df + 1) / 2) - special.gammaln(df / 2))
    assert float(weights.sum()) == pytest.approx(1.0, rel=1e-14)
    assert float(np.sum(weights * nodes)) == pytest.approx(mean, rel=1e-11)
    assert float(np.sum(weights * nodes**2)) == pytest.approx(1.0, rel=1e-13)


@given(st.floats(-50, 50), st.floats(0.1, 10))
def test_root_is_found_also_outside_the_search(target: float, slope: float) -> None:
    found = root(lambda x: math.atan(slope * (x - target)), 0.0, 1.0)
    assert found == pytest.approx(target, rel=1e-9, abs=1e-9)


def test_a_function_that_never_crosses_has_no_root() -> None:
    with pytest.raises(UndefinedStatisticError, match="No value within any reasonable range"):
        root(lambda x: 1.0 + x * x, -1.0, 1.0)
