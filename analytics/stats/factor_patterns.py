"""People who are alike in every factor, counted together: what weighted models are fitted to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorPatterns:
    """How many people share each combination of levels, and how many of them had the event.

    Args:
        factors: Names of the factors.
        levels: The levels of each factor, in the order of its codes.
        codes: Which level each pattern has of each factor, shape (patterns, factors).
        n: People of each pattern, shape (patterns,).
        events: How many of them had the event, shape (patterns,).
    """

    factors: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    codes: Integers
    n: Integers
    events: Integers

    @classmethod
    def of(
        cls,
        rows: Iterable[tuple[Mapping[str, str], int, int]],
        levels: Mapping[str, Sequence[str]],
    ) -> Self:
        """The patterns of rows, added up and put in one order, whatever the order of the rows.

        Args:
            rows: Level by factor, people, and events among them; further factors are left out.
            levels: The factors that count, with their levels.

        Raises:
            UndefinedStatisticError: There are no people.
        """
        known = list(rows)
        place = {name: {level: at for at, level in enumerate(of)} for name, of in levels.items()}
        columns = [[places[row[name]] for row, _, _ in known] for name, places in place.items()]
        return cls.counted(columns, [n for _, n, _ in known], [events for *_, events in known], levels)

    @classmethod
    def counted(
        cls,
        columns: Sequence[Sequence[int]],
        n: Sequence[int],
        events: Sequence[int],
        levels: Mapping[str, Sequence[str]],
    ) -> Self:
        """The patterns of columns of codes, added up and put in one order, whatever the order of the rows.

        Args:
            columns: The place of each row's level among the levels, one column a factor.
            n: People of each row.
            events: How many of them had the event.
            levels: The factors, with their levels.

        Raises:
            UndefinedStatisticError: There are no people.

        >>> found = FactorPatterns.counted([[1, 0, 1]], [2, 5, 3], [1, 0, 1], {"unit": ("A", "B")})
        >>> found.codes.tolist(), found.n.tolist(), found.events.tolist()
        ([[0], [1]], [5, 5], [0, 2])
        """
        if not sum(n):
            raise UndefinedStatisticError("There are no people to fit a model to.")
        codes = np.array(columns, dtype=np.int64).reshape(len(levels), len(n)).T
        order = np.lexsort(codes.T[::-1]) if levels else np.arange(len(n))
        codes = codes[order]
        first = np.flatnonzero(np.append(True, (np.diff(codes, axis=0) != 0).any(axis=1)))
        people, had = (np.add.reduceat(np.array(one, dtype=np.int64)[order], first) for one in (n, events))
        return cls(
            factors=tuple(levels),
            levels=tuple(tuple(known) for known in levels.values()),
            codes=codes[first],
            n=people,
            events=had,
        )

    @property
    def people(self) -> int:
        """People in all patterns."""
        return int(self.n.sum())

    @property
    def event_count(self) -> int:
        """Events in all patterns."""
        return int(self.events.sum())

    def counts(self, factor: int) -> Integers:
        """People of each level of one factor."""
        return np.bincount(self.codes[:, factor], weights=self.n, minlength=len(self.levels[factor])).astype(np.int64)

    def design(self) -> Floats:
        """One column of zeros and ones for each level of each factor, shape (patterns, levels of all factors)."""
        columns = [np.eye(len(known))[self.codes[:, at]] for at, known in enumerate(self.levels)]
        return np.hstack(columns)

    def starts(self) -> tuple[int, ...]:
        """The column of the design at which the levels of each factor begin."""
        sizes = [len(known) for known in self.levels]
        return tuple(sum(sizes[:at]) for at in range(len(sizes)))


def association(patterns: FactorPatterns, first: int, second: int) -> float:
    """Cramér's V of two factors: 0 when neither tells anything about the other, 1 when one follows from the other.

    Args:
        patterns: The people.
        first: Position of a factor.
        second: Position of another.

    Reference:
        Cramér (1946), Mathematical Methods of Statistics, section 21.9.
    Checked against:
        scipy `contingency.association(table, method="cramer")`; R `vcd::assocstats(table)$cramer`.
    """
    table = np.zeros((len(patterns.levels[first]), len(patterns.levels[second])))
    np.add.at(table, (patterns.codes[:, first], patterns.codes[:, second]), patterns.n)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    least = min(table.shape) - 1
    if least < 1:
        return 0.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(np.sqrt(((table - expected) ** 2 / expected).sum() / table.sum() / least))


def correlated(patterns: FactorPatterns, among: Sequence[int], *, beyond: float = 0.5) -> tuple[tuple[int, ...], ...]:
    """Factors that are told apart poorly, in groups; a factor that goes with no other is a group of its own.

    Args:
        patterns: The people.
        among: Positions of the factors to group.
        beyond: Cramér's V from which two factors belong together.
    """
    group = {at: at for at in among}
    for place, first in enumerate(among):
        for second in among[place + 1 :]:
            if association(patterns, first, second) > beyond:
                kept, gone = sorted((group[first], group[second]))
                group = {at: kept if of == gone else of for at, of in group.items()}
    members: dict[int, list[int]] = defaultdict(list)
    for at in among:
        members[group[at]].append(at)
    return tuple(tuple(found) for found in members.values())
