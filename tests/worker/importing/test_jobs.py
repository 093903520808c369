"""Uploads understood, rehearsed and committed in another process: what it says, and the same bytes as a command."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from analytics.cli import twoway
from analytics.errors import CanceledError, RefusedImportError, SettingsError
from analytics.imports.mapping import Mapping
from analytics.imports.run import Request, import_files
from analytics.store import Store
from analytics.worker import Job, Limits, Worker
from analytics.worker.importing.seen import Head, Survey, Told
from analytics.worker.importing.statement import Statement
from analytics.worker.job import revived
from tests.dashboard.views.test_import import ROSTER, survey

if TYPE_CHECKING:
    from pathlib import Path

NAME = "survey_2025_06.csv"
SURVEY = Statement(kind="survey", wave="2025-06")
ROSTER_STATED = Statement(kind="people")
OF_THE_MOMENT = ("at", "path", "sha256", "files", "body_sha256", "previous")


@pytest.fixture(scope="module")
def worker() -> Worker:
    """A process that everything of this module is asked of."""
    return Worker()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store."""
    return Store.create(tmp_path / "store").folder


def said(worker: Worker, job: str, files: dict[str, bytes], **arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    return Job(job, "Trying", arguments, Limits(), worker=worker, files=files).outcome()


def upload(key: str, name: str, statement: Statement, mapping: str | None = None) -> dict[str, Any]:
    return {"key": key, "name": name, "statement": statement.plain(), "mapping": mapping}


def test_a_head_hides_what_is_personal(worker: Worker) -> None:
    found = Head.of(said(worker, "head", {"r": ROSTER.encode()}, key="r", name="roster.csv", words="Reading"))
    assert (found.kind, found.n_rows, found.names[0]) == ("people", 60, "person_id")
    assert {row[0] for row in found.rows} == {"hidden"}


@pytest.mark.parametrize(
    "heading", ["EmployeeID,FirstName,LastName,ManagerName,StartDate", "Personalnummer,Vorname,Nachname,Name,Eintritt"]
)
def test_a_head_hides_who_people_are_under_any_heading(worker: Worker, heading: str) -> None:
    content = f"{heading}\n4711,Ada,Ames,Bo Berg,2020-01-31\n".encode()
    found = Head.of(said(worker, "head", {"s": content}, key="s", name="staff.csv", words="Reading"))
    assert found.rows == (("hidden", "hidden", "hidden", "hidden", "2020-01-31"),)


def test_what_is_said_of_a_survey_is_small_and_brings_its_mapping(worker: Worker, store: Path) -> None:
    files = {"large": survey(5_000)}
    plain = said(worker, "understand", files, store=str(store), upload=upload("large", NAME, SURVEY))
    assert len(json.dumps(plain)) < 10_000
    found = Survey.of(plain)
    assert (found.format, found.n_kept, found.n_records, found.header_rows) == ("surveymonkey", 5_000, 5_000, 2)
    assert {entry.scale for entry in found.mapping.questions} == {"engagement", None}
    assert Survey.of(found.plain()) == found
    assert "1183400" not in json.dumps(plain)


def test_a_mapping_file_is_merged_where_the_survey_is(worker: Worker, store: Path) -> None:
    files = {"s": survey()}
    given = upload("s", NAME, SURVEY)
    mapping = Survey.of(said(worker, "understand", files, store=str(store), upload=given)).mapping
    text = mapping.to_toml().replace('scale = "engagement"', 'scale = "satisfaction"')
    found = said(worker, "merge", files, store=str(store), upload=given, loaded=text)
    assert found["n_found"] == len(mapping.questions)
    assert [entry.scale for entry in Mapping.from_toml(found["mapping"]).questions if entry.scale] == ["satisfaction"]
    with pytest.raises(SettingsError, match="not TOML"):
        said(worker, "merge", files, store=str(store), upload=given, loaded="= 1")


def test_every_file_that_cannot_be_imported_says_why(worker: Worker, store: Path) -> None:
    files = {"faulty": ROSTER.replace("2020-01-01", "not a day").encode(), "s": survey()}
    mapping = said(worker, "understand", files, store=str(store), upload=upload("s", NAME, SURVEY))["mapping"]
    uploads = [upload("faulty", "roster.csv", ROSTER_STATED), upload("s", NAME, SURVEY, mapping)]
    found = said(worker, "rehearse", files, store=str(store), by="ana", uploads=uploads)
    error = revived(found["errors"]["faulty"])
    assert isinstance(error, RefusedImportError)
    assert "skip_faulty" in error.needs
    assert Told.of(found["prepared"]["s"]).rows == 40
    assert [one["added"] for one in found["effect"]["rows"]] == [40]
    with pytest.raises(RefusedImportError):
        said(worker, "commit", files, store=str(store), by="ana", uploads=uploads)
    assert Store.open(store).version().number == 0


def test_a_commit_stores_the_same_bytes_as_the_command(worker: Worker, store: Path, tmp_path: Path) -> None:
    import_files(Store.open(store), [Request(path=survey(30), kind="survey", file_name=NAME)], by="ana")
    other = shutil.copytree(store, tmp_path / "other")
    files = {"r": ROSTER.encode(), "s": survey()}
    mapping = said(worker, "understand", files, store=str(store), upload=upload("s", NAME, SURVEY))["mapping"]
    uploads = [upload("r", "roster.csv", ROSTER_STATED), upload("s", NAME, SURVEY, mapping)]
    said(worker, "rehearse", files, store=str(store), by="ana", uploads=uploads)
    done = said(worker, "commit", files, store=str(store), by="ana", uploads=uploads)
    assert done["statuses"] == {"r": "imported", "s": "imported"}
    (tmp_path / "roster.csv").write_bytes(files["r"])
    (tmp_path / NAME).write_bytes(files["s"])
    (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
    by_command = [str(tmp_path / "roster.csv"), str(tmp_path / NAME), "--mapping", str(tmp_path / "mapping.toml")]
    ran = CliRunner().invoke(twoway, ["import", *by_command, "--store", str(other), "--by", "ana"])
    assert ran.exit_code == 0, ran.output
    assert stored(store) == stored(other)
    assert logged(store) == logged(other)


def test_a_commit_of_a_process_that_was_never_asked_before_is_the_same(store: Path) -> None:
    uploads = [upload("r", "roster.csv", ROSTER_STATED)]
    done = said(Worker(), "commit", {"r": ROSTER.encode()}, store=str(store), by="ana", uploads=uploads)
    assert done == {"statuses": {"r": "imported"}, "counts": {}}
    again = said(Worker(), "commit", {"r": ROSTER.encode()}, store=str(store), by="ana", uploads=uploads)
    assert again["statuses"] == {"r": "already_imported"}


def test_canceled_at_any_stage_a_commit_leaves_nothing_half_written(store: Path) -> None:
    content = ROSTER.encode()
    uploads = [upload("r", "roster.csv", ROSTER_STATED)]
    before = contents(store)
    for stage in ("Starting", "Checking roster.csv", "Counting what this changes"):
        arguments = {"store": str(store), "by": "ana", "uploads": uploads}
        job = Job("commit", "The import", arguments, Limits(), worker=Worker(), files={"r": content})
        while job.is_running and job.stage != stage:
            job.wait(0.001)
        job.cancel()
        try:
            job.outcome()
        except CanceledError:
            assert contents(store) == before
        else:
            assert [one.file_name for one in Store.open(store).version().imports] == ["roster.csv"]
            return


def stored(store: Path) -> list[tuple[str, str]]:
    """The table and the hash of the bytes of each data file."""
    files = (store / "data").rglob("*.parquet")
    return sorted((path.parent.name, sha256(path.read_bytes()).hexdigest()) for path in files)


def logged(store: Path) -> list[object]:
    """What the log says, without the moment and the names of files, which are drawn at random."""
    return [_plain(json.loads(path.read_text(encoding="utf-8"))) for path in sorted((store / "log").glob("*.json"))]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name not in OF_THE_MOMENT}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def contents(store: Path) -> dict[str, bytes]:
    """Every file of a store that holds data or says what data there are."""
    kept = [path for folder in ("data", "log") for path in (store / folder).rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in kept}
