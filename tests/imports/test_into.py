"""A store is made only for files that can be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest

from analytics.errors import RefusedImportError, StoreError
from analytics.imports.into import existing, ready
from analytics.imports.run import Request
from analytics.store import Key, Store
from analytics.store.keys import key_path, make_key

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-06-01T12:00:00+00:00"
ROSTER = b"person_id,hired_on,exited_on\n01,2020-01-31,\n02,2020-01-31,2024-03-31\n"


def request(content: bytes = ROSTER) -> Request:
    return Request(path=content, kind="people", file_name="people.csv")


def test_a_refused_first_file_leaves_no_store_behind(tmp_path: Path) -> None:
    with pytest.raises(RefusedImportError):
        ready(tmp_path / "store", [request(b"person_id,hired_on\n01,not a day\n")], by="ana", at=AT)
    assert not (tmp_path / "store").exists()


def test_a_first_file_is_stored_with_the_key_it_was_read_with(tmp_path: Path) -> None:
    found = ready(tmp_path / "store", [request()], by="ana", at=AT)
    assert not (tmp_path / "store").exists()
    found.committed()
    assert Store.open(tmp_path / "store").key() == found.context.key.secret


def test_somebody_who_made_the_store_meanwhile_has_made_the_key(tmp_path: Path) -> None:
    found = ready(tmp_path / "store", [request()], by="ana", at=AT)
    key = Store.create(tmp_path / "store").key()
    found.committed()
    assert Store.open(tmp_path / "store").key() == key
    (path,) = Store.open(tmp_path / "store").version().files["people"]
    stored = set(pyarrow.parquet.read_table(path)["person_key"].to_pylist())
    assert stored == {Key(key).hashed("person", "01"), Key(key).hashed("person", "02")}


@pytest.mark.parametrize("begun", ["with a store and its key", "with a key from a backup", "with an import taken back"])
def test_a_key_that_is_there_stays_through_the_first_import_so_that_a_backup_of_it_counts(
    begun: str, tmp_path: Path
) -> None:
    if begun == "with a key from a backup":
        make_key(tmp_path)
    elif begun == "with a store and its key":
        Store.create(tmp_path).key()
    else:
        (first,) = ready(tmp_path, [request()], by="ana", at=AT).committed().prepared
        Store.open(tmp_path).undo(first.record.id, by="ana")
    backup = key_path(tmp_path).read_bytes()
    ready(tmp_path, [request()], by="ana", at=AT).committed()
    assert key_path(tmp_path).read_bytes() == backup
    (path,) = Store.open(tmp_path).version().files["people"]
    secret = bytes.fromhex(backup.decode("ascii"))
    stored = set(pyarrow.parquet.read_table(path)["person_key"].to_pylist())
    assert stored == {Key(secret).hashed("person", "01"), Key(secret).hashed("person", "02")}


def test_data_without_a_log_are_not_taken_for_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(StoreError):
        existing(tmp_path)
    assert existing(tmp_path / "none") is None
