"""A piece of heavy work in a process of its own, as whoever started it sees it."""

from __future__ import annotations

import json
import signal
import sys
import time
from dataclasses import asdict
from threading import Thread, Timer
from typing import TYPE_CHECKING, Any

from analytics import errors
from analytics.errors import CanceledError, RefusedImportError, TwowayError
from analytics.worker.limits import beyond
from analytics.worker.progress import remaining
from analytics.worker.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analytics.worker.limits import Limits
    from analytics.worker.progress import Progress

EVERY_SECONDS = 0.2


class Job:
    """One piece of work, begun when this is made. Any thread may watch it and cancel it.

    Args:
        name: Which work, one of `analytics.worker.child.JOBS`.
        what: What it is on screen, as the subject of a sentence, such as "Publishing".
        arguments: What it is given, as plain data.
        limits: What it may take.
        worker: The process that does it, after what it was asked for before; one of its own by default.
        files: The content of files by name, for work that reads some.
        tidy: Called with it once it has ended, however it ended, and before anybody is told.
    """

    def __init__(
        self,
        name: str,
        what: str,
        arguments: Mapping[str, Any],
        limits: Limits,
        *,
        worker: Worker | None = None,
        files: Mapping[str, bytes] | None = None,
        tidy: Callable[[Job], None] = lambda _: None,
    ) -> None:
        self.what = what
        self.limits = limits
        self.began = time.monotonic()
        self.stage, self.share = what, 0.0
        self._is_canceled = self._is_late = False
        self._said: dict[str, Any] = {}
        self._status = 0
        self._tidy = tidy
        self._is_alone = worker is None
        self._worker = worker or Worker()
        request = {"job": name, "arguments": dict(arguments), "limits": asdict(limits)}
        self._reader = Thread(target=self._follow, args=(request, files), daemon=True)
        self._reader.start()

    @property
    def is_running(self) -> bool:
        """Whether it is not done yet."""
        return self._reader.is_alive()

    @property
    def is_canceled(self) -> bool:
        """Whether somebody has canceled it; it may have been done by then."""
        return self._is_canceled

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began

    @property
    def text(self) -> str:
        """How far it is, in words."""
        rest = remaining(self.share, self.seconds)
        done = f" · {self.share:.0%}" if self.share else " …"
        return f"{self.stage}{done}{f' · {rest}' if rest else ''}"

    def cancel(self) -> None:
        """Stop it; what it was writing is gone when `is_running` is False."""
        self._is_canceled = True
        self.stage = "Stopping"
        self._worker.end()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is done, or for some time.

        Args:
            seconds: How long at most; without limit by default.
        """
        self._reader.join(seconds)

    def outcome(self) -> dict[str, Any]:
        """What it came to, once it is done.

        Raises:
            CanceledError: It was canceled.
            LimitError: It needed more than its limits.
            TwowayError: It failed, in its own words.
        """
        self.wait()
        if "done" in self._said:
            done: dict[str, Any] = self._said["done"]
            return done
        raise self._failure()

    def _follow(self, request: Mapping[str, Any], files: Mapping[str, bytes] | None) -> None:
        """Ask for the work and see it to its end."""
        with self._worker.turn:
            watch = Timer(self.limits.seconds, self._too_late)
            watch.daemon = True
            watch.start()
            self._worker.ask(request, files)
            self._read()
            watch.cancel()
            if self._is_alone or not {"done", "failed"} & self._said.keys():
                self._status = self._worker.ended()
        self._tidy(self)

    def _read(self) -> None:
        """Take in what the process says until it has answered or ended."""
        stream = self._worker.said
        while stream is not None and not stream.closed and (line := stream.readline()):
            said = json.loads(line)
            if "stage" not in said:
                self._said = said
                return
            if not self._is_canceled:
                self.stage, self.share = said["stage"], said["share"]

    def _too_late(self) -> None:
        self._is_late = True
        self._worker.end()

    def _failure(self) -> TwowayError:
        if "failed" in self._said:
            return revived(self._said["failed"])
        if self._is_late:
            return beyond(self.what, "seconds", self.limits)
        if self._is_canceled or "canceled" in self._said:
            return CanceledError(
                f"{self.what} was canceled.", next_step="Nothing was changed. Start it again any time."
            )
        if "exhausted" in self._said or self._status in _killed("SIGKILL"):
            return beyond(self.what, "memory_mb", self.limits)
        if self._status in _killed("SIGXCPU"):
            return beyond(self.what, "cpu_seconds", self.limits)
        return TwowayError(
            f"{self.what} ended before it was done (status {self._status}).",
            next_step="Nothing was changed. What the process printed last is in the terminal of the server.",
        )


def finished(job: Job, on_progress: Progress) -> dict[str, Any]:
    """What a job came to; an interrupt by Ctrl+C cancels it.

    Args:
        job: The job.
        on_progress: Told how far it is, a few times a second.

    Raises:
        CanceledError: It was canceled.
        LimitError: It needed more than its limits.
        TwowayError: It failed, in its own words.
    """
    try:
        while job.is_running:
            on_progress(job.text, job.share)
            job.wait(EVERY_SECONDS)
    except KeyboardInterrupt:
        job.cancel()
    return job.outcome()


def revived(said: Mapping[str, Any]) -> TwowayError:
    """A failure of another process as it was there, of the same kind where that is known.

    Args:
        said: The failure as data.

    >>> type(revived({"code": "busy", "what": "A watch is running.", "allowed": "", "next": "Wait."})).__name__
    'BusyError'
    """
    if said["code"] == RefusedImportError.code:
        return RefusedImportError(said["file"], said["faults"], next_step=said["next"], needs=said["needs"])
    error = _PLAIN.get(said["code"], TwowayError)(said["what"], allowed=said["allowed"], next_step=said["next"])
    error.code = said["code"]
    return error


_PLAIN: Mapping[str, type[TwowayError]] = {
    one.code: one
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, TwowayError) and one.__init__ is TwowayError.__init__
}


def _killed(name: str) -> tuple[int, ...]:
    """The status of a process that a signal has ended; none where the system has no such signal."""
    number = getattr(signal, name, None)
    return () if number is None or sys.platform == "win32" else (-number,)
