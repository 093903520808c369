"""Programs made for calibration are what the importer would have stored, to the integer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.codebook import read_codebook
from analytics.imports.inspect import understand
from analytics.imports.mapping import Mapping, propose
from analytics.imports.run import Request, import_files
from analytics.measures import retention, survey
from analytics.query import Query
from analytics.simulate.codebook import scales
from analytics.simulate.exports import survey_file_name, write_csv
from analytics.simulate.program import simulate
from analytics.simulate.scenario import Scenario
from analytics.store import Store
from tests.calibration.store_tables import store_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.engine.rows import Row

QUESTIONS = (
    survey.question("engagement", ("arm", "generation")),
    survey.question("enps", ("arm", "cohort")),
    survey.question("bridging", ("role", "level")),
    retention.days_question("program", ("arm", "generation")),
    retention.people_question(("arm", "business_unit")),
    Query(aggregate="participation", by=("role", "gender")),
)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DuckDBEngine, DuckDBEngine]]:
    """The same program: made directly, and imported from its CSV files."""
    folder = tmp_path_factory.mktemp("calibration")
    program = simulate(Scenario(seed=11, people=500).sized(pairs=40))
    write_csv(program, folder / "exports")
    store = Store.create(folder / "store")
    stated = ProgramOptions(observed_from=program.scenario.observed_from, observed_to=program.scenario.observed_to)
    tables = [Request(path=folder / "exports" / name, program=stated) for name in ("people.csv", "pairs.csv")]
    files = [folder / "exports" / survey_file_name(wave.name) for wave in program.scenario.waves]
    import_files(store, [*tables, *(Request(path=file, mapping=confirmed(file)) for file in files)], by="test")
    scheme = generation_scheme("pew")
    made = DuckDBEngine(store_tables(program, folder).files, scheme, threads=1)
    with made, DuckDBEngine(store.version().files, scheme, threads=1) as imported:
        yield made, imported


def confirmed(file: Path) -> Mapping:
    """The mapping as proposed, with the ranges of the codebook: in so small a company nobody uses all of a scale."""
    ranges = {scale.name: (scale.low, scale.high) for scale in scales()}
    proposed = propose(understand(file), read_codebook(None))
    return replace(
        proposed,
        questions=tuple(
            replace(one, scale_min=ranges[one.scale][0], scale_max=ranges[one.scale][1], confidence=1.0)
            if one.scale
            else one
            for one in proposed.questions
        ),
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.aggregate}-{one.column}")
def test_every_integer_is_the_importers(engines: tuple[DuckDBEngine, DuckDBEngine], question: Query) -> None:
    made, imported = (in_order(engine.rows(question)) for engine in engines)
    assert made
    assert made == imported


def in_order(rows: tuple[Row, ...]) -> list[dict[str, object]]:
    return sorted((dict(row) for row in rows), key=lambda row: [str(value) for value in row.values()])
