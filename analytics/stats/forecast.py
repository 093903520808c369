"""How good a forecast was, on people it had not seen, against the plain base rate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.ordinal import brunner_munzel
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

DIGITS = 12
"""Forecasts that agree to this many digits are the same forecast; further digits depend on the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Forecast probabilities and what happened, people with the same forecast counted together.

    Args:
        probabilities: Forecast of each pattern, strictly between 0 and 1, shape (patterns,).
        n: People of each pattern.
        events: How many of them had the event.
    """

    probabilities: Floats
    n: Integers
    events: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Brier:
    """The mean squared error of a forecast, and of the base rate for everybody.

    Args:
        n: People.
        model: Error of the forecast, from 0 (perfect).
        base: Error of the base rate.
        gain: Base minus model: above 0 the forecast is better than the base rate.
        interval: Interval of the gain.
    """

    n: int
    model: float
    base: float
    gain: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Auc:
    """How often a forecast ranks somebody with the event above somebody without it.

    Args:
        n: People.
        value: From 0 to 1; one half is chance.
        interval: Interval of the value, within 0 and 1.
    """

    n: int
    value: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationGroup:
    """People with similar forecasts.

    Args:
        n: People.
        events: How many of them had the event.
        expected: Sum of their forecasts.
    """

    n: int
    events: int
    expected: float


def brier(forecast: Forecast, base_rate: float, *, level: float = 0.95) -> Brier:
    """The Brier score of a forecast and of the base rate, and their difference with an interval.

    The difference is a mean over people of (base - y)^2 - (p - y)^2; its standard error is that of a mean.

    Args:
        forecast: Forecast and outcome.
        base_rate: The share of events that was known before, a share.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Fewer than two people.

    Reference:
        Brier (1950), Monthly Weather Review 78, 1-3; Diebold & Mariano (1995), Journal of Business & Economic
        Statistics 13, 253-263, for the difference of two losses.
    Checked against:
        scikit-learn `brier_score_loss`; R: `t.test((base - y)^2 - (p - y)^2)` with normal limits.
    """
    n = int(forecast.n.sum())
    if n < 2:  # noqa: PLR2004 - a standard error needs two
        raise UndefinedStatisticError("A forecast is checked on two people or more.")
    p, none = forecast.probabilities, forecast.n - forecast.events
    model = float(forecast.events @ (1 - p) ** 2 + none @ p**2) / n
    base = float(forecast.events.sum() * (1 - base_rate) ** 2 + none.sum() * base_rate**2) / n
    with_event, without = (1 - base_rate) ** 2 - (1 - p) ** 2, base_rate**2 - p**2
    gain = base - model
    squares = float(forecast.events @ (with_event - gain) ** 2 + none @ (without - gain) ** 2)
    half = normal_quantile(level) * float(np.sqrt(squares / (n - 1) / n))
    return Brier(
        n=n, model=model, base=base, gain=gain, interval=Interval(low=gain - half, high=gain + half, level=level)
    )


def auc(forecast: Forecast, *, level: float = 0.95) -> Auc:
    """The area under the ROC curve: P(forecast with event > without) + half of ties, from counts.

    Args:
        forecast: Forecast and outcome.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Fewer than two people have the event or lack it, or the two do not overlap.

    Reference:
        Bamber (1975), Journal of Mathematical Psychology 12, 387-415; the interval is that of Brunner & Munzel (2000)
        for the same probability, which is DeLong's variance with Satterthwaite's degrees of freedom.
    Checked against:
        scikit-learn `roc_auc_score`; R: `pROC::auc(y, p)`.
    """
    _, rank = np.unique(forecast.probabilities.round(DIGITS), return_inverse=True)
    with_event: Counter[int] = Counter()
    without: Counter[int] = Counter()
    for place, n, events in zip(rank.tolist(), forecast.n.tolist(), forecast.events.tolist(), strict=True):
        with_event[place] += events
        without[place] += n - events
    found = brunner_munzel(+without, +with_event, level=level)
    limits = Interval(low=max(found.interval.low, 0.0), high=min(found.interval.high, 1.0), level=level)
    return Auc(n=found.n, value=found.probability, interval=limits)


def calibration(forecast: Forecast, groups: int) -> tuple[CalibrationGroup, ...]:
    """People in groups of about equal size by their forecasts, lowest first; equal forecasts stay together.

    Args:
        forecast: Forecast and outcome.
        groups: Number of groups wanted; ties can make them fewer.

    Reference:
        Hosmer & Lemeshow (1980), Communications in Statistics A9, 1043-1069.
    Checked against:
        scikit-learn `calibration_curve(y, p, n_bins = groups, strategy = "quantile")` where forecasts are distinct.
    """
    values, rank = np.unique(forecast.probabilities.round(DIGITS), return_inverse=True)
    n = np.bincount(rank, weights=forecast.n, minlength=len(values))
    events = np.bincount(rank, weights=forecast.events, minlength=len(values))
    middle = (np.cumsum(n) - n / 2) / n.sum()
    group = np.minimum((middle * groups).astype(np.int64), groups - 1)
    return tuple(
        CalibrationGroup(
            n=int(n[group == one].sum()),
            events=int(events[group == one].sum()),
            expected=float(n[group == one] @ values[group == one]),
        )
        for one in np.unique(group)
    )
