"""Spark on two workers answers every question as DuckDB does, integer by integer, and makes the same release.

It needs Java and the optional packages (`pip install 'twoway[spark]'`); `make test-spark` brings them. The Spark is
one master and two workers that the test starts and stops; another is tried with TWOWAY_SPARK=spark://HOST:PORT.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analytics.comparison.assigned import assigned_people
from analytics.comparison.cohort import cohort_people
from analytics.comparison.design import Design
from analytics.engine import DUCKDB, DuckDBEngine, checked_engine, open_engine
from analytics.engine.spark_session import require_spark, sized
from analytics.errors import SettingsError
from analytics.imports.run import Request, import_files
from analytics.program import Program
from analytics.release.files import CELLS, FINDINGS, cells_hash, read_cells
from analytics.simulate import Scenario, simulate, write_csv
from analytics.simulate.exports import survey_file_name
from analytics.store import Store
from tests.company import company
from tests.engine.spark_cases import AGGREGATES, EXTRA, OF_A_FILE, Both
from tests.engine.spark_cluster import LEAN, spark_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.query import Query

PEOPLE, PAIRS = 400, 60
TABLES = ("people", "pairs", "sessions", "goals")

try:
    require_spark()
except SettingsError as error:
    MISSING = error.what
else:
    MISSING = ""
on_spark = [
    pytest.mark.skipif(bool(MISSING), reason=f"NOTHING WAS TRIED ON SPARK. {MISSING}"),
    pytest.mark.filterwarnings("ignore"),  # of pyspark itself, about the versions of its packages
    pytest.mark.xdist_group("spark"),  # one cluster, not one for each process of pytest
]


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Spark of two workers."""
    import pyspark

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(Path(pyspark.__file__).parent))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        options = f'--driver-java-options "{LEAN}" --conf "spark.executor.extraJavaOptions={LEAN}"'
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"{options} pyspark-shell")
        if there := os.environ.get("TWOWAY_SPARK"):
            yield there
            return
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        with spark_cluster(tmp_path_factory.mktemp("spark")) as address:
            yield address


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of a simulated company of 400 with 60 pairs and its surveys."""
    folder = tmp_path_factory.mktemp("simulated")
    scenario = Scenario(seed=5, people=PEOPLE).sized(pairs=PAIRS)
    write_csv(simulate(scenario), folder)
    files = [Request(path=folder / f"{table}.csv", kind=table) for table in TABLES]
    surveys = [
        Request(path=folder / survey_file_name(wave.name), kind="survey", wave=wave.name) for wave in scenario.waves
    ]
    store = Store.create(folder / "store")
    import_files(store, (*files, *surveys), by="test")
    return store


@pytest.fixture(scope="module")
def published(store: Store, master: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Published, Published]:
    """What `twoway publish` says it made of the same store: with DuckDB, and with `--engine spark://HOST:PORT`."""
    folder = tmp_path_factory.mktemp("published")
    return _published(store, folder / "duckdb", DUCKDB), _published(store, folder / "spark", master)


Published = tuple[dict[str, Any], Path]


def _published(store: Store, folder: Path, engine: str) -> Published:
    """What the command says, and the folder of the release; a draft, so that the second is not an amendment."""
    command = [sys.executable, "-c", "from analytics.cli import main; main()", "publish", "--draft", "--engine", engine]
    places = ["--store", str(store.folder), "--published", str(folder)]
    done = subprocess.run(
        [*command, *places, "--by", "ana", "--json"], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    return said, folder / said["release"]


@pytest.fixture(scope="module")
def both(
    published: tuple[Published, Published], master: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    """Both engines over another company, once publishing has given the workers back."""
    assert published
    source = company(tmp_path_factory.mktemp("store"))
    scheme = Program().scheme
    with DuckDBEngine(source.files, scheme) as duckdb, open_engine(source.files, scheme, master) as spark:
        opened = Both(first=spark, second=duckdb)
        for people in (assigned_people, cohort_people):  # they make the tables that questions of a comparison ask
            people(opened, Design(name="All", match=("level",), covariates=()))
        yield opened


class TestOnSpark:
    pytestmark = on_spark

    def test_publishing_makes_the_same_release(self, published: tuple[Published, Published]) -> None:
        (ours, our_folder), (theirs, their_folder) = published
        assert theirs["cells_hash"] == ours["cells_hash"] == cells_hash(read_cells(their_folder))
        assert theirs["release"] == ours["release"]
        assert (their_folder / CELLS).read_bytes() == (our_folder / CELLS).read_bytes()
        assert (their_folder / FINDINGS).read_bytes() == (our_folder / FINDINGS).read_bytes()
        assert len(dict(read_cells(their_folder).items())) > 100

    @pytest.mark.parametrize("query", EXTRA, ids=lambda query: query.aggregate)
    def test_every_aggregate_gives_the_same_integers(self, both: Both, query: Query) -> None:
        both.different.clear()
        both.rows(query)
        both.columns(query)
        assert both.different == []


def test_every_aggregate_is_tried() -> None:
    assert {query.aggregate for query in EXTRA} == set(AGGREGATES.values()) - OF_A_FILE


@pytest.mark.parametrize("name", ["mysql", "", "duckdb2", "sparks"])
def test_another_engine_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="not an engine"):
        checked_engine(name)


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.engine.spark_session.find_spec", lambda _: None)
    with pytest.raises(SettingsError, match="pyspark") as refused:
        open_engine({}, Program().scheme, "local[2]")
    assert "twoway[spark]" in refused.value.next_step


def test_missing_java_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.engine.spark_session.find_spec", lambda _: object())
    monkeypatch.setattr("analytics.engine.spark_session.which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(SettingsError, match="needs Java") as refused:
        open_engine({}, Program().scheme, "local[2]")
    assert "default-jre-headless" in refused.value.next_step


def test_small_data_is_cut_into_few_parts() -> None:
    assert sized(0)["spark.sql.shuffle.partitions"] == "2"
    assert "spark.sql.adaptive.enabled" in sized(0)
    assert sized(2**33) == {"spark.sql.shuffle.partitions": "1024"}
