"""A real Chromium, and a real server over the demo program: everything a journey through the dashboard needs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser import chromium as browsers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TWOWAY = Path(sys.executable).with_name("twoway")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 120
HEALTH = "/_stcore/health"
PAGE_MILLISECONDS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A dashboard that answers at `address`, over the store in `store`; what it prints is in `log`."""

    address: str
    store: Path
    log: Path

    def run(self, *arguments: str) -> str:
        """What a `twoway` command prints that works on the same store as the dashboard."""
        return twoway(*arguments, "--store", str(self.store))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


# No longer than the tests of this folder: while Playwright is open, nothing else can start an event loop here.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A running Chromium without a window."""
    if browsers.is_declined():
        pytest.skip("TWOWAY_CHROMIUM=none")
    path = browsers.found()
    if path is None:
        pytest.fail(f"No Chromium on this machine. {browsers.HOW}", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo program, imported and published by the command line. Nobody may change it; `own_server` has a copy."""
    folder = tmp_path_factory.mktemp("demo") / "store"
    twoway("demo", "--folder", str(folder), "--build-only")
    return folder


@pytest.fixture(scope="session")
def server(demo_folder: Path) -> Iterator[Server]:
    """A dashboard over the demo program, shared by all journeys that only look."""
    with serving(demo_folder) as running:
        yield running


@pytest.fixture
def own_server(demo_folder: Path, tmp_path: Path) -> Iterator[Server]:
    """A dashboard over a copy of the demo program, for one journey that imports, publishes or undoes."""
    with serving(Path(shutil.copytree(demo_folder, tmp_path / "store"))) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[[Server], Page]]:
    """Opens a new visitor's empty page at a server: no cookies, no history, and nobody else's address may be asked."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []

    def opened(at: Server) -> Page:
        context = chromium.new_context(base_url=at.address, viewport={"width": 1440, "height": 900})
        context.set_default_timeout(PAGE_MILLISECONDS)
        context.on("request", lambda request: strangers.extend(_strange(request, at.address)))
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert strangers == [], "the page made the visitor's browser ask a third party"


@pytest.fixture
def page(visit: Callable[[Server], Page], server: Server) -> Page:
    """A new visitor's empty page at the shared dashboard."""
    return visit(server)


@contextmanager
def serving(store: Path) -> Iterator[Server]:
    """A dashboard over `store` while the block runs."""
    port = free_port()
    log = store.parent / f"server-{port}.log"
    with running([TWOWAY, "serve", "--store", store, "--port", str(port), "--no-open"], port, log):
        yield Server(address=f"http://127.0.0.1:{port}", store=store, log=log)


@contextmanager
def running(command: Sequence[str | Path], port: int, log: Path, *, health: str = HEALTH) -> Iterator[None]:
    """A server while the block runs, from the moment it answers.

    Args:
        command: What starts it.
        port: Port that it listens on.
        log: File for what it prints.
        health: Path that answers once it is ready.
    """
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=_environment()
        )
        try:
            _wait_until_healthy(port, process, log, health)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def twoway(*arguments: str) -> str:
    """What a `twoway` command prints; a failure of the command fails the test with its message."""
    done = subprocess.run(
        [TWOWAY, *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=_environment()
    )
    if done.returncode != 0:
        pytest.fail(f"twoway {' '.join(arguments)} ended with status {done.returncode}:\n{done.stderr}", pytrace=False)
    return done.stdout


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("TWOWAY_", "STREAMLIT_"))}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def _wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path, health: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if _is_healthy(port, health):
            return
        time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text(encoding='utf-8')}", pytrace=False)


def _is_healthy(port: int, health: str) -> bool:
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", health)
            return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False


def _strange(request: Request, address: str) -> Iterator[str]:
    url = urlsplit(request.url)
    if url.scheme in {"http", "https", "ws", "wss"} and url.netloc != urlsplit(address).netloc:
        yield request.url
