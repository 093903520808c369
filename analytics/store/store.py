"""The store: what is imported, committed whole or not at all, undone and redone without losing anything."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.durable import make_folder, sync_folder, writing
from analytics.errors import StoreError
from analytics.store import changes
from analytics.store.files import MAPPING, discard, read_mapping, write_import
from analytics.store.keys import DESTROYED, NO_KEY, REPLACED, Key, key_path, make_key, settled_key
from analytics.store.manifest import LOG, Manifest, damaged_entry, entry_numbers, entry_path, place_entry, read_entry
from analytics.store.record import Entry, ImportRecord, Version
from analytics.store.rewrite import finish
from analytics.store.verify import Damage, damages, file_damage, newest_readable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from analytics.store.record import DataFile
    from analytics.store.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An import that is ready to be committed.

    Args:
        record: What it is.
        tables: Its rows by table.
        key_id: Name of the key that its ids were hashed with; that of the store where it is empty.
    """

    record: ImportRecord
    tables: Mapping[str, pa.Table | Rows]
    key_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What became of imports that were handed to the store.

    Args:
        version: The version in which all of them are live.
        added: Ids of those that were added now.
        already: Ids of those that were live before; nothing changed for them.
    """

    version: Version
    added: tuple[str, ...]
    already: tuple[str, ...]


def _computer_clock() -> datetime:
    return datetime.now(UTC)


def _no_check(_live: Sequence[ImportRecord]) -> None:
    """Nothing stands against a commit."""


class Store:
    """A folder of immutable files and the log that says which of them count.

    Any number of processes may read and write at once: a reader keeps the version it opened, a writer adds one
    log entry by exclusive creation, and a process that is killed leaves either all of its import or nothing.

    Args:
        folder: An existing store; see `Store.create`.
        clock: What time it is; the computer's clock by default.
    """

    def __init__(self, folder: str | Path, *, clock: Callable[[], datetime] = _computer_clock) -> None:
        self.folder = Path(folder)
        self._clock = clock
        self._checked: set[DataFile] = set()
        self._version: Version | None = None

    @classmethod
    def open(cls, folder: str | Path, *, clock: Callable[[], datetime] = _computer_clock) -> Store:
        """An existing store.

        Args:
            folder: Its folder.
            clock: What time it is.

        Raises:
            StoreError: There is no store in the folder, or it cannot be read.
        """
        store = cls(folder, clock=clock)
        store._newest_number()
        return store

    @classmethod
    def create(
        cls, folder: str | Path, *, key: Key | None = None, clock: Callable[[], datetime] = _computer_clock
    ) -> Store:
        """The store in a folder, made there unless there is one.

        Args:
            folder: Its folder; parents are made too.
            key: The key of a new store; made at its first use by default.
            clock: What time it is.

        Raises:
            StoreError: The folder cannot be written.
        """
        store = cls(folder, clock=clock)
        with writing(store.folder):
            make_folder(store.folder / LOG)
            if not entry_numbers(store.folder):
                if key is not None:
                    make_key(store.folder, key)
                place_entry(store.folder, changes.created(store.now()))
        return store

    def now(self) -> str:
        """The time of the store's clock, ISO 8601 in UTC, to the second."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def number(self) -> int:
        """The number of the newest log entry, without looking into it.

        Raises:
            StoreError: There is no store, or it cannot be read.
        """
        return self._newest_number()

    def key(self) -> bytes:
        """The secret that ids are hashed with, made at its first use.

        Raises:
            StoreError: The key that the stored ids were made with is missing, damaged, destroyed, or was replaced.
        """
        expected = self._newest().key_id
        key = settled_key(self.folder, expected)
        if expected == DESTROYED:
            raise StoreError(NO_KEY, next_step="Import into a new store: choose another folder with --store.")
        if key is None and not expected:
            key = make_key(self.folder)
        if key is None or (expected and key.id != expected):
            raise StoreError(
                f"The secret key {key_path(self.folder)} is not the one that the stored ids were made with.",
                next_step="Restore it from a backup. With another key, people in new files would match nobody.",
            )
        return key.secret

    def version(self, number: int | None = None) -> Version:
        """The data as of the newest log entry, or of an earlier one; every file is compared with its hash once.

        Args:
            number: Number of a log entry; the newest by default.

        Raises:
            StoreError: The log entry or one of its files is missing or damaged.
        """
        manifest = self._newest() if number is None else self._earlier(number)
        version = self._version
        if version is None or version.sha256 != manifest.sha256:
            version = self._version = self._version_of(manifest)
        return version

    def commit(self, record: ImportRecord, tables: Mapping[str, pa.Table | Rows]) -> Version:
        """The version in which an import is live; the same as before if it already was.

        Args:
            record: What is imported.
            tables: Its rows by table.

        Raises:
            StoreError: The store is damaged or cannot be written.
        """
        return self.commit_all([Pending(record=record, tables=tables)]).version

    def commit_all(
        self, pending: Sequence[Pending], *, check: Callable[[Sequence[ImportRecord]], None] = _no_check
    ) -> Commit:
        """Several imports, committed together or not at all.

        A file that is live as the same kind under another mapping is replaced: no bytes count twice.

        Args:
            pending: The imports.
            check: Looks at the imports that are live at the moment of the commit, whoever made them, and raises where
                these must not be added.

        Raises:
            StoreError: The store is damaged or cannot be written.
        """
        self.key()
        distinct = list({one.record.id: one for one in pending}.values())
        written: dict[str, tuple[DataFile, ...]] = {}
        try:
            added = self._add(distinct, written, check)
        finally:
            self._discard_unnamed([file for files in written.values() for file in files])
        already = tuple(one.record.id for one in distinct if one.record.id not in added)
        return Commit(version=self.version(), added=added, already=already)

    def undo(self, import_id: str, by: str) -> Version:
        """The version without an import. Its files stay, so that `redo` can bring it back.

        Args:
            import_id: The import, or the first characters of its id.
            by: Who undoes it.

        Raises:
            UnknownNameError: There is no such import.
            StoreError: It is not live, or the store cannot be written.
        """
        return self._changed(lambda newest: changes.undone(newest, import_id, by=by, at=self.now()))

    def redo(self, import_id: str, by: str) -> Version:
        """The version with an undone import in its old place again.

        Args:
            import_id: The import, or the first characters of its id.
            by: Who brings it back.

        Raises:
            UnknownNameError: There is no such import.
            StoreError: It is live already, or the store cannot be written.
        """
        return self._changed(lambda newest: changes.redone(newest, import_id, by=by, at=self.now()))

    def find(self, import_id: str) -> ImportRecord:
        """The import of an id or of its first characters, live or undone, as the log has it: without its mapping.

        Args:
            import_id: At least 4 characters.

        Raises:
            UnknownNameError: None or several imports begin like this.
        """
        return changes.named(self._newest(), import_id)

    def mapping(self, import_id: str) -> dict[str, Any]:
        """The confirmed mapping and options of an import, as plain data.

        Args:
            import_id: Its id or the first characters of it.

        Raises:
            UnknownNameError: None or several imports begin like this.
            StoreError: The file of the mapping is missing or damaged.
        """
        newest = self._newest()
        return self._mapping(newest, changes.named(newest, import_id))

    def history(self) -> tuple[Entry, ...]:
        """Everything that was ever done, oldest first, one entry an import and operation.

        Raises:
            StoreError: A log entry is damaged.
        """
        return changes.history([read_entry(self.folder, number) for number in entry_numbers(self.folder)])

    def verify(self) -> tuple[Damage, ...]:
        """Everything in the store that is not as it was written; nothing for a whole one."""
        return damages(self.folder)

    def newest_is_damaged(self) -> bool:
        """Whether the newest log entry cannot be trusted and an older one can."""
        whole = newest_readable(self.folder)
        return whole is not None and whole.number < self._newest_number()

    def set_damaged_aside(self, by: str) -> tuple[ImportRecord, ...]:
        """The live imports that were taken back because one of their files is damaged; the rest can be read again.

        Args:
            by: Who repairs.

        Raises:
            StoreError: The newest log entry is damaged, or the store cannot be written.
        """
        newest = self._newest()
        damaged = tuple(
            record
            for record in newest.imports
            if record.id in newest.live
            and any(file_damage(self.folder, file, record) for file in newest.files[record.id])
        )
        for record in damaged:
            while not self._place(changes.undone(self._newest(), record.id, by=by, at=self.now())):
                continue
        return damaged

    def step_back(self) -> int:
        """The number of the log entry that is the newest after a damaged newest one was set aside.

        Raises:
            StoreError: The newest entry is whole, or none would be left.
        """
        newest = self._newest_number()
        path = entry_path(self.folder, newest)
        whole = newest_readable(self.folder)
        if whole is None or whole.number == newest:
            state = "whole" if whole else "damaged, and so is every one before it"
            raise StoreError(
                f"There is nothing to step back to: the newest log entry {path} is {state}.",
                next_step="To take an import back use `twoway undo`; to list the damage use `twoway doctor`.",
            )
        with writing(self.folder):
            path.rename(path.with_suffix(f".damaged-{secrets.token_hex(4)}"))
            sync_folder(path.parent)
        return self._newest_number()

    def _newest_number(self) -> int:
        numbers = entry_numbers(self.folder)
        if not numbers:
            raise damaged_entry(entry_path(self.folder, 0), "is missing")
        return numbers[-1]

    def _newest(self) -> Manifest:
        return read_entry(self.folder, self._newest_number())

    def _add(
        self,
        pending: Sequence[Pending],
        written: dict[str, tuple[DataFile, ...]],
        check: Callable[[Sequence[ImportRecord]], None],
    ) -> tuple[str, ...]:
        while True:
            newest = self._newest()
            new = [one for one in pending if one.record.id not in newest.live]
            if not new:
                return ()
            check([record for record in newest.imports if record.id in newest.live])
            for one in new:
                if one.record.id not in written:
                    written[one.record.id] = write_import(self.folder, one.record, one.tables)
            records = [one.record for one in new]
            key_id = Key(self.key()).id
            if any(one.key_id not in {"", key_id} for one in new):
                raise StoreError(REPLACED, next_step="Nothing was changed. Import the files again.")
            if self._place(changes.imported(newest, records, written, key_id=key_id, at=self.now())):
                return tuple(record.id for record in records)

    def _changed(self, change: Callable[[Manifest], Manifest]) -> Version:
        while not self._place(change(self._newest())):
            continue
        return self.version()

    def _place(self, manifest: Manifest) -> bool:
        with writing(self.folder):
            return place_entry(self.folder, manifest)

    def _discard_unnamed(self, files: Sequence[DataFile]) -> None:
        if not files:
            return
        newest = self._newest()
        named = {file for of_import in newest.files.values() for file in of_import}
        discard(self.folder, [file for file in files if file not in named])

    def _earlier(self, number: int) -> Manifest:
        manifest = read_entry(self.folder, number)
        rewritten = set(self._newest().gone)
        if any(file.path in rewritten for name in manifest.live for file in manifest.files[name]):
            raise StoreError(
                f"Version {number} cannot be read any more: its files were rewritten since.",
                allowed="What was erased or expired is gone from every version.",
                next_step="`twoway history` says when; the newest version can be read.",
            )
        return manifest

    def _version_of(self, manifest: Manifest) -> Version:
        finish(self.folder, manifest)
        live = [record for record in manifest.imports if record.id in manifest.live]
        files: dict[str, list[Path]] = {}
        for record in live:
            for file in manifest.files[record.id]:
                self._check(file, record)
                if file.table != MAPPING:
                    files.setdefault(file.table, []).append(self.folder / file.path)
        return Version(
            number=manifest.number,
            sha256=manifest.sha256,
            imports=tuple(replace(record, mapping=self._mapping(manifest, record)) for record in live),
            files={table: tuple(paths) for table, paths in files.items()},
        )

    def _check(self, file: DataFile, record: ImportRecord) -> None:
        if file in self._checked:
            return
        damage = file_damage(self.folder, file, record)
        if damage is not None:
            raise StoreError(damage.what, allowed="Every file must be as it was written.", next_step=damage.next_step)
        self._checked.add(file)

    def _mapping(self, manifest: Manifest, record: ImportRecord) -> dict[str, Any]:
        file = next(file for file in manifest.files[record.id] if file.table == MAPPING)
        self._check(file, record)
        return read_mapping(self.folder, file)
