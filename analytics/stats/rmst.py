"""Restricted mean survival time: the average time stayed, up to a horizon fixed in advance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.survival import greenwood_terms, survival_curve
from analytics.stats.wald import wald_interval, wald_p

if TYPE_CHECKING:
    from analytics.stats.outcome import Interval
    from analytics.stats.survival import Floats, RiskTable, SurvivalCurve


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMean:
    """Mean time stayed within a horizon.

    Args:
        mean: Mean of min(time, horizon), in the unit of the risk table (days).
        standard_error: Standard error of `mean`, same unit.
        interval: Normal confidence interval.
        horizon: The horizon, same unit.
        at_risk: People still at risk just before the horizon.
        n: People ever under observation.
    """

    mean: float
    standard_error: float
    interval: Interval
    horizon: int
    at_risk: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMeanDifference:
    """Difference of two restricted means.

    Args:
        difference: Pilot minus comparison, in the unit of the risk tables (days).
        standard_error: Standard error of the difference.
        interval: Normal confidence interval.
        z: Difference divided by its standard error.
        p: Two-sided p-value.
        pilot: Restricted mean of the pilot group.
        comparison: Restricted mean of the comparison group.
    """

    difference: float
    standard_error: float
    interval: Interval
    z: float
    p: float
    pilot: RestrictedMean
    comparison: RestrictedMean


def rmst(
    table: RiskTable, horizon: int, *, start: int | None = None, level: float = 0.95, extend: bool = False
) -> RestrictedMean:
    """Area under the Kaplan-Meier curve up to `horizon`: the mean time stayed within it, with its standard error.

    The variance is that of the estimator, sum over events of A(t)^2 d / (r (r - d)) with A(t) the area from t to the
    horizon; it is not the spread of the times.

    Args:
        table: Risk table of the group.
        horizon: Upper limit, fixed in advance, in the unit of the table.
        start: Condition on still being there at `start`; the mean is then `start` plus the area from there on.
        level: Confidence level, a share.
        extend: Carry the last value of the curve forward to a horizon after the last observation. Otherwise refused.

    Raises:
        UndefinedStatisticError: The horizon is not after the start, or nobody is observed up to it.

    Reference:
        Royston & Parmar (2013), BMC Medical Research Methodology 13:152; variance: Klein & Moeschberger (2003),
        Survival Analysis, section 4.5.
    Checked against:
        R: `summary(survfit(Surv(entry, time, event) ~ 1, start.time = start), rmean = horizon)`.

    >>> from analytics.stats.survival import risk_table
    >>> stay = rmst(risk_table(None, {10: 1, 20: 1, 30: 2, 40: 6}, {10: 1, 30: 2}), 40)
    >>> stay.mean, round(stay.standard_error, 4)
    (34.75, 2.9504)
    """
    curve = survival_curve(table, start=start)
    _check_horizon(curve, horizon, extend=extend)
    begin = start if start is not None else 0
    is_inside = curve.times <= horizon
    knots = np.concatenate(([begin], curve.times[is_inside], [horizon])).astype(float)
    heights = np.concatenate(([1.0], curve.survival[is_inside]))
    areas = np.diff(knots) * heights
    remaining = np.cumsum(areas[::-1])[::-1][1:]
    mean = begin + float(areas.sum())
    standard_error = math.sqrt(_variance(curve, remaining))
    return RestrictedMean(
        mean=mean,
        standard_error=standard_error,
        interval=wald_interval(mean, standard_error, level=level),
        horizon=horizon,
        at_risk=int(table.at_risk_on(horizon)),
        n=table.n,
    )


def rmst_difference(
    pilot: RiskTable,
    comparison: RiskTable,
    horizon: int,
    *,
    start: int | None = None,
    level: float = 0.95,
    extend: bool = False,
) -> RestrictedMeanDifference:
    """Difference of the mean times stayed within `horizon`, pilot minus comparison, with interval and p-value.

    Args:
        pilot: Risk table of the first group.
        comparison: Risk table of the group it is compared with.
        horizon: Upper limit, the same for both, fixed in advance.
        start: Condition on still being there at `start`, in both groups.
        level: Confidence level, a share.
        extend: As for `rmst`.

    Raises:
        UndefinedStatisticError: One of the means is undefined, or neither group has an event before the horizon.

    Reference:
        Royston & Parmar (2013), BMC Medical Research Methodology 13:152.
    Checked against:
        R: `summary(survfit(...), rmean = horizon)$table` of both groups; z test on the difference.
    """
    first = rmst(pilot, horizon, start=start, level=level, extend=extend)
    second = rmst(comparison, horizon, start=start, level=level, extend=extend)
    difference = first.mean - second.mean
    standard_error = math.hypot(first.standard_error, second.standard_error)
    if standard_error == 0:
        raise UndefinedStatisticError(
            "Nobody in either group left before the horizon, so the difference has no uncertainty to state.",
            next_step="Choose a later horizon.",
        )
    z = difference / standard_error
    return RestrictedMeanDifference(
        difference=difference,
        standard_error=standard_error,
        interval=wald_interval(difference, standard_error, level=level),
        z=z,
        p=wald_p(difference, standard_error),
        pilot=first,
        comparison=second,
    )


def _check_horizon(curve: SurvivalCurve, horizon: int, *, extend: bool) -> None:
    """Refuse a horizon before the curve begins or after the last observation."""
    begin = curve.start if curve.start is not None else 0
    if horizon <= begin:
        raise UndefinedStatisticError(
            f"The horizon {horizon} is not after the start {begin}.", next_step="Choose a later horizon."
        )
    has_ended = curve.survival.size > 0 and curve.survival[-1] == 0
    last = int(curve.table.times[-1])
    if horizon > last and not has_ended and not extend:
        raise UndefinedStatisticError(
            f"Nobody is under observation after {last}, so the mean up to {horizon} is unknown.",
            next_step=f"Choose a horizon of at most {last}.",
        )


def _variance(curve: SurvivalCurve, remaining: Floats) -> float:
    """Sum of remaining area squared times the Greenwood term; nothing remains once the curve is 0."""
    times = curve.times[: remaining.size]
    terms = greenwood_terms(curve.table.at_risk_on(times), curve.table.events_on(times))
    is_open = np.isfinite(terms) & (remaining > 0)
    return float(np.sum(remaining[is_open] ** 2 * terms[is_open]))
