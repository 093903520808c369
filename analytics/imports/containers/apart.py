"""A container read in a process of its own, which may fail without harm."""

from __future__ import annotations

import json
import sys
from threading import Thread, Timer
from typing import IO, TYPE_CHECKING, Any

from analytics.errors import UnreadableFileError
from analytics.imports.containers.budget import Budget
from analytics.imports.containers.contents import Contents, Described
from analytics.imports.table import Notice
from analytics.worker.start import started

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

_CHILD = "analytics.imports.containers.child"
_LONGEST_LINE = 1 << 26
_PATIENCE = 2 if sys.platform == "win32" else 12


def read_apart(content: bytes, kind: str, file_name: str, sheet: str | None = None) -> Contents:
    """The table in a container, read with bounded time and memory.

    Args:
        content: The bytes of the container.
        kind: "xlsx", "xlsb", "xls", "ods", "parquet" or "sav".
        file_name: The name the user gave it.
        sheet: Name or number of the sheet to read, or None to choose it.

    Raises:
        UnreadableFileError: It cannot be read, or not with the time and the memory that a file of its size needs.
    """
    budget = Budget(size=len(content), file_name=file_name)
    request = json.dumps({"kind": kind, "file_name": file_name, "sheet": sheet}).encode("ascii") + b"\n"
    with _started() as process:
        # Where the system counts the time of a processor, a clock is only for a process that waits for nothing.
        watch = Timer(budget.seconds * _PATIENCE, process.kill)
        feed = Thread(target=_feed, args=(process.stdin, request, content), daemon=True)
        watch.start()
        feed.start()
        try:
            return _contents(process.stdout, kind, budget)
        finally:
            watch.cancel()
            process.kill()
            feed.join()


def _started() -> subprocess.Popen[bytes]:
    """The process, which takes no more threads than it needs and prints nothing."""
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    return started(_CHILD, settings=single, is_quiet=True, has_own_group=False)


def _feed(stream: IO[bytes] | None, request: bytes, content: bytes) -> None:
    """Writes what the process is to read; it may be gone before it has read everything."""
    if stream is None:
        return
    try:
        stream.write(request)
        stream.write(content)
        stream.close()
    except (BrokenPipeError, OSError):
        return


def _contents(stream: IO[bytes] | None, kind: str, budget: Budget) -> Contents:
    """What the process says, its rows checked once more against the budget."""
    rows, shared = list[list[str]](), dict[str, str]()
    for said in _lines(stream):
        if isinstance(said, dict):
            return _ended(said, rows, kind, budget)
        rows.append(budget.taken([shared.setdefault(cell, cell) for cell in said]))
    raise _exhausted(budget)


def _lines(stream: IO[bytes] | None) -> Iterator[Any]:
    while stream is not None and (line := stream.readline(_LONGEST_LINE)).endswith(b"\n"):
        yield json.loads(line)


def _ended(said: dict[str, Any], rows: list[list[str]], kind: str, budget: Budget) -> Contents:
    """The table, or the refusal of the process in its own words."""
    if "refused" in said:
        refused = said["refused"]
        if refused is None:
            raise _exhausted(budget)
        raise UnreadableFileError(refused["what"], allowed=refused["allowed"], next_step=refused["next"])
    described = tuple(
        Described(
            text=one["text"],
            labels=tuple((str(label), float(value)) for label, value in one["labels"]),
            not_applicable=tuple(one["not_applicable"]),
            is_turned=one["is_turned"],
        )
        for one in said["described"]
    )
    return Contents(kind=kind, rows=rows, described=described, notices=tuple(Notice(**one) for one in said["notices"]))


def _exhausted(budget: Budget) -> UnreadableFileError:
    return UnreadableFileError(
        f"{budget.file_name} is damaged, or takes far more time or memory to read than a file of its size should.",
        next_step="Open it in the program that wrote it, save the table as CSV, and import that.",
    )
