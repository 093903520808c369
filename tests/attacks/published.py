"""What is published about respondents: the audited list, and what the usual rule of five would show instead."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

import numpy as np

from analytics.release.audit.audit import Audit, audit
from analytics.release.audit.leverage import Cell, membership
from analytics.release.audit.merge import merge_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tests.attacks.respondents import Respondents


class Answering(Protocol):
    """Something that can be asked for the sum over a set of people."""

    def total(self, inside: NDArray[np.bool_]) -> float | None:
        """The sum of the points of these people, or nothing where it is refused."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PublishedList:
    """A fixed list of cells with their sums and sums of squares, and whatever follows from the sums.

    Args:
        members: Who stands behind each cell, (cells, people).
        sums: Sum of the points in each cell.
        squares: Sum of the squared points in each cell.
        basis: Orthonormal basis of everything that follows from the sums, (rank, people).
        nearest: The shortest answers that agree with every sum, (people,).
    """

    members: NDArray[np.float64]
    sums: NDArray[np.float64]
    squares: NDArray[np.float64]
    basis: NDArray[np.float64]
    nearest: NDArray[np.float64]

    @property
    def leverages(self) -> NDArray[np.float64]:
        """The leverage of each person."""
        return np.asarray(np.square(self.basis).sum(axis=0), dtype=np.float64)

    @property
    def joint(self) -> NDArray[np.float64]:
        """The projection on everything that follows, (people, people)."""
        return np.asarray(self.basis.T @ self.basis, dtype=np.float64)

    def share(self, inside: NDArray[np.bool_]) -> float:
        """The share of the sum over these people that follows from the list: 1 if all of it does."""
        return float(np.square(self.basis @ inside).sum() / inside.sum())

    def total(self, inside: NDArray[np.bool_]) -> float | None:
        """The sum of the points of these people where it follows from the published sums."""
        return float(inside @ self.nearest) if inside.any() and self.share(inside) > 1 - 1e-9 else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FreeFilters:
    """A live dashboard that answers any question about at least `minimum` people."""

    known: Respondents
    minimum: int = 5

    def total(self, inside: NDArray[np.bool_]) -> float | None:
        """The sum of the points of these people if there are enough of them."""
        return float(self.known.points[inside].sum()) if inside.sum() >= self.minimum else None


def published_list(known: Respondents, members: NDArray[np.float64]) -> PublishedList:
    """The list of these cells, (cells, people)."""
    left, size, right = np.linalg.svd(members, full_matrices=False)
    used = size > 1e-7 * size.max()
    sums = members @ known.points
    return PublishedList(
        members=members,
        sums=sums,
        squares=members @ np.square(known.points),
        basis=right[used],
        nearest=right[used].T @ (left.T[used] @ sums / size[used]),
    )


def audited(known: Respondents) -> PublishedList:
    """Everything that the product publishes when every two-way table is wanted."""
    merged = merged_codes(known.codes)
    return published_list(known, membership(merged, verdicts(merged).published).toarray())


def at_least_five(known: Respondents) -> PublishedList:
    """Every cell of every one- and two-way table with at least five people: the usual rule."""
    members = membership(known.codes, list(tables(known.codes))).toarray()
    return published_list(known, members[members.sum(axis=1) >= 5])


def verdicts(codes: NDArray[np.int64]) -> Audit:
    """The audit of every table of these people."""
    patterns, people = np.unique(codes, axis=0, return_counts=True)
    return audit(patterns, people, list(tables(codes)))


def merged_codes(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The codes after small categories of each dimension were joined."""
    return np.column_stack([_merged(column) for column in codes.T])


def _merged(column: NDArray[np.int64]) -> NDArray[np.int64]:
    names, counts = np.unique(column, return_counts=True)
    plan = merge_plan({str(name): int(n) for name, n in zip(names, counts, strict=True)})
    labels = sorted(set(plan.values()))
    return np.array([labels.index(plan[str(code)]) for code in column], dtype=np.int64)


def tables(codes: NDArray[np.int64]) -> Iterator[Cell]:
    """Every cell with up to two filters: everyone, then one dimension, then two."""
    categories = [[int(code) for code in np.unique(column)] for column in codes.T]
    yield ()
    for first, ours in enumerate(categories):
        yield from (((first, one),) for one in ours)
    for first, second in combinations(range(len(categories)), 2):
        for one in categories[first]:
            yield from (((first, one), (second, other)) for other in categories[second])
