"""After the key was replaced every pseudonym is another one, and everybody in a later file is still recognized."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from analytics.errors import BusyError, RefusedImportError, StoreError
from analytics.imports.run import Context, Request, commit, import_files, prepare
from analytics.store import Key, Store
from analytics.store.alone import alone
from analytics.store.keys import key_path, next_key_path, read_key
from analytics.store.rotate import destroy, rotate
from tests.store.people import ANA, keys_of, program, survey, traces_of

if TYPE_CHECKING:
    from pathlib import Path


def numbers(store: Store, table: str) -> set[int]:
    """Every pseudonym in a table."""
    found: set[int] = set()
    for path in store.version().files[table]:
        rows = pyarrow.parquet.read_table(path)
        for name in rows.column_names:
            if name.endswith("_key"):
                found.update(value for value in rows[name].to_pylist() if value is not None)
    return found


def plain(store: Store, table: str) -> list[dict[str, object]]:
    """The rows of a table without their pseudonyms."""
    rows = [row for path in store.version().files[table] for row in pyarrow.parquet.read_table(path).to_pylist()]
    return [{name: value for name, value in row.items() if not name.endswith("_key")} for row in rows]


def test_every_pseudonym_is_another_one_and_nothing_else_changes(tmp_path: Path) -> None:
    store = program(tmp_path)
    tables = ("people", "person_alias", "pairs", "sessions", "goals", "responses", "person_wave")
    before = {name: (numbers(store, name), plain(store, name)) for name in tables}
    keys = keys_of(store, ANA)
    rotate(store, by="dpo")
    for name in tables:
        assert numbers(store, name).isdisjoint(before[name][0])
        assert len(numbers(store, name)) == len(before[name][0])
        assert plain(store, name) == before[name][1]
    assert store.verify() == ()
    assert traces_of(store.folder / "data", ANA, keys) == []
    assert traces_of(store.folder / "data", ANA, keys_of(store, ANA)) != []


def test_files_imported_later_still_match(tmp_path: Path) -> None:
    store = program(tmp_path)
    rotate(store, by="dpo")
    rotate(store, by="dpo")
    inbox = tmp_path / "inbox"
    before = {name: numbers(store, name) for name in ("people", "pairs", "responses")}
    for name, text in (("people.csv", "\n"), ("pairs.csv", "\n"), ("survey_2026_03.csv", "\n")):
        again = inbox / f"again_{name}"
        again.write_text((inbox / name).read_text() + text)
    requests = [Request(path=inbox / f"again_{name}") for name in ("people.csv", "pairs.csv")]
    import_files(store, [*requests, survey(inbox / "again_survey_2026_03.csv", 3)], by="ana")
    assert {name: numbers(store, name) for name in before} == before


def test_joins_between_tables_stay(tmp_path: Path) -> None:
    store = program(tmp_path)
    rotate(store, by="dpo")
    people = pyarrow.parquet.read_table(store.version().files["people"][0])["person_key"].to_pylist()
    answered = pyarrow.parquet.read_table(store.version().files["responses"][0])
    assert set(answered["person_key"].to_pylist()) == set(people)
    pairs = pyarrow.parquet.read_table(store.version().files["pairs"][0])
    assert set(pairs["junior_key"].to_pylist()) | set(pairs["senior_key"].to_pylist()) <= set(people)


def test_unknown_people_in_pairs_stay_unknown() -> None:
    key = Key(bytes(32))
    again = key.replaced().since(key)
    found = again(np.array([-5, 7], dtype=np.int64))
    assert found[0] == -5
    assert found[1] >= 0


def test_a_chain_gives_the_same_pseudonyms_one_by_one_and_all_at_once() -> None:
    key = Key(bytes(32)).replaced().replaced()
    assert key.hashed_each("person", ["7", "ü"]).tolist() == [key.hashed("person", "7"), key.hashed("person", "ü")]
    assert key.id != Key(bytes(32)).id


def test_a_stop_before_the_entry_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = program(tmp_path)
    key, number = store.key(), store.number()

    def stopped(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("analytics.store.rewrite.place_entry", stopped)
        with pytest.raises(KeyboardInterrupt):
            rotate(store, by="dpo")
    opened = Store.open(store.folder)
    assert (opened.key(), opened.number()) == (key, number)
    assert opened.verify() == ()
    rotate(opened, by="dpo")
    assert list((store.folder / "secrets").glob("person.*.key")) == []


def test_a_stop_after_the_entry_is_completed_by_whoever_opens_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = program(tmp_path)
    old = Key(store.key())

    def stopped(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("analytics.store.rewrite.finish", stopped)
        with pytest.raises(KeyboardInterrupt):
            rotate(store, by="dpo")
    assert read_key(store.folder) == old
    opened = Store.open(store.folder)
    assert opened.key().startswith(old.secret)
    assert opened.key() != old.secret
    opened.version()
    assert opened.verify() == ()
    assert traces_of(store.folder / "data", ANA, (old.hashed("person", ANA),)) == []


def test_an_import_read_under_the_old_key_is_refused(tmp_path: Path) -> None:
    store = program(tmp_path)
    late = tmp_path / "survey_2026_09.csv"
    late.write_text(f"Employee ID,I look forward to my working day.\n{ANA},4\n")
    prepared = prepare(Context.of(store, "ana"), [survey(late, 9)])
    rotate(store, by="dpo")
    with pytest.raises(StoreError, match="was replaced while"):
        commit(store, prepared)
    assert store.verify() == ()


def test_only_one_process_replaces_the_key(tmp_path: Path) -> None:
    store = program(tmp_path)
    with alone(key_path(store.folder).with_name("rotation.lock"), "Another"), pytest.raises(BusyError):
        rotate(store, by="dpo")


def test_a_stale_key_of_a_stopped_replacement_is_cleared_away(tmp_path: Path) -> None:
    store = program(tmp_path)
    next_key_path(store.folder, "0" * 16).write_text("00")
    rotate(store, by="dpo")
    assert [path.name for path in (store.folder / "secrets").glob("*.key")] == ["person.key"]


def test_a_destroyed_key_ends_imports_and_erasure_and_nothing_else(tmp_path: Path) -> None:
    store = program(tmp_path)
    files = store.version().files
    destroy(store, by="dpo")
    assert list((store.folder / "secrets").glob("*.key")) == []
    opened = Store.open(store.folder)
    assert opened.version().files == files
    assert opened.verify() == ()
    with pytest.raises(StoreError, match="was destroyed"):
        opened.key()
    with pytest.raises((StoreError, RefusedImportError), match="was destroyed"):
        import_files(opened, [Request(path=tmp_path / "inbox" / "people.csv")], by="ana")


def test_a_key_put_back_after_it_was_destroyed_is_taken_away_again(tmp_path: Path) -> None:
    store = program(tmp_path)
    backup = tmp_path / "person.key"
    shutil.copy2(key_path(store.folder), backup)
    destroy(store, by="dpo")
    shutil.copy2(backup, key_path(store.folder))
    with pytest.raises(StoreError, match="was destroyed"):
        Store.open(store.folder).key()
    assert not key_path(store.folder).exists()


def test_leftovers_of_killed_imports_go_too(tmp_path: Path) -> None:
    store = program(tmp_path)
    path = store.version().files["people"][0]
    left = path.with_name("0123456789ab-00000000.parquet")
    pyarrow.parquet.write_table(pa.table({"person_key": [1, 2]}), left)
    os.utime(left, (time.time() - 86_400,) * 2)
    rotate(store, by="dpo")
    assert not left.exists()
