"""Spark on two workers answers every question as DuckDB does, integer by integer, and makes the same release.

It needs Java and the optional packages (`pip install 'twoway[spark]'`); `make test-spark` brings the packages. Another
Spark than the one it starts is tried with TWOWAY_SPARK=spark://HOST:PORT.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from analytics.engine import DuckDBEngine, checked_engine, open_engine
from analytics.engine.spark_session import require_spark, sized
from analytics.errors import SettingsError
from analytics.program import Program
from analytics.release import publish as publishing
from analytics.release.files import CELLS, FINDINGS, cells_hash, read_cells
from tests.company import company
from tests.engine.spark_cases import AGGREGATES, EXTRA, OF_A_FILE, Both

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.query import Query
    from tests.given import Given

MASTER = os.environ.get("TWOWAY_SPARK", "local-cluster[2,1,1024]")
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
AT = "2026-01-05T09:00:00+00:00"

try:
    require_spark()
except SettingsError as error:
    MISSING = error.what
else:
    MISSING = ""
on_spark = [
    pytest.mark.skipif(bool(MISSING), reason=f"NOTHING WAS TRIED ON SPARK. {MISSING}"),
    pytest.mark.filterwarnings("ignore"),  # of pyspark itself, about the versions of its packages
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return company(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def both(source: Given) -> Iterator[Both]:
    import pyspark

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", os.path.dirname(pyspark.__file__))  # noqa: PTH120 - a text for the environment
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        options = f'--driver-java-options "{JAVA}" --conf "spark.executor.extraJavaOptions={JAVA}"'
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"{options} pyspark-shell")
        scheme = Program().scheme
        with DuckDBEngine(source.files, scheme) as duckdb, open_engine(source.files, scheme, MASTER) as spark:
            yield Both(first=spark, second=duckdb)


@pytest.fixture(scope="module")
def released(both: Both, source: Given, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same release twice: counted by DuckDB, and by Spark with every answer compared."""
    folder = tmp_path_factory.mktemp("published")
    ours = publishing.publish(source, Program(), folder / "duckdb", at=AT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "open_engine", lambda *_: both)
        return ours, publishing.publish(source, Program(), folder / "spark", at=AT, engine_name=MASTER)


def on_both(both: Both, query: Query) -> list[str]:
    both.different.clear()
    both.rows(query)
    both.columns(query)
    return both.different


class TestOnSpark:
    pytestmark = on_spark

    def test_a_release_has_the_same_cells(self, released: tuple[Path, Path], both: Both) -> None:
        ours, theirs = released
        assert both.different == []
        assert cells_hash(read_cells(theirs)) == cells_hash(read_cells(ours))
        assert theirs.name == ours.name
        assert (theirs / CELLS).read_bytes() == (ours / CELLS).read_bytes()
        assert (theirs / FINDINGS).read_bytes() == (ours / FINDINGS).read_bytes()

    @pytest.mark.parametrize("query", EXTRA, ids=lambda query: query.aggregate)
    def test_every_aggregate_gives_the_same_integers(
        self, released: tuple[Path, Path], both: Both, query: Query
    ) -> None:
        assert released[0].exists()
        assert on_both(both, query) == []


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
