"""Servers as processes of their own: started on a free port, measured from outside, stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

START_SECONDS = 180
HEALTH = "/_stcore/health"
HERE = Path(__file__).resolve().parent
EMPTY_APP = HERE / "empty_app.py"
NAIVE_APP = HERE / "naive_app.py"
_KILOBYTE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server.

    Args:
        port: Where it listens on this machine.
        pid: Its process.
        begun: When it was started, by `time.perf_counter`.
    """

    port: int
    pid: int
    begun: float

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def processor(self) -> float:
        """Seconds of a processor that it has taken so far, threads that have ended included (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes of memory that it holds now (Linux)."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / _KILOBYTE


@contextmanager
def dashboard(published: Path, *, port: int | None = None) -> Iterator[Server]:
    """The product's dashboard over a folder of releases, as `twoway serve` starts it, its audit log on.

    Args:
        published: The folder.
        port: Where it listens; a free port by default.
    """
    with tempfile.TemporaryDirectory() as log:
        arguments = ["serve", "--published", str(published.resolve()), "--audit-log", log]
        command = [sys.executable, "-m", "tests.bench.twoway", *arguments]
        with _running(command, "--port", port or free_port()) as server:
            yield server


@contextmanager
def streamlit(app: Path, *arguments: str) -> Iterator[Server]:
    """Streamlit's own server over one script, with the watcher, statistics and collection of garbage off, as in ours.

    Args:
        app: The script.
        arguments: What the script is told.
    """
    options = {
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "runner.postScriptGC": "false",
        "runner.magicEnabled": "false",
        "browser.gatherUsageStats": "false",
        "server.address": "127.0.0.1",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), *flags, f"--server.port={port}"]
    with _running([*command, "--", *arguments], "", port) as server:
        yield server


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], flag: str, port: int) -> Iterator[Server]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*command, *([flag, str(port)] if flag else [])],
        cwd=HERE.parents[1],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_port(process, port)
        yield Server(port=port, pid=process.pid, begun=begun)
    finally:
        process.terminate()
        process.wait(timeout=30)


def await_port(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a server answers that it is well.

    Args:
        process: Its process.
        port: Where it listens.

    Raises:
        RuntimeError: It ended, or did not answer in time.
    """
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if _is_well(port):
            return
        time.sleep(0.05)
    message = f"The server did not answer on port {port}; it ended with {process.poll()}."
    raise RuntimeError(message)


def _is_well(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", HEALTH)
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
