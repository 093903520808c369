"""The people on whom an adjusted comparison rests: complete, with counterparts, compressed to patterns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.covariates import answers, has_counterpart, independent, standardized
from analytics.errors import UndefinedStatisticError
from analytics.stats.balance import Balance, balance
from analytics.stats.moments import Moments
from analytics.stats.patterns import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from analytics.comparison.covariates import Term
    from analytics.comparison.people import Alike, People
    from analytics.stats.patterns import ArmCells, Floats, Integers

LARGEST_EXACT = 5
"""Numbers with at most this many different values are matched exactly; others in fifths."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparable:
    """People who can be compared at equal covariates.

    Args:
        alike: The people.
        x: Values of the terms in standard deviations from the mean of all people, shape (people, terms).
        terms: The terms that vary and do not follow from others.
        dropped: Names of the other terms.
        n: People of the pilot and of the comparison.
        n_without_counterpart: People of both arms left out because an answer of theirs occurs in one arm only.
        denominator: Integer steps that make 1, of the thing compared.
        joined: Covariates whose small categories were joined.
    """

    alike: tuple[Alike, ...]
    x: Floats
    terms: tuple[Term, ...]
    dropped: tuple[str, ...]
    n: tuple[int, int]
    n_without_counterpart: tuple[int, int]
    denominator: int
    joined: tuple[str, ...] = ()

    def patterns(self, *, has_folds: bool = False) -> ArmCells:
        """The people by values of the terms (and fold), with their outcome in either arm.

        Args:
            has_folds: Whether to keep the parts of a cross-fit apart.
        """
        return self.counted(has_folds=has_folds)[0]

    def strata(self) -> list[Hashable]:
        """The stratum of each person: equal answers, and numbers cut into fifths, closed below."""
        n = np.array([float(one.n) for one in self.alike])
        return list(zip(*(_classes(column, n).tolist() for column in self.x.T), strict=True))

    def where(self, is_kept: Callable[[Alike], bool]) -> Comparable:
        """Those of the people for whom something holds, their covariates scaled as before.

        Args:
            is_kept: Whether it holds.
        """
        kept = [is_kept(one) for one in self.alike]
        return replace(self, alike=tuple(compress(self.alike, kept)), x=self.x[np.array(kept, dtype=np.bool_)])

    def counted(self, *, has_folds: bool = False) -> tuple[ArmCells, Integers]:
        """The people by values of the terms (and fold), and the row of these that each person is in.

        Args:
            has_folds: Whether to keep the parts of a cross-fit apart.
        """
        return counted(
            self.x,
            _arms(self.alike),
            [one.steps[0] for one in self.alike],
            self.denominator,
            np.array([one.fold for one in self.alike], dtype=np.int64) if has_folds else None,
        )


def comparable(everybody: People) -> Comparable:
    """The people on whom an adjusted comparison rests.

    Who has an answer that occurs in one arm only has no counterpart and is left out, as are terms that do not vary or
    follow from others.

    Args:
        everybody: Everybody, with what was known beforehand.

    Raises:
        UndefinedStatisticError: Nothing known beforehand varies, or an arm is empty then.
    """
    complete = [one for one in everybody.alike if one.covariates is not None]
    x = np.array([one.covariates for one in complete], dtype=np.float64).reshape(len(complete), len(everybody.terms))
    arms = _arms(complete)
    is_kept = has_counterpart(answers(x, everybody.terms), *arms)
    kept = tuple(compress(complete, is_kept.tolist()))
    pilot, comparison = (people[is_kept] for people in arms)
    n = int(pilot.sum()), int(comparison.sum())
    if not min(n):
        raise UndefinedStatisticError(
            "Nobody in one of the groups has a counterpart in the other.", next_step="Adjust for fewer columns."
        )
    x = x[is_kept]
    weight = (pilot + comparison).astype(np.float64)
    places = independent(x, weight)
    if not places:
        raise UndefinedStatisticError("Nothing that was known beforehand differs between people.")
    n_complete = int(arms[0].sum()), int(arms[1].sum())
    return Comparable(
        alike=kept,
        x=standardized(x[:, places], weight),
        terms=tuple(everybody.terms[place] for place in places),
        dropped=tuple(term.name for place, term in enumerate(everybody.terms) if place not in places),
        n=n,
        n_without_counterpart=(n_complete[0] - n[0], n_complete[1] - n[1]),
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


def _classes(column: Floats, n: Floats) -> Floats:
    """The values themselves where they are few, else the number of the fifth they fall into."""
    if np.unique(column).size <= LARGEST_EXACT:
        return column
    order = np.argsort(column, kind="stable")
    reached = np.cumsum(n[order]) / n.sum()
    cuts = np.unique(column[order][np.searchsorted(reached, [0.2, 0.4, 0.6, 0.8])])
    classes: Floats = np.searchsorted(cuts, column, side="right").astype(np.float64)
    return classes


def _arms(people: Sequence[Alike]) -> tuple[Integers, Integers]:
    """How many people of the pilot, and of the comparison, each row stands for."""
    n = np.array([one.n for one in people], dtype=np.int64)
    is_pilot = np.array([one.is_pilot for one in people], dtype=np.bool_)
    return n * is_pilot, n * ~is_pilot
