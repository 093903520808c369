"""The lines of the log of this server, read once and then only what was added."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from analytics.audit_chain import parse
from analytics.audit_log import AuditLogError

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.audit_log import AuditLog, Line


@dataclass(slots=True)
class _Read:
    """What was read of one file."""

    until: int = 0
    lines: list[Line] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


def lines_since(log: AuditLog, since: str) -> list[Line]:
    """The lines from a moment on, newest first.

    Args:
        log: The log.
        since: The moment, ISO 8601; empty for the beginning.

    Raises:
        AuditLogError: The log cannot be read.
    """
    found: list[Line] = []
    try:
        for segment in reversed(log.segments()):
            found += [line for line in reversed(_lines(segment)) if line.event.at >= since]
            if found and segment.name[:7] < since[:7]:
                break
    except OSError as error:
        raise AuditLogError(f"The audit log in {log.path} cannot be read: {error.strerror}.") from error
    return found


def _lines(segment: Path) -> list[Line]:
    read = _read(segment)
    with read.lock:
        if segment.stat().st_size < read.until:
            read.until, read.lines = 0, []
        with segment.open("rb") as file:
            file.seek(read.until)
            whole, newline, _ = file.read().rpartition(b"\n")
        read.until += len(whole) + len(newline)
        read.lines += [line for content in whole.split(b"\n") if (line := parse(content)) is not None]
        return list(read.lines)


@lru_cache(maxsize=64)
def _read(segment: Path) -> _Read:
    """What was read of a file so far."""
    del segment
    return _Read()
