"""The server: its options exist, its port is free, its headers are safe, its page is ours."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import tomllib
from contextlib import closing, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest
from streamlit import config

from analytics.errors import SettingsError
from dashboard import pages, serve
from dashboard.entrance import MARK, SCRIPT, START, entrance
from dashboard.headers import content_security_policy
from tests.browser.conftest import free_port
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

START_SECONDS = 120
OK = HTTPStatus.OK


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


class Server:
    """A running dashboard over an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        call = f"serve(Path({str(folder)!r}), port={self.port})"
        command = f"from pathlib import Path; from dashboard.serve import serve; {call}"
        self.process = subprocess.Popen([sys.executable, "-c", command], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()

    def get(self, path: str) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return Answer(
                status=answer.status, headers={name.lower(): value for name, value in answer.getheaders()}, text=text
            )

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError):
                if self.get("/_stcore/health").status == OK:
                    return
            time.sleep(0.2)
        pytest.fail("The server did not start.")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("published"))
    try:
        running.wait()
        yield running
    finally:
        running.process.terminate()
        running.process.communicate(timeout=30)


def test_every_option_is_one_that_streamlit_knows() -> None:
    options = serve.settings(8501, "127.0.0.1")
    for name in options:
        config.get_option(name)
    assert options["server.port"] == 8501


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("server.fileWatcherType", "none"),
        ("server.xsrfCookieSameSite", "strict"),
        ("server.headless", True),
    ],
)
def test_nothing_is_told_and_nothing_is_watched(name: str, value: object) -> None:
    assert serve.settings(8501, "127.0.0.1")[name] == value


def test_no_setting_names_another_server() -> None:
    settings = serve.SETTINGS.read_text(encoding="utf-8")
    assert "http" not in settings
    fonts = tomllib.loads(settings)["theme"]["fontFaces"]
    assert all((serve.FONTS / font["url"].removeprefix("/fonts/")).is_file() for font in fonts)


def test_the_fonts_come_with_their_license() -> None:
    assert "SIL Open Font License" in (serve.FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="--port"):
            serve.free_port("127.0.0.1", taken.getsockname()[1])


def test_without_a_wish_the_first_free_port_is_taken() -> None:
    assert serve.free_port("127.0.0.1") >= serve.FIRST_PORT


@pytest.mark.parametrize("path", [*pages.ADDRESSES, MARK, SCRIPT, "/fonts/inter-latin-wght-normal.woff2", "/nowhere"])
def test_every_answer_has_the_safety_headers(server: Server, path: str) -> None:
    headers = server.get(path).headers
    assert headers["content-security-policy"] == content_security_policy()
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json"])
def test_what_tells_about_the_server_is_closed(server: Server, path: str) -> None:
    assert server.get(path).status == 404


def test_the_policy_allows_this_server_only() -> None:
    policy = content_security_policy()
    assert "http:" not in policy
    assert "https:" not in policy
    assert "'unsafe-eval'" not in policy
    assert "frame-ancestors 'none'" in policy
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in script


@pytest.mark.parametrize("path", pages.ADDRESSES)
def test_every_address_starts_from_our_page(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 200
    assert "<title>Twoway</title>" in answer.text


def test_our_page_is_streamlits_with_four_changes() -> None:
    page = entrance()
    assert page.count(START) == 1
    assert f'href="{MARK}"' in page
    assert f'<script src="{SCRIPT}" defer></script>' in page
    assert '<div id="root"></div>' in page


def test_the_address_is_printed(server: Server) -> None:
    assert f"http://127.0.0.1:{server.port}" in server.said


def test_every_page_has_a_file_and_every_file_is_a_page() -> None:
    listed = {entry.name for entries in pages.PAGES.values() for entry in entries}
    files = {path.stem for path in (ROOT / "dashboard" / "views").glob("*.py")} - {"__init__"}
    assert listed == files


def test_whoever_only_looks_at_figures_does_not_wait_for_what_writes_rows() -> None:
    code = """
import sys
import analytics.cli, dashboard.serve, dashboard.warm
from dashboard.components import compared, frame, participation
print(sorted({"pandas", "pyarrow", "scipy.stats", "sklearn"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
