"""What a piece of work may take of the machine, and how a process binds itself to it."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass

from analytics.errors import LimitError

MEBIBYTE = 1 << 20
HOUR = 3600
SHARE_OF_MACHINE = 0.75
LEAST_MEMORY_MB = 512


def machine_memory_mb() -> int:
    """Three quarters of the memory of this machine, in MB; 4,096 where the system does not say."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 4096
    return max(LEAST_MEMORY_MB, int(pages * size * SHARE_OF_MACHINE) // MEBIBYTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one import or one publishing may take; more is refused instead of taking the machine down.

    Args:
        memory_mb: Memory in MB; None for three quarters of the machine's.
        cpu_seconds: Seconds of a processor, over all processors.
        seconds: Seconds by the clock.
    """

    memory_mb: int | None = None
    cpu_seconds: int = 4 * HOUR
    seconds: int = 2 * HOUR

    @property
    def megabytes(self) -> int:
        """The memory that holds on this machine, in MB."""
        return machine_memory_mb() if self.memory_mb is None else self.memory_mb


OUT_OF_MEMORY = frozenset({"MemoryError", "OutOfMemoryException"})
"""Names of the failures that mean that there was not enough memory, Python's and the database's."""


def beyond(what: str, limit: str, limits: Limits) -> LimitError:
    """The failure that work needed more than one of its limits.

    Args:
        what: The work, as the subject of a sentence, such as "Publishing".
        limit: Which limit, a field of `Limits`.
        limits: The limits.
    """
    kind, allowed = {
        "memory_mb": ("memory", f"{limits.megabytes:,} MB"),
        "cpu_seconds": ("processor time", f"{limits.cpu_seconds:,} seconds of a processor"),
        "seconds": ("time", f"{limits.seconds:,} seconds"),
    }[limit]
    return LimitError(
        f"{what} took more {kind} than it may.",
        allowed=f"Its limit is {allowed}.",
        next_step=f"Nothing was changed. Raise {limit} under [limits] in twoway.toml, or use a larger machine.",
    )


def bind(limits: Limits) -> None:
    """Let this process take no more than its limits, where the system can see to it (Windows cannot).

    Args:
        limits: The limits. The clock is not among what a process can be bound to: whoever starts it watches it.
    """
    if sys.platform == "win32":
        return
    import resource

    lower(resource.RLIMIT_CORE, 0)
    # A process that works for long counts anew with each piece of work.
    lower(resource.RLIMIT_CPU, int(time.process_time()) + limits.cpu_seconds)
    if sys.platform == "linux":
        # What is written to, not what is only reserved: libraries reserve far more addresses than they ever use.
        lower(resource.RLIMIT_DATA, limits.megabytes * MEBIBYTE)


def lower(kind: int, wanted: int) -> None:
    """Set one limit of this process, unless a lower one holds already: no process may raise its own.

    Args:
        kind: Which limit, one of the constants of `resource`.
        wanted: The limit.
    """
    import resource

    _, hard = resource.getrlimit(kind)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (limit, limit if kind != resource.RLIMIT_CPU else hard))
