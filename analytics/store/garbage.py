"""Files that no log entry refers to: what a process left behind that was stopped in the middle of an import."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.durable import writing
from analytics.errors import StoreError
from analytics.store.files import DATA
from analytics.store.manifest import LOG, entry_numbers, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_BESIDE = re.compile(r"\..+\.[0-9a-f]{8}")
"""A file that was being written beside its final name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A file that nothing refers to.

    Args:
        path: The file.
        n_bytes: Its size.
    """

    path: Path
    n_bytes: int


def leftovers(folder: Path, *, before: datetime) -> tuple[Leftover, ...]:
    """The files of a store that no log entry names, last written before a moment: an import may be at work on others.

    Args:
        folder: The store.
        before: The moment, with its time zone.

    Raises:
        StoreError: There is no store, or one of its log entries is damaged: nobody knows what that one names.
    """
    _check_log(folder)
    named = _named(folder)
    found = []
    for path in sorted(_candidates(folder)):
        if path in named:
            continue
        try:
            about = path.stat()
        except FileNotFoundError:
            continue
        if about.st_mtime < before.timestamp():
            found.append(Leftover(path=path, n_bytes=about.st_size))
    return tuple(found)


def remove(folder: Path, found: tuple[Leftover, ...]) -> None:
    """Delete leftovers.

    Args:
        folder: The store.
        found: The files; those already gone are passed over.

    Raises:
        StoreError: The folder cannot be written.
    """
    with writing(folder):
        for one in found:
            one.path.unlink(missing_ok=True)


def _check_log(folder: Path) -> None:
    """Refuse while a damaged log entry waits to be restored: its files would be taken for leftovers."""
    aside = sorted(path.name for path in (folder / LOG).glob("*.damaged-*"))
    if aside:
        raise StoreError(
            f"A damaged log entry was set aside ({aside[0]}), and nobody knows which files it names.",
            next_step="Restore it from a backup, or delete it from the folder `log` of the store; then try again.",
        )


def _named(folder: Path) -> set[Path]:
    """Every file that any log entry names, also the entries that are no longer the newest."""
    entries = (read_entry(folder, number) for number in entry_numbers(folder))
    return {folder / file.path for entry in entries for files in entry.files.values() for file in files}


def _candidates(folder: Path) -> Iterator[Path]:
    yield from (path for path in (folder / DATA).rglob("*") if path.is_file())
    yield from (path for path in (folder / LOG).glob(".*") if _BESIDE.fullmatch(path.name))
    yield from (path for path in (folder / "secrets").glob(".*") if _BESIDE.fullmatch(path.name))
