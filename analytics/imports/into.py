"""From files to a store that need not exist yet: it is made only for files that can be imported."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.errors import StoreError
from analytics.imports.run import Context, commit, prepare
from analytics.store import Key, Store
from analytics.store.changes import CHANGES
from analytics.store.files import DATA
from analytics.store.manifest import LOG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analytics.imports.prepared import Prepared
    from analytics.imports.run import Outcome, Request

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Files that can be committed.

    Args:
        folder: The folder of the store, which may not exist yet.
        context: What they were read against.
        requests: The files as they were asked for.
        prepared: The files.
    """

    folder: Path
    context: Context
    requests: tuple[Request, ...]
    prepared: tuple[Prepared, ...]

    def committed(self) -> Outcome:
        """What became of the files; a store that did not exist is made now.

        Raises:
            StoreError: The store is damaged or cannot be written.
            RefusedImportError: Another process has imported a file meanwhile that stands against one of these.
        """
        store = Store.create(self.folder, key=self.context.key)
        if store.key() == self.context.key.secret:
            return commit(store, self.prepared)
        return commit(store, prepare(Context.of(store, self.context.by), self.requests))


def ready(folder: Path, requests: Sequence[Request], *, by: str, at: str) -> Ready:
    """Files that are read, typed and checked; nothing is written.

    Args:
        folder: The folder of the store, which need not exist.
        requests: The files.
        by: Who imports.
        at: When, ISO 8601 in UTC; the clock of an existing store wins.

    Raises:
        UnreadableFileError: One of them is no table of text.
        RefusedImportError: One of them breaks a rule; all its faults are listed.
        SettingsError: A mapping or codebook holds what it cannot.
        StoreError: The store is damaged or cannot be read.
    """
    store = existing(folder)
    if store is None:
        context = Context(key=Key(secrets.token_bytes(KEY_BYTES)), version=None, by=by, at=at)
    else:
        context = Context.of(store, by)
    return Ready(folder=folder, context=context, requests=tuple(requests), prepared=prepare(context, requests))


def existing(folder: Path) -> Store | None:
    """The store in a folder, or None where nothing was ever stored in it.

    Args:
        folder: The folder, which need not exist.

    Raises:
        StoreError: The store cannot be read, or its log is missing.
    """
    try:
        return Store.open(folder)
    except StoreError:
        if (folder / DATA).exists() or any((folder / LOG).glob("*.json")):
            raise
        return None


def noted(prepared: Sequence[Prepared], changes: Sequence[Mapping[str, Any]]) -> tuple[Prepared, ...]:
    """The files with what each of them changes, to be kept in the history.

    Args:
        prepared: The files.
        changes: What each changes, as plain data.
    """
    return tuple(
        replace(one, record=replace(one.record, notes={**one.record.notes, CHANGES: dict(change)}))
        for one, change in zip(prepared, changes, strict=True)
    )
