"""A process that has loaded everything before anybody asks for it: one a server, ready for the next who needs one."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from analytics.worker.job import Job
from analytics.worker.worker import Worker

if TYPE_CHECKING:
    from analytics.worker.limits import Limits

_TAKING = Lock()
_SPARE: list[Worker] = []


def keep_ready(limits: Limits) -> None:
    """See to it that a process is ready, or about to be.

    Args:
        limits: What loading may take.
    """
    with _TAKING:
        if not (_SPARE and _SPARE[0].is_alive):
            worker = Worker()
            Job("warm", "Starting", {}, limits, worker=worker)
            _SPARE[:] = [worker]


def taken() -> Worker:
    """The process that is ready, or a new one."""
    with _TAKING:
        spare = _SPARE.pop() if _SPARE else None
    return spare if spare is not None and spare.is_alive else Worker()
