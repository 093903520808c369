"""The cells of a release: small integer sums by population, categories and measure, and how they are looked up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.release.cell_key import CellKey, combinations
from analytics.release.lookups import WATCHED
from analytics.stats.outcome import Outcome, Released, Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.measures.cell import Cell
    from analytics.query import Where
    from analytics.release.cell_key import Categories


class Cells:
    """A fixed list of cells, looked up by name. What is not on the list is withheld, whatever the cause.

    Args:
        cells: Every cell by its name.
        within: Categories by dimension that all of them are inside of; empty where they are about everyone.
    """

    def __init__(self, cells: Mapping[CellKey, Cell], *, within: Where | None = None) -> None:
        self._cells = dict(cells)
        self._measures: dict[str, set[str]] = defaultdict(set)
        self._categories: dict[tuple[str, str], set[str]] = defaultdict(set)
        scope = within or {}
        whole = tuple(combinations(scope))
        for key in self._cells:
            if key.categories in whole and self._holds(key, whole):
                self._measures[key.population].add(key.measure)
            further = [one for one in key.categories if one[0] not in scope]
            if len(further) <= 1:
                for dimension, category in further or key.categories:
                    self._categories[key.population, dimension].add(category)

    def _holds(self, key: CellKey, whole: Sequence[Categories]) -> bool:
        """Whether a measure is published for all of the cells that everyone is made of."""
        return all(replace(key, categories=one) in self._cells for one in whole)

    def find(self, population: str, where: Where, measure: str) -> Outcome[Cell]:
        """The cell of a group; several published categories of one dimension are added up.

        Args:
            population: `survey:<wave>`, `eligible` or `pairs`.
            where: Chosen categories by dimension.
            measure: Name of the measure.
        """
        found: Cell | None = None
        lookups = WATCHED.get()
        for categories in combinations(where):
            key = CellKey(population=population, categories=categories, measure=measure)
            cell = self._cells.get(key)
            if cell is None:
                if lookups is not None:
                    lookups.refused[key] = self
                return Withheld()
            if lookups is not None:
                lookups.found.add(key)
            found = cell if found is None else found + cell
        return Withheld() if found is None else Released(value=found, n=found.n)

    def categories(self, population: str, dimension: str) -> tuple[str, ...]:
        """The published categories of one dimension in one population, in no particular order."""
        return tuple(sorted(self._categories.get((population, dimension), ())))

    def measures(self, population: str) -> frozenset[str]:
        """Every measure that is published for everyone in a population."""
        return frozenset(self._measures.get(population, ()))

    def knows(self, dimension: str, category: str) -> bool:
        """Whether a category is published for one dimension of any population."""
        known = (found for (_, name), found in self._categories.items() if name == dimension)
        return any(category in found for found in known)

    def items(self) -> Iterable[tuple[CellKey, Cell]]:
        """Every cell with its name."""
        return self._cells.items()

    def __len__(self) -> int:
        """Number of cells."""
        return len(self._cells)
