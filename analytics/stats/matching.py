"""Exact and coarsened matching: compare people only with people who were alike beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from analytics.errors import UndefinedStatisticError
from analytics.stats.wald import wald_interval, wald_p

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.stats.moments import Sums
    from analytics.stats.outcome import Interval

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumPair:
    """People alike in everything that is matched on.

    Args:
        pilot: Sums of the outcome of those in the program.
        comparison: Sums of the outcome of the others.
    """

    pilot: Sums
    comparison: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched(Generic[Key]):
    """Difference among matched people, averaged over those in the program (ATT).

    Args:
        difference: Pilot minus comparison, in the unit of the outcome.
        standard_error: Standard error of the two weighted means, the weights taken as known.
        interval: Normal interval.
        p: Two-sided p-value.
        n_pilot: Matched people of the pilot group.
        n_comparison: Matched people of the comparison group.
        n_pilot_unmatched: People of the pilot group without anybody alike: the difference says nothing about them.
        n_strata: Strata with people of both groups.
        comparison_size: Effective sample size of the comparison group, (sum of weights)^2 / sum of squared weights.
        weights: Weight of one person of the comparison group in each matched stratum.
    """

    difference: float
    standard_error: float
    interval: Interval
    p: float
    n_pilot: int
    n_comparison: int
    n_pilot_unmatched: int
    n_strata: int
    comparison_size: float
    weights: Mapping[Key, float]


def matched_difference(strata: Mapping[Key, StratumPair], *, level: float = 0.95) -> Matched[Key]:
    """Difference of means after exact matching, or coarsened exact matching when strata are made of intervals.

    Strata with people of one group only are left out. A person of the comparison group in stratum s weighs
    (pilot in s / comparison in s) (all matched comparison / all matched pilot), a person of the pilot group 1.

    Args:
        strata: Everybody, by the values (or intervals) that are matched on.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: No stratum has people of both groups, a matched group has one person, or there is no
            variation.

    Reference:
        Iacus, King & Porro (2012), Political Analysis 20, 1-24; Stuart (2010), Statistical Science 25, 1-21.
    Checked against:
        R: `MatchIt::matchit(arm ~ x, method = "exact", estimand = "ATT")`, `method = "cem"`.

    >>> from analytics.stats.moments import Sums
    >>> junior = StratumPair(pilot=Sums(n=4, total=12, squares=40), comparison=Sums(n=8, total=18, squares=46))
    >>> senior = StratumPair(pilot=Sums(n=6, total=24, squares=100), comparison=Sums(n=3, total=9, squares=29))
    >>> found = matched_difference({"junior": junior, "senior": senior})
    >>> round(found.difference, 4), round(found.weights["senior"], 4), round(found.comparison_size, 4)
    (0.9, 2.2, 7.1429)
    """
    matched = {key: pair for key, pair in strata.items() if pair.pilot.n and pair.comparison.n}
    if not matched:
        raise UndefinedStatisticError(
            "Nobody in the comparison group resembles anybody in the pilot group.",
            next_step="Match on fewer covariates, or on broader classes.",
        )
    n_pilot = sum(pair.pilot.n for pair in matched.values())
    n_comparison = sum(pair.comparison.n for pair in matched.values())
    weights = {key: pair.pilot.n / pair.comparison.n * (n_comparison / n_pilot) for key, pair in matched.items()}
    pilot = [(pair.pilot, 1.0) for pair in matched.values()]
    comparison = [(pair.comparison, weights[key]) for key, pair in matched.items()]
    pilot_mean, pilot_variance = _weighted(pilot)
    comparison_mean, comparison_variance = _weighted(comparison)
    difference = pilot_mean - comparison_mean
    standard_error = math.sqrt(pilot_variance + comparison_variance)
    return Matched(
        difference=difference,
        standard_error=standard_error,
        interval=wald_interval(difference, standard_error, level=level),
        p=wald_p(difference, standard_error),
        n_pilot=n_pilot,
        n_comparison=n_comparison,
        n_pilot_unmatched=sum(pair.pilot.n for pair in strata.values()) - n_pilot,
        n_strata=len(matched),
        comparison_size=n_comparison**2 / math.fsum(sums.n * weight**2 for sums, weight in comparison),
        weights=weights,
    )


def _weighted(parts: Sequence[tuple[Sums, float]]) -> tuple[float, float]:
    """Weighted mean of one group and its variance, with the factor n / (n - 1)."""
    n = sum(sums.n for sums, _ in parts)
    if n < 2:  # noqa: PLR2004 - the definition of a variance
        raise UndefinedStatisticError(
            "A mean with its uncertainty needs at least two matched people in each group.",
            next_step="Match on fewer covariates, or on broader classes.",
        )
    total = math.fsum(sums.n * weight for sums, weight in parts)
    mean = math.fsum(weight * sums.total / sums.denominator for sums, weight in parts) / total
    squares = math.fsum(weight**2 * _squares_about(sums, mean) for sums, weight in parts)
    return mean, squares / total**2 * n / (n - 1)


def _squares_about(sums: Sums, center: float) -> float:
    """Sum of squared distances from `center`."""
    within = (sums.n * sums.squares - sums.total**2) / (sums.n * sums.denominator**2)
    return within + sums.n * (sums.total / (sums.n * sums.denominator) - center) ** 2
