"""The records of releases under the pseudonyms of a key that took the place of another, all of them or none.

The records are written anew into a folder beside theirs, which is named after the new key and exists before that key
counts. Whoever opens the records next completes what a stopped process left.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.durable import make_folder, sync_folder, writing
from analytics.release.stack.members import EMPLOYMENT
from analytics.release.stack.record import read, written
from analytics.store.alone import alone
from analytics.store.keys import KEY_BYTES, Key, settled_key
from analytics.store.manifest import entry_numbers, read_entry
from analytics.store.released import FINGERPRINT_KEY, RELEASED, Released

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from analytics.release.stack.members import Members
    from analytics.release.stack.record import Record

NEXT, PAST = "released-next-", "released-past"
SURVEY = "survey:"


def announce(store: Path, new: Key) -> None:
    """Make sure that the records will be written anew once a key counts.

    Args:
        store: The folder of the store.
        new: The key.
    """
    if Released(store).releases():
        with writing(store):
            make_folder(store / f"{NEXT}{new.id}")


def settle(store: Path) -> None:
    """Complete what a replacement of the key has begun, and clear away what never counted.

    Args:
        store: The folder of the store.

    Raises:
        StoreError: A record is damaged, or the store cannot be written.
        BusyError: Another process is at it.
    """
    if not any(store.glob(f"{NEXT}*")) and not (store / PAST).exists():
        return
    with alone(store / "secrets" / "records.lock", "A replacement of the secret key"), writing(store):
        key_id = read_entry(store, entry_numbers(store)[-1]).key_id
        for folder in sorted(store.glob(f"{NEXT}*")):
            key = settled_key(store, key_id)
            if key is None or folder.name != f"{NEXT}{key.id}":
                shutil.rmtree(folder)
            else:
                _complete(store, folder, key)
        if (store / RELEASED).exists():
            shutil.rmtree(store / PAST, ignore_errors=True)


def _complete(store: Path, folder: Path, key: Key) -> None:
    """Fill the folder, and put it in the place of the records."""
    if (store / RELEASED).exists():
        past, later = Released(store), Released(store)
        later.folder = folder
        old = Key(key.secret[:-KEY_BYTES])
        for name in past.releases():
            later.write(written(rekeyed(read(past.read(name)), old, key)))
        shutil.copy2(past.folder / FINGERPRINT_KEY, folder / FINGERPRINT_KEY)
        sync_folder(folder)
        shutil.rmtree(store / PAST, ignore_errors=True)
        past.folder.rename(store / PAST)
    folder.rename(store / RELEASED)
    sync_folder(store)


def rekeyed(record: Record, old: Key, new: Key) -> Record:
    """A record under the pseudonyms of another key.

    Args:
        record: The record.
        old: The key of its pseudonyms.
        new: The key that took its place.
    """
    return replace(record, members=tuple(_members(one, old, new) for one in record.members))


def _members(table: Members, old: Key, new: Key) -> Members:
    again = new.since(old)
    keys, aliases = table.keys.view(np.int64), table.aliases.view(np.int64)
    later = np.where(keys == 0, keys, again(keys))
    if table.table == EMPLOYMENT:
        return replace(table, keys=later.view(np.uint64))
    others = np.where(aliases == 0, aliases, again(aliases))
    if table.population.startswith(SURVEY):
        others = _named_by_person(table, later, others, old, new)
    return replace(table, keys=later.view(np.uint64), aliases=others.view(np.uint64))


def _named_by_person(
    table: Members, later: NDArray[np.int64], others: NDArray[np.int64], old: Key, new: Key
) -> NDArray[np.int64]:
    """The responses, those that are named by their person under the person's new name."""
    within = f"{table.population.removeprefix(SURVEY)}:"
    before = old.hashed_each("respondent", [f"person {one}" for one in table.keys.tolist()], within=within)
    now = new.hashed_each("respondent", [f"person {one}" for one in later.tolist()], within=within)
    is_named = (before == table.aliases.view(np.int64)) & (table.keys != 0)
    return np.where(is_named, now, others)
