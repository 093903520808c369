"""When things happen to people: events whose rate changes in steps with age or tenure, and once more on enrollment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

YEAR = 365.25
NEVER = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A rate that changes in steps on a clock of its own.

    Args:
        knots: Where each step begins, in years on the clock; the first is 0.
        rates: Events per year on each step.
    """

    knots: tuple[float, ...]
    rates: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """To whom a hazard applies, and from when.

    Args:
        origin: Day on which each person's clock began (birth, hire), shape (people,).
        start: Day from which the event can happen, shape (people,).
        multiplier: What multiplies the rate of each person, shape (people,).
        switch: Day on which the rate changes for good, shape (people,).
        log_ratio: Logarithm of what multiplies the rate from `switch` on, shape (people,).
    """

    origin: NDArray[np.float64]
    start: NDArray[np.float64]
    multiplier: NDArray[np.float64]
    switch: NDArray[np.float64]
    log_ratio: NDArray[np.float64]


_Segment = tuple["NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]"]


def _segments(hazard: Hazard, exposure: Exposure) -> Iterator[_Segment]:
    """Stretches of constant rate in order of time: first day, last day and rate per day of each person."""
    ratio = np.exp(exposure.log_ratio)
    ends = (*hazard.knots[1:], np.inf)
    for knot, end, rate in zip(hazard.knots, ends, hazard.rates, strict=True):
        low = np.maximum(exposure.origin + knot * YEAR, exposure.start)
        high = np.maximum(np.minimum(exposure.origin + end * YEAR, NEVER), low)
        middle = np.clip(exposure.switch, low, high)
        per_day = exposure.multiplier * (rate / YEAR)
        yield low, middle, per_day
        yield middle, high, per_day * ratio


def waiting(hazard: Hazard, exposure: Exposure, threshold: NDArray[np.float64]) -> NDArray[np.float64]:
    """The day on which each person's accumulated hazard reaches a threshold; `NEVER` where it does not.

    Args:
        hazard: The rate.
        exposure: To whom it applies.
        threshold: Exponential number with mean 1 for each person, shape (people,).

    Reference:
        Bender, Augustin, Blettner 2005, Statistics in Medicine 24, 1713: survival times by inversion.

    >>> one = np.ones(1)
    >>> steady = Exposure(origin=0 * one, start=0 * one, multiplier=one, switch=NEVER * one, log_ratio=0 * one)
    >>> float(waiting(Hazard(knots=(0.0, 1.0), rates=(0.5, 1.0)), steady, 1.5 * one)[0]) / YEAR
    2.0
    """
    left = threshold.copy()
    day = np.full(len(left), float(NEVER))
    for low, high, per_day in _segments(hazard, exposure):
        needed = (high - low) * per_day
        now = (left <= needed) & (day == NEVER) & (per_day > 0)
        day[now] = low[now] + left[now] / per_day[now]
        left = np.where(now, np.inf, left - needed)
    return day


def accumulated(hazard: Hazard, exposure: Exposure, until: NDArray[np.float64]) -> NDArray[np.float64]:
    """The hazard that each person accumulates from `exposure.start` to the day `until`; exp(-it) is the survival."""
    total = np.zeros(len(until))
    for low, high, per_day in _segments(hazard, exposure):
        total += np.maximum(np.minimum(high, until) - low, 0.0) * per_day
    return total
