"""Releases of a small made-up company, and the app on top of them, opened through its router."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from plotly.graph_objects import Figure as Drawn
from streamlit.testing.v1 import AppTest

from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release
from dashboard.access import PUBLISHED, STORE
from dashboard.components.broken import TITLE
from dashboard.components.plot import Built
from tests.company import company
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.figures.chrome import Figure
    from tests.given import Given

AT = "2026-01-05T09:00:00+00:00"
BASELINE = "2023-11"
SECONDS = 120
LINK = re.compile(
    r'<a class="tw-go (?P<kind>[\w-]+)"(?P<attributes>[^>]*)>(?:<span[^>]*>\w*</span>)?(?P<label>[^<]*)</a>'
)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
SESSION = re.compile(r"(?<=/files/)[\w-]{32}(?=/)")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release: a program, a survey before its launch and one after."""
    return _published(tmp_path_factory, "released", with_leavers=True)


@pytest.fixture(scope="session")
def published_without_leavers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release of a roster that holds nobody who left, so that retention is undefined."""
    return _published(tmp_path_factory, "undefined", with_leavers=False)


@pytest.fixture(scope="session")
def release(published: Path) -> Release:
    """The release in `published`."""
    return Release.latest(published)


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of the app over a folder of releases, with the filters of an address."""

    def visit(
        published: Path, view: str = "overview", *, store: Path | None = None, **parameters: str | list[str]
    ) -> AppTest:
        monkeypatch.setenv(PUBLISHED, str(published))
        if store is None:
            monkeypatch.delenv(STORE, raising=False)
        else:
            monkeypatch.setenv(STORE, str(store))
        app = AppTest.from_file(ROOT / "dashboard" / "app.py", default_timeout=SECONDS)
        for name, values in parameters.items():
            app.query_params[name] = values
        app.run()
        if view != "overview":
            app.switch_page(f"views/{view}.py").run()
        return app

    return visit


@pytest.fixture(autouse=True)
def figures_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure that a test draws is checked by Plotly, which no page waits for."""
    passed_on = Built.to_dict
    monkeypatch.setattr(Built, "to_dict", lambda built: checked(passed_on(built)))


def checked(figure: Figure) -> Figure:
    """A figure that holds nothing but what Plotly knows.

    Args:
        figure: The figure.

    Raises:
        ValueError: It holds something else.
    """
    Drawn(figure)
    return figure


def text(app: AppTest) -> str:
    """All words that a page shows, markup included."""
    assert not app.exception, [one.value for one in app.exception]
    assert not [one.value for one in app.html if TITLE in one.value], "The page failed; its log says where."
    return "\n".join([*(one.value for one in app.html), *(one.value for one in app.caption)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link within the dashboard: its words, what it looks like, where it leads, and further attributes."""

    label: str
    kind: str
    address: str
    attributes: dict[str, str]

    @property
    def asked(self) -> dict[str, list[str]]:
        """The parameters of its address."""
        return parse_qs(urlsplit(self.address).query)


def links(app: AppTest, kind: str = "tw-page") -> dict[str, Link]:
    """The links of one kind on a page, by their words; by default those to the pages."""
    return {one.label: one for one in _links(app) if one.kind == kind}


def choices(app: AppTest, dimension: str) -> dict[str, Link]:
    """The choices of one filter, by their words."""
    place = f"filter-{dimension}-"
    return {one.label: one for one in _links(app) if one.attributes.get("data-key", "").startswith(place)}


def chosen(app: AppTest, dimension: str) -> list[str]:
    """What a filter stands at."""
    return [name for name, one in choices(app, dimension).items() if one.attributes["aria-pressed"] == "true"]


def go(app: AppTest, link: Link) -> AppTest:
    """The page after a link was followed that leads to other filters on it."""
    app.query_params.clear()
    for name, values in link.asked.items():
        app.query_params[name] = values
    return app.run()


def _links(app: AppTest) -> list[Link]:
    return [_link(found) for html in app.html for found in LINK.finditer(html.value)]


def _link(found: re.Match[str]) -> Link:
    attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(found["attributes"])}
    return Link(label=unescape(found["label"]), kind=found["kind"], address=attributes["href"], attributes=attributes)


def of_any_session(text: str) -> str:
    """Words of a page without what its session drew by lot for the addresses of its files."""
    return SESSION.sub("*", text)


def _published(factory: pytest.TempPathFactory, name: str, *, with_leavers: bool) -> Path:
    source = company(factory.mktemp(f"{name}-company"), with_leavers=with_leavers)
    _add_baseline(source, factory.mktemp(f"{name}-baseline"))
    folder = factory.mktemp(f"{name}-published")
    publish(source, Program(), folder, at=AT)
    return folder


def _add_baseline(source: Given, folder: Path) -> None:
    """Add a survey before the launch with the same answers, so that future participants were ahead already."""
    changes = {
        "person_wave": f"'{BASELINE}' as wave, date '2023-11-06' as wave_on, null as skills_before, null as skills_now",
        "wave_scales": f"'{BASELINE}' as wave",
    }
    for table, change in changes.items():
        path = folder / f"{table}.parquet"
        with duckdb.connect() as connection:
            rows = f"select * replace ({change}) from read_parquet('{source.files[table][0]}')"
            connection.execute(f"copy ({rows}) to '{path}' (format parquet)")
        source.files[table].append(path)  # type: ignore[attr-defined]
