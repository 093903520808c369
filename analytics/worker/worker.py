"""A process that does one piece of heavy work after another, as whoever started it sees it."""

from __future__ import annotations

import json
from threading import Lock, Thread, Timer
from typing import IO, TYPE_CHECKING, Any
from weakref import finalize

from analytics.worker.start import LENGTH, started

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHILD = "analytics.worker.child"
PATIENCE = 10.0
"""Seconds that canceled work has to tidy up behind itself before its process is ended."""


class Worker:
    """A process, begun when this is made and ended when nobody holds this any more. Any thread may use it.

    What it was given and what it has read stays in its memory between two pieces of work, and nowhere else.
    """

    def __init__(self) -> None:
        process = started(_CHILD, settings={}, is_quiet=False, has_own_group=True)
        self.turn = Lock()
        """Held by the piece of work that is being done."""
        self._process = process
        self._given: frozenset[str] = frozenset()
        # Holds on to the process until the system has let go of it.
        Thread(target=process.wait, daemon=True).start()
        finalize(self, _closed, process.stdout, Lock())
        self._hang_up = finalize(self, _closed, process.stdin, Lock())

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked for something."""
        return self._hang_up.alive and self._process.poll() is None

    @property
    def said(self) -> IO[bytes] | None:
        """What it writes."""
        return self._process.stdout

    def ask(self, request: Mapping[str, Any], files: Mapping[str, bytes] | None) -> None:
        """Ask for a piece of work; nothing happens where the process has ended.

        Args:
            request: The work as plain data.
            files: The content of files by name, sent where it does not have them yet; None where it needs none.
        """
        holds = {} if files is None else files
        new = {key: content for key, content in holds.items() if key not in self._given}
        sent = [(key, len(content)) for key, content in new.items()]
        text = json.dumps({**request, "holds": None if files is None else list(files), "sent": sent}).encode("ascii")
        self._given = frozenset(holds)
        stream = self._process.stdin
        try:
            if stream is not None:
                stream.write(f"{len(text):0{LENGTH}d}".encode("ascii"))
                stream.writelines([text, *new.values()])
                stream.flush()
        except (OSError, ValueError):
            return

    def end(self) -> None:
        """Stop what it does, if anything, and let it end."""
        self._hang_up()
        ending = Timer(PATIENCE, self._process.kill)
        ending.daemon = True
        ending.start()

    def ended(self) -> int:
        """The status of its process, once that has ended."""
        self._hang_up()
        status = self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return status


def _closed(stream: IO[bytes] | None, closing: Lock) -> None:
    """Close what connects with a process; without its input, it stops."""
    with closing:
        try:
            if stream is not None:
                stream.close()
        except OSError:  # It is gone already, with what was still to be written to it.
            return
