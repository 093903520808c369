"""Delete the answers of surveys that have been kept for long enough."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analytics.durable import writing
from analytics.store.changes import after
from analytics.store.manifest import entry_numbers, place_entry, read_entry
from analytics.store.rewrite import finish

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.retention import Retention
    from analytics.store.manifest import Manifest
    from analytics.store.record import ImportRecord
    from analytics.store.store import Store

LAST_DAY = "wave_on"
"""The note of an import that says the day of its survey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """An import whose answers have been kept for long enough.

    Args:
        record: The import, live or undone.
        surveyed_on: The day of its survey.
    """

    record: ImportRecord
    surveyed_on: date


def expired(folder: Path, retention: Retention, today: date) -> tuple[Expired, ...]:
    """The surveys whose answers have been kept for long enough, undone imports too.

    Args:
        folder: The store.
        retention: How long they are kept.
        today: Today.

    Raises:
        StoreError: There is no store, or it is damaged.
    """
    found = []
    for record in read_entry(folder, entry_numbers(folder)[-1]).imports:
        day = record.notes.get(LAST_DAY)
        surveyed_on = date.fromisoformat(day[:10]) if isinstance(day, str) else date.fromisoformat(record.at[:10])
        if record.wave is not None and retention.is_over(surveyed_on, today):
            found.append(Expired(record=record, surveyed_on=surveyed_on))
    return tuple(found)


def expire(store: Store, found: tuple[Expired, ...], *, by: str) -> int:
    """The number of the log entry in which these imports are gone, with every file of theirs in any version.

    Args:
        store: The store.
        found: The imports.
        by: Who deletes them.

    Raises:
        StoreError: The store is damaged or cannot be written; then it is as it was.
    """
    ids = tuple(one.record.id for one in found)
    with writing(store.folder):
        while True:
            entry = _without(store.folder, ids, by=by, at=store.now())
            if place_entry(store.folder, entry):
                break
    finish(store.folder, entry)
    return entry.number


def _without(folder: Path, ids: tuple[str, ...], *, by: str, at: str) -> Manifest:
    """The entry without these imports; every file that any entry named for them is gone."""
    entries = [read_entry(folder, number) for number in entry_numbers(folder)]
    newest = entries[-1]
    files = dict.fromkeys(file.path for entry in entries for name in ids for file in entry.files.get(name, ()))
    return replace(
        after(newest, "expire", ids, by, at),
        imports=tuple(record for record in newest.imports if record.id not in ids),
        live=newest.live.difference(ids),
        files={name: of_import for name, of_import in newest.files.items() if name not in ids},
        gone=tuple(dict.fromkeys((*newest.gone, *files))),
    )
