"""Random numbers by name: every draw has its own stream, so nothing depends on order, chunks or what else is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SMALLEST = 2.0**-54


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Named streams of random numbers.

    Only the bit stream of PCG64 is used, which NumPy promises to keep; normals and exponentials are made from it by
    inversion. The same seed therefore gives the same company on every version of NumPy.

    Args:
        seed: Any whole number from 0.
    """

    seed: int

    def uniform(self, name: str, n: int, *, start: int = 0) -> NDArray[np.float64]:
        """Numbers `start` to `start + n` of the stream called `name`, strictly between 0 and 1.

        >>> whole = Draws(seed=1).uniform("gender", 5)
        >>> bool((Draws(seed=1).uniform("gender", 3, start=2) == whole[2:]).all())
        True
        """
        stream = np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=(crc32(name.encode()),)))
        return np.maximum(np.random.Generator(stream.advance(start)).random(n), _SMALLEST)

    def normal(self, name: str, n: int) -> NDArray[np.float64]:
        """Standard normal numbers."""
        return np.asarray(ndtri(self.uniform(name, n)), dtype=np.float64)

    def exponential(self, name: str, n: int) -> NDArray[np.float64]:
        """Exponential numbers with mean 1."""
        return -np.log(self.uniform(name, n))

    def whole(self, name: str, n: int, low: int, high: int) -> NDArray[np.int64]:
        """Whole numbers from `low` to `high`, both included."""
        return low + np.floor(self.uniform(name, n) * (high - low + 1)).astype(np.int64)

    def code(self, name: str, n: int, shares: Sequence[float]) -> NDArray[np.int64]:
        """Positions in `shares`, each as often as its share says."""
        edges = np.cumsum(np.asarray(shares, dtype=np.float64))
        return np.searchsorted(edges[:-1] / edges[-1], self.uniform(name, n), side="right").astype(np.int64)

    def happens(self, name: str, probability: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Whether each event happens, given its probability."""
        return self.uniform(name, len(probability)) < probability

    def order(self, name: str, n: int) -> NDArray[np.int64]:
        """The numbers from 0 to `n` in random order."""
        return np.argsort(self.uniform(name, n), kind="stable").astype(np.int64)
