"""Generations cut by another scheme inside one engine are those of an engine that was opened with that scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.catalog import GENERATION_SCHEMES
from analytics.engine import DuckDBEngine
from analytics.measures import retention, survey
from analytics.query import Query
from tests.company import company

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.engine.rows import Row, Rows

SCORES = ("engagement", "satisfaction", "enps", "bridging")
BY = ("arm", "generation")
FIRST, SECOND = GENERATION_SCHEMES.values()


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DuckDBEngine, DuckDBEngine]]:
    files = company(tmp_path_factory.mktemp("store")).files
    with DuckDBEngine(files, FIRST) as own, DuckDBEngine(files, SECOND) as other:
        yield own, other


def under_the_second(engine: DuckDBEngine, name: str) -> Rows:
    return engine.rows(Query(aggregate=f"scheme_{name}", values={"scheme": SECOND.label}))


def by_name(rows: Rows, *names: str) -> dict[tuple[object, ...], tuple[object, ...]]:
    def values(row: Row, wanted: tuple[str, ...]) -> tuple[object, ...]:
        return tuple(row[name] for name in wanted)

    return {
        values(row, tuple(name for name in ("wave", *BY, "day") if name in row)): values(row, names) for row in rows
    }


@pytest.mark.parametrize("measure", SCORES)
def test_scores(engines: tuple[DuckDBEngine, DuckDBEngine], measure: str) -> None:
    own, other = engines
    asked = by_name(other.rows(survey.question(measure, BY)), "people", "n", "total", "squares")
    found = by_name(
        under_the_second(own, "scores"), "people", *(f"{part}_{measure}" for part in ("n", "total", "squares"))
    )
    assert found == asked
    assert len(found) > len(BY)


def test_people_and_days_at_risk(engines: tuple[DuckDBEngine, DuckDBEngine]) -> None:
    own, other = engines
    assert by_name(under_the_second(own, "people"), "people") == by_name(
        other.rows(retention.people_question(BY)), "people"
    )
    assert by_name(under_the_second(own, "days"), "entries", "exits", "leavers") == by_name(
        other.rows(retention.days_question("program", BY)), "entries", "exits", "leavers"
    )


def test_eligible_people(engines: tuple[DuckDBEngine, DuckDBEngine]) -> None:
    own, other = engines
    asked = other.rows(Query(aggregate="eligible_patterns", by=("generation",)))
    assert by_name(under_the_second(own, "eligible"), "people") == by_name(asked, "people")
    assert by_name(under_the_second(own, "eligible"), "people") != by_name(
        own.rows(Query(aggregate="eligible_patterns", by=("generation",))), "people"
    )
