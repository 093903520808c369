"""`twoway doctor`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from analytics.store import Store

if TYPE_CHECKING:
    from tests.cli.store_commands import Terminal


def test_a_whole_store_is_said_to_be_whole(terminal: Terminal) -> None:
    terminal.imported()
    ran = terminal.run("doctor")
    assert (ran.status, ran.out) == (0, "The store is whole: every file is as it was written.\n")


def test_damage_is_named_with_the_way_out(terminal: Terminal) -> None:
    short = terminal.imported()
    (path,) = (terminal.store / "data" / "people").iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    ran = terminal.run("doctor")
    assert ran.status == 1
    assert path.name in ran.out
    assert f"twoway undo {short}" in ran.out
    (damage,) = json.loads(terminal.run("doctor", "--json").out)["damage"]
    assert damage["file"] == str(path)


def test_a_damaged_newest_entry_can_be_stepped_back_over(terminal: Terminal) -> None:
    terminal.imported()
    (terminal.store / "log" / "0000000001.json").write_text("{}")
    assert terminal.run("history").status == 1
    ran = terminal.run("doctor", "--step-back")
    assert ran.status == 0
    assert "The data is at version 0." in ran.out
    assert terminal.run("history").out == "Nothing has been imported yet.\n"


def test_a_whole_store_is_not_stepped_back(terminal: Terminal) -> None:
    terminal.imported()
    ran = terminal.run("doctor", "--step-back")
    assert ran.status == 1
    assert "nothing to step back to" in ran.err


def test_a_repair_undoes_an_import_with_a_damaged_file_and_keeps_the_rest(terminal: Terminal) -> None:
    short = terminal.imported()
    (path,) = (terminal.store / "data" / "people").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    ran = terminal.run("doctor", "--repair")
    assert f"The import {short} of people.csv was undone: a file of it is lost." in ran.out
    assert terminal.run("history").status == 0
    assert Store.open(terminal.store).version().imports == ()
    path.write_bytes(whole)
    assert terminal.run("redo", short).status == 0
    assert terminal.run("doctor").status == 0


def test_a_repair_of_a_whole_store_changes_nothing(terminal: Terminal) -> None:
    terminal.imported()
    ran = terminal.run("doctor", "--repair")
    assert (ran.status, ran.out) == (0, "The store is whole: every file is as it was written.\n")
    assert Store.open(terminal.store).version().number == 1
