"""A release is what was published, or the verification says what is not, file by file and cell by cell."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from analytics.cli import twoway
from analytics.imports.run import Request, import_files
from analytics.program import FILE_NAME, Program
from analytics.release.cells import Cells
from analytics.release.files import (
    AUDIT,
    CELLS,
    FINDINGS,
    RELEASE,
    copy_release,
    read_cells,
    read_facts,
    read_findings,
    write_release,
)
from analytics.release.flow import Wish, publish_store
from analytics.release.read import Release
from analytics.release.states import withdraw
from analytics.release.verify import verify_against, verify_files
from analytics.retention import Retention
from analytics.store import Store
from analytics.store.expire import expire, expired
from tests.release.surveyed import PEOPLE, WAVE, survey, surveyed
from tests.store.examples import clock


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and a release."""
    folder = tmp_path_factory.mktemp("verify")
    publish_store(surveyed(folder), folder / "published", Wish(by="ana"))
    return folder


@pytest.fixture
def place(made_once: Path, tmp_path: Path) -> Path:
    """A store and a release of its own for each test."""
    return Path(shutil.copytree(made_once, tmp_path / "copy"))


def release(place: Path) -> Path:
    (folder,) = (path.parent for path in place.glob(f"published/*/{RELEASE}"))
    return folder


def test_a_release_is_as_it_was_published(place: Path) -> None:
    found = verify_files(release(place))
    assert found.faults == ()
    assert "cells.parquet is as it was written" in found.checked


@pytest.mark.parametrize("name", [CELLS, FINDINGS, AUDIT])
def test_a_changed_file_is_named(place: Path, name: str) -> None:
    with (release(place) / name).open("ab") as file:
        file.write(b" ")
    assert verify_files(release(place)).faults == (f"{name} was changed after it was made.",)


@pytest.mark.parametrize("name", [CELLS, FINDINGS, AUDIT])
def test_a_missing_file_is_named(place: Path, name: str) -> None:
    (release(place) / name).unlink()
    assert verify_files(release(place)).faults == (f"{name} is missing.",)


@pytest.mark.skipif(os.name == "nt", reason="files have no modes there")
def test_only_the_account_that_publishes_may_read_the_audit(place: Path) -> None:
    folder = release(place)
    assert (folder / AUDIT).stat().st_mode & 0o777 == 0o600
    copy_release(folder, folder.with_name("000001-copy"), {})
    assert (folder.with_name("000001-copy") / AUDIT).stat().st_mode & 0o777 == 0o600


def test_who_may_not_read_the_audit_checks_the_rest_and_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != AUDIT and may(path, mode))
    found = verify_files(release(place))
    assert found.faults == ()
    assert found.unchecked == ("audit.json was not checked: only the account that published may read it.",)
    assert not any(AUDIT in words for words in found.checked)
    assert (
        CliRunner()
        .invoke(twoway, ["verify", "--published", str(place / "published")])
        .output.endswith("  audit.json was not checked: only the account that published may read it.\n")
    )


def test_viewers_need_no_audit(place: Path) -> None:
    (release(place) / AUDIT).unlink()
    assert Release.latest(place / "published").facts.id == release(place).name


def test_a_file_that_does_not_belong_there_is_named(place: Path) -> None:
    (release(place) / "rows.csv").write_text("who,answer\n", encoding="utf-8")
    assert verify_files(release(place)).faults == ("rows.csv does not belong to a release.",)


def test_hashes_that_were_changed_with_the_cells_do_not_help(place: Path) -> None:
    folder = release(place)
    facts, findings = read_facts(folder), read_findings(folder)
    fewer = Cells(dict(list(read_cells(folder).items())[1:]))
    audit = json.loads((folder / AUDIT).read_text(encoding="utf-8"))
    shutil.rmtree(folder)
    write_release(folder, cells=fewer, findings=findings, audit=audit, facts=facts)
    assert verify_files(folder).faults == ()
    store = Store.open(place / "store")
    assert verify_against(store, Program.read(store.folder), folder).faults == (
        "The settings or the product have changed since, and give other cells.",
    )


def test_a_renamed_release_is_noticed(place: Path) -> None:
    other = release(place).rename(place / "published" / "000001-00000000")
    assert verify_files(other).faults == ("release.json says that it belongs to another release.",)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3}'])
def test_a_release_without_its_description_is_not_right(place: Path, text: str) -> None:
    (release(place) / RELEASE).write_text(text, encoding="utf-8")
    assert "release.json is missing, cannot be read, or names no files." in verify_files(release(place)).faults


def test_the_store_gives_the_same_cells_again(place: Path) -> None:
    store = Store.open(place / "store")
    found = verify_against(store, Program.read(store.folder), release(place))
    assert (found.checked, found.faults) == (("every cell follows from the store",), ())


def test_tables_that_were_ranked_since_do_not_matter(place: Path) -> None:
    store = Store.open(place / "store")
    (store.folder / FILE_NAME).write_text('tables = [["gender", "level"]]', encoding="utf-8")
    assert verify_against(store, Program.read(store.folder), release(place)).faults == ()


def test_another_store_is_told_apart(place: Path, tmp_path: Path) -> None:
    other = surveyed(tmp_path, shift=1)
    (fault,) = verify_against(other, Program.read(other.folder), release(place)).faults
    assert fault == "Data version 1 of this store is not the one that it was made from."


def test_a_store_without_that_version_says_so(place: Path, tmp_path: Path) -> None:
    empty = Store.create(tmp_path / "empty")
    (fault,) = verify_against(empty, Program(), release(place)).faults
    assert fault.startswith("It cannot be counted again: ")


def test_releases_on_top_of_each_other_are_verified_with_what_was_shown_and_withdrawn_then(
    place: Path, tmp_path: Path
) -> None:
    store, published = Store.open(place / "store", clock=clock()), place / "published"
    first = release(place)
    later = tmp_path / "later.csv"
    heading, *answers = survey(PEOPLE + 3).splitlines()
    later.write_text("\n".join([heading, *answers[-3:]]), encoding="utf-8")
    import_files(store, [Request(path=later, kind="survey", wave=WAVE, wave_on=date(2025, 6, 16))], by="ana")
    second = publish_store(store, published, Wish(by="ana"))
    assert read_facts(second)["as_of"] == {f"survey:{WAVE}": read_facts(first)["created_at"]}
    withdraw(published, first.name, reason="wrong", by="ana", at=store.now())
    withdraw(published, second.name, reason="wrong", by="ana", at=store.now())
    (store.folder / FILE_NAME).write_text("margin = 4.0", encoding="utf-8")
    third = publish_store(store, published, Wish(by="ana"))
    assert "as_of" not in read_facts(third)
    (store.folder / FILE_NAME).unlink()
    for one in (first, second):
        assert verify_against(store, Program.read(store.folder), one).faults == ()
    (store.folder / FILE_NAME).write_text("margin = 4.0", encoding="utf-8")
    assert verify_against(store, Program.read(store.folder), third).faults == ()


def test_a_release_whose_answers_have_expired_says_so(place: Path) -> None:
    store = Store.open(place / "store")
    assert expire(store, expired(store.folder, Retention(answers_months=1), date(2030, 1, 1)), by="ana")
    (fault,) = verify_against(store, Program.read(store.folder), release(place)).faults
    assert fault == "It cannot be counted again: the answers of 2025-06 have expired since."
