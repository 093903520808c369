"""`twoway undo` and `twoway redo`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from analytics.store import Store

if TYPE_CHECKING:
    from tests.cli.store_commands import Terminal


def test_undo_and_redo_reverse_each_other(terminal: Terminal) -> None:
    short = terminal.imported()
    before = Store.open(terminal.store).version()
    undone = terminal.run("undo", short[:6])
    assert undone.out == (f"people.csv is undone. The data is at version 2.\n`twoway redo {short}` reverses it.\n")
    assert Store.open(terminal.store).version().files == {}
    redone = terminal.run("redo", short)
    assert f"`twoway undo {short}` reverses it." in redone.out
    assert Store.open(terminal.store).version().files == before.files


def test_undo_as_json(terminal: Terminal) -> None:
    short = terminal.imported()
    undone = json.loads(terminal.run("undo", short, "--json").out)
    assert undone["undone"].startswith(short)
    assert (undone["file"], undone["version"]) == ("people.csv", 2)


def test_undoing_twice_is_refused(terminal: Terminal) -> None:
    short = terminal.imported()
    terminal.run("undo", short)
    ran = terminal.run("undo", short)
    assert ran.status == 1
    assert "is undone already" in ran.err


def test_an_unknown_import_is_refused_with_those_there_are(terminal: Terminal) -> None:
    short = terminal.imported()
    ran = terminal.run("undo", "0000")
    assert ran.status == 1
    assert short in ran.err


def test_an_import_whose_files_are_gone_can_be_undone(terminal: Terminal) -> None:
    short = terminal.imported()
    for path in (terminal.store / "data").rglob("*.*"):
        path.unlink()
    assert terminal.run("undo", short).status == 0
