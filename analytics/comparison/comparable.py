"""The people on whom an adjusted comparison rests: complete, with counterparts, compressed to patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.covariates import answers, has_counterpart, independent, standardized
from analytics.comparison.people import Alike, grouped, sums_of
from analytics.errors import UndefinedStatisticError
from analytics.stats.balance import Balance, balance
from analytics.stats.moments import Moments
from analytics.stats.patterns import ArmPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from analytics.comparison.covariates import Term
    from analytics.comparison.people import People
    from analytics.stats.patterns import Floats

LARGEST_EXACT = 5
"""Numbers with at most this many different values are matched exactly; others in fifths."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparable:
    """People who can be compared at equal covariates.

    Args:
        alike: The people; their covariates are in standard deviations from the mean of all of them.
        terms: The terms that vary and do not follow from others.
        dropped: Names of the other terms.
        n: People of the pilot and of the comparison.
        n_without_counterpart: People of both arms left out because an answer of theirs occurs in one arm only.
        denominator: Integer steps that make 1, of the thing compared.
        joined: Covariates whose small categories were joined.
    """

    alike: tuple[Alike, ...]
    terms: tuple[Term, ...]
    dropped: tuple[str, ...]
    n: tuple[int, int]
    n_without_counterpart: tuple[int, int]
    denominator: int
    joined: tuple[str, ...] = ()

    def patterns(
        self, *, has_folds: bool = False, steps: Callable[[Alike], int] | None = None
    ) -> tuple[ArmPattern, ...]:
        """The people by covariates (and fold), with the sums of the outcome in either arm.

        Args:
            has_folds: Whether to keep the parts of a cross-fit apart.
            steps: Integer steps of what is compared; the first thing asked for by default.
        """
        groups = grouped(self.alike, lambda one: (one.covariates, one.fold if has_folds else 0))
        return tuple(
            ArmPattern(
                covariates=members[0].covariates or (),
                pilot=sums_of((one for one in members if one.is_pilot), steps or _first, self.denominator),
                comparison=sums_of((one for one in members if not one.is_pilot), steps or _first, self.denominator),
                fold=members[0].fold if has_folds else 0,
            )
            for members in groups.values()
        )

    def columns(self) -> tuple[Floats, Floats, Floats]:
        """Covariates by pattern, shape (patterns, terms), and the people of the pilot and of the comparison."""
        groups = grouped(self.alike, lambda one: one.covariates)
        x = np.array(list(groups), dtype=np.float64).reshape(len(groups), -1)
        pilot, comparison = (
            np.array([float(sum(one.n for one in members if one.is_pilot is arm)) for members in groups.values()])
            for arm in (True, False)
        )
        return x, pilot, comparison

    def strata(self) -> dict[tuple[float, ...], Hashable]:
        """The stratum of every combination of covariates: equal answers, and numbers cut into fifths, closed below."""
        x, pilot, comparison = self.columns()
        classes = [_classes(x[:, place], pilot + comparison) for place in range(x.shape[1])]
        keys = [tuple(row) for row in x.tolist()]
        return dict(zip(keys, zip(*(one.tolist() for one in classes), strict=True), strict=True))


def comparable(everybody: People) -> Comparable:
    """The people on whom an adjusted comparison rests.

    Who has an answer that occurs in one arm only has no counterpart and is left out, as are terms that do not vary or
    follow from others.

    Args:
        everybody: Everybody, with what was known beforehand.

    Raises:
        UndefinedStatisticError: Nothing known beforehand varies, or an arm is empty then.
    """
    kept = [one for one in everybody.alike if one.covariates is not None]
    complete = _size(kept)
    kept = _with_counterparts(kept, everybody)
    n = _size(kept)
    if not min(n):
        raise UndefinedStatisticError(
            "Nobody in one of the groups has a counterpart in the other.", next_step="Adjust for fewer columns."
        )
    x = np.array([one.covariates for one in kept], dtype=np.float64).reshape(len(kept), -1)
    weight = np.array([float(one.n) for one in kept])
    places = independent(x, weight)
    if not places:
        raise UndefinedStatisticError("Nothing that was known beforehand differs between people.")
    scaled = standardized(x[:, places], weight).tolist()
    return Comparable(
        alike=tuple(
            Alike(is_pilot=one.is_pilot, steps=one.steps, covariates=tuple(row), team=one.team, fold=one.fold, n=one.n)
            for one, row in zip(kept, scaled, strict=True)
        ),
        terms=tuple(everybody.terms[place] for place in places),
        dropped=tuple(term.name for place, term in enumerate(everybody.terms) if place not in places),
        n=n,
        n_without_counterpart=(complete[0] - n[0], complete[1] - n[1]),
        denominator=everybody.denominators[0],
    )


def standardized_differences(
    x: Floats, pilot: Floats, comparison: Floats, weights: tuple[Floats, Floats] | None = None
) -> list[float | None]:
    """The standardized difference of every column, weighted if weights are given; None where it has no scale.

    Args:
        x: Values, shape (patterns, columns).
        pilot: People of the pilot in each pattern.
        comparison: People of the comparison in each pattern.
        weights: Weight of one person of either arm in each pattern.
    """
    found: list[float | None] = []
    for column in x.T:
        moments = _moments(column, pilot), _moments(column, comparison)
        means = None
        if weights is not None:
            means = _mean(column, pilot * weights[0]), _mean(column, comparison * weights[1])
        found.append(_standardized(moments, means))
    return found


def _standardized(moments: tuple[Moments, Moments], means: tuple[float, float] | None) -> float | None:
    if max(one.variance for one in moments) == 0:
        return None
    found: Balance = balance(*moments, means=means)
    return found.standardized_difference


def _moments(column: Floats, n: Floats) -> Moments:
    mean = _mean(column, n)
    return Moments(n=int(n.sum()), mean=mean, variance=float(n @ (column - mean) ** 2) / max(float(n.sum()) - 1, 1))


def _mean(column: Floats, n: Floats) -> float:
    return float(n @ column / n.sum())


def _with_counterparts(kept: list[Alike], everybody: People) -> list[Alike]:
    """The people left after leaving out, again and again, an answer that occurs in one arm only."""
    x = np.array([one.covariates for one in kept], dtype=np.float64).reshape(len(kept), -1)
    pilot = np.array([float(one.n * one.is_pilot) for one in kept])
    comparison = np.array([float(one.n * (not one.is_pilot)) for one in kept])
    is_kept = has_counterpart(answers(x, everybody.terms), pilot, comparison)
    return [one for one, stays in zip(kept, is_kept.tolist(), strict=True) if stays]


def _classes(column: Floats, n: Floats) -> Floats:
    """The values themselves where they are few, else the number of the fifth they fall into."""
    if np.unique(column).size <= LARGEST_EXACT:
        return column
    order = np.argsort(column, kind="stable")
    reached = np.cumsum(n[order]) / n.sum()
    cuts = np.unique(column[order][np.searchsorted(reached, [0.2, 0.4, 0.6, 0.8])])
    classes: Floats = np.searchsorted(cuts, column, side="right").astype(np.float64)
    return classes


def _size(people: list[Alike]) -> tuple[int, int]:
    pilot = sum(one.n for one in people if one.is_pilot)
    return pilot, sum(one.n for one in people) - pilot


def _first(one: Alike) -> int:
    return one.steps[0]
