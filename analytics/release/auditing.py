"""Audits every population of a release, and every measure of only some of them again among those who count in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from analytics.measures.shares import PAIR_SHARES
from analytics.release import gather
from analytics.release.audit import Audit, audit
from analytics.release.plan import PAIR_MEASURES, PAIR_SURVIVAL, SURVEY_MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from analytics.engine import DuckDBEngine
    from analytics.release.cells import Categories, CellKey
    from analytics.release.gather import Patterns
    from analytics.release.leverage import Cell
    from analytics.release.plan import Population

LARGE = 30
"""Cells of two filters with fewer people than this come last: what many stand behind is worth more to a reader."""


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

    def all(self) -> Mapping[tuple[str, str], Audited]:
        """Every audit by population and measure; that of everybody in a population has the measure ""."""
        return {**{(name, ""): found for name, found in self.populations.items()}, **self.measures}


def audit_all(
    engine: DuckDBEngine,
    patterns: Mapping[str, Patterns],
    populations: Mapping[str, Population],
    tables: Sequence[tuple[str, str]],
) -> Audits:
    """The audit of every population, and of those who count in each measure of surveys and pairs where some do not.

    Args:
        engine: The engine, with its categories merged.
        patterns: The patterns of every population.
        populations: The populations.
        tables: Pairs of dimensions wanted, most wanted first.
    """
    whole = {name: audited(patterns[name], population, tables) for name, population in populations.items()}
    among = {
        (population, measure): audited_among(answered, whole[population])
        for measure in (*SURVEY_MEASURES, *PAIR_MEASURES, *PAIR_SHARES, PAIR_SURVIVAL)
        for population, answered in gather.answer_patterns(engine, measure).items()
        if population in whole and answered != patterns[population]
    }
    return Audits(populations=whole, measures=among)


def audited(patterns: Patterns, population: Population, tables: Sequence[tuple[str, str]]) -> Audited:
    """The audit of everybody in a population.

    Args:
        patterns: How many people share each combination of categories.
        population: The population.
        tables: Pairs of dimensions wanted, most wanted first.
    """
    codes = _codes(population)
    places = {dimension: place for place, dimension in enumerate(population.dimensions)}
    offered = [
        tuple((places[dimension], codes[dimension][category]) for dimension, category in cell)
        for cell in population.offered(tables)
    ]
    coded, people = _coded(patterns, codes), np.array(patterns.people, dtype=np.int64)
    return Audited(population=population, audit=audit(coded, people, _by_value(coded, people, offered)))


def audited_among(patterns: Patterns, whole: Audited) -> Audited:
    """The audit of those who count in one measure, over the cells that the whole population may show.

    Who skips a question raises the share of everybody else in a cell, so a list that is safe for all is not safe for
    those who answered.

    Args:
        patterns: How many people who answered share each combination of categories.
        whole: The audit of the whole population.
    """
    coded, people = _coded(patterns, _codes(whole.population)), np.array(patterns.people, dtype=np.int64)
    return Audited(population=whole.population, audit=audit(coded, people, whole.audit.published))


def _codes(population: Population) -> Mapping[str, Mapping[str, int]]:
    return {
        dimension: {category: code for code, category in enumerate(population.categories[dimension])}
        for dimension in population.dimensions
    }


def _coded(patterns: Patterns, codes: Mapping[str, Mapping[str, int]]) -> NDArray[np.int64]:
    """The patterns as codes; a category that the population does not have is in no cell and has a code of its own."""
    columns = [
        [codes[dimension].get(combination[place], len(codes[dimension])) for combination in patterns.combinations]
        for place, dimension in enumerate(patterns.dimensions)
    ]
    return np.array(columns, dtype=np.int64).T


def _by_value(coded: NDArray[np.int64], people: NDArray[np.int64], offered: Sequence[Cell]) -> list[Cell]:
    def is_minor(cell: Cell) -> bool:
        inside = np.ones(len(people), dtype=np.bool_)
        for place, code in cell:
            inside &= coded[:, place] == code
        return len(cell) > 1 and int(people[inside].sum()) < LARGE

    return sorted(offered, key=is_minor)
