"""In a real Chromium: when the first page is there after the server was started, and what a change of a filter costs.

First paint is the time from starting the server's process until the page shows its heading, in a browser that runs
already and knows nothing of the server. A change of a filter is a click in the page; what counts is the time in which
the browser's main thread was busy (`TaskDuration`), from the click until nothing has happened for a while.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.bench.programs import made
from tests.bench.results import Line
from tests.bench.servers import EMPTY_APP, NAIVE_APP, dashboard, streamlit
from tests.browser.chromium import HOW, found
from tests.browser.conftest import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession, Locator, Page

    from tests.bench.servers import Server

CHARTS = ".js-plotly-plot"
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
QUIET_SECONDS = 1.5
QUIET_SHARE = 0.05
"""Below this share of its time the main thread is taken to have nothing to do."""

CHANGES = 6
MOST_ROUNDS = 5
_WAIT = 120_000
_MILLISECONDS = 1_000
_COUNT_DRAWINGS = """() => {
  window.drawn = 0;
  for (const one of document.querySelectorAll('.js-plotly-plot')) one.on('plotly_afterplot', () => { window.drawn++ });
}"""


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """First paint against an empty app, a change of a filter, and a rerun in which no chart changes.

    Args:
        sizes: "S", "M", "L"; the last one is served.
        rounds: Interleaved rounds.
        seed: What the program depends on.

    Raises:
        RuntimeError: There is no Chromium.
    """
    path = found()
    if path is None:
        raise RuntimeError(HOW)
    program, size = made(sizes[-1], seed), sizes[-1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield from _first_paint(browser, program.published, size, min(rounds, MOST_ROUNDS))
        with streamlit(NAIVE_APP, str(program.store)) as server:
            naive = _changes(_opened(browser, f"{server.address}/", 6))
        with dashboard(program.published) as server:
            page = _opened(browser, f"{server.address}/retention", 5)
            page.locator("[data-key=open-filter-gender]").click()
            ours = _changes(page)
            unchanged, drawn = _unchanged(_opened(browser, f"{server.address}/engagement", 4))
        browser.close()
    yield _line("filter change in a browser, five charts, main thread", "itself", size, ours, 500.0, unit="ms")
    against = "six charts by plotly.express and pandas"
    ratios = [one / statistics.median(naive) for one in ours]
    yield _line("filter change in a browser, five charts, main thread", against, size, ratios, 1.0, unit="x")
    yield _line("change of a table alone in a browser, main thread", "itself", size, unchanged, 500.0, unit="ms")
    yield _line("charts drawn anew by the change of a table", "itself", size, [float(drawn)], 0.0, unit="charts")


def _first_paint(browser: Browser, published: Path, size: str, rounds: int) -> Iterator[Line]:
    ratios = []
    for _ in range(rounds):
        ours = painted(browser, dashboard(published), "h1:has-text('Overview')")
        empty = painted(browser, streamlit(EMPTY_APP), "h1:has-text('Empty')")
        ratios.append(ours / empty)
    yield _line("first paint after the server was started", "an empty Streamlit app", size, ratios, 1.5, unit="x")


def painted(browser: Browser, starting: AbstractContextManager[Server], heading: str) -> float:
    """Seconds from the start of a server until a browser shows the heading of its first page.

    Args:
        browser: A running browser.
        starting: The server, not yet started.
        heading: Selector of the heading.
    """
    with starting as server:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{server.address}/", wait_until="commit")
        page.wait_for_selector(heading, timeout=_WAIT)
        taken = time.perf_counter() - server.begun
        context.close()
    return taken


def _opened(browser: Browser, address: str, charts: int) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(address)
    page.locator(CHARTS).nth(charts - 1).wait_for(timeout=_WAIT)
    time.sleep(2 * QUIET_SECONDS)
    return page


def _changes(page: Page) -> list[float]:
    """What choosing a gender costs, and choosing it no more, in turns."""
    session = _measured(page)
    pill = page.get_by_role("button", name="Woman", exact=True)
    for _ in range(2):
        pill.click()
        _settle(session, page)
    return [_cost(session, pill) for _ in range(CHANGES)]


def _unchanged(page: Page) -> tuple[list[float], int]:
    """What another grouping of one table costs, which changes no chart, and how many charts were drawn anew."""
    session = _measured(page)
    page.evaluate(_COUNT_DRAWINGS)
    choices = page.locator(".st-key-heat-by-engagement button")
    found = [_cost(session, choices.nth(1 + number % 2)) for number in range(CHANGES)]
    return found, page.evaluate("() => window.drawn")


def _measured(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    return session


def _cost(session: CDPSession, button: Locator) -> float:
    before = _busy(session)
    button.click()
    _settle(session, button.page)
    return (_busy(session) - before) * _MILLISECONDS


def _settle(session: CDPSession, page: Page) -> None:
    """Wait until the server has answered and the browser has drawn everything."""
    time.sleep(QUIET_SECONDS)
    page.locator(IDLE).wait_for(timeout=_WAIT)
    before = _busy(session) - 1
    while (now := _busy(session)) - before > QUIET_SHARE * QUIET_SECONDS:
        before = now
        time.sleep(QUIET_SECONDS)


def _busy(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def _line(job: str, against: str, size: str, found: Sequence[float], goal: float, *, unit: str) -> Line:
    return Line(
        job=job,
        against=against,
        size=size,
        found=statistics.median(found),
        low=min(found),
        high=max(found),
        goal=goal,
        unit=unit,
    )
