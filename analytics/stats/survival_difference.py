"""Difference of two survival shares at one time, with an interval that works near 1."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.outcome import Interval

if TYPE_CHECKING:
    from analytics.stats.survival import SurvivalCurve, SurvivalEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalDifference:
    """Difference of two survival shares.

    Args:
        difference: Pilot minus comparison, a share (0.03 is three points).
        interval: MOVER interval from the limits of both groups.
        pilot: Estimate of the pilot group.
        comparison: Estimate of the comparison group.
        is_approximate: Whether a group had no event yet, so that Wilson limits for its risk set stand in.
    """

    difference: float
    interval: Interval
    pilot: SurvivalEstimate
    comparison: SurvivalEstimate
    is_approximate: bool


def survival_difference(pilot: SurvivalCurve, comparison: SurvivalCurve, time: int) -> SurvivalDifference:
    """Difference of two Kaplan-Meier shares at `time`, pilot minus comparison, with a MOVER interval.

    The lower limit is d - sqrt((p1 - l1)^2 + (u2 - p2)^2), the upper one mirrors it, from the log-log limits (l, u) of
    each group. In a group without any event yet, which has none, Wilson limits with n = its risk set stand in; the
    result then says that it is approximate.

    Args:
        pilot: Curve of the first group.
        comparison: Curve of the group it is compared with, with the same confidence level.
        time: Whole time in the unit of the risk tables.

    Raises:
        UndefinedStatisticError: Nobody of a group is at risk at `time`, or everybody of a group is gone.

    Reference:
        Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; Zou & Donner (2008), Statistics in Medicine 27,
        1693-1702 (the same rule for any pair of intervals).
    Checked against:
        R: `summary(survfit(..., conf.type = "log-log"), times)` of both groups, combined by hand.

    >>> from analytics.stats.survival import risk_table, survival_curve
    >>> pilot = survival_curve(risk_table(None, {4: 2, 9: 18}, {4: 2}))
    >>> comparison = survival_curve(risk_table(None, {2: 8, 9: 32}, {2: 8}))
    >>> found = survival_difference(pilot, comparison, 6)
    >>> round(found.difference, 4), round(found.interval.low, 4), round(found.interval.high, 4)
    (0.1, -0.1617, 0.2766)
    """
    first, second = pilot.at(time), comparison.at(time)
    low_1, high_1 = _limits(first, pilot.level)
    low_2, high_2 = _limits(second, comparison.level)
    difference = first.survival - second.survival
    return SurvivalDifference(
        difference=difference,
        interval=Interval(
            low=difference - math.hypot(first.survival - low_1, high_2 - second.survival),
            high=difference + math.hypot(high_1 - first.survival, second.survival - low_2),
            level=pilot.level,
        ),
        pilot=first,
        comparison=second,
        is_approximate=first.interval is None or second.interval is None,
    )


def _limits(estimate: SurvivalEstimate, level: float) -> tuple[float, float]:
    """Log-log limits, or Wilson's for a risk set of which nobody has left."""
    if estimate.at_risk == 0:
        raise UndefinedStatisticError(
            f"Nobody of one of the groups is still under observation at {estimate.time}.",
            next_step="Ask for an earlier time.",
        )
    if estimate.interval is not None:
        return estimate.interval.low, estimate.interval.high
    if estimate.survival < 1:
        raise UndefinedStatisticError(
            f"Everybody who was under observation in one of the groups has left by {estimate.time}.",
            next_step="Start the curve where enough people are under observation.",
        )
    z = normal_quantile(level)
    return estimate.at_risk / (estimate.at_risk + z * z), 1.0
