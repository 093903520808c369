"""The process that reads one container: it takes bytes, gives rows, and has little memory and time to do it.

Readers of binary formats are written in other languages: a damaged file may make them take all memory, never come back,
or end the process that they run in. So they run in a process of their own, which has nothing to lose.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

from analytics.errors import UnreadableFileError
from analytics.imports.containers.budget import Budget
from analytics.worker.limits import lower

if TYPE_CHECKING:
    from analytics.imports.containers.contents import Contents


def main() -> None:
    """Read the container on standard input and write its rows to standard output, one JSON text a line."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    request = json.loads(sys.stdin.buffer.readline())
    _warm(request["kind"])
    content = sys.stdin.buffer.read()
    budget = Budget(size=len(content), file_name=request["file_name"])
    _limit(budget)
    try:
        _write(_read(content, budget, request["kind"], request["sheet"]), out)
    except UnreadableFileError as error:
        _line(out, {"refused": error.as_dict()})
    except MemoryError:
        _line(out, {"refused": None})
    out.flush()


def _warm(kind: str) -> None:
    """Loads the reader before memory is counted."""
    if kind == "parquet":
        from pyarrow import parquet  # noqa: F401 - loaded for what follows
    elif kind == "sav":
        import pyreadstat  # noqa: F401 - loaded for what follows
    else:
        import python_calamine  # noqa: F401 - loaded for what follows


def _limit(budget: Budget) -> None:
    """Takes no more memory and time than the budget has, where the system can see to it."""
    if sys.platform == "win32":
        return
    import resource

    lower(resource.RLIMIT_CPU, budget.seconds)
    lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123 - no file of a user
            taken = int(stream.read().split()[0]) * resource.getpagesize()
        lower(resource.RLIMIT_AS, taken + budget.memory)


def _read(content: bytes, budget: Budget, kind: str, sheet: str | None) -> Contents:
    if kind == "parquet":
        from analytics.imports.containers import columns

        return columns.read(content, budget.file_name, budget)
    if kind == "sav":
        from analytics.imports.containers import spss

        return spss.read(content, budget.file_name, budget)
    from analytics.imports.containers import spreadsheet

    return spreadsheet.read(content, kind, budget.file_name, budget, sheet)


def _write(contents: Contents, out: BinaryIO) -> None:
    """Writes rows, then what else is known, as the last line."""
    for row in contents.rows:
        _line(out, row)
    notices = [asdict(notice) for notice in contents.notices]
    _line(out, {"notices": notices, "described": [asdict(one) for one in contents.described]})


def _line(out: BinaryIO, value: object) -> None:
    out.write(json.dumps(value).encode("ascii") + b"\n")


if __name__ == "__main__":
    main()
