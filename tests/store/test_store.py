"""Commit, undo, redo, history, damage."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest

from analytics.errors import StoreError, UnknownNameError
from analytics.store import Pending, Store, Version
from analytics.store.keys import key_path
from analytics.store.manifest import entry_path
from tests.store.examples import clock, record, store_with, tables

if TYPE_CHECKING:
    from pathlib import Path


def _rows(version: Version, table: str) -> int:
    return sum(pyarrow.parquet.read_table(path).num_rows for path in version.files.get(table, ()))


def _data_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.glob("data/**/*") if path.is_file()}


def test_a_new_store_is_empty_and_private(tmp_path: Path) -> None:
    version = Store.create(tmp_path / "store").version()
    assert (version.number, version.imports, version.files) == (0, (), {})
    assert (tmp_path / "store").stat().st_mode & 0o077 == 0


def test_making_a_store_twice_keeps_what_is_in_it(tmp_path: Path) -> None:
    store_with(tmp_path, "roster")
    assert Store.create(tmp_path).version().number == 1


def test_a_folder_without_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        Store.open(tmp_path)


def test_a_commit_adds_every_table_at_once(tmp_path: Path) -> None:
    version = store_with(tmp_path, "roster", "joiners").version()
    assert version.number == 2
    assert [one.file_name for one in version.imports] == ["roster.csv", "joiners.csv"]
    assert {table: len(paths) for table, paths in version.files.items()} == {"people": 2, "teams": 2}
    assert _rows(version, "people") == 6
    assert version.imports[0] == record("roster")


def test_another_process_sees_the_same_version(tmp_path: Path) -> None:
    assert store_with(tmp_path, "roster").version() == Store.open(tmp_path).version()


def test_an_open_version_stays_readable_after_later_changes(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    before = store.version()
    store.undo(record("roster").id, "ana")
    store.commit(record("joiners"), tables())
    assert _rows(before, "people") == 3


def test_an_earlier_version_can_be_asked_for(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    assert [one.file_name for one in store.version(1).imports] == ["roster.csv"]


def test_the_same_import_twice_changes_nothing(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    before, files = store.version(), _data_files(tmp_path)
    commit = store.commit_all([Pending(record=record("roster"), tables=tables())])
    assert commit.version == before
    assert (commit.added, commit.already) == ((), (record("roster").id,))
    assert _data_files(tmp_path) == files


def test_several_imports_are_one_entry(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    pending = [Pending(record=record(name), tables=tables()) for name in ("roster", "joiners", "roster")]
    commit = store.commit_all(pending)
    assert commit.version.number == 1
    assert len(commit.added) == 2
    assert [entry.number for entry in store.history()] == [1, 1]


def test_the_same_file_under_another_mapping_takes_the_place_of_the_first(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    before = store.version()
    corrected = replace(record("roster"), id="c0ffee" * 10, mapping={"kind": "people", "dates": "dmy"})
    after = store.commit(corrected, tables())
    assert [one.id for one in after.imports] == [record("joiners").id, corrected.id]
    assert after.imports[1].replaces == (record("roster").id,)
    assert _rows(after, "people") == 6
    undone = store.undo(corrected.id, "ana")
    assert (undone.imports, undone.files) == (before.imports, before.files)
    redone = store.redo(corrected.id, "ana")
    assert (redone.imports, redone.files) == (after.imports, after.files)


def test_a_replaced_import_cannot_be_redone_beside_its_replacement(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    store.commit(replace(record("roster"), id="c0ffee" * 10), tables())
    with pytest.raises(StoreError, match=r"live under another mapping, as import c0ffeec0ffee"):
        store.redo(record("roster").id, "ana")


def test_undo_and_redo_restore_the_files_in_their_order(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    before = store.version()
    undone = store.undo(record("roster").short_id, "ben")
    assert [one.file_name for one in undone.imports] == ["joiners.csv"]
    assert _rows(undone, "people") == 3
    redone = store.redo(record("roster").short_id, "ben")
    assert (redone.imports, redone.files) == (before.imports, before.files)
    assert redone.number == 4


@pytest.mark.parametrize("operation", ["undo", "redo"])
def test_what_is_done_already_is_refused(tmp_path: Path, operation: str) -> None:
    store = store_with(tmp_path, "roster")
    name = record("roster").id
    if operation == "undo":
        store.undo(name, "ana")
    before = store.version()
    with pytest.raises(StoreError, match="already"):
        getattr(store, operation)(name, "ana")
    assert store.version() == before


@pytest.mark.parametrize("name", ["", "abc", "zzzzzzzz"])
def test_an_import_must_be_named_clearly(tmp_path: Path, name: str) -> None:
    store = store_with(tmp_path, "roster")
    with pytest.raises(UnknownNameError, match=record("roster").short_id):
        store.undo(name, "ana")


def test_an_undone_import_can_be_imported_again(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    store.undo(record("roster").id, "ana")
    version = store.commit(record("roster"), tables())
    assert [one.file_name for one in version.imports] == ["joiners.csv", "roster.csv"]
    assert _rows(version, "people") == 6


def test_an_import_is_found_with_its_mapping(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    store.undo(record("roster").id, "ana")
    found = store.find(record("roster").id[:6])
    assert replace(found, mapping=store.mapping(found.id)) == record("roster")


def test_the_history_says_who_did_what_when(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    store.undo(record("roster").id, "ben")
    imported, undone = store.history()
    assert (imported.number, imported.operation, imported.by) == (1, "import", "ana")
    assert (undone.number, undone.operation, undone.by) == (2, "undo", "ben")
    assert (imported.rows, imported.dropped, imported.kind, imported.wave) == (3, {"blank": 1}, "people", None)
    assert imported.at < undone.at
    assert undone.at.startswith("2026-06-01T12:00:")
    assert not imported.is_live
    assert not undone.is_live


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    assert store.key() == store.key() == Store.open(tmp_path).key()


def test_a_lost_or_replaced_key_stops_imports_but_not_reading(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    key_path(tmp_path).unlink()
    with pytest.raises(StoreError, match="not the one that the stored ids were made with"):
        store.commit(record("joiners"), tables())
    key_path(tmp_path).write_text("00" * 32)
    with pytest.raises(StoreError, match="not the one that the stored ids were made with"):
        store.key()
    assert Store.open(tmp_path).version().number == 1
    assert not any("joiners" in entry.file_name for entry in store.history())


def test_a_damaged_data_file_stops_the_reader_and_names_the_way_out(tmp_path: Path) -> None:
    version = store_with(tmp_path, "roster").version()
    path = version.files["people"][0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match=path.name) as caught:
        Store.open(tmp_path).version()
    assert f"twoway undo {record('roster').short_id}" in caught.value.next_step
    assert "roster.csv" in caught.value.next_step


def test_an_import_with_a_missing_file_can_be_undone(tmp_path: Path) -> None:
    version = store_with(tmp_path, "roster", "joiners").version()
    version.files["people"][0].unlink()
    store = Store.open(tmp_path)
    with pytest.raises(StoreError, match="cannot be read"):
        store.version()
    assert [one.file_name for one in store.undo(record("roster").id, "ana").imports] == ["joiners.csv"]


def test_a_damaged_newest_entry_is_never_passed_over(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    entry_path(tmp_path, 2).write_bytes(b"{}")
    for attempt in (store.version, store.history, lambda: store.undo(record("roster").id, "ana")):
        with pytest.raises(StoreError, match=r"0000000002\.json"):
            attempt()


def test_stepping_back_sets_a_damaged_newest_entry_aside(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    entry_path(tmp_path, 2).write_bytes(b"{}")
    assert store.step_back() == 1
    assert [one.file_name for one in store.version().imports] == ["roster.csv"]
    assert len(list(tmp_path.glob("log/0000000002.damaged-*"))) == 1
    assert store.commit(record("joiners"), tables()).number == 2


def test_a_whole_newest_entry_is_not_set_aside(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    with pytest.raises(StoreError, match="is whole"):
        store.step_back()
    assert store.version().number == 1


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    store = store_with(tmp_path, "roster")
    before, files = store.version(), _data_files(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        store.commit(record("joiners"), tables())
    monkeypatch.undo()
    assert store.version() == before
    assert _data_files(tmp_path) == files


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="could not be written"):
        Store.create(tmp_path / "file" / "store", clock=clock())
