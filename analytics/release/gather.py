"""Asks the engine for every cell that a release might publish."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from analytics.catalog import measure as catalog_measure
from analytics.engine.rows import Row, category, count
from analytics.measures import pairs, participation, questions, rates, retention, shares, survey
from analytics.measures.cell import Cell
from analytics.query import Query
from analytics.release.audit.plan import (
    ELIGIBLE,
    ELIGIBLE_DIMENSIONS,
    OF_FINDINGS,
    PAIR_DIMENSIONS,
    PAIR_MEASURES,
    PAIRS,
    SURVEY_DIMENSIONS,
    SURVEY_MEASURES,
    divided_by,
    survey_population,
    wanted_tables,
)
from analytics.release.cell_key import Categories, CellKey
from analytics.release.computed.representation import linked_waves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.engine import Engine
    from analytics.measures.retention import Clock


TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """How many people share each combination of all dimensions of one population.

    Args:
        dimensions: The dimensions, in the order of the codes.
        combinations: One combination of categories a row.
        people: People who share it.
    """

    dimensions: tuple[str, ...]
    combinations: tuple[tuple[str, ...], ...]
    people: tuple[int, ...]

    def counts(self, dimension: str) -> dict[str, int]:
        """People in each category of one dimension."""
        place = self.dimensions.index(dimension)
        counts: dict[str, int] = defaultdict(int)
        for combination, people in zip(self.combinations, self.people, strict=True):
            counts[combination[place]] += people
        return dict(counts)


def dimensions(engine: Engine, of: Sequence[str]) -> tuple[str, ...]:
    """The dimensions of a population that divide anybody in this store.

    Args:
        engine: The engine.
        of: The dimensions that a population can have.
    """
    return divided_by(of, programs=count(engine.rows(Query(aggregate="programs"))[0], "programs"))


def patterns(engine: Engine) -> dict[str, Patterns]:
    """The patterns of every population: each survey wave, the eligible people, and the pairs."""
    asked = (
        ("", Query(aggregate="survey_patterns", column="respondent_key", by=dimensions(engine, SURVEY_DIMENSIONS))),
        (ELIGIBLE, Query(aggregate="eligible_patterns", by=dimensions(engine, ELIGIBLE_DIMENSIONS))),
        (PAIRS, _pair_patterns(engine, "cadence")),
    )
    found: dict[str, Patterns] = {}
    for population, query in asked:
        found |= _patterns_of(engine, population, query)
    return found


def answer_patterns(engine: Engine, measure: str) -> dict[str, Patterns]:
    """The patterns of those who count in a measure: of the people with a score by survey wave, or of the pairs.

    Args:
        engine: The engine, with its categories merged.
        measure: Name of a measure of surveys or pairs.
    """
    if catalog_measure(measure).population == PAIRS:
        return _patterns_of(engine, PAIRS, _pair_patterns(engine, measure))
    query = Query(aggregate="survey_patterns", column=measure, by=dimensions(engine, SURVEY_DIMENSIONS))
    return _patterns_of(engine, "", query)


def _pair_patterns(engine: Engine, ratio: str) -> Query:
    return Query(aggregate="pair_patterns", by=dimensions(engine, PAIR_DIMENSIONS), values={"ratio": ratio})


def _patterns_of(engine: Engine, population: str, query: Query) -> dict[str, Patterns]:
    """The patterns of one population, or where it has no name those of each survey wave, the first column."""
    records = sorted(engine.records(query))
    if population:
        return {population: _patterns(records, query.by)} if records else {}
    waves = groupby(records, key=itemgetter(0))
    return {survey_population(wave): _patterns([record[1:] for record in own], query.by) for wave, own in waves}


def _patterns(records: Sequence[tuple[Any, ...]], dimensions: tuple[str, ...]) -> Patterns:
    return Patterns(
        dimensions=dimensions,
        combinations=tuple(record[:-1] for record in records),
        people=tuple(record[-1] for record in records),
    )


def cells(engine: Engine, tables: Sequence[tuple[str, str]]) -> dict[CellKey, Cell]:
    """Every cell of the wanted tables in every population and measure, before any rule.

    Args:
        engine: The engine, with its categories merged.
        tables: Pairs of dimensions wanted.
    """
    return dict(_cells(engine, tables))


def _cells(engine: Engine, tables: Sequence[tuple[str, str]]) -> Iterator[tuple[CellKey, Cell]]:
    by = dimensions(engine, SURVEY_DIMENSIONS)
    wanted = wanted_tables(by, tables)
    for row in engine.rows(survey.cells_question(by).over(wanted)):
        key = _key(survey_population(str(row["wave"])), row, by, "")
        yield from ((replace(key, measure=measure), survey.cell_of(row, measure)) for measure in SURVEY_MEASURES)
    for row in engine.rows(participation.question(by).over(wanted)):
        yield _key(ELIGIBLE, row, by, "participation"), Cell.from_row(row)
    for row in engine.rows(retention.people_question(by).over(wanted)):
        yield _key(ELIGIBLE, row, by, "retention"), Cell.from_row({"people": row["people"], "n": row["people"]})
        yield from _rates(row, by)
    by = dimensions(engine, PAIR_DIMENSIONS)
    wanted = wanted_tables(by, tables)
    for measure in PAIR_MEASURES:
        for row in engine.rows(pairs.question(measure, by).over(wanted)):
            yield _key(PAIRS, row, by, measure), Cell.from_row(row)
    yield from _shares(engine)


def _shares(engine: Engine) -> Iterator[tuple[CellKey, Cell]]:
    """Who responded, and which pairs keep going: everyone and single categories."""
    linked = linked_waves(engine)
    by = dimensions(engine, SURVEY_DIMENSIONS)
    for row in engine.rows(shares.response_question(by).over(singles(by))):
        if row["wave"] in linked and (cell := shares.share_cell(row)):
            yield _key(survey_population(str(row["wave"])), row, by, shares.RESPONSE), cell
    by = dimensions(engine, PAIR_DIMENSIONS)
    for measure in shares.PAIR_SHARES:
        for row in engine.rows(pairs.question(measure, by).over(singles(by))):
            if cell := shares.share_cell(row):
                yield _key(PAIRS, row, by, measure), cell
    for measure in OF_FINDINGS:
        for row in engine.rows(pairs.question(measure, by).over(singles(by))):
            yield _key(PAIRS, row, by, measure), Cell.from_row({"people": row["n"], "n": row["n"]})


def singles(by: Sequence[str]) -> list[tuple[str, ...]]:
    """The tables of one dimension each."""
    return [(dimension,) for dimension in by]


def _rates(row: Row, by: tuple[str, ...]) -> Iterator[tuple[CellKey, Cell]]:
    """How often people leave and move up: everyone, single categories, and those within each arm."""
    key = _key(ELIGIBLE, row, by, "")
    if len(key.categories) < TWO or row["arm"] is not None:
        for measure in rates.EVENTS:
            if cell := rates.rate_cell(measure, row):
                yield replace(key, measure=measure), cell


def question_cells(engine: Engine) -> dict[CellKey, Cell]:
    """The sums of every numeric question of every survey, for everyone who answered it."""
    found: dict[CellKey, Cell] = {}
    for row in engine.rows(questions.asked()):
        population, measure = survey_population(str(row["wave"])), f"question:{row['question_id']}"
        key = CellKey(population=population, categories=frozenset(), measure=measure)
        sums = engine.rows(questions.answers(row))[0]
        cell = Cell.from_row({**sums, "people": sums["n"]})
        found[key] = found[key] + cell if key in found else cell
    return found


def movements(
    engine: Engine, clock: Clock, by: tuple[str, ...], tables: Sequence[tuple[str, ...]] = ()
) -> dict[Categories, list[Row]]:
    """The rows of the risk table of every cell of these dimensions, or of some tables of them.

    Args:
        engine: The engine, with its categories merged.
        clock: What days are counted from.
        by: The dimensions.
        tables: Combinations of them, each with its margins; all of them if left out.
    """
    found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    query = pairs.days_question(by) if clock == "pair" else retention.days_question(clock, by)
    place = itemgetter(*by)
    for row in engine.rows(query.over(tables)):
        found[place(row)].append(row)
    return {categories_of(rows[0], by): rows for rows in found.values()}


def _key(population: str, row: Row, by: tuple[str, ...], measure: str) -> CellKey:
    return CellKey(population=population, categories=categories_of(row, by), measure=measure)


def categories_of(row: Row, by: tuple[str, ...]) -> Categories:
    """The categories of the cell that a row is about; dimensions that are rolled up have none."""
    named = ((dimension, category(row, dimension)) for dimension in by)
    return frozenset((dimension, chosen) for dimension, chosen in named if chosen is not None)
