"""The data as a commit would leave it, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from analytics.store import changes
from analytics.store.files import MAPPING
from analytics.store.manifest import Manifest, entry_numbers, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from analytics.store.record import ImportRecord
    from analytics.store.store import Pending

Part: TypeAlias = "Path | pa.Table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """The data as a commit would leave it.

    Args:
        files: By table, the files that stay and the rows that would come, in the order of the imports.
        replaces: The live imports that would be replaced, being of the same file.
        n_rows: Rows of all tables together.
    """

    files: Mapping[str, tuple[Part, ...]]
    replaces: tuple[ImportRecord, ...]
    n_rows: int


def foreseen(folder: Path, pending: Sequence[Pending]) -> Foreseen:
    """The data as `Store.commit_all` would leave it; nothing is written.

    Args:
        folder: The store.
        pending: The imports.

    Raises:
        StoreError: There is no store, or its newest log entry is damaged.
    """
    newest = read_entry(folder, entry_numbers(folder)[-1])
    new = {one.record.id: one for one in pending if one.record.id not in newest.live}
    records = [one.record for one in new.values()]
    after = changes.imported(newest, records, dict.fromkeys(new, ()), key_id="", at="") if new else newest
    files: dict[str, list[Part]] = {}
    n_rows = 0
    for record in after.imports:
        for table, part, rows in _parts(folder, after, record, new) if record.id in after.live else ():
            files.setdefault(table, []).append(part)
            n_rows += rows
    return Foreseen(
        files={name: tuple(parts) for name, parts in files.items()},
        replaces=tuple(record for record in newest.imports if record.id in newest.live - after.live),
        n_rows=n_rows,
    )


def _parts(
    folder: Path, manifest: Manifest, record: ImportRecord, new: Mapping[str, Pending]
) -> Iterator[tuple[str, Part, int]]:
    """Table, rows or file, and number of rows of each part of an import, stored or not yet."""
    if record.id in new:
        yield from ((name, table, table.num_rows) for name, table in new[record.id].tables.items())
        return
    for file in manifest.files[record.id]:
        if file.table != MAPPING:
            yield file.table, folder / file.path, file.rows
