"""When a page of the dashboard stands as it will stay: the one thing every look at it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 120_000
POLLING = 150

# A click reaches the server, and its answer the page, some time after the click: a page that is not running may be
# about to. It is settled once nothing on it has changed for a while.
STANDS = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const busy = '[data-stale=true], [data-testid=stSkeleton], [data-testid=stPlotlyChart]:not(:has(.main-svg))';
    const look = app ? app.innerHTML.length + app.innerText : '';
    const done = app?.dataset.testScriptState === 'notRunning' && !document.querySelector(busy);
    if (!done || look !== window.twowayLook) {
        window.twowayLook = look;
        window.twowaySince = performance.now();
        return false;
    }
    return performance.now() - window.twowaySince > 600;
}"""


def settled(page: Page, title: str | None = None) -> None:
    """Wait until a page has drawn everything that was asked for, and nothing on it changes any more.

    Args:
        page: An open page of the dashboard.
        title: Its heading, where it matters which page it is.
    """
    heading = page.get_by_role("heading", level=1, name=title, exact=True if title else None)
    expect(heading).to_be_visible(timeout=PATIENCE)
    page.wait_for_function(STANDS, polling=POLLING, timeout=PATIENCE)
