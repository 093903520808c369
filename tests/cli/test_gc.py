"""`twoway gc`."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.store_commands import Terminal

OLD = 2 * 86_400


def left_behind(terminal: Terminal, *, age: float = OLD) -> Path:
    """A file as a killed import leaves it."""
    path = terminal.store / "data" / "people" / "000000000000-abcdef01.parquet"
    path.write_bytes(b"half of it")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def test_nothing_is_deleted_without_being_asked_for(terminal: Terminal) -> None:
    terminal.imported()
    path = left_behind(terminal)
    ran = terminal.run("gc")
    assert ran.status == 0
    assert "data/people/000000000000-abcdef01.parquet" in ran.out
    assert path.exists()


def test_what_nothing_refers_to_is_deleted_and_nothing_else(terminal: Terminal) -> None:
    short = terminal.imported()
    terminal.run("undo", short)
    path = left_behind(terminal)
    ran = json.loads(terminal.run("gc", "--delete", "--json").out)
    assert ran == {
        "files": [{"file": path.relative_to(terminal.store).as_posix(), "bytes": 10}],
        "bytes": 10,
        "deleted": True,
    }
    assert not path.exists()
    assert terminal.run("redo", short).status == 0
    assert Store.open(terminal.store).verify() == ()


def test_a_file_of_today_may_belong_to_an_import_at_work(terminal: Terminal) -> None:
    terminal.imported()
    left_behind(terminal, age=60)
    assert terminal.run("gc").out == "Nothing to delete: every file belongs to an import.\n"


def test_with_a_damaged_entry_set_aside_nothing_is_taken_for_left_behind(terminal: Terminal) -> None:
    terminal.imported()
    (terminal.store / "log" / "0000000001.json").write_text("{}", encoding="utf-8")
    terminal.run("doctor", "--repair")
    ran = terminal.run("gc", "--delete")
    assert ran.status == 1
    assert "nobody knows which files it names" in ran.err
