"""Whole commands, each a process of its own: two at once, and in a folder that may not be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analytics.store import Store
from tests.cli.store_commands import PAIRS, ROSTER
from tests.torture.importers import survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "from analytics.cli import main; main()"
DONE, FAILED, BUSY = 0, 1, 5

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions and users as POSIX has them")


def started(store: Path, *arguments: str, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """A running `twoway` command."""
    command = [*before, sys.executable, "-c", COMMAND, *arguments, "--store", str(store)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit status of a command, and what it complained about."""
    _, complaint = process.communicate()
    return process.returncode, complaint


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    people, answers = tmp_path / "people.csv", tmp_path / "2026-06.csv"
    people.write_text(ROSTER, encoding="utf-8")
    answers.write_bytes(survey("2026-06"))
    return people, answers


@pytest.mark.parametrize("is_new", [True, False], ids=["a new store", "a store with data"])
def test_two_imports_at_once_both_land_or_one_says_that_it_must_wait(
    tmp_path: Path, files: tuple[Path, Path], *, is_new: bool
) -> None:
    store, expected = tmp_path / "store", {path.name for path in files}
    if not is_new:
        (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
        assert ended(started(store, "import", str(tmp_path / "pairs.csv"))) == (DONE, "")
        expected.add("pairs.csv")
    both = [started(store, "import", str(path)) for path in files]
    for path, (status, complaint) in zip(files, map(ended, both), strict=True):
        assert status in {DONE, BUSY}, complaint
        if status == BUSY:
            assert ended(started(store, "import", str(path))) == (DONE, "")
    found = Store.open(store)
    assert found.verify() == ()
    assert sorted(record.file_name for record in found.version().imports) == sorted(expected)


def test_the_same_file_from_two_commands_at_once_is_imported_once(tmp_path: Path, files: tuple[Path, Path]) -> None:
    store = tmp_path / "store"
    both = [started(store, "import", str(files[0])) for _ in range(2)]
    assert {status for status, _ in map(ended, both)} <= {DONE, BUSY}
    assert len(Store.open(store).version().imports) == 1
    assert Store.open(store).verify() == ()


@pytest.fixture
def unprivileged() -> Sequence[str]:
    """What a command begins with so that permissions stop it: for root, whom they do not stop, without that power."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("NOT TRIED: this is root, whom no permission stops, and there is no setpriv.")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write into a folder while the block runs."""
    folder.chmod(0o555)
    yield
    folder.chmod(0o755)


def test_a_folder_that_may_not_be_written_says_so_and_stays_empty(
    tmp_path: Path, files: tuple[Path, Path], unprivileged: Sequence[str]
) -> None:
    (tmp_path / "locked").mkdir()
    with read_only(tmp_path / "locked"):
        store = tmp_path / "locked" / "store"
        status, complaint = ended(started(store, "import", str(files[0]), before=unprivileged))
    assert (status, complaint.splitlines()[0][:14]) == (FAILED, "error[store]: ")
    assert "permission" in complaint.lower()
    assert list((tmp_path / "locked").iterdir()) == []


def test_a_store_that_may_not_be_written_is_as_it_was_and_takes_the_file_later(
    tmp_path: Path, files: tuple[Path, Path], unprivileged: Sequence[str]
) -> None:
    store = tmp_path / "store"
    first, second = files
    assert ended(started(store, "import", str(first), before=unprivileged)) == (DONE, "")
    before = content(store)
    for part in ("data", "log"):
        with read_only(store / part):
            status, complaint = ended(started(store, "import", str(second), before=unprivileged))
        assert (status, complaint.splitlines()[0][:14]) == (FAILED, "error[store]: ")
        assert "permission" in complaint.lower()
        assert content(store) == before
    assert ended(started(store, "import", str(second), before=unprivileged)) == (DONE, "")


def content(store: Path) -> dict[str, bytes]:
    """Every file of a store."""
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}
