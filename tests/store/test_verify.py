"""Finding damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.store import Store
from analytics.store.keys import key_path
from analytics.store.manifest import entry_path
from tests.store.examples import record, store_with

if TYPE_CHECKING:
    from pathlib import Path


def test_a_whole_store_has_no_damage(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    store.undo(record("roster").id, "ana")
    assert store.verify() == ()


def test_every_damaged_file_is_noticed(tmp_path: Path) -> None:
    store_with(tmp_path, "roster", "joiners")
    chance = np.random.default_rng(7)
    paths = sorted(path for path in tmp_path.glob("*/**/*") if path.is_file())
    for path in paths * 6:
        whole = path.read_bytes()
        if chance.random() < 0.3:
            path.write_bytes(whole[: int(chance.integers(len(whole)))])
        else:
            damaged = bytearray(whole)
            damaged[int(chance.integers(len(whole)))] ^= 1 << int(chance.integers(7))
            path.write_bytes(damaged)
        assert [damage.path for damage in Store.open(tmp_path).verify()] == [path]
        path.write_bytes(whole)


def test_files_of_undone_imports_are_looked_at_too(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    path = store.version().files["teams"][0]
    store.undo(record("roster").id, "ana")
    path.unlink()
    (damage,) = store.verify()
    assert damage.path == path
    assert "cannot be read" in damage.what
    assert "roster.csv" in damage.next_step


def test_a_missing_entry_in_the_middle_is_noticed(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster", "joiners")
    entry_path(tmp_path, 1).unlink()
    (damage,) = store.verify()
    assert damage.path == entry_path(tmp_path, 1)


def test_a_rewritten_past_is_noticed(tmp_path: Path) -> None:
    store = store_with(tmp_path / "a", "roster", "joiners")
    store_with(tmp_path / "b", "other")
    entry_path(tmp_path / "a", 1).write_bytes(entry_path(tmp_path / "b", 1).read_bytes())
    (damage,) = store.verify()
    assert damage.what == "The log entry 2 does not follow from the one before it."


def test_a_missing_or_wrong_key_is_noticed(tmp_path: Path) -> None:
    store = store_with(tmp_path, "roster")
    key_path(tmp_path).write_text("00" * 32)
    assert ["not the one" in damage.what for damage in store.verify()] == [True]
    key_path(tmp_path).unlink()
    assert ["missing" in damage.what for damage in store.verify()] == [True]
