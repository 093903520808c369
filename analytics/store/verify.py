"""What is wrong with a store: every log entry and every file, compared with what was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.durable import file_sha256
from analytics.errors import StoreError
from analytics.store.keys import DESTROYED, key_path, settled_key
from analytics.store.manifest import entry_numbers, entry_path, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.store.manifest import Manifest
    from analytics.store.record import DataFile, ImportRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing that is not as it was written.

    Args:
        path: The file.
        what: What is wrong, one sentence.
        next_step: What to do about it.
    """

    path: Path
    what: str
    next_step: str


def damages(folder: Path) -> tuple[Damage, ...]:
    """Everything that is wrong with a store; nothing for a whole one.

    Args:
        folder: The store.

    Raises:
        StoreError: There is no store in the folder.
    """
    found = list(_damaged_log(folder))
    newest = newest_readable(folder)
    if newest is not None:
        found += _damaged_files(folder, newest)
        found += _damaged_key(folder, newest)
    return tuple(found)


def newest_readable(folder: Path) -> Manifest | None:
    """The newest log entry that is as it was written, or None where there is none."""
    for number in reversed(entry_numbers(folder)):
        try:
            return read_entry(folder, number)
        except StoreError:
            continue
    return None


def file_damage(folder: Path, file: DataFile, record: ImportRecord) -> Damage | None:
    """What is wrong with one file of an import, or None.

    Args:
        folder: The store.
        file: The file as the log names it.
        record: Its import.
    """
    path = folder / file.path
    try:
        is_whole = file_sha256(path) == file.sha256
    except OSError as error:
        what = f"The data file {path} cannot be read ({error.strerror})."
    else:
        if is_whole:
            return None
        what = f"The data file {path} does not have the contents it was written with."
    return Damage(
        path=path,
        what=what,
        next_step=(
            f"Restore it from a backup, or run `twoway undo {record.short_id}` and import {record.file_name} again."
        ),
    )


def _damaged_log(folder: Path) -> Iterator[Damage]:
    numbers = entry_numbers(folder)
    previous = ""
    for number in range(numbers[-1] + 1 if numbers else 0):
        try:
            entry = read_entry(folder, number)
        except StoreError as error:
            yield Damage(path=entry_path(folder, number), what=error.what, next_step=error.next_step)
            previous = ""
            continue
        if previous and entry.previous != previous:
            yield Damage(
                path=entry_path(folder, number),
                what=f"The log entry {number} does not follow from the one before it.",
                next_step="Restore the folder `log` from a backup.",
            )
        previous = entry.sha256


def _damaged_files(folder: Path, newest: Manifest) -> Iterator[Damage]:
    for record in newest.imports:
        for file in newest.files[record.id]:
            damage = file_damage(folder, file, record)
            if damage is not None:
                yield damage


def _damaged_key(folder: Path, newest: Manifest) -> Iterator[Damage]:
    if newest.key_id in {"", DESTROYED}:
        return
    next_step = "Restore it from a backup; until then no file with people in it can be imported."
    try:
        key = settled_key(folder, newest.key_id)
    except StoreError as error:
        yield Damage(path=key_path(folder), what=error.what, next_step=next_step)
        return
    if key is None:
        yield Damage(path=key_path(folder), what="The secret key of the store is missing.", next_step=next_step)
    elif key.id != newest.key_id:
        yield Damage(
            path=key_path(folder),
            what="The secret key is not the one the stored ids were made with.",
            next_step=next_step,
        )
