"""How many people of each line of a table are not yet shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analytics.release.audit.leverage import membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from analytics.release.audit.leverage import Cell


class Lines:
    """How many people of each line of a table (all of one category, divided by another dimension) are not yet shown.

    Args:
        patterns: Category codes, (patterns, dimensions).
        people: Number of people of each pattern who are counted, (patterns,).
        n: People of lines that are known already.
    """

    def __init__(self, patterns: NDArray[np.int64], people: NDArray[np.int64], n: Mapping[Cell, int]) -> None:
        self._patterns = patterns
        self._people = people
        self._wholes = dict(n)
        self._shown: Counter[tuple[Cell, int]] = Counter()

    @property
    def shown(self) -> Mapping[tuple[Cell, int], int]:
        """How many people of each line are shown now."""
        return dict(self._shown)

    def go_back(self, shown: Mapping[tuple[Cell, int], int]) -> None:
        """Count as shown what was shown then."""
        self._shown = Counter(shown)

    def remainders(self, cell: Cell, n: int) -> list[tuple[int, int]]:
        """For each line through the cell: the people in it, and those left over once the cell is shown."""
        return [(self._whole(line), self._whole(line) - self._shown[line, across] - n) for line, across in _lines(cell)]

    def publish(self, cell: Cell, n: int) -> None:
        """Count the cell as shown."""
        for line in _lines(cell):
            self._shown[line] += n

    def _whole(self, line: Cell) -> int:
        if line not in self._wholes:
            inside = membership(self._patterns, [line])
            self._wholes[line] = int((inside @ self._people)[0])
        return self._wholes[line]


def _lines(cell: Cell) -> list[tuple[Cell, int]]:
    """The lines through a cell: its filters without one of them, and the dimension of that one."""
    return [(tuple(other for other in sorted(cell) if other != one), one[0]) for one in cell]
