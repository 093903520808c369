"""What is stated about program tables on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from analytics.cli.inspect import inspect_command
from analytics.cli.program_options import junior_side, stated_codes, stated_columns, stated_levels
from tests.cli.store_commands import PAIRS, ROSTER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.store_commands import Terminal

PLATFORM = "Match ID,Mentor ID,Mentee ID,Start Date\nP1,01,02,2024-01-15\n"
MIXED = """Roster,,,
as of 31 May 2026,,,
id,hired_on,Worker Type,Level
01,2020-01-31,Employee,Junior
02,2020-01-31,Contractor,Senior
03,2020-01-31,Contractor,VP
Total,,,3
"""


def imported(terminal: Terminal, *arguments: str) -> dict[str, object]:
    ran = terminal.run("import", *arguments, "--json")
    assert ran.status == 0, ran.err
    found: dict[str, object] = json.loads(ran.out)["imports"][0]
    return found


def test_who_the_mentor_is_must_be_said(terminal: Terminal) -> None:
    path = terminal.file("pairs.csv", PLATFORM)
    terminal.run("import", terminal.file("people.csv", ROSTER))
    refused = terminal.run("import", path)
    assert refused.status != 0
    assert "--mentor-is junior or --mentor-is senior" in refused.err
    assert imported(terminal, path, "--mentor-is", "junior")["rows"] == 1


def test_rows_come_back_by_reason_and_by_number(terminal: Terminal) -> None:
    path = terminal.file("people.csv", MIXED)
    assert imported(terminal, path, "--dry-run")["dropped"] == [
        {"reason": "title line", "rows": 2},
        {"reason": "total line", "rows": 1},
        {"reason": "contractor", "rows": 2},
    ]
    assert imported(terminal, path, "--dry-run", "--keep", "contractor")["rows"] == 3
    assert imported(terminal, path, "--keep-row", "6")["rows"] == 2
    history = terminal.run("history", "--json")
    assert history.status == 0


def test_an_import_with_a_row_brought_back_is_another_import_and_can_be_undone(terminal: Terminal) -> None:
    path = terminal.file("people.csv", MIXED)
    first = imported(terminal, path)
    second = imported(terminal, path, "--keep-row", "6")
    assert first["id"] != second["id"]
    assert terminal.run("undo", str(second["id"])[:12]).status == 0


def test_columns_levels_and_codes_can_be_stated(terminal: Terminal) -> None:
    text = "Code,Awarded,Sex,Level\nA1,2020-01-31,1,Junior\nA2,2020-01-31,2,VP\n"
    stated = ("--column", "person_id=Code", "--column", "hired_on=Awarded", "--levels", "Junior, VP")
    words = ("--code", "gender.1=Woman", "--code", "gender.2=Man")
    found = imported(terminal, terminal.file("a.csv", text), "--as", "people", *stated, *words)
    assert found["rows"] == 2
    assert "levels_without_order" not in str(found["warnings"])


def test_a_heading_that_is_not_there_is_named(terminal: Terminal) -> None:
    ran = terminal.run("import", terminal.file("a.csv", PAIRS), "--as", "pairs", "--column", "program=Scheme")
    assert ran.status != 0
    assert "--column program: there is no such heading in it." in ran.err


@pytest.mark.parametrize("option", [("--column", "hired_on"), ("--code", "gender=Woman"), ("--code", "gender.1=")])
def test_misspelled_statements_are_refused(terminal: Terminal, option: tuple[str, str]) -> None:
    ran = terminal.run("import", terminal.file("people.csv", ROSTER), *option)
    assert ran.status == 2
    assert "Write it as" in ran.err


def test_statements_are_read() -> None:
    assert (junior_side("junior"), junior_side("senior"), junior_side(None)) == ("mentor", "mentee", None)
    assert stated_columns(["a=B=C"]) == {"a": "B=C"}
    assert stated_levels("a, ,b") == ("a", "b")
    assert stated_codes([]) == {}


def test_rows_left_out_are_listed_without_cells(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(MIXED, encoding="utf-8")
    found = CliRunner().invoke(inspect_command, [str(path), "--dropped", "--json"], catch_exceptions=False)
    assert json.loads(found.stdout) == {
        "dropped": [
            {"reason": "title line", "rows": [1, 2]},
            {"reason": "total line", "rows": [7]},
            {"reason": "contractor", "rows": [5, 6]},
        ]
    }
    text = CliRunner().invoke(inspect_command, [str(path), "--dropped", "--keep-row", "5"], catch_exceptions=False)
    assert "contractor: 1 (rows 6)" in text.stdout
    path.write_text(ROSTER, encoding="utf-8")
    assert "No row was left out." in CliRunner().invoke(inspect_command, [str(path), "--dropped"]).stdout
