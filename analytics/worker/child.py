"""The process that does one piece of heavy work: it reads what to do, binds itself, and says how far it is.

Whoever started it cancels it by closing its input, and so does the system where the starter has died.
"""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
from importlib import import_module
from threading import Thread, main_thread
from typing import TYPE_CHECKING, Any, BinaryIO

from analytics.errors import TwowayError
from analytics.worker.limits import OUT_OF_MEMORY, Limits, bind

if TYPE_CHECKING:
    from collections.abc import Mapping

JOBS: Mapping[str, tuple[str, str]] = {
    "publish": ("analytics.release.flow", "publish_job"),
}
"""What can be asked for: the module and the function that do it. They take plain data and return plain data."""


def main() -> None:
    """Do the work that standard input names, and write one JSON text a line to standard output."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request = json.loads(_first_line())
    # What was started in the background of a shell ignores this signal, and its children with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    Thread(target=_stop_with_the_starter, daemon=True).start()

    def on_progress(stage: str, share: float) -> None:
        _line(out, {"stage": stage, "share": share})

    try:
        module, name = JOBS[request["job"]]
        work = getattr(import_module(module), name)
        bind(Limits(**request["limits"]))
        _line(out, {"done": work(**request["arguments"], on_progress=on_progress)})
    except TwowayError as error:
        _line(out, {"failed": error.as_dict()})
    except KeyboardInterrupt:
        _line(out, {"canceled": True})
    except Exception as error:
        if type(error).__name__ not in OUT_OF_MEMORY:
            raise
        _line(out, {"exhausted": "memory"})


def _stop_with_the_starter() -> None:
    while os.read(0, 1 << 16):
        continue
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)


def _first_line() -> bytes:
    """The first line of the input, unbuffered, so that nobody holds the input's lock when this process ends."""
    text = b""
    while not text.endswith(b"\n") and (piece := os.read(0, 1)):
        text += piece
    return text


def _line(out: BinaryIO, said: Mapping[str, Any]) -> None:
    out.write(json.dumps(said).encode("ascii") + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
