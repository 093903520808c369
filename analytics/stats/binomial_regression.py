"""Regression of a share on covariates: logit for odds, complementary log-log for hazards in discrete time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from scipy.special import expit, logit, xlogy

from analytics.errors import UndefinedStatisticError
from analytics.stats.information import inverse

if TYPE_CHECKING:
    from analytics.stats.patterns import Floats

Link: TypeAlias = Literal["logit", "cloglog"]

STEPS = 30
HALVINGS = 30
CONVERGED = 1e-18
TINY = 1e-300
LARGEST = 700.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BinomialFit:
    """A fitted binomial regression.

    Args:
        coefficients: One for each column of the design matrix.
        covariance: Their covariance, the inverse of the expected information.
        fitted: Fitted share in each pattern.
        deviance: Twice the log likelihood lost against one share for every pattern.
    """

    coefficients: Floats
    covariance: Floats
    fitted: Floats
    deviance: float

    @property
    def standard_errors(self) -> Floats:
        """Standard error of each coefficient."""
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Counts:
    """Patterns with people in them: design matrix, people with the event, and people."""

    x: Floats
    events: Floats
    people: Floats

    def deviance(self, coefficients: Floats, link: Link) -> float:
        """Twice the log likelihood lost against one share for every pattern."""
        share, rest, _ = _shares(self.x @ coefficients, link)
        others = self.people - self.events
        with_event = xlogy(self.events, self.events / np.maximum(self.people * share, TINY))
        without = xlogy(others, others / np.maximum(self.people * rest, TINY))
        return 2 * float(np.sum(with_event + without))


def binomial_regression(x: Floats, successes: Floats, trials: Floats, *, link: Link = "logit") -> BinomialFit:
    """Maximum-likelihood coefficients of a binomial regression on grouped counts, by Fisher scoring.

    Args:
        x: Design matrix, including the 1 of an intercept, shape (patterns, terms).
        successes: People with the event in each pattern, shape (patterns,).
        trials: People in each pattern, shape (patterns,).
        link: "logit", or "cloglog" (proportional hazards when time is cut into classes).

    Raises:
        UndefinedStatisticError: Nobody or everybody has the event, a combination of covariates separates the two, or
            the data do not determine every coefficient.

    Reference:
        McCullagh & Nelder (1989), Generalized Linear Models, sections 4.3 and 4.4.
    Checked against:
        R: `glm(cbind(successes, trials - successes) ~ x, family = binomial(link))`.

    >>> x = np.array([[1.0, 0.0], [1.0, 1.0]])
    >>> fit = binomial_regression(x, np.array([10.0, 30.0]), np.array([40.0, 60.0]))
    >>> fit.coefficients.round(4).tolist(), fit.standard_errors.round(4).tolist()
    ([-1.0986, 1.0986], [0.3651, 0.4472])
    """
    has_people = trials > 0
    counts = _Counts(x=x[has_people], events=successes[has_people], people=trials[has_people])
    if not 0 < counts.events.sum() < counts.people.sum():
        raise UndefinedStatisticError(
            "Nobody or everybody has the event, so nothing can be said about who has it.",
            next_step="Widen the group or the period.",
        )
    coefficients = _start(counts, link)
    for _ in range(STEPS):
        share, rest, ratio = _shares(counts.x @ coefficients, link)
        score = counts.x.T @ (ratio * (counts.events - counts.people * share))
        covariance = _covariance(counts, counts.people * ratio**2 * share * rest)
        step = covariance @ score
        if float(score @ step) < CONVERGED:
            return BinomialFit(
                coefficients=coefficients,
                covariance=covariance,
                fitted=_shares(x @ coefficients, link)[0],
                deviance=counts.deviance(coefficients, link),
            )
        coefficients = _ascended(counts, coefficients, step, link)
    raise _separated()


def _shares(predictor: Floats, link: Link) -> tuple[Floats, Floats, Floats]:
    """Share with the event, share without, and slope of the share divided by the product of the two."""
    if link == "logit":
        share = expit(predictor)
        return np.maximum(share, TINY), np.maximum(expit(-predictor), TINY), np.ones_like(share)
    hazard = np.exp(np.clip(predictor, -LARGEST, np.log(LARGEST)))
    share = -np.expm1(-hazard)
    return share, np.exp(-hazard), hazard / share


def _start(counts: _Counts, link: Link) -> Floats:
    """Weighted least squares on shares moved a little towards one half, as R begins."""
    share = (counts.events + 0.5) / (counts.people + 1)
    predictor = logit(share) if link == "logit" else np.log(-np.log1p(-share))
    _, rest, ratio = _shares(predictor, link)
    weight = counts.people * ratio**2 * share * rest
    start: Floats = inverse(counts.x.T @ (counts.x * weight[:, None])) @ (counts.x.T @ (weight * predictor))
    return start


def _covariance(counts: _Counts, weight: Floats) -> Floats:
    """Inverse of the expected information; on the way to infinity it vanishes."""
    try:
        return inverse(counts.x.T @ (counts.x * weight[:, None]))
    except UndefinedStatisticError:
        raise _separated() from None


def _ascended(counts: _Counts, coefficients: Floats, step: Floats, link: Link) -> Floats:
    """The coefficients after the step, halved until the deviance does not rise."""
    before = counts.deviance(coefficients, link)
    for halving in range(HALVINGS):
        moved: Floats = coefficients + step / 2**halving
        if counts.deviance(moved, link) <= before + 1e-9 * (1 + before):
            return moved
    raise _separated()


def _separated() -> UndefinedStatisticError:
    return UndefinedStatisticError(
        "A combination of covariates separates those with the event from those without: the groups do not overlap.",
        next_step="Leave a covariate out, use broader categories, or restrict the comparison to people alike in both.",
    )
