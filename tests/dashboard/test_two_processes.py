"""A viewers' server needs no store and cannot reach one: by the permissions of the system, and by what it opens."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from dashboard.pages import PAGES
from dashboard.serve import free_port
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 120

EVERY_PAGE = """
import sys
from pathlib import Path

published, app, forbidden = (str(Path(one).resolve()) for one in sys.argv[1:4])
opened = []


def watch(event, arguments):
    if event in {"open", "os.listdir", "os.scandir", "sqlite3.connect"} and isinstance(arguments[0], (str, bytes)):
        path = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode()
        opened.append(str(Path(path).absolute()))


sys.addaudithook(watch)
from streamlit.testing.v1 import AppTest

page = AppTest.from_file(app, default_timeout=120).run()
drawn = 0
for name in sys.argv[4:]:
    page.switch_page(f"views/{name}.py").run()
    assert not page.exception, page.exception
    drawn += bool(page.html)
assert any(path.startswith(published) for path in opened), "the watch saw nothing"
print(drawn, *sorted({path for path in opened if path.startswith(forbidden)}))
"""

WITHOUT_PRIVILEGES = """
import ctypes, os, sys

if os.geteuid() == 0:
    for capability in (1, 2):
        if ctypes.CDLL(None, use_errno=True).prctl(24, capability, 0, 0, 0):
            sys.exit("this system keeps root from giving up what lets it read everything")
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""
"""Linux: root gives up the capabilities DAC_OVERRIDE and DAC_READ_SEARCH (PR_CAPBSET_DROP), then starts anew."""

SERVE = """
import os, sys
from pathlib import Path

for path in sys.argv[3:]:
    try:
        os.listdir(path)
    except PermissionError:
        continue
    sys.exit(f"{path} can be read")
from dashboard.serve import serve

print("cannot read the store", flush=True)
serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""


@pytest.fixture
def apart(published: Path, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder of releases that everybody can read, and a store beside it that its owner alone can."""
    store, open_to_all = tmp_path / "store", tmp_path / "open"
    (store / "data").mkdir(parents=True, mode=0o700)
    (store / "data" / "people.parquet").write_bytes(b"PAR1")
    store.chmod(0o700)
    shutil.copytree(published, open_to_all / "published")
    for path in (open_to_all, *open_to_all.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    yield store, open_to_all / "published"
    store.chmod(0o700)
    (store / "data").chmod(0o700)


def names() -> list[str]:
    return [entry.name for section in PAGES.values() for entry in section]


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TWOWAY_", "STREAMLIT_"))}
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}


def lock(store: Path) -> None:
    """Take every permission on a store away, its owner's too."""
    for path in (store / "data", store):
        path.chmod(0)


def drawn(published: Path, forbidden: Path, *pages: str, without_privileges: bool) -> list[str]:
    """How many pages a viewers' process has drawn, and what it has opened, or tried to, below a folder."""
    script = (WITHOUT_PRIVILEGES, EVERY_PAGE) if without_privileges else (EVERY_PAGE,)
    app = ROOT / "dashboard" / "app.py"
    done = subprocess.run(
        [sys.executable, "-c", *script, *map(str, (published, app, forbidden)), *pages],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**environment(published.parent), "TWOWAY_PUBLISHED": str(published)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_every_page_is_drawn_and_none_tries_to_open_anything_below_a_store(apart: tuple[Path, Path]) -> None:
    store, published = apart
    lock(store)
    assert drawn(published, store, *names(), without_privileges=sys.platform == "linux") == [str(len(names()))]


def test_the_watch_would_see_it(apart: tuple[Path, Path]) -> None:
    _, published = apart
    n_pages, *opened = drawn(published, published, "overview", without_privileges=False)
    assert n_pages == "1"
    assert any(path.endswith("cells.parquet") for path in opened)


@pytest.mark.skipif(sys.platform != "linux", reason="root gives up its privileges by a call that only Linux has")
def test_a_viewers_server_runs_although_the_system_lets_it_read_no_store(apart: tuple[Path, Path]) -> None:
    store, published = apart
    lock(store)
    port = free_port("127.0.0.1")
    paths = [str(published), str(port), str(store), str(store / "data")]
    call = [sys.executable, "-c", WITHOUT_PRIVILEGES, SERVE, *paths]
    process = subprocess.Popen(
        call,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(published.parent),
    )
    try:
        has_answered = answers(process, port)
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=30)
    assert has_answered, said
    assert "cannot read the store" in said


def answers(process: subprocess.Popen[str], port: int) -> bool:
    """Whether a server gives its first page before it ends."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        time.sleep(0.2)
    return False
