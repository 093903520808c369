"""axe-core finds nothing to complain about, on any page, in the light and in the dark."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.pages import PAGES
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Server

AXE = "TWOWAY_AXE"
HOW = f"Install npm, or name a copy of axe.min.js with {AXE}."
NPM_SECONDS = 120
SLOW = 60_000
DRAWN = 500
NOT_OURS = ("presentation-role-conflict",)  # the drop zone of Streamlit's own file uploader


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of axe-core, from npm or from a copy; without either the checks are skipped."""
    named = os.environ.get(AXE)
    path = Path(named) if named else _from_npm(tmp_path_factory.mktemp("axe"))
    return path.read_text(encoding="utf-8")


def _from_npm(folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"No axe-core on this machine: {HOW}")
    done = subprocess.run(
        [npm, "pack", "axe-core", "--silent"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=NPM_SECONDS,
    )
    if done.returncode != 0:
        pytest.skip(f"npm could not bring axe-core: {HOW}")
    (archive,) = folder.glob("axe-core-*.tgz")
    with tarfile.open(archive) as opened:
        opened.extract("package/axe.min.js", folder, filter="data")
    return folder / "package" / "axe.min.js"


def violations(page: Page, axe: str) -> list[str]:
    """What axe-core finds, one line each; Plotly's pictures are described by their `alt` and the tables beside them."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:160]})" for one in found if one["id"] not in NOT_OURS
    ]


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser, server: Server) -> Iterator[Page]:
    """The first page of the dashboard, in the light or in the dark."""
    context = chromium.new_context(
        base_url=server.address, color_scheme=request.param, viewport={"width": 1280, "height": 900}
    )
    opened = context.new_page()
    opened.goto("/")
    yield opened
    context.close()


def test_no_page_has_violations(page: Page, axe: str) -> None:
    found = {}
    for entry in (entry for entries in PAGES.values() for entry in entries):
        page.get_by_test_id("stSidebar").get_by_role("link", name=entry.title, exact=True).click()
        settled(page, entry.title)
        found[entry.title] = violations(page, axe)
    assert found == {entry.title: [] for entries in PAGES.values() for entry in entries}


def test_what_is_refused_has_no_violations(page: Page, axe: str) -> None:
    page.goto("/engagement?gender=Martian&salary=1")
    settled(page, "Engagement")
    assert violations(page, axe) == []


def test_what_opens_has_no_violations(page: Page, axe: str) -> None:
    settled(page, "Overview")
    page.get_by_text("Table", exact=True).first.click()
    expect(page.locator(".tw-table").first).to_be_visible()
    found = {}
    page.locator("[data-key=how-engagement]").click()
    expect(page.locator("#how-engagement")).to_be_visible()
    found["How was this computed"] = violations(page, axe)
    page.keyboard.press("Escape")
    for name in ("filter-generation", "filter-wave", "copy-link", "board-pack"):
        page.locator(f"[data-key=open-{name}]").click()
        expect(page.locator(f"#{name}")).to_be_visible()
        found[name] = violations(page, axe)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Saved views").click()
    expect(page.get_by_role("dialog", name="Saved views")).to_be_visible()
    page.wait_for_timeout(DRAWN)
    found["saved-views"] = violations(page, axe)
    assert all(lines == [] for lines in found.values()), found
