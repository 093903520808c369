"""`twoway import`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from analytics.store import Store
from tests.cli.store_commands import PAIRS, ROSTER

if TYPE_CHECKING:
    from tests.cli.store_commands import Terminal

ITEM = "I look forward to my working day."
TEN = "How likely are you to recommend this company as a place to work?"
SURVEY = f"Employee ID,{TEN}\n" + "".join(f"{number:02d},{number % 11}\n" for number in range(1, 45))


def test_an_import_says_what_was_understood_and_how_to_take_it_back(terminal: Terminal) -> None:
    ran = terminal.run("import", terminal.file("people.csv", ROSTER), terminal.file("pairs.csv", PAIRS), "--by", "ana")
    assert ran.status == 0
    lines = ran.out.splitlines()
    short = Store.open(terminal.store).version().imports[0].short_id
    assert lines[0] == "people.csv: people, 3 rows."
    assert lines[1].startswith("  ! Who left is taken to be known from 2024-03-31")
    assert lines[2] == f"  Imported as {short}. `twoway undo {short}` takes it back."
    assert lines[3] == "pairs.csv: pairs, 1 rows."
    assert lines[-1] == "The data is at version 1."


def test_the_same_file_again_says_so_and_changes_nothing(terminal: Terminal) -> None:
    short = terminal.imported()
    ran = terminal.run("import", str(terminal.folder / "people.csv"))
    assert ran.status == 0
    assert f"Already imported as {short}: nothing was changed." in ran.out
    assert "The data is at version 1." in ran.out


def test_a_survey_shows_its_match_and_its_scores(terminal: Terminal) -> None:
    path = terminal.file("survey_2024_06.csv", SURVEY)
    ran = terminal.run("import", path, "--as", "survey", "--wave", "June", "--wave-on", "2024-06-15")
    assert ran.status == 0
    assert "survey_2024_06.csv: survey, wave June (2024-06-15), 44 rows." in ran.out
    assert "0 of 44 responses that name a person match the roster." in ran.out
    assert "Scores: enps 44." in ran.out


def test_json_has_the_whole_outcome(terminal: Terminal) -> None:
    ran = terminal.run("import", terminal.file("people.csv", ROSTER), "--observed-from", "2023-01-01", "--json")
    outcome = json.loads(ran.out)
    assert outcome["version"] == 1
    (imported,) = outcome["imports"]
    assert (imported["status"], imported["kind"], imported["rows"]) == ("imported", "people", 3)
    assert imported["facts"]["observed_from"] == "2023-01-01"
    assert imported["warnings"] == []


def test_a_dry_run_makes_no_store(terminal: Terminal) -> None:
    ran = terminal.run("import", terminal.file("people.csv", ROSTER), "--dry-run")
    assert ran.status == 0
    assert "Would be imported as" in ran.out
    assert "Nothing was changed: this was a dry run." in ran.out
    assert not terminal.store.exists()


def test_a_dry_run_knows_what_is_there(terminal: Terminal) -> None:
    terminal.imported()
    ran = terminal.run("import", terminal.file("pairs.csv", PAIRS), str(terminal.folder / "people.csv"), "--dry-run")
    assert "name nobody in the roster" not in ran.out
    assert "Already imported as" in ran.out
    assert Store.open(terminal.store).version().number == 1


def test_a_dry_run_of_the_first_file_leaves_an_empty_store_without_a_key(terminal: Terminal) -> None:
    Store.create(terminal.store)
    before = sorted(terminal.store.rglob("*"))
    assert terminal.run("import", terminal.file("people.csv", ROSTER), "--dry-run").status == 0
    assert sorted(terminal.store.rglob("*")) == before


def test_a_dry_run_does_not_pass_over_a_damaged_store(terminal: Terminal) -> None:
    terminal.imported()
    (terminal.store / "log" / "0000000001.json").write_text("{}")
    ran = terminal.run("import", terminal.file("pairs.csv", PAIRS), "--dry-run")
    assert ran.status == 1
    assert "error[store]" in ran.err


def test_a_file_that_needs_an_answer_ends_in_one_message_and_status_3(terminal: Terminal) -> None:
    ran = terminal.run("import", terminal.file("people.csv", ROSTER.replace("2020-01-31", "soon")), "--as", "people")
    assert ran.status == 3
    assert ran.out == ""
    assert ran.err.startswith("error[refused_import]: people.csv was not imported.\n")
    assert "`hired_on`: 2 of 3 rows are not dates (rows 2, 3)." in ran.err
    assert "soon" not in ran.err


def test_faulty_rows_can_be_left_out(terminal: Terminal) -> None:
    path = terminal.file("people.csv", ROSTER.replace("01,2020-01-31", "01,soon"))
    ran = terminal.run("import", path, "--as", "people", "--skip-faulty")
    assert ran.status == 0
    assert "people.csv: people, 2 rows, left out: 1 no date." in ran.out


def test_a_mapping_file_decides(terminal: Terminal) -> None:
    mapping = terminal.file(
        "mapping.toml",
        f'[[question]]\nid = "q002"\ntext = "{TEN}"\nkind = "numeric"\nmin = 0\nmax = 10\nuse = false\n',
    )
    path = terminal.file("survey.csv", SURVEY)
    ran = terminal.run("import", path, "--as", "survey", "--wave-on", "2024-06-15", "--mapping", mapping)
    assert ran.status == 3
    assert "answers that can be counted" in ran.err


def test_a_survey_without_dates_asks_for_one(terminal: Terminal) -> None:
    ran = terminal.run("import", terminal.file("survey.csv", SURVEY), "--as", "survey")
    assert ran.status == 3
    assert "--wave-on YYYY-MM-DD" in ran.err


def test_a_kind_that_is_none_is_a_usage_error(terminal: Terminal) -> None:
    ran = terminal.run("import", terminal.file("people.csv", ROSTER), "--as", "payroll")
    assert ran.status == 2
    assert "'people', 'pairs', 'sessions', 'goals', 'survey'" in ran.err
