"""Inverses: right whatever the units, refused when something follows from the rest."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import UndefinedStatisticError
from analytics.stats.information import inverse


def test_it_is_the_inverse_in_any_units() -> None:
    x = np.random.default_rng(2).normal(size=(30, 3)) * np.array([1.0, 1e6, 1e-5])
    assert inverse(x.T @ x) @ (x.T @ x) == pytest.approx(np.eye(3), abs=1e-4)
    assert np.diag(inverse(x.T @ x)) == pytest.approx(np.diag(np.linalg.inv(x.T @ x)))


@pytest.mark.parametrize("x", [[[1.0, 2.0], [1.0, 2.0]], [[1.0, 0.0], [1.0, 0.0]]])
def test_undetermined_coefficients_are_refused(x: list[list[float]]) -> None:
    design = np.array(x)
    with pytest.raises(UndefinedStatisticError, match="do not determine"):
        inverse(design.T @ design)
