"""Take rows out of every file of a store, or change them, in one step: all files change or none.

The new files are written beside the old ones. Then one log entry names them instead, and lists the old ones as gone;
those are deleted, by whoever opens the store next where this process is stopped before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa
import pyarrow.parquet

from analytics.durable import writing
from analytics.errors import BusyError, StoreError
from analytics.store.changes import after
from analytics.store.files import DATA, data_file, discard, new_path, write_table
from analytics.store.manifest import Manifest, entry_numbers, place_entry, read_entry
from analytics.store.rows import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from analytics.store.record import DataFile, ImportRecord, Operation


AT_WORK = 900.0
"""Seconds in which a file that no log entry names may still be that of an import at work."""


class Change(Protocol):
    """What becomes of the rows of a table."""

    def concerns(self, table: str, file: pyarrow.parquet.ParquetFile) -> bool:
        """Whether any row of a file changes."""

    def changed(self, table: str, rows: pa.Table) -> pa.Table:
        """Some rows of a table as they become."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """What a change does to a store.

    Args:
        rows: Rows taken out, by table, undone imports too.
        imports: The imports whose files change.
        gone: Old files, by their path below the store's folder.
        number: Number of the log entry, or None where nothing changes.
    """

    rows: Mapping[str, int]
    imports: tuple[str, ...]
    gone: tuple[str, ...]
    number: int | None = None


def foreseen_rewriting(folder: Path, change: Change) -> Rewriting:
    """What a change would do; nothing is written.

    Args:
        folder: The store.
        change: The change.

    Raises:
        StoreError: The store is damaged.
    """
    newest = read_entry(folder, entry_numbers(folder)[-1])
    rows: dict[str, int] = {}
    imports = []
    gone = list(_unnamed(folder, newest, change))
    for record, file in _concerned(folder, newest, change, set()):
        imports.append(record.id)
        gone.append(file.path)
        kept = sum(part.num_rows for part in _parts(folder / file.path, file.table, change))
        rows[file.table] = rows.get(file.table, 0) + file.rows - kept
    return Rewriting(rows=rows, imports=tuple(dict.fromkeys(imports)), gone=tuple(gone))


def rewrite(
    folder: Path, change: Change, operation: Operation, *, by: str, at: str, key_id: str | None = None
) -> Rewriting:
    """What a change has done. Files that an import added meanwhile are changed too, before anything counts.

    Args:
        folder: The store.
        change: The change.
        operation: What the log calls it.
        by: Who makes it.
        at: When.
        key_id: Which key the ids are made with from now on; the same as before by default.

    Raises:
        StoreError: The store is damaged or cannot be written; then it is as it was.
    """
    written: dict[str, DataFile] = {}
    placed: Manifest | None = None
    rows: dict[str, int] = {}
    try:
        with writing(folder):
            while placed is None:
                newest = read_entry(folder, entry_numbers(folder)[-1])
                for record, file in _concerned(folder, newest, change, written.keys()):
                    written[file.path] = _rewritten(folder, record, file, change)
                    rows[file.table] = rows.get(file.table, 0) + file.rows - written[file.path].rows
                stray = tuple(_unnamed(folder, newest, change, new={file.path for file in written.values()}))
                entry = _entry(newest, written, stray, operation, by=by, at=at, key_id=key_id)
                if entry is None:
                    return Rewriting(rows={}, imports=(), gone=())
                placed = entry if place_entry(folder, entry) else None
    finally:
        named = set() if placed is None else {file for files in placed.files.values() for file in files}
        discard(folder, [file for file in written.values() if file not in named])
    finish(folder, placed)
    return Rewriting(rows=rows, imports=placed.subjects, gone=placed.gone[len(newest.gone) :], number=placed.number)


def finish(folder: Path, newest: Manifest) -> None:
    """Delete the files that a log entry lists as gone, where they are still there.

    Args:
        folder: The store.
        newest: Its newest entry.

    Raises:
        StoreError: The folder cannot be written.
    """
    left = [folder / path for path in newest.gone if (folder / path).exists()]
    if not left:
        return
    with writing(folder):
        for path in left:
            path.unlink(missing_ok=True)


def _entry(
    newest: Manifest,
    written: Mapping[str, DataFile],
    stray: tuple[str, ...],
    operation: Operation,
    *,
    by: str,
    at: str,
    key_id: str | None,
) -> Manifest | None:
    """The entry that names the new files, or None where nothing changes."""
    files = {
        name: tuple(written.get(file.path, file) for file in of_import) for name, of_import in newest.files.items()
    }
    subjects = tuple(name for name, of_import in newest.files.items() if files[name] != of_import)
    if not subjects and not stray and key_id is None:
        return None
    named = [file.path for of_import in newest.files.values() for file in of_import if file.path in written]
    entry = replace(after(newest, operation, subjects, by, at), files=files, gone=(*newest.gone, *named, *stray))
    return entry if key_id is None else replace(entry, key_id=key_id)


def _concerned(
    folder: Path, newest: Manifest, change: Change, done: Collection[str]
) -> Iterator[tuple[ImportRecord, DataFile]]:
    """The files of the newest entry that change, undone imports too."""
    for record in newest.imports:
        for file in newest.files[record.id]:
            if file.path not in done and _is_concerned(folder / file.path, file.table, change):
                yield record, file


def _unnamed(folder: Path, newest: Manifest, change: Change, *, new: Collection[str] = ()) -> Iterator[str]:
    """The files that change and that only earlier entries name, or none does: nobody reads them, so they just go.

    Raises:
        BusyError: One was just written: an import is at work on it, or was stopped a moment ago.
    """
    named = {file.path for of_import in newest.files.values() for file in of_import}
    earlier: set[str] | None = None
    for path in sorted((folder / DATA).rglob("*.parquet")):
        relative = path.relative_to(folder).as_posix()
        if relative in named or relative in newest.gone or relative in new or _is_none(path, change):
            continue
        if earlier is None:
            earlier = _named_earlier(folder)
        if relative not in earlier and time.time() - path.stat().st_mtime < AT_WORK:
            raise BusyError(
                "An import that this concerns is at work, or was stopped in the last quarter of an hour.",
                next_step="Nothing was changed. Try again when it has ended, or a quarter of an hour later.",
            )
        yield relative


def _is_none(path: Path, change: Change) -> bool:
    """Whether a file that does not count can stay: it can be read, and no row of it changes."""
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            return not change.concerns(path.parent.name, file)
    except (OSError, pa.ArrowInvalid):
        return False


def _named_earlier(folder: Path) -> set[str]:
    entries = (read_entry(folder, number) for number in entry_numbers(folder))
    return {file.path for entry in entries for files in entry.files.values() for file in files}


def _is_concerned(path: Path, table: str, change: Change) -> bool:
    if path.suffix != ".parquet":
        return False
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            return change.concerns(table, file)
    except (OSError, pa.ArrowInvalid) as error:
        raise StoreError(
            f"The data file {path} cannot be read, so nobody knows whom it is about.",
            next_step="Nothing was changed. `twoway doctor` says what to restore; then try again.",
        ) from error


def _rewritten(folder: Path, record: ImportRecord, file: DataFile, change: Change) -> DataFile:
    path = new_path(folder, record, file.table, "parquet")
    parts = _parts(folder / file.path, file.table, change)
    first = next(parts)
    rows = write_table(path, first.schema, _batches(first, parts))
    return data_file(folder, path, file.table, rows)


def _batches(first: pa.Table, others: Iterator[pa.Table]) -> Iterator[pa.RecordBatch]:
    yield from first.to_batches()
    for part in others:
        yield from part.to_batches()


def _parts(path: Path, table: str, change: Change) -> Iterator[pa.Table]:
    """The rows of a file as they become, a hundred thousand after the others; one empty part at least."""
    with pyarrow.parquet.ParquetFile(path) as file:
        yield change.changed(table, file.schema_arrow.empty_table())
        for batch in file.iter_batches(AT_ONCE):
            yield change.changed(table, pa.Table.from_batches([batch]))
