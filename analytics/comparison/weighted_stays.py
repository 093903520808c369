"""The difference of two weighted shares still there: who volunteered made to resemble who did not."""

from __future__ import annotations

import math
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.estimates import HEADLINE, Estimate
from analytics.errors import UndefinedStatisticError
from analytics.stats.spells import BEGINNING, Spells, ordered
from analytics.stats.weighted_survival import weighted_survival_curve
from analytics.stats.weighting import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.comparison.estimates import Models
    from analytics.comparison.people import Alike
    from analytics.stats.patterns import Floats
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
    per_pattern, place = weights(models.scores, WEIGHTED[method][0]), models.places
    is_pilot = np.array([one.is_pilot for one in models.group.alike], dtype=np.bool_)
    pilot, comparison = (
        _spells(list(compress(models.group.alike, is_ours)), weight[place[is_ours]])
        for is_ours, weight in zip((is_pilot, ~is_pilot), per_pattern, strict=True)
    )
    return weighted_survival_curve(pilot).at(end), weighted_survival_curve(comparison).at(end)


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


def _spells(people: Sequence[Alike], weight: Floats) -> Spells:
    exits, events, *entries = np.array([one.steps for one in people], dtype=np.int64).T
    return ordered(
        Spells(
            entry=entries[0] if entries else np.full(len(people), BEGINNING),
            exit=exits,
            event=np.where(events > 0, "left", ""),
            weight=weight,
            n=np.array([one.n for one in people], dtype=np.int64),
        )
    )
