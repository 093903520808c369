"""How much of one person's answer a list of published sums explains, and the space that such sums span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy import sparse

from analytics.release.audit.merge import FLOOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Cell: TypeAlias = tuple[tuple[int, int], ...]
"""The people of one published number: pairs of a dimension's index and a category's code; everyone is `()`."""

NEGLIGIBLE = 1e-9
"""A part of a sum smaller than this share of it is rounding error: the sum follows from the others."""

NOTHING = 1e-12
"""A part smaller than this share of its sum, by the products of sums alone, is nothing beyond doubt."""

ROUNDING = 1e-9
"""How far a leverage may be above its limit because numbers are rounded."""

CLOSE = 1e-2
"""A part smaller than this share of its sum is computed a second time, on what the first time left over."""

LARGEST = FLOOR - 1
"""People in the largest group whose sum must not follow."""

NOTABLE = 0.15
"""Leverage from which on a person is looked at together with others."""

MOST_OTHERS = 150
"""People around one person among whom every small group is tried; more would take too long."""


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


def weighted(members: sparse.csr_array, weights: NDArray[np.int64]) -> sparse.csr_array:
    """The same matrix with a weight on every pattern, (cells, patterns)."""
    return sparse.csr_array(members @ sparse.diags_array(weights.astype(np.float64)))


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
    gram = (weighted(members, people) @ members.T).toarray()
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
        self._weighted = weighted(members, people)
        self._gram = (self._weighted @ self._columns).toarray()
        self._people = people
        self._accepted = np.zeros(members.shape[0], dtype=np.int64)
        self._places = np.full(members.shape[0], -1, dtype=np.int64)
        self._multiples = np.zeros((0, 0))

    def new_part(self, index: int) -> Part | None:
        """What sum `index` tells beyond the accepted ones; nothing where it follows from them."""
        size, overlaps = self._gram[index, index], self._gram[index, self._accepted[: self.rank]]
        if size - np.square(overlaps @ self._multiples[: self.rank, : self.rank]).sum() <= NOTHING * size:
            return None
        values = self._row(index)
        multiples = self._subtract(values, overlaps)
        if self._people @ np.square(values) < CLOSE * size:
            overlaps = (self._weighted @ values)[self._accepted[: self.rank]]
            multiples += self._subtract(values, overlaps)
        length = float(np.sqrt(self._people @ np.square(values)))
        if length**2 <= NEGLIGIBLE * size:
            return None
        return Part(index=index, values=values / length, combination=np.append(-multiples, 1.0) / length)

    def shares(self, patterns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The accepted sums, and how much each explains of the sum over one person of each pattern.

        Args:
            patterns: The patterns; one that stands there twice is two people.
        """
        explained = np.square(self.coordinates(patterns).sum(axis=0)) / max(len(patterns), 1)
        return self._accepted[: self.rank], explained

    def coordinates(self, patterns: NDArray[np.int64]) -> NDArray[np.float64]:
        """One person of each pattern in the space: the products of two rows are joint leverages, (patterns, rank)."""
        found = np.zeros((len(patterns), self.rank))
        for row, pattern in enumerate(patterns.tolist()):
            inside = slice(*self._columns.indptr[pattern : pattern + 2])
            places = self._places[self._columns.indices[inside]]
            is_accepted = places >= 0
            found[row] = self._columns.data[inside][is_accepted] @ self._multiples[places[is_accepted], : self.rank]
        return found

    def accept(self, part: Part) -> None:
        """Add one sum to the space."""
        if self.rank == len(self._multiples):
            grown = np.zeros((2 * self.rank + 64, 2 * self.rank + 64))
            grown[: self.rank, : self.rank] = self._multiples[: self.rank, : self.rank]
            self._multiples = grown
        self._multiples[: self.rank + 1, self.rank] = part.combination
        self._accepted[self.rank] = part.index
        self._places[part.index] = self.rank
        self.rank += 1

    def go_back(self, rank: int) -> None:
        """Leave out the sums accepted since there were `rank` of them."""
        self._places[self._accepted[rank : self.rank]] = -1
        self.rank = rank

    def _row(self, index: int) -> NDArray[np.float64]:
        """One candidate sum, a value for each pattern; read off the columns, as `scipy` is slow at single rows."""
        inside = slice(*self._members.indptr[index : index + 2])
        row = np.zeros(self._members.shape[1])
        row[self._members.indices[inside]] = self._members.data[inside]
        return row

    def _subtract(self, values: NDArray[np.float64], overlaps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Take the projection on the space out of `values`; as multiples of the accepted sums it comes back."""
        parts = self._multiples[: self.rank, : self.rank]
        multiples = np.asarray(parts @ (overlaps @ parts), dtype=np.float64)
        every = np.zeros(len(self._accepted))
        every[self._accepted[: self.rank]] = multiples
        values -= self._columns @ every
        return multiples


class SmallGroups:
    """Whether the sum over any two to four people, however chosen, could nearly be worked out.

    Only people with a leverage of `NOTABLE` or more are looked at. A sum over four people that follows from the others
    gives each of them a leverage of at least 1/4, so none is missed.

    Args:
        people: Number of people of each pattern, (patterns,).
        limit: Highest share of such a sum that may be explained.
        rank: Largest number of independent sums.
    """

    def __init__(self, people: NDArray[np.int64], limit: float, rank: int) -> None:
        self._people = people
        self._limit = limit + ROUNDING
        self._rank = 0
        self._places = np.zeros(0, dtype=np.int64)
        self._is_watched = np.zeros(len(people), dtype=np.bool_)
        self._room = np.zeros((0, rank))
        self._bounds = np.zeros(0)

    @property
    def bounds(self) -> NDArray[np.float64]:
        """What is known of how much could follow about each person watched, in the order they came."""
        return self._bounds.copy()

    def go_back(self, rank: int, bounds: NDArray[np.float64]) -> None:
        """Leave out the sums accepted, and the people watched, since there were as many as this."""
        self._rank = rank
        self._bounds = bounds.copy()
        self._places = self._places[: len(bounds)]
        self._is_watched[:] = False
        self._is_watched[self._places] = True

    def watch(self, patterns: NDArray[np.int64], span: Span) -> None:
        """Look at the people of these patterns from now on."""
        new = patterns[~self._is_watched[patterns]]
        if not len(new):
            return
        self._is_watched[new] = True
        copies = np.minimum(self._people[new], LARGEST)
        before = len(self._places)
        self._places = np.append(self._places, np.repeat(new, copies))
        self._bounds = np.append(self._bounds, np.full(copies.sum(), np.inf))
        self._grow(len(self._places))
        self._room[before : len(self._places), : self._rank] = np.repeat(span.coordinates(new), copies, axis=0)

    def _grow(self, people: int) -> None:
        if people > len(self._room):
            grown = np.zeros((2 * people, self._room.shape[1]))
            grown[: len(self._room)] = self._room
            self._room = grown

    @property
    def _coordinates(self) -> NDArray[np.float64]:
        return self._room[: len(self._places), : self._rank]

    def exceeded(self, part: Part) -> NDArray[np.int64] | None:
        """Patterns of people whose sum would be explained beyond the limit, or nothing where no such sum would be.

        The limit is exceeded by two to four people; these are the first of them and the three that go with that one
        most.
        """
        values = part.values[self._places]
        rise = self._rise(values)
        suspects = np.flatnonzero(self._bounds + rise > self._limit)
        joint = self._joint(suspects)
        self._bounds[suspects] = _best_four(joint, suspects)
        kept = np.flatnonzero(self._bounds[suspects] + rise[suspects] > self._limit)
        joint = joint[kept] + np.outer(values[suspects[kept]], values)
        best = _best_four(joint, suspects[kept])
        worst = np.flatnonzero(best > self._limit)
        for row in worst.tolist():
            person = int(suspects[kept[row]])
            if self._is_group_exceeded(joint[row], person, values):
                others = np.argsort(-np.delete(joint[row], person), kind="stable")[: LARGEST - 1]
                return np.asarray(self._places[np.append(person, others + (others >= person))], dtype=np.int64)
        return None

    def accept(self, part: Part) -> None:
        """Add one sum to the space."""
        values = part.values[self._places]
        self._bounds += self._rise(values)
        self._room[: len(values), self._rank] = values
        self._rank += 1

    def _rise(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """By how much the sum of a person's leverage and three joint leverages can rise at most."""
        size = np.abs(values)
        return np.asarray(size * (size + _largest(size, LARGEST - 1).sum()), dtype=np.float64)

    def _joint(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        known = self._coordinates
        return np.asarray(known[rows] @ known.T, dtype=np.float64)

    def _is_group_exceeded(self, joint: NDArray[np.float64], person: int, values: NDArray[np.float64]) -> bool:
        """Whether a group around `person` is explained beyond the limit, or too many could be in one to say no."""
        with_others = np.delete(joint, person)
        rest = self._limit - joint[person] - _largest(with_others, LARGEST - 2).sum()
        others = np.flatnonzero(joint > max(rest, 0.0))
        others = others[others != person]
        if len(others) > MOST_OTHERS:
            return True
        group = np.append(person, others[np.argsort(-joint[others], kind="stable")])
        known = self._coordinates[group]
        within = known @ known.T + np.outer(values[group], values[group])
        return _is_any_above(within, self._limit)


def _is_any_above(within: NDArray[np.float64], limit: float) -> bool:
    """Whether the first person and one to three others have a sum that is explained beyond the limit.

    Args:
        within: Joint leverages of the first person and the others, (people, people).
        limit: Highest share of the sum of a group that may be explained.
    """
    alone = within[0, 0]
    one = np.diag(within)[1:] + 2 * within[0, 1:]
    two = one[:, None] + one[None, :] + 2 * within[1:, 1:]
    np.fill_diagonal(two, -np.inf)
    if alone + one.max(initial=-np.inf) > 2 * limit or alone + two.max(initial=-np.inf) > 3 * limit:
        return True
    pairs = within[1:, 1:].copy()
    np.fill_diagonal(pairs, -np.inf)
    highest = pairs.max(axis=1, initial=-np.inf)
    reachable = two.max(initial=-np.inf) + 2 * (highest + highest) + one
    thirds = np.flatnonzero(reachable > 4 * limit - alone)
    return any(_best_three(two, one, pairs, third) > 4 * limit - alone for third in thirds.tolist())


def _best_three(two: NDArray[np.float64], one: NDArray[np.float64], joint: NDArray[np.float64], third: int) -> float:
    """The largest sum over three others of whom one is given; the first person's own leverage is left out."""
    with_third = joint[third]
    return float((two + 2 * (with_third[:, None] + with_third[None, :])).max() + one[third])


def _largest(values: NDArray[np.float64], few: int) -> NDArray[np.float64]:
    """The largest few of the values, the smallest of them first."""
    few = min(few, len(values))
    return np.sort(np.partition(values, len(values) - few)[len(values) - few :]) if few else values[:0]


def _best_four(joint: NDArray[np.float64], people: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each person's leverage and the three largest joint leverages: no group around them is explained more on average.

    Args:
        joint: Joint leverages of these people with everybody watched, (people, watched).
        people: Where these people stand among the watched.
    """
    own = joint[np.arange(len(people)), people]
    others = np.maximum(joint, 0.0)
    others[np.arange(len(people)), people] = 0.0
    few = min(LARGEST - 1, others.shape[1])
    largest = np.partition(others, others.shape[1] - few, axis=1)[:, others.shape[1] - few :]
    return np.asarray(own + largest.sum(axis=1), dtype=np.float64)
