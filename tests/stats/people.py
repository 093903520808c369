"""People in two groups with covariates and an outcome, for computing an adjusted comparison row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.stats.patterns import ArmPattern
from tests.stats.answers import sums_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 60
"""The outcome is stored as an integer, 60 steps to the unit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """Rows: arm, covariates, outcome in integer steps, team and fold, arrays of shape (people,) or (people, 2)."""

    arm: NDArray[np.int64]
    covariates: NDArray[np.float64]
    steps: NDArray[np.int64]
    fold: NDArray[np.int64]

    @property
    def outcome(self) -> NDArray[np.float64]:
        return self.steps / STEPS

    @property
    def design(self) -> NDArray[np.float64]:
        return np.column_stack([np.ones(self.arm.size), self.covariates])

    def patterns(self) -> list[ArmPattern]:
        """What the engine returns for these rows."""
        cells: dict[tuple[tuple[float, ...], int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for arm, covariates, steps, fold in zip(self.arm, self.covariates, self.steps, self.fold, strict=True):
            cells[tuple(covariates.tolist()), int(fold)][1 - int(arm)].append(int(steps))
        return [
            ArmPattern(
                covariates=covariates, pilot=sums_of(pilot, STEPS), comparison=sums_of(comparison, STEPS), fold=fold
            )
            for (covariates, fold), (pilot, comparison) in sorted(cells.items())
        ]


def people(seed: int, size: int = 120, *, shift: int = 0) -> People:
    """People whose chance to take part and whose outcome both depend on two covariates."""
    random = np.random.default_rng(seed)
    covariates = np.column_stack([random.integers(0, 4, size), random.integers(0, 2, size) * 2.5]).astype(float)
    chance = 1 / (1 + np.exp(0.6 - 0.5 * covariates[:, 0] + 0.3 * covariates[:, 1]))
    arm = (random.random(size) < chance).astype(np.int64)
    steps = random.integers(60, 300, size) + 20 * arm + (10 * covariates[:, 0]).astype(np.int64) + shift
    return People(arm=arm, covariates=covariates, steps=steps, fold=np.arange(size, dtype=np.int64) % 3)
