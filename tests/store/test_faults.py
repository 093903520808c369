"""Killed, failing and racing writers: the store is whole every time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import numpy as np
import pyarrow.parquet
import pytest

from analytics.store import Store
from tests.store.examples import record, store_with, tables

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
WRITER = """
import sys
from analytics.store import Store
from tests.store.examples import record, tables
store = Store.open(sys.argv[1])
for number in range(int(sys.argv[3])):
    store.commit(record(f"{sys.argv[2]}-{number}", rows=400), tables(rows=400))
    print(number, flush=True)
"""


def _writer(folder: Path, name: str, imports: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(imports)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def _assert_whole(folder: Path) -> int:
    store = Store.open(folder)
    assert store.verify() == ()
    version = store.version()
    assert version.number == len(version.imports)
    for table in ("people", "teams"):
        rows = [pyarrow.parquet.read_metadata(path).num_rows for path in version.files.get(table, ())]
        assert rows == [400] * len(version.imports)
    return len(version.imports)


def test_a_killed_writer_leaves_all_of_an_import_or_nothing(tmp_path: Path) -> None:
    Store.create(tmp_path).key()
    chance = np.random.default_rng(11)
    landed = 0
    for number in range(KILLS):
        with _writer(tmp_path, f"kill-{number}", 1_000) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.08))
            process.send_signal(signal.SIGKILL)
        found = _assert_whole(tmp_path)
        assert found > landed
        landed = found
    again = Store.open(tmp_path).commit(record("after", rows=400), tables(rows=400))
    assert again.number == landed + 1


def test_two_processes_writing_at_once_both_land(tmp_path: Path) -> None:
    Store.create(tmp_path)
    processes = [_writer(tmp_path, name, 6) for name in ("left", "right")]
    assert [process.wait() for process in processes] == [0, 0]
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
    assert _assert_whole(tmp_path) == 12


def test_two_processes_with_the_same_import_land_once(tmp_path: Path) -> None:
    Store.create(tmp_path)
    processes = [_writer(tmp_path, "same", 6) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
    assert _assert_whole(tmp_path) == 6
    named = {path for paths in Store.open(tmp_path).version().files.values() for path in paths}
    assert set(tmp_path.glob("data/**/*.parquet")) == named


def test_readers_see_only_whole_versions_while_a_writer_writes(tmp_path: Path) -> None:
    Store.create(tmp_path)
    with _writer(tmp_path, "busy", 12) as process, ThreadPoolExecutor(2) as readers:
        while process.poll() is None:
            seen = list(readers.map(lambda _: _assert_whole(tmp_path), range(2)))
            assert all(0 <= count <= 12 for count in seen)
        assert process.returncode == 0
    assert _assert_whole(tmp_path) == 12


class _PowerLossError(BaseException):
    """Stands for a process that stops at this instant."""


_STEPS = ("open", "fsync", "link")


def _fail_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    calls = 0

    def counted(original: Callable[P, T]) -> Callable[P, T]:
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            nonlocal calls
            calls += 1
            if calls == step:
                raise _PowerLossError
            return original(*args, **kwargs)

        return call

    for name in _STEPS:
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    return lambda: calls


def test_stopping_at_any_step_of_a_commit_leaves_all_or_nothing(tmp_path: Path) -> None:
    outcomes = set()
    step = 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        store = store_with(folder, "before")
        with pytest.MonkeyPatch.context() as patch:
            calls = _fail_at(step, patch)
            try:
                store.commit(record("new"), tables())
            except _PowerLossError:
                pass
            else:
                assert calls() < step
                break
        reopened = Store.open(folder)
        assert reopened.verify() == ()
        names = [one.file_name for one in reopened.version().imports]
        outcomes.add(tuple(names))
        retried = reopened.commit(record("new"), tables())
        assert [one.file_name for one in retried.imports] == ["before.csv", "new.csv"]
        assert reopened.verify() == ()
    assert step > len(_STEPS)
    assert outcomes == {("before.csv",), ("before.csv", "new.csv")}
