"""What each operation makes of the newest log entry: pure functions from one entry to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.errors import StoreError, UnknownNameError
from analytics.store.manifest import Manifest
from analytics.store.record import SHOWN_ID, Entry, ImportRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.store.record import DataFile, Operation

CHANGES = "changes"
"""The note of an import that says what it changed."""
_SHORTEST_PREFIX = 4


def created(at: str) -> Manifest:
    """The first entry of a store.

    Args:
        at: When, ISO 8601 in UTC.
    """
    return Manifest(
        number=0,
        previous="",
        operation="create",
        subjects=(),
        by="",
        at=at,
        key_id="",
        imports=(),
        live=frozenset(),
        files={},
    )


def imported(
    newest: Manifest,
    records: Sequence[ImportRecord],
    files: Mapping[str, tuple[DataFile, ...]],
    *,
    key_id: str,
    at: str,
) -> Manifest:
    """The entry in which imports are live, and those of the same files under other mappings are not.

    Args:
        newest: The entry before.
        records: The imports, at least one, none of them live.
        files: Their files.
        key_id: Which secret key their ids were made with.
        at: When.
    """
    ids = tuple(record.id for record in records)
    added = tuple(replace(record, replaces=_same_file(newest, record)) for record in records)
    return replace(
        after(newest, "import", ids, records[0].by, at),
        key_id=key_id,
        imports=tuple(record for record in newest.imports if record.id not in ids) + added,
        live=newest.live.union(ids).difference(*(record.replaces for record in added)),
        files={**newest.files, **{name: files[name] for name in ids}},
    )


def undone(newest: Manifest, import_id: str, *, by: str, at: str) -> Manifest:
    """The entry in which an import is not live, and what it had replaced is again.

    Args:
        newest: The entry before.
        import_id: The import, or the first characters of its id.
        by: Who undoes it.
        at: When.

    Raises:
        UnknownNameError: There is no such import.
        StoreError: It is not live.
    """
    record = named(newest, import_id)
    if record.id not in newest.live:
        raise _already(record, "undone", "redo")
    known = {one.id for one in newest.imports}
    live = (newest.live - {record.id}) | known.intersection(record.replaces)
    return replace(after(newest, "undo", (record.id,), by, at), live=live)


def redone(newest: Manifest, import_id: str, *, by: str, at: str) -> Manifest:
    """The entry in which an undone import is live again, in its old place.

    Args:
        newest: The entry before.
        import_id: The import, or the first characters of its id.
        by: Who brings it back.
        at: When.

    Raises:
        UnknownNameError: There is no such import.
        StoreError: It is live, or the same file is under another mapping.
    """
    record = named(newest, import_id)
    if record.id in newest.live:
        raise _already(record, "live", "undo")
    others = set(_same_file(newest, record)).difference(record.replaces)
    if others:
        other = min(others)[:SHOWN_ID]
        raise StoreError(
            f"The file {record.file_name} is live under another mapping, as import {other}.",
            next_step=f"Nothing was changed. Undo that one first: `twoway undo {other}`.",
        )
    live = (newest.live | {record.id}).difference(record.replaces)
    return replace(after(newest, "redo", (record.id,), by, at), live=live)


def named(manifest: Manifest, import_id: str) -> ImportRecord:
    """The import of an id or of its first characters.

    Args:
        manifest: The entry to look in.
        import_id: At least 4 characters.

    Raises:
        UnknownNameError: None or several imports begin like this.
    """
    matching = [record for record in manifest.imports if record.id.startswith(import_id)]
    if len(matching) == 1 and len(import_id) >= _SHORTEST_PREFIX:
        return matching[0]
    raise UnknownNameError("import", import_id, (record.short_id for record in manifest.imports))


def history(manifests: Sequence[Manifest]) -> tuple[Entry, ...]:
    """What was done in each entry, one line an import and operation.

    Args:
        manifests: The log, oldest first.
    """
    live = manifests[-1].live if manifests else frozenset()
    known: dict[str, ImportRecord] = {}
    lines: list[Entry] = []
    for manifest in manifests:
        known.update((record.id, record) for record in manifest.imports)
        found = (known[subject] for subject in manifest.subjects if subject in known)
        lines += (_line(manifest, record, is_live=record.id in live) for record in found)
    return tuple(lines)


def after(newest: Manifest, operation: Operation, subjects: tuple[str, ...], by: str, at: str) -> Manifest:
    """The entry after another one, which changes nothing yet.

    Args:
        newest: The entry before.
        operation: What is done.
        subjects: The imports it is done to.
        by: Who does it.
        at: When.
    """
    return replace(
        newest,
        number=newest.number + 1,
        previous=newest.sha256,
        operation=operation,
        subjects=subjects,
        by=by,
        at=at,
    )


def _same_file(manifest: Manifest, record: ImportRecord) -> tuple[str, ...]:
    """The other live imports of the same bytes as the same kind."""
    same = (one for one in manifest.imports if (one.file_sha256, one.kind) == (record.file_sha256, record.kind))
    return tuple(one.id for one in same if one.id in manifest.live and one.id != record.id)


def _already(record: ImportRecord, state: str, other: str) -> StoreError:
    return StoreError(
        f"The import {record.short_id} of {record.file_name} is {state} already.",
        next_step=f"Nothing was changed. The opposite is `twoway {other} {record.short_id}`.",
    )


def _line(manifest: Manifest, record: ImportRecord, *, is_live: bool) -> Entry:
    return Entry(
        number=manifest.number,
        operation=manifest.operation,
        import_id=record.id,
        file_name=record.file_name,
        kind=record.kind,
        wave=record.wave,
        rows=record.rows,
        dropped=record.dropped,
        by=manifest.by,
        at=manifest.at,
        is_live=is_live,
        changes=record.notes.get(CHANGES, {}),
    )
