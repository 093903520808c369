"""Heavy work in this very process, bound for as long as it lasts: what a command does that does nothing else."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from analytics.worker.limits import MEBIBYTE, OUT_OF_MEMORY, beyond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from analytics.worker.limits import Limits


@contextmanager
def bounded(what: str, limits: Limits) -> Iterator[None]:
    """Let the block take no more than its limits, where the system can see to it (Windows cannot).

    Args:
        what: The work, as the subject of a sentence, such as "The import".
        limits: The limits.

    Raises:
        LimitError: It needed more.
    """
    if sys.platform == "win32" or current_thread() is not main_thread():
        yield
        return
    with _bound(what, limits):
        try:
            yield
        except Exception as error:
            if type(error).__name__ not in OUT_OF_MEMORY:
                raise
            raise beyond(what, "memory_mb", limits) from error


@contextmanager
def _bound(what: str, limits: Limits) -> Iterator[None]:
    """Lower the limits of this process, and put them back as they were."""
    import resource

    wanted = {resource.RLIMIT_CPU: int(time.process_time()) + limits.cpu_seconds}
    if sys.platform == "linux":
        wanted[resource.RLIMIT_DATA] = limits.megabytes * MEBIBYTE
    before = {kind: resource.getrlimit(kind) for kind in wanted}
    handlers = {
        signal.SIGXCPU: signal.signal(signal.SIGXCPU, _raising(what, "cpu_seconds", limits)),
        signal.SIGALRM: signal.signal(signal.SIGALRM, _raising(what, "seconds", limits)),
    }
    for kind, limit in wanted.items():
        soft, hard = before[kind]
        lowest = min([limit, *(one for one in (soft, hard) if one != resource.RLIM_INFINITY)])
        resource.setrlimit(kind, (lowest, hard))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for kind, limit_before in before.items():
            resource.setrlimit(kind, limit_before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _raising(what: str, limit: str, limits: Limits) -> Callable[[int, FrameType | None], None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise beyond(what, limit, limits)

    return stop
