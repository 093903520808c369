"""The difference of two weighted shares still there: who volunteered made to resemble who did not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analytics.comparison.estimates import HEADLINE, Estimate
from analytics.errors import UndefinedStatisticError
from analytics.stats.spells import Spell, spells
from analytics.stats.weighted_survival import weighted_survival_curve
from analytics.stats.weighting import weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.comparison.estimates import Models
    from analytics.comparison.people import Alike
    from analytics.stats.survival import SurvivalEstimate
    from analytics.stats.weighting import Estimand

WEIGHTED: Mapping[str, tuple[Estimand, str]] = {
    HEADLINE: ("overlap", "ATO"),
    "participant_weights": ("participants", "ATT"),
}
"""Adjusted differences of retention: who is weighed, and whom the difference is about."""


def weighted_shares(models: Models, method: str, end: int) -> tuple[SurvivalEstimate, SurvivalEstimate]:
    """The shares of the pilot and of the comparison still there, by weighted Kaplan-Meier curves.

    Args:
        models: The people and their chances of taking part.
        method: One of `WEIGHTED`.
        end: The time, in steps.

    Raises:
        UndefinedStatisticError: The weights are undefined.

    Reference:
        The curves and their jackknife errors are those of `weighted_survival_curve`.
    """
    weight = weights(models.scores, WEIGHTED[method][0])
    first, second = (
        weighted_survival_curve(
            spells(
                _spell(one, weight[one.covariates or ()][place]) for one in models.group.alike if one.is_pilot is arm
            )
        ).at(end)
        for place, arm in enumerate((True, False))
    )
    return first, second


def weighted_stay(models: Models, method: str, end: int) -> Estimate:
    """The difference of two weighted Kaplan-Meier shares, errors from the jackknife of the weighted curves.

    Args:
        models: The people and their chances of taking part.
        method: One of `WEIGHTED`.
        end: The time, in steps.

    Raises:
        UndefinedStatisticError: The weights are undefined, or everybody of a group has left.
    """
    first, second = weighted_shares(models, method, end)
    if first.standard_error is None or second.standard_error is None:
        raise UndefinedStatisticError("Everybody of one of the groups has left by the horizon.")
    return Estimate(
        method=method,
        estimand=WEIGHTED[method][1],
        difference=first.survival - second.survival,
        standard_error=math.hypot(first.standard_error, second.standard_error),
    )


def _spell(one: Alike, weight: float) -> Spell:
    time, event, *entry = one.steps
    return Spell(exit=time, event="left" if event else "", n=one.n, entry=entry[0] if entry else None, weight=weight)
