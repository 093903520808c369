from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from analytics.cli.inspect import inspect_command
from analytics.errors import UnreadableFileError
from analytics.imports.mapping import Mapping
from tests.imports.made_up import export

if TYPE_CHECKING:
    from pathlib import Path

AGREE = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A survey with an average typed below it."""
    path = tmp_path / "pulse.csv"
    rows = [[f"p{n}@example.com", AGREE[n % 5], 1 + n % 5] for n in range(20)]
    path.write_bytes(export(["Email", "I look forward to my working day.", "Stars"], *rows, ["Average", "", "3"]))
    return path


def run(*arguments: object) -> str:
    """What the command prints."""
    return CliRunner().invoke(inspect_command, [str(argument) for argument in arguments], catch_exceptions=False).stdout


def test_the_report_is_json(survey: Path) -> None:
    report = json.loads(run(survey, "--json"))
    assert (report["file"], report["responses"], report["records"]) == ("pulse.csv", 20, 21)
    assert report["questions"][2]["mean"] == 3.0


def test_the_report_is_readable(survey: Path) -> None:
    lines = run(survey).splitlines()
    assert lines[0].startswith("pulse.csv: generic, 20 of 21 rows are responses, 3 columns")
    assert "  left out: 1 total (--keep total brings them back)" in lines
    assert "  personal: Email (email)" in lines
    assert "  ordinal 1 to 5, n 20, mean 3.00 · I look forward to my working day." in lines


def test_rows_are_kept_on_request(survey: Path) -> None:
    assert json.loads(run(survey, "--json", "--keep", "total"))["responses"] == 21


def test_a_mapping_is_written_corrected_and_used(survey: Path, tmp_path: Path) -> None:
    path = tmp_path / "pulse.toml"
    assert f"The mapping is in {path}." in run(survey, "--mapping-to", path)
    mapping = Mapping.load(path)
    assert [entry.scale for entry in mapping.questions] == [None, "engagement", None]
    path.write_text(
        mapping.to_toml().replace("max = 5\nreverse = false\nlabels = {}", "max = 4\nreverse = true\nlabels = {}")
    )
    stars = json.loads(run(survey, "--json", "--mapping", path))["questions"][2]
    assert (stars["scale"]["max"], stars["reverse"], stars["answered"]) == (4, True, 16)


def test_a_missing_file_ends_in_a_message(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"none\.csv"):
        run(tmp_path / "none.csv")
