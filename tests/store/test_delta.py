"""The store as Delta tables: every row of every import, each export a new version of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from deltalake import DeltaTable

from analytics.errors import SettingsError, StoreError
from analytics.store.delta import export_delta
from analytics.store.record import Version
from tests.given import PERSON, given

if TYPE_CHECKING:
    from pathlib import Path

FIRST = [{**PERSON, "person_key": 1}, {**PERSON, "person_key": 2, "location": "Oslo"}]
SECOND = [{**PERSON, "person_key": 3}]
ASKED = [[{"respondent_key": 1, "wave": "2024", "q001": 4}], [{"respondent_key": 2, "wave": "2025", "q002": 5}]]


@pytest.fixture
def version(tmp_path: Path) -> Version:
    files = given(tmp_path, people=[FIRST, SECOND], responses=ASKED).files
    return Version(number=7, sha256="0" * 64, imports=(), files={name: tuple(paths) for name, paths in files.items()})


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = DeltaTable(folder / table).to_pyarrow_table().to_pylist()
    return found


def test_every_row_is_there_with_its_import(version: Version, tmp_path: Path) -> None:
    assert export_delta(version, str(tmp_path / "lake")) == {"people": 3, "responses": 2}
    found = rows(tmp_path / "lake", "people")
    assert {(row["person_key"], row["location"], row["import_number"]) for row in found} == {
        (1, "Lyon", 0),
        (2, "Oslo", 0),
        (3, "Lyon", 1),
    }


def test_questions_that_an_import_did_not_ask_are_blank(version: Version, tmp_path: Path) -> None:
    export_delta(version, str(tmp_path / "lake"))
    found = {row["wave"]: (row["q001"], row["q002"]) for row in rows(tmp_path / "lake", "responses")}
    assert found == {"2024": (4, None), "2025": (None, 5)}


def test_exporting_again_is_a_new_version(version: Version, tmp_path: Path) -> None:
    for _ in range(2):
        export_delta(version, str(tmp_path / "lake"))
    table = DeltaTable(tmp_path / "lake" / "people")
    assert table.version() == 1
    assert table.metadata().description == "Twoway, store version 7"
    assert len(rows(tmp_path / "lake", "people")) == 3


def test_nobody_else_can_open_the_folder(version: Version, tmp_path: Path) -> None:
    export_delta(version, str(tmp_path / "lake"))
    assert (tmp_path / "lake").stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_is_refused(version: Version, tmp_path: Path) -> None:
    (tmp_path / "lake").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError):
        export_delta(version, str(tmp_path / "lake"))


def test_a_missing_package_is_named(version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.store.delta.find_spec", lambda _: None)
    with pytest.raises(SettingsError, match="deltalake") as refused:
        export_delta(version, str(tmp_path / "lake"))
    assert "twoway[delta]" in refused.value.next_step
