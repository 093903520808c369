"""What a release or a draft publishes and what it holds back, table by table, for stewards and the DEI lead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.catalog import DIMENSIONS
from analytics.release.audit.merge import MINIMUM
from analytics.release.audit.plan import JOINED, wanted_tables
from analytics.release.audit.report import RULES, AuditReport
from analytics.release.facts import Facts
from analytics.release.files import read_cells, read_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from analytics.release.audit.report import CellAudit, Named, RefusedCell

SHORT: Mapping[str, str] = {
    "too_many_filters": "too many filters",
    "too_small": "too few people",
    "small_rest": "too few others",
    "small_remainder": "too few left over",
    "mean_leverage": "all numbers used",
    "leverage": "tells of a person",
    "small_group": "tells of a small group",
}
"""A few words for each rule that holds a cell back; `RULES` has the sentences."""
TOO_SMALL = "too_small"
QUESTIONS = "question:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One cell of a table that was wanted.

    Args:
        people: People behind it where it is published, else 0.
        rule: Name of the rule that holds it back, one of `SHORT`; "" where it is published.
        is_joined: Whether it is shown as one with what else of its row or column has no cell: with categories too
            small to be shown, or held back as well.
    """

    people: int
    rule: str
    is_joined: bool = False

    @property
    def is_published(self) -> bool:
        """Whether it may be shown."""
        return not self.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """How much of one table of a population is published.

    Args:
        population: `survey:<wave>`, `eligible` or `pairs`.
        dimensions: The two dimensions of the table, or one.
        published: Cells that may be shown.
        wanted: Cells that the table would have.
        joined: Cells held back that are shown as one with others of their row or column.
    """

    population: str
    dimensions: tuple[str, ...]
    published: int
    wanted: int
    joined: int


class Inspection:
    """A release or a draft with its audit.

    Args:
        folder: The folder of the release.

    Raises:
        NotPublishedError: It is damaged, or its audit is in the form of an earlier version.
    """

    def __init__(self, folder: Path) -> None:
        document = read_facts(folder)
        self.facts = Facts.from_document(document)
        self.audit = AuditReport.read(folder)
        self._tables = tuple((first, second) for first, second in document.get("tables", ()))
        self._people: dict[tuple[str, str], dict[Named, int]] = defaultdict(dict)
        for key, cell in read_cells(folder).items():
            if not key.measure.startswith(QUESTIONS):
                name = tuple(sorted(key.categories))
                everybody = self._people[key.population, ""]
                everybody[name] = max(everybody.get(name, 0), cell.people)
                self._people[key.population, key.measure][name] = cell.people

    @property
    def populations(self) -> tuple[str, ...]:
        """The populations: eligible people, pairs, then the surveys, the newest first."""
        surveys = [f"survey:{wave.name}" for wave in reversed(self.facts.waves)]
        return tuple(name for name in ("eligible", "pairs", *surveys) if name in self.facts.categories)

    def measures(self, population: str) -> tuple[str, ...]:
        """The measures that are published of a population, in the order of the catalog."""
        found = {measure for known, measure in self._people if known == population and measure}
        return tuple(name for name in catalog.MEASURES if name in found)

    def tables(self, population: str) -> tuple[tuple[str, str], ...]:
        """The tables of a population that were wanted, most wanted first."""
        known = self.facts.categories.get(population, {})
        return wanted_tables([name for name in DIMENSIONS if name in known], self._tables) if known else ()

    def table(self, population: str, dimensions: tuple[str, str], measure: str = "") -> list[list[Looked]]:
        """One table of a population, by row and column.

        Args:
            population: One of `populations`.
            dimensions: Dimension of the rows and of the columns.
            measure: One of `measures`; "" for any.
        """
        rows, columns = (self.categories(population, dimension) for dimension in dimensions)
        look = self._looking(population, measure, dimensions)
        return [[look(((dimensions[0], row), (dimensions[1], column))) for column in columns] for row in rows]

    def categories(self, population: str, dimension: str) -> tuple[str, ...]:
        """The categories of a dimension in a population, in display order."""
        return self.facts.categories[population].get(dimension, ())

    def yields(self, population: str, measure: str = "") -> tuple[Yield, ...]:
        """How much of each wanted table of a population is published, most wanted first; single dimensions before.

        Args:
            population: One of `populations`.
            measure: One of `measures`; "" for any.
        """
        single = [(name,) for name in DIMENSIONS if name in self.facts.categories[population]]
        return tuple(self._yield(population, measure, table) for table in (*single, *self.tables(population)))

    def _yield(self, population: str, measure: str, table: tuple[str, ...]) -> Yield:
        wanted = list(product(*([(name, one) for one in self.categories(population, name)] for name in table)))
        looked = list(map(self._looking(population, measure, table), wanted))
        return Yield(
            population=population,
            dimensions=table,
            published=sum(one.is_published for one in looked),
            wanted=len(wanted),
            joined=sum(one.is_joined for one in looked),
        )

    def _looking(self, population: str, measure: str, table: tuple[str, ...]) -> Callable[[Named], Looked]:
        """What is shown of each cell of a table."""
        people, refused = self._people[population, measure], self._refused(population, measure)
        joined = self._joined(population, measure, table)

        def look(cell: Named) -> Looked:
            name = tuple(sorted(cell))
            if name in people:
                return Looked(people=people[name], rule="")
            return Looked(people=0, rule=refused.get(name, TOO_SMALL), is_joined=name in joined)

        return look

    def _joined(self, population: str, measure: str, table: tuple[str, ...]) -> frozenset[Named]:
        """The cells of a table that are shown as one with others of their row or column, as `release.joined` does."""
        people = self._people[population, measure]
        found: set[Named] = set()
        for by in table if not measure or measure in JOINED else ():
            names = [[(name, one) for one in self.categories(population, name)] for name in table if name != by]
            for line in product(*names):
                row = [tuple(sorted((*line, (by, one)))) for one in self.categories(population, by)]
                few = [cell for cell in row if cell not in people]
                rest = people.get(tuple(sorted(line)), 0) - sum(people.get(cell, 0) for cell in row)
                if 1 < len(few) < len(row) and rest >= MINIMUM:
                    found.update(few)
        return frozenset(found)

    def _refused(self, population: str, measure: str) -> dict[Named, str]:
        audits = (self.audit.of(population, measure), self.audit.of(population))
        return {one.cell: one.rule for audit in audits if audit for one in _known(audit)}


def _known(audit: CellAudit) -> list[RefusedCell]:
    return [one for one in audit.refusals if one.rule in RULES]
