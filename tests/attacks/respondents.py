"""Invented respondents whose attributes the attacker knows, and whose answers the attacker wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CATEGORIES = {"generation": 4, "gender": 3, "ethnicity": 6, "unit": 8, "level": 6, "location": 10, "cohort": 4}
LOWEST, HIGHEST = 5, 25
"""The sum of five items from 1 to 5: one step is 0.2 points of the mean, so only the very number is exact."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Respondents:
    """Attribute codes, (people, dimensions), and the points of each person, (people,)."""

    codes: NDArray[np.int64]
    points: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.points)

    @property
    def guess(self) -> int:
        """The commonest answer, which the attacker is supposed to know."""
        return int(np.bincount(self.points).argmax())

    def exact(self, guesses: NDArray[np.float64]) -> float:
        """The share of people whose answer was found to the point; a guess that is not a number finds nothing."""
        return float(np.mean(np.abs(guesses - self.points) < 0.5))

    def gain(self, guesses: NDArray[np.float64]) -> float:
        """By how many percentage points that is better than saying the commonest answer each time."""
        return 100 * (self.exact(guesses) - float(np.mean(self.points == self.guess)))


def respondents(n: int, seed: int, *, n_dimensions: int = len(CATEGORIES)) -> Respondents:
    """`n` people in skewed categories, with answers that differ a little between generations and units.

    Level goes with generation and location with unit, as in a real company.
    """
    rng = np.random.default_rng([n, seed])
    codes = np.column_stack([_skewed(rng, n, size) for size in CATEGORIES.values()])
    codes[:, 4] = np.where(rng.random(n) < 0.5, np.minimum(codes[:, 0] + codes[:, 4] // 2, 5), codes[:, 4])
    codes[:, 5] = np.where(rng.random(n) < 0.5, codes[:, 3], codes[:, 5])
    latent = 18.5 + 0.8 * (codes[:, 0] - 1) + 0.4 * (codes[:, 3] - 2) + rng.normal(0, 2.9, n)
    points = np.clip(np.round(latent), LOWEST, HIGHEST).astype(np.int64)
    return Respondents(codes=codes[:, :n_dimensions], points=points)


def _skewed(rng: np.random.Generator, n: int, size: int) -> NDArray[np.int64]:
    weights = 1 / np.arange(1, size + 1)
    return rng.choice(size, size=n, p=weights / weights.sum()).astype(np.int64)
