"""People compressed to patterns: one row for each combination of covariates, with counts and integer sums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from analytics.stats.moments import Sums

    Floats: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

LARGEST_INTEGER = 2**62
"""Sums below this are exact in machine integers."""

LARGEST_EXACT = 2**53
"""Whole numbers up to this are exact in machine numbers, so that one division rounds once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmPattern:
    """Everybody with the same covariates, in both arms.

    Args:
        covariates: Values of the covariates, in the order of their names, known before the program began.
        pilot: Sums of the outcome of those in the program; n = 0 where there are none.
        comparison: Sums of the outcome of the others.
        fold: Which part of a cross-fit these people belong to.
    """

    covariates: tuple[float, ...]
    pilot: Sums
    comparison: Sums
    fold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Counts and outcomes as columns, one row for each pattern.

    Args:
        n: People, shape (patterns,).
        mean: Their mean outcome, 0 where there is nobody.
        within: Sum of squared deviations from that mean.
    """

    n: Floats
    mean: Floats
    within: Floats

    @property
    def size(self) -> float:
        """People in all patterns."""
        return float(self.n.sum())

    def squares_about(self, center: Floats | float) -> Floats:
        """Sum of squared distances of the outcomes from `center`, for each pattern."""
        return self.within + self.n * (self.mean - center) ** 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArmCells:
    """Patterns of two arms as columns.

    Args:
        covariates: Covariates of each pattern, shape (patterns, covariates).
        x: Design matrix, shape (patterns, terms).
        pilot: Cells of those in the program.
        comparison: Cells of the others.
        fold: Part of the cross-fit, shape (patterns,).
    """

    covariates: Floats
    x: Floats
    pilot: Cells
    comparison: Cells
    fold: NDArray[np.int64]

    @property
    def n(self) -> Floats:
        """People of both arms in each pattern."""
        return self.pilot.n + self.comparison.n


Patterns: TypeAlias = "Sequence[ArmPattern] | ArmCells"
"""People of two arms by covariates, one at a time or as columns."""


def cells(sums: Sequence[Sums]) -> Cells:
    """Sums as columns: means and squared deviations, each rounded once from exact integers.

    Args:
        sums: Sums of the outcome in each pattern.

    Reference:
        Sum of squared deviations = (n Q - S^2) / n in integers, so that large outcomes with small spread lose nothing.
    """
    return _cells((one.n, one.total, one.squares, one.denominator) for one in sums)


def arm_cells(patterns: Patterns, *, has_intercept: bool = True) -> ArmCells:
    """Patterns as columns, with a leading 1 in the design matrix unless told otherwise.

    The columns have an order of their own, so that the order of the patterns changes no bit of what follows.

    Args:
        patterns: People by covariates and arm; columns of `counted` stay as they are.
        has_intercept: Whether the design matrix begins with a column of ones.

    Raises:
        UndefinedStatisticError: One of the arms is empty.
    """
    if isinstance(patterns, ArmCells):
        found = patterns if has_intercept else replace(patterns, x=patterns.covariates)
    else:
        patterns = sorted(patterns, key=_place)
        x = np.array([pattern.covariates for pattern in patterns], dtype=np.float64).reshape(len(patterns), -1)
        found = ArmCells(
            covariates=x,
            x=np.column_stack([np.ones(len(patterns)), x]) if has_intercept else x,
            pilot=cells([pattern.pilot for pattern in patterns]),
            comparison=cells([pattern.comparison for pattern in patterns]),
            fold=np.array([pattern.fold for pattern in patterns], dtype=np.int64),
        )
    if not (found.pilot.size and found.comparison.size):
        raise UndefinedStatisticError(
            "A comparison needs people in both groups; one of them is empty.", next_step="Choose a wider selection."
        )
    return found


def counted(
    covariates: Floats,
    arms: tuple[Integers, Integers],
    steps: Sequence[int],
    denominator: int,
    fold: Integers | None = None,
) -> tuple[ArmCells, Integers]:
    """People as columns, those with the same covariates (and fold) counted together; and the pattern of each person.

    Args:
        covariates: Their covariates, shape (people, covariates).
        arms: How many of the pilot, and of the comparison, each row stands for, shape (people,).
        steps: Integer steps of the outcome of each row.
        denominator: Integer steps that make 1.
        fold: Part of the cross-fit, shape (people,); everybody together if left out.

    >>> x = np.array([[1.0], [0.0], [1.0]])
    >>> found, place = counted(x, (np.array([2, 1, 0]), np.array([0, 0, 3])), [4, 5, 6], 1)
    >>> found.pilot.n.tolist(), found.comparison.mean.tolist(), place.tolist()
    ([1.0, 2.0], [0.0, 6.0], [1, 0, 1])
    """
    keys = covariates if fold is None else np.column_stack([covariates, fold])
    order = np.lexsort(keys.T[::-1])
    is_first = np.append(True, (np.diff(keys[order], axis=0) != 0).any(axis=1))[: len(order)]
    first, place = np.flatnonzero(is_first), np.empty(len(order), dtype=np.int64)
    place[order] = np.cumsum(is_first) - 1
    x = covariates[order[first]]
    whole = _integers(steps, arms[0] + arms[1])[order]
    pilot, comparison = (_summed(n[order], whole, first, denominator) for n in arms)
    found = ArmCells(
        covariates=x,
        x=np.column_stack([np.ones(len(x)), x]),
        pilot=pilot,
        comparison=comparison,
        fold=np.zeros(len(x), dtype=np.int64) if fold is None else fold[order[first]],
    )
    return found, place


def _integers(steps: Sequence[int], n: Integers) -> NDArray[Any]:
    """Steps as machine integers, or as Python's where sums of their squares would not fit."""
    largest = max(map(abs, steps), default=0)
    return np.array(steps, dtype=np.int64 if largest**2 * int(n.sum()) < LARGEST_INTEGER else object)


def _summed(n: Integers, steps: NDArray[Any], first: Integers, denominator: int) -> Cells:
    """The cells of runs of people, each of which begins at one of `first`."""
    people, total, squares = (np.add.reduceat(one, first) for one in (n, n * steps, n * steps * steps))
    largest = people.astype(np.float64) * np.maximum(squares.astype(np.float64), denominator**2)
    if largest.max(initial=0.0) < LARGEST_EXACT:
        whole = np.maximum(people, 1)
        return Cells(
            n=people.astype(np.float64),
            mean=np.asarray(total / (whole * denominator), dtype=np.float64),
            within=np.asarray((people * squares - total * total) / (whole * denominator**2), dtype=np.float64),
        )
    lists = (one.tolist() for one in (people, total, squares))
    return _cells((*one, denominator) for one in zip(*lists, strict=True))


def _cells(sums: Iterable[tuple[int, int, int, int]]) -> Cells:
    """Cells of n, total, squares and denominator."""
    exact = [
        (
            float(n),
            total / (n * denominator) if n else 0.0,
            (n * squares - total * total) / (n * denominator**2) if n else 0.0,
        )
        for n, total, squares, denominator in sums
    ]
    n, mean, within = np.array(exact, dtype=np.float64).reshape(-1, 3).T.copy()
    return Cells(n=n, mean=mean, within=within)


def _place(pattern: ArmPattern) -> tuple[object, ...]:
    """Where a pattern stands among the others, whatever order the engine returned them in."""
    sums = ((one.n, one.total, one.squares) for one in (pattern.pilot, pattern.comparison))
    return pattern.covariates, pattern.fold, *sums
