"""What audits of a release came to, in the words of its categories."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.release.audit.audit import Audit
    from analytics.release.audit.leverage import Cell
    from analytics.release.audit.plan import Population
    from analytics.release.cell_key import Categories, CellKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """The audit of one population, in words.

    Args:
        population: The population, with the categories behind the codes.
        audit: Its audit.

    Attributes:
        published: Every group that may be shown.
    """

    population: Population
    audit: Audit
    published: frozenset[Categories] = field(init=False)

    def __post_init__(self) -> None:
        """Name every cell that may be shown, once."""
        object.__setattr__(self, "published", frozenset(self.named(cell) for cell in self.audit.published))

    def named(self, cell: Cell) -> Categories:
        """The categories of a coded cell."""
        names = self.population.dimensions
        return frozenset((names[place], self.population.categories[names[place]][code]) for place, code in cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audits:
    """Every audit of a release.

    Args:
        populations: The audit of everybody, by population.
        measures: The audit of those who count in a measure, by population and measure.
    """

    populations: Mapping[str, Audited]
    measures: Mapping[tuple[str, str], Audited]

    def allow(self, key: CellKey) -> bool:
        """Whether a cell may be shown."""
        found = self.measures.get((key.population, key.measure)) or self.populations.get(key.population)
        return found is not None and key.categories in found.published

    def of(self, population: str, measure: str) -> Audited:
        """The audit that a measure's cells passed: its own, or that of everybody.

        Args:
            population: `survey:<wave>`, `eligible` or `pairs`.
            measure: Name of the measure.
        """
        return self.measures.get((population, measure)) or self.populations[population]

    def all(self) -> Mapping[tuple[str, str], Audited]:
        """Every audit by population and measure; that of everybody in a population has the measure ""."""
        return {**{(name, ""): found for name, found in self.populations.items()}, **self.measures}
