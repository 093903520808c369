"""People compressed to patterns: one row for each combination of covariates, with counts and integer sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analytics.stats.moments import Sums

    Floats: TypeAlias = NDArray[np.float64]


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
        covariates: Covariates of each pattern.
        x: Design matrix, shape (patterns, terms).
        pilot: Cells of those in the program.
        comparison: Cells of the others.
        fold: Part of the cross-fit, shape (patterns,).
    """

    covariates: tuple[tuple[float, ...], ...]
    x: Floats
    pilot: Cells
    comparison: Cells
    fold: NDArray[np.int64]

    @property
    def n(self) -> Floats:
        """People of both arms in each pattern."""
        return self.pilot.n + self.comparison.n


def cells(sums: Sequence[Sums]) -> Cells:
    """Sums as columns: means and squared deviations, each rounded once from exact integers.

    Args:
        sums: Sums of the outcome in each pattern.

    Reference:
        Sum of squared deviations = (n Q - S^2) / n in integers, so that large outcomes with small spread lose nothing.
    """
    means = [one.total / (one.n * one.denominator) if one.n else 0.0 for one in sums]
    within = [
        (one.n * one.squares - one.total * one.total) / (one.n * one.denominator**2) if one.n else 0.0 for one in sums
    ]
    return Cells(n=np.array([float(one.n) for one in sums]), mean=np.array(means), within=np.array(within))


def arm_cells(patterns: Sequence[ArmPattern], *, has_intercept: bool = True) -> ArmCells:
    """Patterns as columns, with a leading 1 in the design matrix unless told otherwise.

    The columns have an order of their own, so that the order of the patterns changes no bit of what follows.

    Args:
        patterns: People by covariates and arm.
        has_intercept: Whether the design matrix begins with a column of ones.

    Raises:
        UndefinedStatisticError: One of the arms is empty.
    """
    patterns = sorted(patterns, key=_place)
    covariates = tuple(pattern.covariates for pattern in patterns)
    x = np.array(covariates, dtype=np.float64).reshape(len(patterns), -1)
    found = ArmCells(
        covariates=covariates,
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


def _place(pattern: ArmPattern) -> tuple[object, ...]:
    """Where a pattern stands among the others, whatever order the engine returned them in."""
    sums = ((one.n, one.total, one.squares) for one in (pattern.pilot, pattern.comparison))
    return pattern.covariates, pattern.fold, *sums
