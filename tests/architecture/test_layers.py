"""Who may touch whom: each rule on the product's own source, and on a small sample that breaks it."""

from __future__ import annotations

import pytest

from tests.architecture.source import Module, circle, forbidden_imports, imports_beyond, modules, reserved_imports
from tests.conftest import ROOT

SOURCE = modules(ROOT, "analytics", "dashboard")
ENGINES = ("deltalake", "duckdb", "pyarrow", "pyspark", "sqlglot")
ENGINE_ROOMS = ("analytics.engine", "analytics.imports", "analytics.store")
NO_PANDAS = tuple(
    f"analytics.{room}"
    for room in ("catalog", "comparison", "engine", "errors", "measures", "narrative", "query", "release", "stats")
)
WORDS = ("analytics.catalog", "analytics.errors", "analytics.numerals")
FOR_VIEWERS = (
    *("analytics.narrative", "analytics.release.dates", "analytics.release.read"),
    *("analytics.report", "analytics.roles"),
)
FOR_IMPORT_PAGE = (
    *("analytics.imports", "analytics.program", "analytics.store"),
    *("analytics.release.effect", "analytics.release.publish"),
)
FOR_PUBLISH_PAGE = (
    *("analytics.ranking", "analytics.worker"),
    *("analytics.release.audit.report", "analytics.release.differences", "analytics.release.flow"),
    *("analytics.release.audit.inspection", "analytics.release.states", "analytics.release.waves"),
)
FOR_METHODS_PAGE = ("analytics.stats",)
FOR_AUDIT_LOG = (
    *("analytics.audit_chain", "analytics.audit_log"),
    *("analytics.release.cell_key", "analytics.release.cell_names", "analytics.release.lookups"),
    "analytics.release.audit.rules_in_force",
)
FOR_THE_VIEWER = ("analytics.release.files", "analytics.release.scope", "analytics.sign_in")
"""Which release somebody is given, and how much of it."""
IMPORT_PAGE = ("dashboard.views.data_import", "dashboard.views.publish")


def sample(name: str, *lines: str) -> list[Module]:
    return [Module(name=name, text="\n".join(lines))]


def test_there_is_source_to_check() -> None:
    names = {module.name for module in SOURCE}
    assert {"analytics.errors", "analytics.stats.moments", "analytics.engine", "dashboard.app"} <= names


def test_analytics_knows_nothing_of_screens() -> None:
    assert reserved_imports(SOURCE, ["streamlit", "plotly"], ["dashboard"]) == []


def test_only_a_command_starts_the_dashboard() -> None:
    assert reserved_imports(SOURCE, ["dashboard"], ["dashboard", "analytics.cli"]) == []


@pytest.mark.parametrize(
    "line", ["import streamlit as st", "from plotly.graph_objects import Figure", "from dashboard import theme"]
)
def test_a_screen_in_analytics_is_seen(line: str) -> None:
    found = sample("analytics.report.pdf", "def draw():", f"    {line}")
    assert len(reserved_imports(found, ["streamlit", "plotly", "dashboard"], ["dashboard"])) == 1


def test_only_three_rooms_talk_to_an_engine() -> None:
    assert reserved_imports(SOURCE, ENGINES, ENGINE_ROOMS) == []


def test_an_engine_elsewhere_is_seen() -> None:
    assert reserved_imports(sample("analytics.measures.retention", "import duckdb"), ENGINES, ENGINE_ROOMS) == [
        "analytics.measures.retention imports duckdb"
    ]
    assert reserved_imports(sample("dashboard.state", "from pyarrow import parquet"), ENGINES, ENGINE_ROOMS) == [
        "dashboard.state imports pyarrow.parquet"
    ]
    assert reserved_imports(sample("analytics.engine.session", "import duckdb"), ENGINES, ENGINE_ROOMS) == []


def test_statistics_use_errors_numpy_and_scipy_only() -> None:
    assert imports_beyond(SOURCE, ["analytics.stats"], ["analytics.stats", "analytics.errors", "numpy", "scipy"]) == []


@pytest.mark.parametrize("line", ["import pandas as pd", "from analytics.catalog import MEASURES", "import sklearn"])
def test_a_product_in_statistics_is_seen(line: str) -> None:
    found = sample("analytics.stats.compare", "from math import sqrt", "from scipy.special import stdtr", line)
    allowed = ["analytics.stats", "analytics.errors", "numpy", "scipy"]
    assert len(imports_beyond(found, ["analytics.stats"], allowed)) == 1


def test_pandas_stays_at_the_edges() -> None:
    assert forbidden_imports(SOURCE, NO_PANDAS, ["pandas"]) == []


def test_pandas_in_the_middle_is_seen() -> None:
    found = sample("analytics.measures.retention", "from pandas import DataFrame")
    assert forbidden_imports(found, NO_PANDAS, ["pandas"]) == ["analytics.measures.retention imports pandas.DataFrame"]


def test_the_dashboard_draws_a_release() -> None:
    for_stewards = [*FOR_IMPORT_PAGE, *FOR_PUBLISH_PAGE, *FOR_AUDIT_LOG]
    allowed = [*FOR_VIEWERS, *FOR_THE_VIEWER, *for_stewards, *FOR_METHODS_PAGE, *WORDS]
    assert forbidden_imports(SOURCE, ["dashboard"], ["analytics"], allowed) == []


def test_an_engine_under_the_dashboard_is_seen() -> None:
    found = sample("dashboard.state", "from analytics.engine import Engine", "from analytics.errors import TwowayError")
    assert forbidden_imports(found, ["dashboard"], ["analytics"], WORDS) == [
        "dashboard.state imports analytics.engine.Engine"
    ]


def test_a_view_gets_a_release_and_nothing_else() -> None:
    views = [module for module in SOURCE if module.name not in IMPORT_PAGE]
    assert imports_beyond(views, ["dashboard.views"], [*FOR_VIEWERS, "dashboard", "streamlit"]) == []


@pytest.mark.parametrize(
    "line",
    [
        "from analytics.store import Store",
        "from analytics import engine",
        "from analytics.release.publish import publish",
        "import pandas as pd",
    ],
)
def test_a_store_in_a_view_is_seen(line: str) -> None:
    found = sample(
        "dashboard.views.overview", "import streamlit as st", "from analytics.release.read import Release", line
    )
    assert len(imports_beyond(found, ["dashboard.views"], [*FOR_VIEWERS, "dashboard", "streamlit"])) == 1


def test_a_relative_import_hides_nothing() -> None:
    found = sample("dashboard.views.overview", "from .. import state")
    assert imports_beyond(found, ["dashboard.views"], ["dashboard"]) == ["dashboard.views.overview imports .."]


def test_no_module_needs_itself() -> None:
    assert circle(SOURCE) == []


def test_a_circle_is_seen() -> None:
    found = [
        *sample("analytics.one", "from analytics.two import Two"),
        *sample("analytics.two", "if TYPE_CHECKING:", "    from analytics import one"),
    ]
    assert set(circle(found)) == {"analytics.one", "analytics.two"}
