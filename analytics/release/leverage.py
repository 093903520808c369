"""How much of one person's answer a list of published sums explains, and the space that such sums span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Cell: TypeAlias = tuple[tuple[int, int], ...]
"""The people of one published number: pairs of a dimension's index and a category's code; everyone is `()`."""

NEGLIGIBLE = 1e-9
"""A part of a sum smaller than this share of it is rounding error: the sum follows from the others."""

CLOSE = 1e-2
"""A part smaller than this share of its sum is computed a second time, on what the first time left over."""


def membership(patterns: NDArray[np.int64], cells: Sequence[Cell]) -> sparse.csr_array:
    """Which patterns stand behind each cell, as a matrix of zeros and ones, (cells, patterns).

    Args:
        patterns: Category codes of each combination of categories that occurs, (patterns, dimensions).
        cells: The cells.

    >>> membership(np.array([[0, 1], [1, 1]]), [(), ((0, 1),)]).toarray()
    array([[1., 1.],
           [0., 1.]])
    """
    inside = [np.flatnonzero(_inside(patterns, cell)) for cell in cells]
    ends = np.cumsum([0, *(len(one) for one in inside)])
    columns = np.concatenate(inside) if inside else np.zeros(0, dtype=np.int64)
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(cells), len(patterns)))


def _inside(patterns: NDArray[np.int64], cell: Cell) -> NDArray[np.bool_]:
    inside = np.ones(len(patterns), dtype=np.bool_)
    for dimension, code in cell:
        inside &= patterns[:, dimension] == code
    return inside


def leverage(members: sparse.csr_array, people: NDArray[np.int64]) -> NDArray[np.float64]:
    """The leverage of one person of each pattern: the share of an answer that all sums together explain, 0 to 1.

    Args:
        members: Which patterns stand behind each sum, (sums, patterns).
        people: Number of people of each pattern, (patterns,).

    Reference:
        Hoaglin and Welsch (1978), The hat matrix in regression and ANOVA, The American Statistician 32(1):
        the diagonal of P = A'(AA')^+ A. The error of the best linear guess of an answer is sd sqrt(1 - leverage).
    Checked against:
        R: `hatvalues(lm(y ~ 0 + t(A)))`.

    >>> leverage(membership(np.array([[0], [1]]), [((0, 0),), ((0, 1),)]), np.array([10, 4]))
    array([0.1 , 0.25])
    """
    gram = ((members * people) @ members.T).toarray()
    values, vectors = np.linalg.eigh(gram)
    used = values > NEGLIGIBLE * max(values.max(initial=0.0), 1.0)
    basis = vectors[:, used] / np.sqrt(values[used])
    return np.asarray(np.square(members.T @ basis).sum(axis=1), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """What one sum tells beyond those accepted before it.

    Args:
        index: The sum.
        values: One value a pattern; their squares add up to one over all people.
        combination: The same, as multiples of the sums accepted before and, last, of the sum itself.
    """

    index: int
    values: NDArray[np.float64]
    combination: NDArray[np.float64]


class Span:
    """The space spanned by the sums accepted so far, kept as orthonormal combinations of them.

    Args:
        members: Which patterns stand behind each candidate sum, (sums, patterns).
        people: Number of people of each pattern, (patterns,).

    Attributes:
        rank: Number of independent sums accepted.
    """

    def __init__(self, members: sparse.csr_array, people: NDArray[np.int64]) -> None:
        self.rank = 0
        self._members = members
        self._columns = sparse.csr_array(members.T)
        self._weighted = sparse.csr_array(members * people)
        self._gram = (self._weighted @ self._columns).toarray()
        self._people = people
        self._accepted = np.zeros(members.shape[0], dtype=np.int64)
        self._basis = np.zeros((0, 0))

    def new_part(self, index: int) -> Part | None:
        """What sum `index` tells beyond the accepted ones; nothing where it follows from them."""
        size = self._gram[index, index]
        values = self._members[[index]].toarray()[0]
        multiples = self._subtract(values, self._gram[self._accepted[: self.rank], index])
        if self._people @ np.square(values) < CLOSE * size:
            overlaps = (self._weighted @ values)[self._accepted[: self.rank]]
            multiples += self._subtract(values, overlaps)
        length = float(np.sqrt(self._people @ np.square(values)))
        if length**2 <= NEGLIGIBLE * size:
            return None
        return Part(index=index, values=values / length, combination=np.append(-multiples, 1.0) / length)

    def accept(self, part: Part) -> None:
        """Add one sum to the space."""
        if self.rank == len(self._basis):
            grown = np.zeros((2 * self.rank + 64, 2 * self.rank + 64))
            grown[: self.rank, : self.rank] = self._basis[: self.rank, : self.rank]
            self._basis = grown
        self._basis[self.rank, : self.rank + 1] = part.combination
        self._accepted[self.rank] = part.index
        self.rank += 1

    def _subtract(self, values: NDArray[np.float64], overlaps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Take the projection on the space out of `values`; as multiples of the accepted sums it comes back."""
        basis = self._basis[: self.rank, : self.rank]
        multiples = np.asarray(basis.T @ (basis @ overlaps), dtype=np.float64)
        every = np.zeros(len(self._accepted))
        every[self._accepted[: self.rank]] = multiples
        values -= self._columns @ every
        return multiples
