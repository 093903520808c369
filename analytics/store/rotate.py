"""Replace the secret key of a store, or destroy it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from analytics.durable import make_folder, place, writing
from analytics.store.alone import alone
from analytics.store.changes import after
from analytics.store.files import DATA
from analytics.store.keys import DESTROYED, Key, key_path, next_key_path, settled_key
from analytics.store.manifest import entry_numbers, place_entry, read_entry
from analytics.store.rewrite import Rewriting, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy.typing as npt

    from analytics.store.keys import Keys
    from analytics.store.store import Store

RESPONDENT, PERSON, WAVE = "respondent_key", "person_key", "wave"


def _nothing(_key: Key) -> None:
    """Nothing else holds pseudonyms."""


def rotate(store: Store, *, by: str, announce: Callable[[Key], None] = _nothing) -> Rewriting:
    """What replacing the key has done: every pseudonym in every file is another one.

    Args:
        store: The store.
        by: Who replaces it.
        announce: Is told the new key right before it counts.

    Raises:
        StoreError: The store is damaged or cannot be written; then it is as it was.
        BusyError: Somebody else replaces the key, or an import is at work.
    """
    folder = store.folder
    with alone(key_path(folder).with_name("rotation.lock"), "A replacement of the secret key"):
        old = Key(store.key())
        new = old.replaced()
        with writing(folder):
            for stale in key_path(folder).parent.glob("person.*.key"):
                stale.unlink()
            make_folder(key_path(folder).parent)
            place(next_key_path(folder, new.id), new.secret.hex().encode())
        announce(new)
        done = rewrite(folder, Rotation(folder, old, new), "rotate_key", by=by, at=store.now(), key_id=new.id)
        settled_key(folder, new.id)
    return done


def destroy(store: Store, *, by: str) -> int:
    """The number of the log entry since which nobody can be recognized in the store any more.

    Args:
        store: The store.
        by: Who destroys the key.

    Raises:
        StoreError: The key is not there, or the store cannot be written.
    """
    store.key()
    with writing(store.folder):
        while True:
            newest = read_entry(store.folder, entry_numbers(store.folder)[-1])
            entry = replace(after(newest, "destroy_key", tuple(newest.files), by, store.now()), key_id=DESTROYED)
            if place_entry(store.folder, entry):
                break
    settled_key(store.folder, DESTROYED)
    return entry.number


class Rotation:
    """What becomes of pseudonyms when the key is replaced.

    Args:
        folder: The store.
        old: The key so far.
        new: The key that takes its place.
    """

    def __init__(self, folder: Path, old: Key, new: Key) -> None:
        self._again = new.since(old)
        self._old, self._new = _named_by_person(folder, old, new, self._again)

    def concerns(self, table: str, file: pyarrow.parquet.ParquetFile) -> bool:
        """Whether a file holds pseudonyms."""
        del table
        return any(name.endswith("_key") for name in file.schema_arrow.names)

    def changed(self, table: str, rows: pa.Table) -> pa.Table:
        """The rows under their new pseudonyms."""
        del table
        for place_, name in enumerate(rows.column_names):
            if name.endswith("_key"):
                rows = rows.set_column(place_, name, self._column(name, rows[name]))
        return rows

    def _column(self, name: str, column: pa.ChunkedArray) -> pa.Array:
        is_null = np.asarray(column.is_null())
        before = column.fill_null(-1).to_numpy().astype(np.int64)
        found = self._again(before)
        if name == RESPONDENT and len(self._old):
            where = np.searchsorted(self._old, before).clip(max=len(self._old) - 1)
            found = np.where(self._old[where] == before, self._new[where], found)
        return pa.array(found, pa.int64(), mask=is_null)


def _named_by_person(
    folder: Path, old: Key, new: Key, again: Keys
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The responses that are named by their person, and the same under the new key: the person is then another one."""
    before = [np.empty(0, dtype=np.int64)]
    now = [np.empty(0, dtype=np.int64)]
    for wave, respondents, people in _responses(folder):
        names = old.hashed_each("respondent", [f"person {one}" for one in people.tolist()], within=f"{wave}:")
        is_named = names == respondents
        later = [f"person {one}" for one in again(people[is_named]).tolist()]
        before.append(names[is_named])
        now.append(new.hashed_each("respondent", later, within=f"{wave}:"))
    known, first = np.unique(np.concatenate(before), return_index=True)
    return known, np.concatenate(now)[first]


def _responses(folder: Path) -> Iterator[tuple[str, npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Wave, responses and people of every file that names both."""
    for path in sorted((folder / DATA / "responses").glob("*.parquet")):
        rows = pyarrow.parquet.read_table(path, columns=[RESPONDENT, PERSON, WAVE]).drop_null()
        for wave in rows[WAVE].unique().to_pylist():
            part = rows.filter(pc.equal(rows[WAVE], wave))
            yield wave, part[RESPONDENT].to_numpy(), part[PERSON].to_numpy()
