"""`twoway history`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.store_commands import PAIRS, ROSTER

if TYPE_CHECKING:
    from tests.cli.store_commands import Terminal


def test_the_history_has_a_line_for_each_change(terminal: Terminal) -> None:
    short = terminal.imported()
    terminal.run("undo", short, "--by", "ben")
    imported, rows, people, undone = terminal.run("history").out.splitlines()
    assert imported.startswith(f"   1  import  {short}  people.csv · people · 3 rows · ana · 20")
    assert imported.endswith(" UTC · not live")
    assert (rows.strip(), people.strip()) == (
        "3 new, 0 changed, 0 the same as before",
        "People on the roster: 0 -> 3",
    )
    assert undone.startswith(f"   2  undo    {short}  people.csv · people · 3 rows · ben · 20")


def test_figures_that_several_files_move_together_are_said_once(terminal: Terminal) -> None:
    files = [terminal.file("people.csv", ROSTER), terminal.file("pairs.csv", PAIRS)]
    assert terminal.run("import", *files).status == 0
    lines = [line.strip() for line in terminal.run("history").out.splitlines()]
    place = lines.index("These 2 files together:")
    assert "People on the roster: 0 -> 3" in lines[place:]
    assert sum(line.startswith("People on the roster") for line in lines) == 1


def test_the_history_as_json(terminal: Terminal) -> None:
    short = terminal.imported()
    (entry,) = json.loads(terminal.run("history", "--json").out)
    assert entry["import_id"].startswith(short)
    assert entry["changes"]["rows"] == {"added": 3, "changed": 0, "same": 0}
    assert [one["measure"] for one in entry["changes"]["figures"]] == ["people"]
    assert (entry["number"], entry["operation"], entry["rows"], entry["is_live"]) == (1, "import", 3, True)


def test_a_folder_without_a_store_says_how_to_make_one(terminal: Terminal) -> None:
    ran = terminal.run("history")
    assert ran.status == 1
    assert ran.err.startswith("error[store]: There is no store in ")
    assert "twoway import" in ran.err
