"""Processes that import, undo and bring back until they are killed, and say what they have done."""

from __future__ import annotations

import random
import resource
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analytics.errors import TwowayError
from analytics.imports.run import Request, import_file
from analytics.store import Store

if TYPE_CHECKING:
    from datetime import date
    from multiprocessing.connection import Connection
    from pathlib import Path

Action = Literal["import", "undo", "redo", "failed"]
ROWS = 40
PAUSE = 0.02
ITEMS = ("I look forward to my working day.", "Overall, I am satisfied with my job.")
WORDS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an importer says before it does something, and after it has done it.

    Args:
        action: What it does.
        file: Name of the file that it does it to.
        is_done: Whether the store has confirmed it.
        at: When, in seconds of this machine's clock.
    """

    action: Action
    file: str
    is_done: bool
    at: float


def survey(name: str) -> bytes:
    """A survey export whose answers and ids belong to this name alone."""
    chance = random.Random(name)  # noqa: S311 - made-up answers
    heading = ",".join(["Employee ID", "Completed on", *(f'"{item}"' for item in ITEMS)])
    rows = [
        f"{name}-{number:03d},2026-06-{1 + number % 28:02d},{chance.choice(WORDS)},{chance.choice(WORDS)}"
        for number in range(ROWS)
    ]
    return "\n".join([heading, *rows]).encode()


def request(name: str, wave_on: date) -> Request:
    """The import of the survey of this name, as a wave of its own."""
    return Request(path=survey(name), kind="survey", file_name=f"{name}.csv", wave=name, wave_on=wave_on)


def work(folder: Path, name: str, seed: int, wave_on: date, said: Connection) -> None:
    """Import one file after the other, and undo and bring back some of them, until somebody kills this process.

    Args:
        folder: The store.
        name: Begins the names of the files, unlike those of other processes.
        seed: Decides what is undone.
        wave_on: The day of every wave.
        said: Where each step is said before and after it.
    """
    chance = random.Random(seed)  # noqa: S311 - not a secret
    store = Store.open(folder)
    number = 0
    while True:
        number += 1
        file = f"{name}-{number}"
        _said(said, "import", file, is_done=False)
        import_file(store, request(file, wave_on), by="torture")
        _said(said, "import", file, is_done=True)
        record = next(one for one in store.version().imports if one.wave == file)
        for action, change in (("undo", store.undo), ("redo", store.redo)):
            if chance.random() < 0.5:
                break
            _said(said, action, file, is_done=False)  # type: ignore[arg-type]
            change(record.id, "torture")
            _said(said, action, file, is_done=True)  # type: ignore[arg-type]


def work_on_a_full_disk(folder: Path, name: str, limit: int, wave_on: date, said: Connection) -> None:
    """Import one file although no file may become larger than a limit, as on a disk that fills up meanwhile.

    Args:
        folder: The store.
        name: Name of the file.
        limit: Largest size of any file, in bytes.
        wave_on: The day of the wave.
        said: Where it is said what became of it.
    """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = Store.open(folder)
    asked = request(name, wave_on)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        import_file(store, asked, by="torture")
    except TwowayError:
        _said(said, "failed", name, is_done=True)
    else:
        _said(said, "import", name, is_done=True)


def read(folder: Path, said: Connection) -> None:
    """Open the store again and again as a dashboard does, until told to stop; say how often, and what was wrong.

    Args:
        folder: The store.
        said: Where to say it; anything that arrives there means to stop.
    """
    reads, wrong = 0, ""
    while not said.poll() and not wrong:
        wrong = fault(folder)
        reads += 1
        time.sleep(PAUSE)
    said.send((reads, wrong))


def fault(folder: Path) -> str:
    """What is wrong with the newest version of a store, or nothing: every import has all of its rows, once."""
    import pyarrow.parquet

    try:
        version = Store.open(folder).version()
        for table in ("responses", "person_wave"):
            rows = [pyarrow.parquet.read_metadata(path).num_rows for path in version.files.get(table, ())]
            if rows != [ROWS] * len(version.imports):
                return f"version {version.number}: {table} has {sum(rows)} rows for {len(version.imports)} imports"
    except (TwowayError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _said(said: Connection, action: Action, file: str, *, is_done: bool) -> None:
    said.send(Said(action=action, file=file, is_done=is_done, at=time.monotonic()))
