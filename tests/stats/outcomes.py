"""Rows of people with factors and an event, for computing a model slowly and plainly beside the one from patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.stats.factor_patterns import FactorPatterns

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = {"level": ("L1", "L2", "L3"), "unit": ("Sales", "Plants"), "site": ("Lyon", "Porto", "Oslo", "Riga")}


@dataclass(frozen=True)
class People:
    """People, one a row: codes of three factors, and whether each had the event."""

    codes: NDArray[np.int64]
    y: NDArray[np.int64]

    @property
    def design(self) -> NDArray[np.float64]:
        """One column a level."""
        return np.hstack([np.eye(len(known))[self.codes[:, at]] for at, known in enumerate(LEVELS.values())])

    def rows(self) -> list[tuple[dict[str, str], int, int]]:
        """Each person as one row of patterns."""
        named = [
            {name: known[code] for (name, known), code in zip(LEVELS.items(), row, strict=True)}
            for row in self.codes.tolist()
        ]
        return [(row, 1, event) for row, event in zip(named, self.y.tolist(), strict=True)]

    @property
    def patterns(self) -> FactorPatterns:
        """The people, counted."""
        return FactorPatterns.of(self.rows(), LEVELS)


def people(n: int = 3_000, seed: int = 1, effect: float = 0.8) -> People:
    """People whose event goes with level L2 and against the unit Plants, which go together; not with the site."""
    random = np.random.default_rng(seed)
    level = random.integers(0, 3, n)
    unit = (random.random(n) < 0.2 + 0.3 * (level == 1)).astype(np.int64)
    site = random.integers(0, 4, n)
    chance = 1 / (1 + np.exp(1 - effect * (level == 1) + 0.6 * effect * unit))
    return People(codes=np.stack([level, unit, site], axis=1), y=(random.random(n) < chance).astype(np.int64))
