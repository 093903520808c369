"""A logistic model that is pulled a little towards "no difference", exact from weighted patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, log_expit

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.stats.factor_patterns import FactorPatterns

    Floats = NDArray[np.float64]

TOLERANCE = 1e-10
MOST_STEPS = 100
MOST_HALVES = 30
SLACK = 1e-14


@dataclass(frozen=True, slots=True, kw_only=True)
class RidgeLogistic:
    """A fitted model.

    Args:
        n: People it was fitted to.
        intercept: Log odds where all coefficients are zero.
        coefficients: Log odds of each level of each factor, shape (levels of all factors,).
        covariance: Approximate covariance of intercept and coefficients, shape (1 + levels, 1 + levels).
    """

    n: int
    intercept: float
    coefficients: Floats
    covariance: Floats

    def predictor(self, patterns: FactorPatterns) -> Floats:
        """The log odds of each pattern, shape (patterns,)."""
        return self.intercept + patterns.design() @ self.coefficients

    def probabilities(self, patterns: FactorPatterns) -> Floats:
        """The probability of the event for each pattern, shape (patterns,)."""
        found: Floats = expit(self.predictor(patterns))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Standardized:
    """What the share of events would be if everybody had one level, the other factors as they are.

    Args:
        n: People who have the level.
        share: The share.
        difference: Minus the share of everybody as they are.
        interval: Interval of the difference.
    """

    n: int
    share: float
    difference: float
    interval: Interval


def ridge_logistic(patterns: FactorPatterns, *, penalty: float = 1.0) -> RidgeLogistic:
    """The logistic regression of events on all factors with an L2 penalty, fitted to counts.

    It maximizes sum(events log p + (n - events) log(1 - p)) - penalty/2 * sum(coefficients squared), the intercept
    being free. A row counted n times and n rows give the same gradient, so nothing is lost by counting. The covariance
    is the inverse of the penalized information, that of the posterior under normal priors with variance 1/penalty.

    Args:
        patterns: The people.
        penalty: How strongly coefficients are pulled towards 0.

    Raises:
        UndefinedStatisticError: Everybody had the event, or nobody had; or no maximum was found.

    Reference:
        le Cessie & van Houwelingen (1992), Ridge Estimators in Logistic Regression, Applied Statistics 41, 191-201.
    Checked against:
        scikit-learn `LogisticRegression(C=1/penalty)` on rows and with `sample_weight` on patterns; R
        `glmnet(x, y, "binomial", alpha = 0, lambda = penalty/n, standardize = FALSE)`.
    """
    if not 0 < patterns.event_count < patterns.people:
        raise UndefinedStatisticError("Everybody had the event, or nobody had.")
    x = np.hstack([np.ones((len(patterns.n), 1)), patterns.design()])
    pull = penalty * np.concatenate([[0.0], np.ones(x.shape[1] - 1)])
    rate = patterns.event_count / patterns.people
    found = np.concatenate([[np.log(rate / (1 - rate))], np.zeros(x.shape[1] - 1)])
    for _ in range(MOST_STEPS):
        step = _newton(x, patterns, found, pull)
        found = _ascended(x, patterns, found, step, pull)
        if np.abs(step).max() < TOLERANCE:
            break
    else:
        raise UndefinedStatisticError("The model did not settle.", next_step="Choose a larger penalty.")
    covariance = np.linalg.inv(_information(x, patterns, found, pull))
    return RidgeLogistic(
        n=patterns.people, intercept=float(found[0]), coefficients=found[1:], covariance=covariance.astype(np.float64)
    )


def standardized(
    model: RidgeLogistic, patterns: FactorPatterns, factor: int, *, level: float = 0.95
) -> tuple[Standardized, ...]:
    """The share of events if everybody had each level of one factor in turn, against everybody as they are.

    Args:
        model: The fitted model.
        patterns: The people over whom shares are averaged.
        factor: Position of the factor.
        level: Confidence level of the intervals, a share; delta method.

    Reference:
        Lane & Nelder (1982), Analysis of Covariance and Standardization as Instances of Prediction, Biometrics 38,
        613-621; Muller & MacLehose (2014), International Journal of Epidemiology 43, 962-970.
    Checked against:
        R `marginaleffects::avg_predictions(fit, variables = "factor")` of the penalized fit.
    """
    x = np.hstack([np.ones((len(patterns.n), 1)), patterns.design()])
    coefficients = np.concatenate([[model.intercept], model.coefficients])
    weights = patterns.n / patterns.people
    start = 1 + patterns.starts()[factor]
    found = []
    share, gradient = _mean(x, coefficients, weights)
    for at, n in enumerate(patterns.counts(factor)):
        moved = x.copy()
        moved[:, start : start + len(patterns.levels[factor])] = 0
        moved[:, start + at] = 1
        other, slope = _mean(moved, coefficients, weights)
        error = float(np.sqrt((slope - gradient) @ model.covariance @ (slope - gradient)))
        half = normal_quantile(level) * error
        difference = other - share
        interval = Interval(low=difference - half, high=difference + half, level=level)
        found.append(Standardized(n=int(n), share=other, difference=difference, interval=interval))
    return tuple(found)


def _mean(x: Floats, coefficients: Floats, weights: Floats) -> tuple[float, Floats]:
    predictor = x @ coefficients
    return float(weights @ expit(predictor)), (weights * _variance(predictor)) @ x


def _variance(predictor: Floats) -> Floats:
    p: Floats = expit(predictor)
    return p * (1 - p)


def _newton(x: Floats, patterns: FactorPatterns, at: Floats, pull: Floats) -> Floats:
    gradient = x.T @ (patterns.events - patterns.n * expit(x @ at)) - pull * at
    step: Floats = np.linalg.solve(_information(x, patterns, at, pull), gradient).astype(np.float64)
    return step


def _information(x: Floats, patterns: FactorPatterns, at: Floats, pull: Floats) -> Floats:
    weights = patterns.n * _variance(x @ at)
    found: Floats = ((x * weights[:, None]).T @ x + np.diag(pull)).astype(np.float64)
    return found


def _ascended(x: Floats, patterns: FactorPatterns, at: Floats, step: Floats, pull: Floats) -> Floats:
    """The point after a step, halved until the penalized likelihood does not fall."""
    before = _likelihood(x, patterns, at, pull)
    for halves in range(MOST_HALVES):
        reached: Floats = at + step / 2**halves
        if _likelihood(x, patterns, reached, pull) >= before - SLACK * abs(before):
            return reached
    return at


def _likelihood(x: Floats, patterns: FactorPatterns, at: Floats, pull: Floats) -> float:
    predictor = x @ at
    events = patterns.events @ log_expit(predictor) + (patterns.n - patterns.events) @ log_expit(-predictor)
    return float(events - (pull * at**2).sum() / 2)
