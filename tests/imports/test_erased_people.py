"""Whoever was erased does not come back with an old file, neither by id nor by address, also under a replaced key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest

from analytics.errors import StoreError
from analytics.imports.run import Request, import_files
from analytics.store import Key, Store
from analytics.store.erase import erase, traces
from analytics.store.erased import erased, remember
from analytics.store.rotate import rotate
from tests.store.people import ANA, BEN, PEOPLE, files, keys_of, program, survey, traces_of

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.imports.run import Outcome


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A program that Ana was erased from."""
    made = program(tmp_path)
    erase(made, lambda: traces(made.folder, Key(made.key()), ids=(ANA,)), by="dpo")
    return made


def again(store: Store, folder: Path) -> Outcome:
    """What becomes of all files with another line end, which makes them other files, and other waves."""
    folder.mkdir()
    for name, text in files().items():
        (folder / name).write_text(f"{text}\n\n", newline="\r\n")
    roster = [Request(path=folder / name) for name in ("people.csv", "pairs.csv", "goals.csv")]
    surveys = [survey(folder / "survey_2026_03.csv", 9), survey(folder / "survey_2026_06.csv", 10)]
    return import_files(store, [*roster, *surveys], by="ana")


def left_out(done: Outcome) -> list[int]:
    return [one.record.dropped.get("erased", 0) for one in done.prepared]


def test_rows_of_an_erased_person_stay_out_counted(store: Store, tmp_path: Path) -> None:
    done = again(store, tmp_path / "again")
    # The goals of Ana's own stay out; that of a pair and her pairs stay for Ben and Cleo.
    assert left_out(done) == [1, 0, 2, 1, 1]
    assert done.prepared[0].record.rows == len(PEOPLE) - 1
    assert traces_of(store.folder, ANA, keys_of(store, ANA)) == []
    assert traces_of(store.folder, BEN, keys_of(store, BEN)) != []
    members = [
        row
        for path in store.version().files["pairs"]
        for row in pyarrow.parquet.read_table(path, columns=["junior_key", "senior_key"]).to_pylist()
    ]
    assert all(any(key is not None and key < 0 for key in row.values()) for row in members)


def test_the_list_of_the_erased_follows_a_replaced_key(store: Store, tmp_path: Path) -> None:
    rotate(store, by="dpo")
    rotate(store, by="dpo")
    assert left_out(again(store, tmp_path / "again")) == [1, 0, 2, 1, 1]
    assert traces_of(store.folder, ANA, keys_of(store, ANA)) == []


def test_the_list_names_nobody_without_the_key(store: Store) -> None:
    key = Key(store.key())
    known = erased(store.folder, key)
    assert set(keys_of(store, ANA)) <= known
    content = (store.folder / "secrets" / "erased.json").read_text()
    assert not any(str(one) in content or f"{one:016x}" in content for one in known)
    assert (store.folder / "secrets" / "erased.json").stat().st_mode & 0o077 == 0
    with pytest.raises(StoreError, match="damaged, or belongs to another key"):
        erased(store.folder, Key(bytes(32)))


def test_nobody_is_listed_twice(store: Store) -> None:
    key = Key(store.key())
    before = (store.folder / "secrets" / "erased.json").read_bytes()
    remember(store.folder, key, keys_of(store, ANA))
    assert (store.folder / "secrets" / "erased.json").read_bytes() == before
    assert len(json.loads(before)) == 1
