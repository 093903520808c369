"""How much worse a forecast gets when a factor is shuffled among people: the exact mean over all shuffles."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import log_expit

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analytics.stats.factor_patterns import FactorPatterns
    from analytics.stats.ridge_logistic import RidgeLogistic

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """What a forecast loses without some factors.

    Args:
        n: People it was checked on.
        loss: Rise of the mean log loss when the factors are shuffled together; about 0 for useless ones.
        interval: Interval of the rise, the model being fixed.
    """

    n: int
    loss: float
    interval: Interval


def log_losses(model: RidgeLogistic, patterns: FactorPatterns) -> float:
    """The mean log loss of a model: minus the mean log probability that it gave to what happened.

    Args:
        model: The model.
        patterns: The people.

    Reference:
        Good (1952), Rational Decisions, Journal of the Royal Statistical Society B 14, 107-114.
    Checked against:
        scikit-learn `log_loss`.
    """
    return float(_losses(model.predictor(patterns), patterns).sum()) / patterns.people


def rate_loss(rate: float, patterns: FactorPatterns) -> float:
    """The mean log loss of the same forecast for everybody.

    Args:
        rate: The forecast, a share strictly between 0 and 1.
        patterns: The people.

    Checked against:
        scikit-learn `log_loss(y, numpy.full(n, rate))`.
    """
    events = patterns.event_count
    return -(events * math.log(rate) + (patterns.people - events) * math.log1p(-rate)) / patterns.people


def importance(
    model: RidgeLogistic, patterns: FactorPatterns, factors: Sequence[int], *, level: float = 0.95
) -> Importance:
    """The rise of the mean log loss when the values of some factors are shuffled together, exactly and without drawing.

    With v over the combinations of their levels, c_v people each, and w_i people in pattern i, it is
    n^-2 sum_v c_v sum_i w_i loss(f(x_i with v), y_i) - n^-1 sum_i w_i loss(f(x_i), y_i): the expectation over the
    product of the two marginals. It is a V-statistic of degree two, so its standard error is that of the mean of
    a_i + b_i - (mean of both), where a_i averages over whose values person i is given, and b_i over who is given
    person i's.

    Args:
        model: The fitted model, from other people than `patterns`.
        patterns: People the model has not seen.
        factors: Positions of the factors that are shuffled together.
        level: Confidence level, a share; divide what is left of 1 by the number of intervals shown.

    Raises:
        UndefinedStatisticError: Fewer than two people.

    Reference:
        Breiman (2001), Random Forests, Machine Learning 45, section 10; Fisher, Rudin & Dominici (2019), All Models are
        Wrong, but Many are Useful, JMLR 20(177), section 3 (its e_switch leaves out the n pairs of a row with itself,
        which a permutation draws too); Hoeffding (1948), Annals of Mathematical Statistics 19, 293-325 (variance).
    Checked against:
        scikit-learn `permutation_importance(model, X, y, scoring="neg_log_loss", n_repeats=...)`, the mean of whose
        draws comes near; NumPy over all n^2 pairs of rows, which is equal.
    """
    n = patterns.people
    if n < 2:  # noqa: PLR2004 - a standard error needs two
        raise UndefinedStatisticError("Importance is checked on two people or more.")
    given, taken, base = _both_ways(model, patterns, factors)
    rise = float((given * patterns.n[:, None] * _outcomes(patterns)).sum() / n - base.mean)
    spread = given - base.losses + taken[:, None] - 2 * rise
    variance = float((spread**2 * _outcomes(patterns) * patterns.n[:, None]).sum()) / (n - 1)
    half = normal_quantile(level) * float(np.sqrt(variance / n))
    return Importance(n=n, loss=rise, interval=Interval(low=rise - half, high=rise + half, level=level))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    losses: Floats
    mean: float


def _both_ways(model: RidgeLogistic, patterns: FactorPatterns, factors: Sequence[int]) -> tuple[Floats, Floats, _Base]:
    """Mean loss of each pattern over everybody's values, and mean rise for everybody over each pattern's values.

    The losses have two columns: what is lost if the event happens, and if it does not.
    """
    effect = _effects(model, patterns, factors)
    rest = model.predictor(patterns) - effect
    values, place = np.unique(effect, return_inverse=True)
    people = np.bincount(place, weights=patterns.n, minlength=len(values)) / patterns.people
    own = _pair(rest + effect)
    outcomes = _outcomes(patterns) * patterns.n[:, None] / patterns.people
    base = float((own * outcomes).sum())
    given = np.zeros_like(own)
    rise = np.zeros(len(values))
    for at, value in enumerate(values):
        moved = _pair(rest + value)
        given += people[at] * moved
        rise[at] = (moved * outcomes).sum() - base
    return given, rise[place], _Base(losses=own, mean=base)


def _effects(model: RidgeLogistic, patterns: FactorPatterns, factors: Sequence[int]) -> Floats:
    starts = patterns.starts()
    parts = [model.coefficients[starts[factor] + patterns.codes[:, factor]] for factor in factors]
    found: Floats = np.sum(parts, axis=0)
    return found


def _pair(predictor: Floats) -> Floats:
    """Minus the log probability of the event and of none, shape (patterns, 2)."""
    return np.stack([-log_expit(predictor), -log_expit(-predictor)], axis=1)


def _outcomes(patterns: FactorPatterns) -> Floats:
    """Share of each pattern's people with the event and without it, shape (patterns, 2)."""
    share = patterns.events / patterns.n
    return np.stack([share, 1 - share], axis=1)


def _losses(predictor: Floats, patterns: FactorPatterns) -> Floats:
    found: Floats = (_pair(predictor) * _outcomes(patterns) * patterns.n[:, None]).sum(axis=1)
    return found
