"""`twoway measure` prints what the release says, with the same digits, and fails in the one shape."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from analytics.audit_log import AuditLog
from analytics.catalog import MEASURES
from analytics.cli import main
from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release, Released
from tests.company import company


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    publish(company(folder), Program(), folder / "published", at="2026-01-05T09:00:00+00:00")
    return folder / "published"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    captured = capsys.readouterr()
    return int(stop.value.code or 0), captured.out, captured.err


def test_the_same_digits_as_the_release(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (
        "measure",
        "engagement",
        "--by",
        "gender",
        "--where",
        "generation=Gen Z",
        "--where",
        "generation=Gen X",
    )
    status, out, _ = run(capsys, *arguments, "--published", str(published), "--json")
    findings = Release.latest(published).breakdown("engagement", "gender", {"generation": ("Gen Z", "Gen X")})
    expected = [finding.outcome.value.value for finding in findings if isinstance(finding.outcome, Released)]
    assert status == 0
    assert [row["value"] for row in json.loads(out)] == expected


def test_data_say_how_every_number_was_computed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "measure", "retention", "--by", "generation", "--published", str(published), "--json")
    definition = MEASURES["retention"]
    for row in json.loads(out):
        computed = row["computed"]
        assert (computed["definition"], computed["method"]) == (definition.definition, definition.method)
        assert computed["release_id"] == Release.latest(published).facts.id
        assert "group by" in computed["sql"]


def test_two_dimensions(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(
        capsys, "measure", "satisfaction", "--by", "gender", "--by", "generation", "--published", str(published)
    )
    assert len(out.splitlines()) == 2 * 4
    assert out.startswith("Man, Boomer: ")


def test_what_is_not_published_is_an_answer_and_not_a_failure(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("measure", "enps", "--where", "generation=Silent", "--published", str(published))
    status, out, _ = run(capsys, *arguments)
    assert (status, out[:24]) == (0, "Silent: Not published: f")
    _, out, _ = run(capsys, *arguments, "--json")
    assert json.loads(out)[0]["status"] == "withheld"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("measure", "salary"), "unknown_name", "Unknown measure 'salary'"),
        (("measure", "enps", "--by", "salary"), "unknown_name", "Choose one of: arm,"),
        (("measure", "enps", "--where", "gender"), "settings", "lacks its '='"),
        (("measure", "enps", "--by", "arm", "--by", "role", "--by", "level"), "settings", "two dimensions at most"),
    ],
)
def test_failures_have_one_shape(
    published: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str, words: str
) -> None:
    status, out, err = run(capsys, *arguments, "--published", str(published))
    assert (status, out) == (1, "")
    assert err.startswith(f"error[{code}]: ")
    assert words in err


def test_without_a_release_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "measure", "enps", "--published", str(tmp_path))
    assert status == 1
    assert "twoway publish" in err


def test_a_failure_is_json_after_json(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = run(capsys, "measure", "salary", "--json", "--published", str(published))
    assert json.loads(err)["error"]["code"] == "unknown_name"


def test_whoever_reads_a_figure_is_logged_with_its_cell_and_never_its_value(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(list(AuditLog(published.parent / "audit").events()))
    run(capsys, "measure", "engagement", "--by", "gender", "--published", str(published))
    *_, event = AuditLog(published.parent / "audit").events()
    assert len(list(AuditLog(published.parent / "audit").events())) == before + 1
    assert (event.action, event.note) == ("view", "measure engagement, command line")
    assert event.release.startswith("000")
    assert len(event.cells) > 1


def test_a_figure_that_cannot_be_logged_is_not_read(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(published, tmp_path / "published"))
    (tmp_path / "audit").write_text("")
    status, out, err = run(capsys, "measure", "engagement", "--published", str(folder))
    assert (status, out) == (1, "")
    assert "cannot be written" in err
