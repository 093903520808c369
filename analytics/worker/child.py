"""The process that does heavy work: it is asked, binds itself, says how far it is, answers, and can be asked again.

Whoever started it cancels it by closing its input, and so does the system where the starter has died.
"""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from io import FileIO
from queue import Empty, SimpleQueue
from threading import Event, Thread, main_thread
from typing import TYPE_CHECKING, Any, BinaryIO

from analytics.errors import TwowayError
from analytics.worker.limits import OUT_OF_MEMORY, Limits, bind
from analytics.worker.start import LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping

JOBS: Mapping[str, tuple[str, str]] = {
    "publish": ("analytics.release.flow", "publish_job"),
    "warm": ("analytics.worker.importing.jobs", "warm"),
    "head": ("analytics.worker.importing.jobs", "head"),
    "understand": ("analytics.worker.importing.jobs", "understood"),
    "merge": ("analytics.worker.importing.jobs", "merged"),
    "count": ("analytics.worker.importing.jobs", "counted"),
    "rehearse": ("analytics.worker.importing.jobs", "rehearsed"),
    "commit": ("analytics.worker.importing.jobs", "committed"),
}
"""What can be asked for: the module and the function that do it. They take plain data and return plain data."""
IDLE_SECONDS = 900.0
"""How long a process waits to be asked again before it ends, and frees what it keeps in memory."""


def main() -> None:
    """Do what standard input asks for, and write one JSON text a line to standard output."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # What was started in the background of a shell ignores this signal, and its children with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asked, is_working, is_stopped = SimpleQueue[Any](), Event(), Event()
    Thread(target=_listen, args=(asked, is_working, is_stopped), daemon=True).start()
    files: dict[str, bytes] = {}
    try:
        while (request := asked.get(timeout=IDLE_SECONDS)) is not None:
            said = _answer(request, files, out, is_stopped)
            # From here on there is nothing to stop: what was done is told.
            is_working.clear()
            _line(out, said)
            if "exhausted" in said:
                return
    except KeyboardInterrupt:
        with suppress(BrokenPipeError):  # Nobody may be there any more to hear it.
            _line(out, {"canceled": True})
    except Empty:
        return


def _answer(request: dict[str, Any], files: dict[str, bytes], out: BinaryIO, is_stopped: Event) -> dict[str, Any]:
    """What comes of what is asked for."""

    def on_progress(stage: str, share: float) -> None:
        _line(out, {"stage": stage, "share": share})

    for gone in files.keys() - set(request["holds"] or ()):
        del files[gone]
    files.update(request.pop("sent"))
    given = {} if request["holds"] is None else {"files": files}
    try:
        module, name = JOBS[request["job"]]
        work = getattr(import_module(module), name)
        bind(Limits(**request["limits"]))
        return {"done": work(**request["arguments"], **given, on_progress=on_progress)}
    except TwowayError as error:
        return {"failed": error.as_dict()}
    except Exception as error:
        # An interrupted question to the database ends in an error of the database.
        if is_stopped.is_set():
            raise KeyboardInterrupt from error
        if type(error).__name__ not in OUT_OF_MEMORY:
            raise
        return {"exhausted": "memory"}


def _listen(asked: SimpleQueue[Any], is_working: Event, is_stopped: Event) -> None:
    """Take what is asked for, until nobody can ask any more; then stop what is at work."""
    # Unbuffered, so that nobody holds the input's lock when this process ends.
    with FileIO(0, closefd=False) as stream:
        while size := _exactly(stream, LENGTH):
            request = json.loads(_exactly(stream, int(size)))
            request["sent"] = {key: _exactly(stream, n) for key, n in request["sent"]}
            is_working.set()
            asked.put(request)
    asked.put(None)
    if is_working.is_set():
        is_stopped.set()
        _interrupt()


def _interrupt() -> None:
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)


def _exactly(stream: FileIO, n: int) -> bytes:
    """The next bytes, as many as these; none where the input ends before."""
    parts: list[bytes] = []
    while n and (part := stream.read(min(n, 1 << 20))):
        parts.append(part)
        n -= len(part)
    return b"" if n else b"".join(parts)


def _line(out: BinaryIO, said: Mapping[str, Any]) -> None:
    out.write(json.dumps(said).encode("ascii") + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
