"""Pieces of work for a process of its own, each of which ends in its own way."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.errors import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.worker import Progress


def add(first: int, second: int, *, on_progress: Progress) -> dict[str, Any]:
    on_progress("Adding", 0.5)
    return {"sum": first + second}


def refuse(*, on_progress: Progress) -> dict[str, Any]:
    on_progress("Refusing", 0.1)
    raise NotPublishedError("There is nothing.", allowed="Something.", next_step="Bring it.")


def take(megabytes: int, *, on_progress: Progress) -> dict[str, Any]:
    on_progress("Taking", 0.1)
    return {"taken": len(bytearray(megabytes << 20))}


def spin(*, on_progress: Progress) -> dict[str, Any]:
    while True:
        on_progress("Spinning", 0.1)
        sum(range(100_000))


def ask(*, on_progress: Progress) -> dict[str, Any]:
    """What is interrupted inside a database ends in an error of the database."""
    on_progress("Asking", 0.1)
    try:
        time.sleep(600)
    except KeyboardInterrupt as interrupted:
        msg = "Query interrupted"
        raise RuntimeError(msg) from interrupted
    return {}


def write(folder: str, *, on_progress: Progress) -> dict[str, Any]:
    unfinished = Path(folder) / "unfinished"
    unfinished.write_text("half")
    on_progress("Writing", 0.2)
    try:
        time.sleep(600)
    finally:
        unfinished.unlink()
    return {}


def fail(*, on_progress: Progress) -> dict[str, Any]:
    on_progress("Failing", 0.1)
    msg = "nobody foresaw this"
    raise RuntimeError(msg)


def sizes(*, files: Mapping[str, bytes], on_progress: Progress) -> dict[str, Any]:
    on_progress("Looking", 0.1)
    return {"sizes": {key: len(content) for key, content in files.items()}}


def warm(*, on_progress: Progress) -> dict[str, Any]:
    on_progress("Starting", 0.0)
    return {}
