"""What an executive's browser receives on every page: no third party is asked, and no row of the store is in it."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from analytics.roles import Action
from dashboard.pages import FIRST, PAGES
from tests.browser.conftest import TWOWAY, Server, free_port, running
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page, WebSocket

DEMO = ROOT / "data" / "demo"
OPEN = [
    "/" if entry is FIRST else f"/{entry.path}"
    for entries in PAGES.values()
    for entry in entries
    if entry.needs is Action.SEE_RELEASE
]
STRANGE = (
    "?where=gender:Nobody",
    "?gender=%27%3B+drop+table+people%3B+--",
    "?gender=%00&generation=%E2%80%AE&wave=../../secrets",
    "?release=../../../etc/passwd",
    f"?measure={'x' * 2000}",
)
MINUTE = 120_000
LEAST = 7
"""Letters and digits of the shortest name that is looked for."""


@pytest.fixture(scope="module")
def viewers(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for viewers: published figures, no store."""
    port, folder = free_port(), tmp_path_factory.mktemp("viewers")
    options: tuple[str | Path, ...] = (
        "--audit-log",
        folder / "audit",
        "--views",
        folder / "views",
        "--port",
        str(port),
        "--no-open",
    )
    command = [TWOWAY, "serve", "--published", demo_folder / "published", *options]
    with running(command, port, folder / "server.log"):
        yield Server(address=f"http://127.0.0.1:{port}", store=demo_folder, log=folder / "server.log")


@pytest.fixture(scope="module")
def private(demo_folder: Path) -> frozenset[bytes]:
    """Names that only the files of the store hold: addresses, ids of people, keys of people and respondents."""
    with (DEMO / "people.csv").open(encoding="utf-8") as file:
        found = {row[name] for row in csv.DictReader(file) for name in ("email", "person_id")}
    for table in ("people", "person_wave"):
        for path in (demo_folder / "data" / table).glob("*.parquet"):
            for name in ("person_key", "respondent_key"):
                if name in pq.read_schema(path).names:
                    found |= {str(key) for key in pq.read_table(path, columns=[name])[name].to_pylist() if key}
    assert len(found) > 10_000
    return frozenset(one.encode() for one in found if len(one) >= LEAST)


def test_no_row_of_the_store_reaches_a_viewers_browser(
    visit: Callable[[Server], Page], viewers: Server, private: frozenset[bytes]
) -> None:
    """`visit` fails besides where any page asks a third party."""
    page, received = visit(viewers), list[bytes]()

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(_bytes(frame)))

    page.on("websocket", listen)
    page.on("response", lambda response: received.append(response.url.encode()))
    for path in OPEN:
        page.goto(path)
        expect(page.locator(".tw-heading, h1").first).to_be_visible(timeout=MINUTE)
        page.wait_for_load_state("networkidle")
    for query in STRANGE:
        page.goto(f"/engagement{query}")
        expect(page.locator(".tw-heading, h1").first).to_be_visible(timeout=MINUTE)
        expect(page.get_by_text("Traceback")).to_have_count(0)
    everything = b"\n".join(received)
    assert len(everything) > 100_000, "the frames were read"
    words = frozenset(re.findall(rb"[A-Za-z0-9_.@+-]{7,}", everything))
    assert not words & private


def _bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
