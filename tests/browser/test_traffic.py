"""What an executive's browser receives on every page: no third party is asked, and no row of the store is in it."""

from __future__ import annotations

import csv
import re
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
STARTS = ("/", "/static/", "/media/", "/app/static/", "/component/x/", "/_stcore/upload_file/", "/_stcore/stream/../")
UPWARDS = ("", "../" * 8, "..%2f" * 8, "%2e%2e/" * 8, "..%5c" * 8, "....//" * 8, "%252e%252e%252f" * 4)
NAMES = (
    "etc/passwd",
    "published/withdrawn",
    "audit.json",
    "release.json",
    "secrets/person.key",
    "twoway.toml",
    "audit/",
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
    assert not [sign for sign in (b"small_group", b"too_small", b"mean_leverage", b"refusals") if sign in everything]
    logged = viewers.log.read_text(encoding="utf-8")
    assert not [typed for typed in ("drop table", "etc/passwd", "Nobody", "Traceback") if typed in logged]


def test_no_address_of_the_server_gives_a_file_of_the_folder_or_of_the_machine(
    viewers: Server, private: frozenset[bytes]
) -> None:
    """Ways up and around, and files that lie beside what is served: none of them is given away, plainly or encoded."""
    port = urlsplit(viewers.address).port
    for path in (f"{start}{up}{name}" for start in STARTS for up in UPWARDS for name in NAMES):
        status, headers, body = _asked("127.0.0.1", port, path, host=f"127.0.0.1:{port}")
        is_page = b'<div id="root">' in body
        assert is_page or status in {301, 302, 307, 400, 403, 404, 405, 421}, path
        assert not any(sign in body for sign in (b"root:x:0", b"PAR1", b"cells_hash", b"leverage", b"[comments]")), path
        assert not frozenset(re.findall(rb"[A-Za-z0-9_.@+-]{7,}", body)) & private
        assert headers["x-frame-options"] == "DENY", path
        assert headers["x-content-type-options"] == "nosniff", path
        assert "'unsafe-eval'" not in headers["content-security-policy"], path


@pytest.mark.parametrize("host", ["attacker.example", "169.254.169.254", "localhost.attacker.example:80", ""])
def test_a_page_is_not_given_to_a_server_of_another_name(viewers: Server, host: str) -> None:
    port = urlsplit(viewers.address).port
    status, _, body = _asked("127.0.0.1", port, "/", host=host)
    assert status in {400, 421}
    assert b'<div id="root">' not in body


def test_cookies_and_sessions_that_somebody_made_up_open_nothing(
    visit: Callable[[Server], Page], viewers: Server
) -> None:
    """On a server for viewers nobody has a store, whatever they say that they are."""
    page = visit(viewers)
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": viewers.address}
            for name, value in (("_streamlit_user", '2|1:0|steward"'), ("role", "steward"), ("look_as", "steward"))
        ]
    )
    for path in ("/import", "/pairs", "/import?role=steward", "/publish?look_as=steward"):
        page.goto(path)
        expect(page.locator(".tw-heading, h1, h3").first).to_be_visible(timeout=MINUTE)
        page.wait_for_load_state("networkidle")
        expect(page.locator("input[type=file]")).to_have_count(0)
        expect(page.get_by_role("button", name=re.compile("Publish|Make a draft|Undo"))).to_have_count(0)


def _asked(address: str, port: int | None, path: str, *, host: str) -> tuple[int, dict[str, str], bytes]:
    """The answer to a request for exactly these characters, which a browser would put in order first."""
    with closing(HTTPConnection(address, port, timeout=20)) as connection:
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()


def _bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
