"""A person who is erased is in no file of the store any more, whatever happens while it is done."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet
import pytest

from analytics.errors import BusyError, StoreError
from analytics.imports.run import import_files
from analytics.store import Key, Rewriting, Store
from analytics.store.erase import Traces, erase, foreseen_erasure, traces
from tests.store.people import ANA, BEN, CLEO, address, keys_of, program, survey, traces_of

ROOT = Path(__file__).resolve().parents[2]
STEP = 9
MOST_STEPS = 200
ERASER = """
import os, signal, sys
from analytics.store import Key, Store
from analytics.store.erase import erase, traces

left = int(sys.argv[3])

def counted(real):
    def call(*arguments, **options):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(*arguments, **options)
    return call

store = Store.open(sys.argv[1])
key = Key(store.key())
for name in ("fsync", "link", "unlink"):
    setattr(os, name, counted(getattr(os, name)))
erase(store, lambda: traces(store.folder, key, ids=(sys.argv[2],)), by="dpo")
"""
"""Erases a person, and is killed before the operating system has written, named or deleted a file the nth time."""


def found(store: Store, person: str) -> Traces:
    return traces(store.folder, Key(store.key()), ids=(person,))


def erased(store: Store, person: str) -> Rewriting:
    return erase(store, lambda: found(store, person), by="dpo")


def table(store: Store, name: str) -> list[dict[str, object]]:
    return [row for path in store.version().files[name] for row in pyarrow.parquet.read_table(path).to_pylist()]


def test_nothing_of_a_person_is_left_in_any_file(tmp_path: Path) -> None:
    store = program(tmp_path)
    keys = keys_of(store, ANA)
    before = traces_of(store.folder, ANA, keys)
    assert {path.split("/")[1] for path in before} >= {"people", "person_alias", "pairs", "responses", "person_wave"}
    done = erased(store, ANA)
    assert traces_of(store.folder, ANA, keys) == []
    assert done.rows == {"people": 1, "person_alias": 1, "pairs": 0, "goals": 2, "responses": 2, "person_wave": 2}
    assert store.verify() == ()


def test_an_address_alone_finds_the_person(tmp_path: Path) -> None:
    store = program(tmp_path)
    keys = keys_of(store, ANA)
    key = Key(store.key())
    erase(store, lambda: traces(store.folder, key, emails=(address(ANA),)), by="dpo")
    assert traces_of(store.folder, ANA, keys) == []


def test_others_keep_what_is_theirs(tmp_path: Path) -> None:
    store = program(tmp_path)
    others = {person: traces_of(store.folder, person, keys_of(store, person)) for person in (BEN, CLEO)}
    people, answers = len(table(store, "people")), len(table(store, "responses"))
    erased(store, ANA)
    for person, before in others.items():
        after = traces_of(store.folder, person, keys_of(store, person))
        assert [path.split("/")[1] for path in after] == [path.split("/")[1] for path in before]
    assert len(table(store, "people")) == people - 1
    assert len(table(store, "responses")) == answers - 1
    assert len(table(store, "sessions")) == 2
    goals = {(row["owner"]) for row in table(store, "goals")}
    assert goals == {"senior", "both"}


def test_a_pair_stays_with_an_unknown_person_and_goes_with_its_last_member(tmp_path: Path) -> None:
    store = program(tmp_path)
    erased(store, ANA)
    pairs = {row["junior_key"]: row["senior_key"] for row in table(store, "pairs")}
    ben, cleo = keys_of(store, BEN)[0], keys_of(store, CLEO)[0]
    (unknown_junior,) = (key for key, senior in pairs.items() if senior == ben)
    unknown_senior = pairs[cleo]
    assert isinstance(unknown_junior, int)
    assert isinstance(unknown_senior, int)
    assert unknown_junior < 0
    assert unknown_senior < 0
    assert unknown_junior != unknown_senior
    done = erased(store, BEN)
    assert done.rows["pairs"] == 1
    assert (done.rows["sessions"], done.rows["goals"]) == (1, 2)
    assert [row["junior_key"] for row in table(store, "pairs")] == [cleo]


def test_an_undone_import_comes_back_without_the_person(tmp_path: Path) -> None:
    store = program(tmp_path)
    keys = keys_of(store, ANA)
    undone = next(entry for entry in store.history() if entry.operation == "undo")
    erased(store, ANA)
    version = store.redo(undone.import_id, "ana")
    assert version.holds(undone.import_id)
    assert sum(pyarrow.parquet.read_metadata(path).num_rows for path in version.files["responses"]) == 28
    assert traces_of(store.folder, ANA, keys) == []
    assert not store.undo(undone.import_id, "ana").holds(undone.import_id)


def test_earlier_versions_that_held_the_person_end_with_a_reason(tmp_path: Path) -> None:
    store = program(tmp_path)
    erased(store, ANA)
    with pytest.raises(StoreError, match="cannot be read any more"):
        Store.open(store.folder).version(1)
    assert store.version(0).imports == ()


def test_erasing_twice_or_nobody_changes_nothing(tmp_path: Path) -> None:
    store = program(tmp_path)
    erased(store, ANA)
    number = store.number()
    for person in (ANA, "E-9999-nobody"):
        assert foreseen_erasure(store.folder, found(store, person)).gone == ()
        assert erased(store, person).number is None
    assert store.number() == number


def test_what_would_go_is_what_goes(tmp_path: Path) -> None:
    store = program(tmp_path)
    would = foreseen_erasure(store.folder, found(store, ANA))
    number = store.number()
    done = erased(store, ANA)
    assert done.rows == would.rows
    assert sorted(done.imports) == sorted(would.imports)
    assert sorted(done.gone) == sorted(would.gone)
    assert done.number == number + 1


def test_what_a_killed_import_left_goes_too(tmp_path: Path) -> None:
    store = program(tmp_path)
    keys = keys_of(store, ANA)
    path = store.version().files["people"][0]
    left = path.with_name("0123456789ab-00000000.parquet")
    shutil.copy2(path, left)
    with pytest.raises(BusyError):
        erased(store, ANA)
    assert traces_of(store.folder, ANA, keys) != []
    long_ago = time.time() - 86_400
    os.utime(left, (long_ago, long_ago))
    erased(store, ANA)
    assert not left.exists()
    assert traces_of(store.folder, ANA, keys) == []


def test_a_file_imported_meanwhile_is_erased_from_too(tmp_path: Path) -> None:
    store = program(tmp_path)
    keys = keys_of(store, ANA)
    late = tmp_path / "late_2026_09.csv"
    late.write_text(f"Employee ID,I look forward to my working day.\n{ANA},4\n{BEN},2\n")
    looks = iter([True, False, False, False])

    def find() -> Traces:
        before = found(store, ANA)
        if next(looks):
            import_files(store, [survey(late, 9)], by="ana")
        return before

    erase(store, find, by="dpo")
    assert traces_of(store.folder, ANA, keys) == []


def test_old_files_that_a_stopped_process_left_go_when_the_store_is_read(tmp_path: Path) -> None:
    store = program(tmp_path)
    keys = keys_of(store, ANA)
    kept = tmp_path / "kept"
    shutil.copytree(store.folder / "data", kept)
    done = erased(store, ANA)
    for path in done.gone:
        shutil.copy2(kept / Path(path).relative_to("data"), store.folder / path)
    assert traces_of(store.folder, ANA, keys) != []
    Store.open(store.folder).version()
    assert traces_of(store.folder, ANA, keys) == []


def test_a_process_killed_at_any_moment_erases_all_or_nothing(tmp_path: Path) -> None:
    made = program(tmp_path)
    keys = keys_of(made, ANA)
    outcomes = []
    for step in range(0, MOST_STEPS, STEP):
        folder = tmp_path / f"kill-{step}"
        shutil.copytree(made.folder, folder)
        command = [sys.executable, "-c", ERASER, str(folder), ANA, str(step)]
        ended = subprocess.run(command, cwd=ROOT, check=False).returncode
        store = Store.open(folder)
        store.version()
        assert store.verify() == ()
        is_erased = store.number() > made.number()
        assert (traces_of(folder, ANA, keys) == []) == is_erased
        outcomes.append(is_erased)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        for path in (folder / "data").rglob("*.parquet"):
            os.utime(path, (time.time() - 86_400,) * 2)
        erased(store, ANA)
        assert traces_of(folder, ANA, keys) == []
    assert ended == 0
    assert outcomes == sorted(outcomes)
    assert set(outcomes[:-1]) == {False, True}


def test_a_file_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    store = program(tmp_path)
    path = store.version().files["responses"][0]
    number = store.number()
    path.write_bytes(b"damaged")
    with pytest.raises(StoreError, match="cannot be read"):
        erased(store, ANA)
    assert store.number() == number
