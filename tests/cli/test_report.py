from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from analytics.cli import main, twoway
from analytics.program import Program
from analytics.release.publish import publish
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path

BEGINNINGS = {"pdf": b"%PDF-", "pptx": b"PK", "html": b"<!doctype html>"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    publish(company(folder), Program(), folder / "published", at="2026-01-05T09:00:00+00:00")
    return folder / "published"


def test_every_kind_of_file_is_written_for_the_people_chosen(published: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"pack.{name}" for name in BEGINNINGS}
    options = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    arguments = ["report", "--published", str(published), "--where", "generation=Gen Z", "--json", *options]
    result = CliRunner().invoke(twoway, arguments, catch_exceptions=False)
    told = json.loads(result.output)
    assert told["about"].startswith("People of the generation Gen Z, survey of ")
    assert told["written"] == {name: str(path) for name, path in files.items()}
    assert {name: path.read_bytes()[: len(BEGINNINGS[name])] for name, path in files.items()} == BEGINNINGS


def test_it_says_what_it_wrote(published: Path, tmp_path: Path) -> None:
    path = tmp_path / "pack.html"
    arguments = ["report", "--published", str(published), "--html", str(path)]
    result = CliRunner().invoke(twoway, arguments, catch_exceptions=False)
    assert "10 pages. Everyone, survey of " in result.output
    assert f"Written: {path}" in result.output


def test_without_a_file_it_says_how_to_name_one(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["report", "--published", str(published)])
    assert "--pdf, --pptx and --html" in capsys.readouterr().err
