"""The average of a smooth function over the sampling error of a standard deviation, and a root finder.

Student's t, its noncentral form and the studentized range are all a normal statistic divided by an estimated standard
deviation. Averaging over that estimate gives each of them in one way, to about 1e-14, also where library routines
return nothing (the noncentral t of SciPy 1.17 at 80 degrees of freedom and noncentrality 30).
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

FORGOTTEN = 46.0
"""Nodes whose density is below exp(-46) = 1e-20 of the largest are left out."""

WIDEST_STEP = 0.08
"""Step in the logarithm of the standard deviation that the trapezoid rule allows for few degrees of freedom."""


def standard_deviations(df: float, *, sharpness: float = 1.0) -> tuple[Floats, Floats]:
    """Nodes and weights of s = sqrt(chi-square / df): the sum of weight * f(s) is the mean of f(s).

    The trapezoid rule in log s converges geometrically, because the density decays on both sides.

    Args:
        df: Degrees of freedom, at least 1, whole or not.
        sharpness: How many times narrower than s itself the narrowest feature of f is.

    Returns:
        The nodes, ascending, and the weights, which sum to 1.

    >>> nodes, weights = standard_deviations(10.0)
    >>> round(float(np.sum(weights * nodes**2)), 12)
    1.0
    """
    step = min(WIDEST_STEP, 0.3 / math.sqrt(2.0 * df), 0.3 / max(1.0, sharpness))
    left, right = _log_reach(df)
    logs = np.arange(math.floor(left / step), math.ceil(right / step) + 1) * step
    density = np.exp(-0.5 * df * (np.expm1(2.0 * logs) - 2.0 * logs))
    return np.exp(logs), density / density.sum()


def _log_reach(df: float) -> tuple[float, float]:
    """How far log s strays from 0 on either side before its density is forgotten."""
    scaled = 2.0 * FORGOTTEN / df
    right = 0.5 * math.log1p(scaled + 2.0 * math.sqrt(scaled))
    left = -max(0.5 * scaled + 0.5, math.sqrt(scaled)) if scaled > 1.0 else -math.sqrt(scaled)
    return left, right


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a monotone function crosses zero, by Ridders' method, to the last digits.

    Args:
        function: Monotone and continuous.
        low: One end of the search. The search is widened where the function has the same sign at both ends.
        high: The other end.

    Raises:
        UndefinedStatisticError: The function does not change its sign within a thousand times the search.

    Reference:
        Ridders (1979), A new algorithm for computing a single root of a real continuous function, IEEE Transactions on
        Circuits and Systems 26, 979-980.

    >>> round(root(lambda x: x**3 - 2.0, 0.0, 1.0), 12)
    1.259921049895
    """
    low, high = _bracket(function, low, high)
    at_low, at_high = function(low), function(high)
    for _ in range(100):
        middle = 0.5 * (low + high)
        at_middle = function(middle)
        below = at_middle * at_middle - at_low * at_high
        if at_middle == 0.0 or below <= 0.0 or abs(high - low) <= 4e-16 * max(abs(low), abs(high)):
            return middle
        better = middle + (middle - low) * math.copysign(1.0, at_low - at_high) * at_middle / math.sqrt(below)
        at_better = function(better)
        ends = sorted([(low, at_low), (middle, at_middle), (better, at_better), (high, at_high)])
        pairs = pairwise(ends)
        (low, at_low), (high, at_high) = next(((a, b) for a, b in pairs if a[1] * b[1] <= 0.0), (ends[0], ends[-1]))
        if at_better == 0.0:
            return better
    return 0.5 * (low + high)


def _bracket(function: Callable[[float], float], low: float, high: float) -> tuple[float, float]:
    width = high - low
    for _ in range(11):
        if function(low) * function(high) <= 0.0:
            return low, high
        low, high = low - width, high + width
        width *= 2.0
    raise UndefinedStatisticError("No value within any reasonable range has the property that was asked for.")
