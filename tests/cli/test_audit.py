"""`twoway audit`, `twoway erase`, `twoway rotate-key`, `twoway destroy-key` and `twoway gc --expired`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from analytics.audit_log import AuditLog
from analytics.cli import twoway
from tests.store.people import ANA, keys_of, program, traces_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from analytics.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A small program in a store."""
    return program(tmp_path)


def run(store: Store, *arguments: str, typed: str | None = None) -> Result:
    command = [*arguments, "--store", str(store.folder)]
    return CliRunner().invoke(twoway, command, input=typed, catch_exceptions=False)


def actions(store: Store) -> list[str]:
    return [event.action for event in AuditLog(store.folder / "audit").events()]


def test_an_erasure_is_shown_asked_for_done_and_logged(store: Store) -> None:
    keys = keys_of(store, ANA)
    refused = run(store, "erase", ANA, typed="n\n")
    assert refused.exit_code == 1
    assert "1 row of people" in refused.output
    assert traces_of(store.folder, ANA, keys) != []
    done = run(store, "erase", ANA, "--by", "dpo", typed="y\n")
    assert done.exit_code == 0, done.output
    assert "Published figures stay" in done.output
    assert traces_of(store.folder, ANA, keys) == []
    assert actions(store) == ["erase", "erase"]


def test_a_dry_run_changes_nothing(store: Store) -> None:
    number = store.number()
    found = json.loads(run(store, "erase", ANA, "--dry-run", "--json").output)
    assert found["rows"] == {
        "people": 1,
        "person_alias": 1,
        "pairs": 0,
        "goals": 2,
        "responses": 2,
        "person_wave": 2,
    }
    assert (found["erased"], found["version"]) == (False, None)
    assert store.number() == number
    assert actions(store) == []


def test_an_unknown_person_and_an_erased_one_get_the_same_words(store: Store) -> None:
    run(store, "erase", ANA, "--yes")
    again, nobody = run(store, "erase", ANA, "--yes"), run(store, "erase", "E-9999-nobody", "--yes")
    assert again.output == nobody.output
    assert "nothing to erase" in again.output


def test_the_log_never_names_the_person(store: Store) -> None:
    run(store, "erase", ANA, "--yes", "--email", "ana@elsewhere.example")
    written = b"".join(path.read_bytes() for path in (store.folder / "audit").iterdir())
    assert ANA.encode() not in written
    assert b"elsewhere" not in written


def test_a_replaced_key_is_logged_and_the_store_is_whole(store: Store) -> None:
    found = run(store, "rotate-key", "--yes", "--json")
    assert found.exit_code == 0, found.output
    assert json.loads(found.output)["imports"] == 6
    assert run(store, "doctor").exit_code == 0
    assert actions(store) == ["rotate_key", "rotate_key"]


def test_a_destroyed_key_is_logged_and_said(store: Store) -> None:
    assert "backups" in run(store, "destroy-key", "--yes").output
    assert actions(store) == ["destroy_key", "destroy_key"]


def test_expired_answers_are_listed_and_deleted(store: Store) -> None:
    assert "without a limit" in run(store, "gc", "--expired").output
    (store.folder / "twoway.toml").write_text("[retention]\nanswers_months = 1\n")
    listed = json.loads(run(store, "gc", "--expired", "--json").output)
    assert [one["wave"] for one in listed["imports"]] == ["2026-03", "2026-06"]
    assert run(store, "gc", "--expired", "--delete").exit_code == 0
    assert json.loads(run(store, "gc", "--expired", "--json").output)["imports"] == []
    assert actions(store) == ["expire", "expire"]


def test_undo_and_redo_are_logged(store: Store) -> None:
    live = store.version().imports[0].short_id
    run(store, "undo", live, "--by", "ana")
    run(store, "redo", live, "--by", "ben")
    assert actions(store) == ["undo", "redo"]
    shown = run(store, "audit", "show", "--who", "ben", "--json")
    (line,) = json.loads(shown.output)
    assert (line["number"], line["action"], line["role"]) == (2, "redo", "steward")


def test_a_log_is_verified_and_a_change_named_with_status_1(store: Store) -> None:
    live = store.version().imports[0].short_id
    run(store, "undo", live)
    run(store, "redo", live)
    whole = run(store, "audit", "verify", "--json")
    assert whole.exit_code == 0
    head = json.loads(whole.output)["head"]
    assert run(store, "audit", "verify", "--expect", head).exit_code == 0
    assert run(store, "audit", "verify", "--expect", "0" * 64).exit_code == 1
    (segment,) = AuditLog(store.folder / "audit").segments()
    segment.write_text(segment.read_text().replace("undo", "view", 1))
    changed = run(store, "audit", "verify")
    assert changed.exit_code == 1
    assert "line 1 was changed" in changed.output


def test_lines_are_chosen_by_role_action_and_day(store: Store) -> None:
    run(store, "undo", store.version().imports[0].short_id)
    assert "No line" in run(store, "audit", "show", "--role", "auditor").output
    assert "No line" in run(store, "audit", "show", "--since", "2999-01-01").output
    assert "undo" in run(store, "audit", "show", "--action", "undo", "--last", "1").output


def test_nothing_is_erased_that_cannot_be_logged(store: Store) -> None:
    (store.folder / "audit").write_text("")
    keys = keys_of(store, ANA)
    found = CliRunner().invoke(twoway, ["erase", ANA, "--yes", "--store", str(store.folder)])
    assert found.exit_code == 1
    assert "cannot be written" in str(found.exception)
    assert traces_of(store.folder, ANA, keys) != []


def test_a_log_that_was_cut_off_lacks_the_line_that_a_release_names(store: Store) -> None:
    live = store.version().imports[0].short_id
    run(store, "undo", live)
    run(store, "redo", live)
    anchor = AuditLog(store.folder / "audit").anchor()
    assert anchor is not None
    assert anchor.lines == 2
    release = store.folder / "published" / "000001-0000aaaa"
    release.mkdir(parents=True)
    (release / "release.json").write_text(json.dumps({"audit_log": asdict(anchor)}))
    whole = run(store, "audit", "verify")
    assert whole.exit_code == 0
    assert "Releases that name a line of it: 1 of 1." in whole.output
    (segment,) = AuditLog(store.folder / "audit").segments()
    segment.write_text(segment.read_text().splitlines(keepends=True)[0])
    cut = run(store, "audit", "verify")
    assert cut.exit_code == 1
    assert "Release 000001-0000aaaa was made when the log had a line that is not there any more" in cut.output
