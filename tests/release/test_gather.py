"""Every cell counted in one go has the integers of the question that is shown beside its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.measures import pairs, participation, rates, retention, shares, survey
from analytics.measures.cell import Cell
from analytics.release import gather
from analytics.release.audit.plan import (
    ELIGIBLE,
    ELIGIBLE_DIMENSIONS,
    PAIR_DIMENSIONS,
    PAIR_MEASURES,
    PAIRS,
    SURVEY_DIMENSIONS,
    SURVEY_MEASURES,
    survey_population,
    wanted_tables,
)
from analytics.release.cell_key import CellKey
from analytics.release.provenance import question
from tests.company import company

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.engine.rows import Row
    from analytics.query import Query

TABLES = (("generation", "gender"), ("level", "business_unit"))
OLD = (("eligible", "generation", "Boomer", "Boomer to Gen X"), ("eligible", "generation", "Gen X", "Boomer to Gen X"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    with DuckDBEngine(company(tmp_path_factory.mktemp("store")).files, generation_scheme("pew")) as engine:
        engine.merge_categories(OLD)
        yield engine


@pytest.fixture(scope="module")
def counted(opened: DuckDBEngine) -> Mapping[CellKey, Cell]:
    return gather.cells(opened, TABLES)


def tables(engine: DuckDBEngine, of: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return wanted_tables(gather.dimensions(engine, of), TABLES)


def named(row: Row, by: tuple[str, ...], measure: str, population: str = "") -> CellKey:
    return CellKey(
        population=population or survey_population(str(row["wave"])),
        categories=gather.categories_of(row, by),
        measure=measure,
    )


def test_every_score_of_every_table_is_that_of_its_own_question(
    opened: DuckDBEngine, counted: Mapping[CellKey, Cell]
) -> None:
    asked = {
        named(row, by, measure): Cell.from_row(row)
        for by in tables(opened, SURVEY_DIMENSIONS)
        for measure in SURVEY_MEASURES
        for row in opened.rows(survey.question(measure, by))
    }
    assert asked == {key: cell for key, cell in counted.items() if key.measure in SURVEY_MEASURES}
    assert any(len(key.categories) == 2 and cell.squares for key, cell in asked.items())


def test_every_cell_of_eligible_people_is_that_of_its_own_question(
    opened: DuckDBEngine, counted: Mapping[CellKey, Cell]
) -> None:
    asked: dict[CellKey, Cell] = {}
    for by in tables(opened, ELIGIBLE_DIMENSIONS):
        for row in opened.rows(participation.question(by)):
            asked[named(row, by, "participation", ELIGIBLE)] = Cell.from_row(row)
        for row in opened.rows(retention.people_question(by)):
            people = {"people": row["people"], "n": row["people"]}
            asked[named(row, by, "retention", ELIGIBLE)] = Cell.from_row(people)
            for measure in rates.EVENTS if "arm" in by else ():
                if cell := rates.rate_cell(measure, row):
                    asked[named(row, by, measure, ELIGIBLE)] = cell
    assert asked == {key: cell for key, cell in counted.items() if key.population == ELIGIBLE}


def test_every_cell_of_pairs_is_that_of_its_own_question(opened: DuckDBEngine, counted: Mapping[CellKey, Cell]) -> None:
    asked = {
        named(row, by, measure, PAIRS): Cell.from_row(row)
        for by in tables(opened, PAIR_DIMENSIONS)
        for measure in PAIR_MEASURES
        for row in opened.rows(pairs.question(measure, by))
    }
    assert asked == {key: cell for key, cell in counted.items() if key.measure in PAIR_MEASURES}


def test_single_groups_of_shares_are_those_of_their_own_questions(
    opened: DuckDBEngine, counted: Mapping[CellKey, Cell]
) -> None:
    asked = {
        named(row, (dimension,), shares.RESPONSE): shares.share_cell(row)
        for dimension in gather.dimensions(opened, SURVEY_DIMENSIONS)
        for row in opened.rows(shares.response_question((dimension,)))
    }
    published = {key: cell for key, cell in counted.items() if key.measure == shares.RESPONSE}
    assert published == {key: cell for key, cell in asked.items() if cell is not None}


@pytest.mark.parametrize("measure", ["engagement", "participation", "cadence"])
def test_the_statement_beside_a_number_gives_the_number(
    opened: DuckDBEngine, counted: Mapping[CellKey, Cell], measure: str
) -> None:
    checked = 0
    for key, cell in counted.items():
        if key.measure == measure and key.categories:
            where = {dimension: (category,) for dimension, category in key.categories}
            rows = opened.rows(shown(measure, where))
            (own,) = [row for row in rows if all(row[name] == category for name, (category,) in where.items())]
            assert Cell.from_row(own) == cell
            checked += 1
    assert checked > 5


def shown(measure: str, where: Mapping[str, tuple[str, ...]]) -> Query:
    return question(measure, tuple(where), where)


@pytest.mark.parametrize("clock", ["program", "tenure", "pair"])
def test_days_of_all_tables_are_those_of_each_table(opened: DuckDBEngine, clock: retention.Clock) -> None:
    by = gather.dimensions(opened, PAIR_DIMENSIONS if clock == "pair" else ELIGIBLE_DIMENSIONS)
    wanted = wanted_tables(by, TABLES)
    together = gather.movements(opened, clock, by, wanted)
    apart = {key: rows for table in wanted for key, rows in gather.movements(opened, clock, table).items()}
    assert together.keys() == apart.keys()
    for key, rows in apart.items():
        assert days(together[key]) == days(rows)


def days(rows: list[Row]) -> list[tuple[object, ...]]:
    return sorted(tuple(row[name] for name in ("day", "entries", "exits", "leavers")) for row in rows)
