"""Files that mean harm: each ends in one message, within bounded time and memory, and the store is as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_SECONDS, MOST_MEGABYTES = 10.0, 512.0
WRITE = (
    "import pathlib, sys; from tests.torture.hostile import hostile_files as write; write(pathlib.Path(sys.argv[1]))"
)
COMMAND = "from analytics.cli import main; main()"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of one file.

    Args:
        name: Name of the file.
        status: Exit status of the import.
        lines: Lines of its message.
        seconds: How long it took, the start of Python included.
        cpu_seconds: How long processors worked on it, which other work on the machine does not change.
        megabytes: Peak memory of the process, in MB.
        is_unharmed: Whether the store is what it was, or has the whole file.
    """

    name: str
    status: int
    lines: int
    seconds: float
    cpu_seconds: float
    megabytes: float
    is_unharmed: bool

    @property
    def is_fine(self) -> bool:
        """Whether it ended as promised."""
        return (
            self.status in {0, 3, 4}
            and self.cpu_seconds <= LONGEST_SECONDS
            and self.megabytes <= MOST_MEGABYTES
            and self.is_unharmed
        )


def hostile(folder: Path) -> list[Path]:
    """The bad files, written into a folder by another process: a large one would hand its peak down to every import."""
    subprocess.run([sys.executable, "-c", WRITE, str(folder)], cwd=ROOT, check=True)
    return sorted(folder.iterdir())


def tried(files: Iterable[Path], store: Path) -> Iterator[Tried]:
    """What comes of importing each file into a store.

    Args:
        files: The files.
        store: A folder for the store.
    """
    for path in files:
        before = Store.create(store).number()
        began = time.monotonic()
        command = [sys.executable, "-c", COMMAND, "import", str(path), "--store", str(store)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert process.stderr is not None
        message = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        opened = Store.open(store)
        yield Tried(
            name=path.name,
            status=process.returncode,
            lines=len(message.splitlines()),
            seconds=seconds,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            megabytes=usage.ru_maxrss / 1024,
            is_unharmed=opened.verify() == () and opened.number() == before + (process.returncode == 0),
        )
