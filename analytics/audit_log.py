"""The audit log: who did what when, in lines that are only ever added, each holding the hash of the one before."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from analytics.audit_chain import (
    SEGMENT,
    Anchor,
    Event,
    Line,
    Tail,
    Verdict,
    hash_of,
    lines_of,
    parse,
    parsed_tail,
    torn_hash,
    verified,
)
from analytics.audit_lock import exclusively
from analytics.errors import TwowayError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["ACTIONS", "Anchor", "AuditLog", "AuditLogError", "Event", "Line", "Verdict", "log_folder", "now"]

FOLDER = "audit"
GAP = "gap"
ACTIONS: Mapping[str, str] = {
    "view": "Looked at a page",
    "export": "Saved a file",
    "refused": "Was refused",
    "sign_in": "Signed in",
    "sign_out": "Signed out",
    "import": "Imported a file",
    "import_canceled": "Canceled an import",
    "import_failed": "Could not import a file",
    "undo": "Took an import back",
    "redo": "Brought an import back",
    "rank": "Ranked tables",
    "publish": "Published",
    "draft": "Made a draft",
    "withdraw": "Withdrew a release",
    "settings": "Changed a setting",
    "save_view": "Saved a view",
    "raw": "Read or changed the raw store",
    "gc": "Deleted old files",
    "expire": "Deleted expired answers",
    "erase": "Erased a person",
    "rotate_key": "Replaced the secret key",
    "destroy_key": "Destroyed the secret keys",
    GAP: "Lines before this one could not be written",
}
"""What can be done, with the words for it; a log may hold other actions too."""

SPARE = 1 << 20
"""Bytes that must be free before a page is shown: far more than a line takes."""
SYNC_AFTER = 1.0
"""Seconds after which lines that were not synced at once are on the disk too."""
_FIRST_READ = 1 << 14


class AuditLogError(TwowayError):
    """An audit log that cannot be written or read."""

    code = "audit_log"


def now() -> str:
    """This moment, ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def log_folder(store: Path | None, published: Path) -> Path:
    """Where the log is unless somebody says otherwise: in the store, else beside the folder of releases.

    Args:
        store: The private store, or None on a machine that only shows releases.
        published: Folder of releases.

    >>> from pathlib import Path
    >>> log_folder(None, Path("/srv/published")).as_posix()
    '/srv/audit'
    """
    return (published.parent if store is None else store) / FOLDER


@dataclass(frozen=True, slots=True)
class _End:
    """Where a segment ended when this process last wrote to it."""

    segment: str
    size: int
    tail: Tail


class AuditLog:
    """A folder of lines, one file a month. Any number of processes may add lines; nothing here changes one.

    A line is written in one piece at the end of the newest file, under a lock that all processes share. What was
    left of a line when its process or the machine stopped stays where it is; the next line holds its hash, so that
    it is neither hidden nor mistaken for tampering.

    Args:
        path: Its folder, made at the first line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._end: _End | None = None
        self._thread = threading.Lock()
        self._pending: threading.Timer | None = None
        self._has_gap = False

    def append(self, event: Event, *, at_once: bool = True) -> Line:
        """The line that an event became.

        Args:
            event: What happened.
            at_once: Whether to wait until the line is on the disk. Otherwise it survives the end of this process at
                once, and a power failure after a second.

        Raises:
            AuditLogError: The log cannot be written.
        """
        try:
            with self._thread, exclusively(self.path):
                line = self._append(event, at_once=at_once)
        except OSError as error:
            self._has_gap = True
            raise self._unwritable(error) from error
        if not at_once:
            self._sync_soon()
        return line

    def check(self) -> None:
        """Let somebody pass whose actions can be logged. After a line that could not be written, one says so.

        Raises:
            AuditLogError: The log cannot be written, or its disk is full.
        """
        if self._has_gap:
            self.append(Event(at=now(), who="twoway", role="", action=GAP))
            self._has_gap = False
        try:
            with exclusively(self.path):
                segment = self.path / self._segment(now())
                os.close(os.open(segment, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
            _check_room(self.path)
        except OSError as error:
            raise self._unwritable(error) from error

    def lines(self) -> Iterator[Line]:
        """Every line that can be read, oldest first; `verify` tells whether they are all of them.

        Raises:
            AuditLogError: The log cannot be read.
        """
        try:
            for segment in self.segments():
                for _, content in lines_of(segment):
                    line = parse(content)
                    if line is not None:
                        yield line
        except OSError as error:
            raise self._unreadable(error) from error

    def events(self) -> Iterator[Event]:
        """Every event, oldest first."""
        return (line.event for line in self.lines())

    def anchor(self) -> Anchor | None:
        """Where the log stands now; None while it has no line.

        Raises:
            AuditLogError: The log cannot be read.
        """
        try:
            segments = self.segments()
            firsts = (hash_of(content) for path in segments for _, content in lines_of(path))
            first = next(filter(None, firsts), "")
            tail = self._tail(segments[-1]) if first else Tail()
        except OSError as error:
            raise self._unreadable(error) from error
        return Anchor(log=first, head=tail.hash, lines=tail.number) if first else None

    def verify(self, *, expected: str = "", anchors: Mapping[str, Anchor] | None = None) -> Verdict:
        """Whether every line is as it was written, and how far the log goes.

        Args:
            expected: A head that was written down earlier, in full or its first characters. A log that was cut off
                at its end is whole in itself; only such a head shows what is missing.
            anchors: Where it stood when each release was made, by release, which show it too.

        Raises:
            AuditLogError: The log cannot be read.
        """
        try:
            return verified(self.segments(), expected=expected, anchors=anchors)
        except OSError as error:
            raise self._unreadable(error) from error

    def segments(self) -> list[Path]:
        """The files of the log, oldest first."""
        if not self.path.is_dir():
            return []
        return sorted(path for path in self.path.iterdir() if SEGMENT.fullmatch(path.name))

    def _append(self, event: Event, *, at_once: bool) -> Line:
        name = self._segment(event.at)
        segment = self.path / name
        tail = self._tail(segment)
        line = Line(number=tail.number + 1, previous=tail.hash, torn=torn_hash(tail.fragments), event=event)
        content, sha256 = line.sealed()
        size = _add(segment, content + b"\n", at_once=at_once)
        self._end = _End(segment=name, size=size, tail=Tail(number=line.number, hash=sha256))
        return line

    def _segment(self, at: str) -> str:
        """The newest file, or that of the month where it is newer: a clock set back adds to the newest."""
        newest = self.segments()
        return max(f"{at[:7]}.jsonl", newest[-1].name if newest else "")

    def _tail(self, segment: Path) -> Tail:
        """How the log ends: as this process left it, else read from its last lines."""
        size = segment.stat().st_size if segment.exists() else 0
        end = self._end
        if end is not None and (end.segment, end.size) == (segment.name, size):
            return end.tail
        fragments: tuple[bytes, ...] = ()
        for path in reversed(self.segments()):
            tail = _tail_of(path)
            fragments = tail.fragments + fragments
            if tail.number:
                return Tail(number=tail.number, hash=tail.hash, fragments=fragments)
        return Tail(fragments=fragments)

    def _sync_soon(self) -> None:
        with self._thread:
            if self._pending is None:
                self._pending = threading.Timer(SYNC_AFTER, self._sync)
                self._pending.daemon = True
                self._pending.start()

    def _sync(self) -> None:
        with self._thread:
            self._pending = None
            segments = self.segments()
        for segment in segments[-1:]:
            descriptor = os.open(segment, os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _unwritable(self, error: OSError) -> AuditLogError:
        return AuditLogError(
            f"The audit log in {self.path} cannot be written: {error.strerror or error}.",
            allowed="Nothing is shown or changed that cannot be logged.",
            next_step="Make room or give the right to write there, or choose another folder with --audit-log.",
        )

    def _unreadable(self, error: OSError) -> AuditLogError:
        return AuditLogError(
            f"The audit log in {self.path} cannot be read: {error.strerror or error}.",
            next_step="Ask for the right to read the folder.",
        )


def _check_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < SPARE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _tail_of(path: Path) -> Tail:
    """How one file ends, read backward in growing pieces."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        piece = _FIRST_READ
        while True:
            start = max(0, size - piece)
            file.seek(start)
            tail = parsed_tail(file.read(), is_whole=start == 0)
            if tail is not None:
                return tail
            piece *= 4


def _add(segment: Path, content: bytes, *, at_once: bool) -> int:
    """The size of a file after these bytes were added to it, on a line of their own."""
    descriptor = os.open(segment, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            content = b"\n" + content
        if os.write(descriptor, content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if at_once:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return size + len(content)
