"""Cox regression: how much faster or slower people leave, per unit of each covariate, others held equal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.cox_likelihood import Evaluation, Likelihood, RiskPattern, Ties, in_order, likelihood
from analytics.stats.cox_residuals import score_residuals
from analytics.stats.distributions import chi_square_p
from analytics.stats.outcome import Interval
from analytics.stats.wald import wald_interval, wald_p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.stats.survival import Floats

STEPS = 30
CONVERGED = 1e-18


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiSquare:
    """A chi-square test.

    Args:
        statistic: Test statistic.
        df: Degrees of freedom.
        p: Probability of a statistic at least this large under the null hypothesis.
    """

    statistic: float
    df: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoxCoefficient:
    """One covariate of a Cox model.

    Args:
        name: Name of the covariate.
        estimate: Log hazard ratio per unit of the covariate.
        standard_error: Its model-based standard error.
        z: Estimate divided by its standard error.
        p: Two-sided p-value.
        hazard_ratio: Exponential of the estimate.
        interval: Confidence interval of the hazard ratio.
        robust_standard_error: Standard error that respects clusters, where there are any.
    """

    name: str
    estimate: float
    standard_error: float
    z: float
    p: float
    hazard_ratio: float
    interval: Interval
    robust_standard_error: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoxFit:
    """A fitted Cox model.

    Args:
        coefficients: One for each covariate.
        log_likelihood: Log partial likelihood at the estimates.
        log_likelihood_null: The same with all coefficients 0.
        likelihood_ratio: Test that all coefficients are 0, by the two.
        score: The same test by the slope at 0.
        n: Rows of data (a person whose covariates change counts once for each stretch).
        n_events: Events.
        ties: Rule for events at the same time.
    """

    coefficients: tuple[CoxCoefficient, ...]
    log_likelihood: float
    log_likelihood_null: float
    likelihood_ratio: ChiSquare
    score: ChiSquare
    n: int
    n_events: int
    ties: Ties


def cox(patterns: Sequence[RiskPattern], names: Sequence[str], *, ties: Ties = "efron", level: float = 0.95) -> CoxFit:
    """The Cox proportional-hazards model, with delayed entry and covariates that change in time.

    When any pattern names a cluster, every coefficient also has a standard error from score residuals summed by
    cluster (no small-sample factor).

    Args:
        patterns: People by covariates, each with its risk table.
        names: Names of the covariates, in the order of the values.
        ties: Efron's rule for events at the same time, or Breslow's.
        level: Confidence level of the intervals, a share.

    Raises:
        UndefinedStatisticError: Nobody left; a covariate does not vary, or follows from the others; or it separates
            those who leave from those who stay so well that no finite ratio exists.

    Reference:
        Cox (1972), JRSS B 34, 187-220; Efron (1977), JASA 72, 557-565; Lin & Wei (1989), JASA 84, 1074-1078 (clusters).
    Checked against:
        R: `coxph(Surv(entry, time, event) ~ x, ties = "efron", cluster = team)`.

    >>> from analytics.stats.survival import risk_table
    >>> pilot = RiskPattern(covariates=(1.0,), table=risk_table(None, {4: 1, 7: 1, 9: 3}, {7: 1}))
    >>> comparison = RiskPattern(covariates=(0.0,), table=risk_table(None, {2: 2, 5: 1, 9: 2}, {2: 2, 5: 1}))
    >>> arm, = cox([pilot, comparison], ["pilot"]).coefficients
    >>> round(arm.hazard_ratio, 4), round(arm.standard_error, 4)
    (0.2429, 1.1619)
    """
    patterns = in_order(patterns)
    model = likelihood(patterns, ties)
    null = model.at(np.zeros(len(names)))
    _check_variation(model.information(null), names)
    estimates, fit = fitted(model)
    covariance = np.linalg.inv(model.information(fit)).astype(np.float64)
    robust = _robust_errors(model, fit, covariance, patterns)
    errors = np.sqrt(np.diag(covariance))
    slope = model.score(null)
    return CoxFit(
        coefficients=tuple(
            _coefficient(name, float(estimate), float(error), clustered, level)
            for name, estimate, error, clustered in zip(names, estimates, errors, robust, strict=True)
        ),
        log_likelihood=fit.log_likelihood,
        log_likelihood_null=null.log_likelihood,
        likelihood_ratio=chi_square(2 * (fit.log_likelihood - null.log_likelihood), len(names)),
        score=chi_square(float(slope @ np.linalg.solve(model.information(null), slope)), len(names)),
        n=sum(pattern.table.n for pattern in patterns),
        n_events=int(model.deaths.sum()),
        ties=ties,
    )


def fitted(model: Likelihood) -> tuple[Floats, Evaluation]:
    """Coefficients that maximize the partial likelihood, and the likelihood there, by Newton's method.

    Args:
        model: The likelihood.

    Raises:
        UndefinedStatisticError: There is no finite maximum.
    """
    coefficients = np.zeros(model.x.shape[1])
    here = model.at(coefficients)
    for _ in range(STEPS):
        slope = model.score(here)
        step = _newton_step(model.information(here), slope)
        gain = float(slope @ step)
        if 0 <= gain < CONVERGED:
            return coefficients, here
        coefficients, here = _ascended(model, coefficients, here, step)
    raise _separated()


def chi_square(statistic: float, df: int) -> ChiSquare:
    """The test of a statistic that has a chi-square distribution when there is nothing to find."""
    statistic = max(statistic, 0.0)
    return ChiSquare(statistic=statistic, df=df, p=chi_square_p(statistic, df))


def _ascended(model: Likelihood, coefficients: Floats, here: Evaluation, step: Floats) -> tuple[Floats, Evaluation]:
    """The coefficients after the step, halved until the likelihood does not fall."""
    for halving in range(30):
        moved = coefficients + step / 2**halving
        there = model.at(moved)
        if there.log_likelihood >= here.log_likelihood - 1e-12 * abs(here.log_likelihood):
            return moved, there
    raise _separated()


def _newton_step(information: Floats, slope: Floats) -> Floats:
    try:
        return np.linalg.solve(information, slope).astype(np.float64)
    except np.linalg.LinAlgError:
        raise _separated() from None


def _separated() -> UndefinedStatisticError:
    return UndefinedStatisticError(
        "A covariate separates those who leave from those who stay, so its hazard ratio is not finite.",
        next_step="Leave the covariate out, or use broader categories.",
    )


def _check_variation(information: Floats, names: Sequence[str]) -> None:
    """Refuse covariates that carry no information of their own."""
    scale = np.sqrt(np.diag(information))
    for name, spread in zip(names, scale, strict=True):
        if not spread > 0:
            raise UndefinedStatisticError(
                f"{name} is the same for everybody who could have left.", next_step="Leave it out of the model."
            )
    if np.linalg.matrix_rank(information / np.outer(scale, scale), tol=1e-10, hermitian=True) < len(names):
        raise UndefinedStatisticError(
            "One covariate follows from the others.", next_step=f"Leave out one of: {', '.join(names)}."
        )


def _coefficient(name: str, estimate: float, error: float, robust: float | None, level: float) -> CoxCoefficient:
    """The covariate with its ratio and limits."""
    log_interval = wald_interval(estimate, error, level=level)
    return CoxCoefficient(
        name=name,
        estimate=estimate,
        standard_error=error,
        z=estimate / error,
        p=wald_p(estimate, error),
        hazard_ratio=math.exp(estimate),
        interval=Interval(low=math.exp(log_interval.low), high=math.exp(log_interval.high), level=level),
        robust_standard_error=robust,
    )


def _robust_errors(
    model: Likelihood, fit: Evaluation, covariance: Floats, patterns: Sequence[RiskPattern]
) -> list[float] | list[None]:
    """Root of the diagonal of the sandwich, the meat summed by cluster; nothing without clusters."""
    names, place = np.unique([pattern.cluster for pattern in patterns], return_inverse=True)
    if names.tolist() == [""]:
        return [None] * model.x.shape[1]
    influence = score_residuals(model, fit) @ covariance
    sums = np.zeros((names.size, influence.shape[1]))
    np.add.at(sums, place, influence)
    return [math.sqrt(square) for square in (sums**2).sum(axis=0).tolist()]
