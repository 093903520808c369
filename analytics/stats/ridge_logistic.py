"""A logistic model that is pulled a little towards "no difference", exact from weighted patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit
from threadpoolctl import threadpool_limits

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.stats.factor_patterns import FactorPatterns

    Floats = NDArray[np.float64]

TOLERANCE = 1e-10
MOST_STEPS = 500


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
        UndefinedStatisticError: Everybody had the event, or nobody had.

    Reference:
        le Cessie & van Houwelingen (1992), Ridge Estimators in Logistic Regression, Applied Statistics 41, 191-201.
    Checked against:
        scikit-learn `LogisticRegression` on rows; R `glmnet(x, y, "binomial", alpha = 0, lambda = 1/n,
        standardize = FALSE)`.
    """
    from sklearn.linear_model import LogisticRegression

    if not 0 < patterns.event_count < patterns.people:
        raise UndefinedStatisticError("Everybody had the event, or nobody had.")
    x = patterns.design()
    weights = np.concatenate([patterns.events, patterns.n - patterns.events]).astype(np.float64)
    used = weights > 0
    y = np.repeat([1, 0], len(patterns.n))
    model = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=TOLERANCE, max_iter=MOST_STEPS)
    with threadpool_limits(limits=1):  # the same digits however many cores
        model.fit(np.vstack([x, x])[used], y[used], sample_weight=weights[used])
        coefficients, intercept = model.coef_[0], float(model.intercept_[0])
        covariance = _covariance(x, patterns.n * _variance(intercept + x @ coefficients), penalty)
    return RidgeLogistic(n=patterns.people, intercept=intercept, coefficients=coefficients, covariance=covariance)


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
    with threadpool_limits(limits=1):
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


def _covariance(x: Floats, weights: Floats, penalty: float) -> Floats:
    whole = np.hstack([np.ones((len(x), 1)), x])
    information = (whole * weights[:, None]).T @ whole
    information += penalty * np.diag([0.0, *np.ones(x.shape[1])])
    found: Floats = np.linalg.inv(information).astype(np.float64)
    return found
