"""`twoway watch`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analytics.store import Store
from analytics.store.alone import alone
from tests.cli.store_commands import PAIRS, ROSTER

if TYPE_CHECKING:
    from tests.cli.store_commands import Ran, Terminal

ROOT = Path(__file__).resolve().parents[2]
ASKS = "Pair ID,Cohort,Mentor Employee ID,Mentee Employee ID,Start date\nP1,Spring,A1,B1,2024-01-15\n"


@pytest.fixture
def folder(terminal: Terminal) -> Path:
    made = terminal.folder / "inbox"
    made.mkdir()
    return made


def once(terminal: Terminal, folder: Path) -> Ran:
    return terminal.run("watch", str(folder), "--once", "--settle", "0")


def lines(ran: Ran) -> dict[str, dict[str, Any]]:
    return {line["file"]: line for line in map(json.loads, ran.out.splitlines())}


def test_everything_that_can_be_imported_is_and_the_rest_is_listed(terminal: Terminal, folder: Path) -> None:
    (folder / "people.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    (folder / "asks.csv").write_text(ASKS, encoding="utf-8")
    (folder / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    ran = once(terminal, folder)
    found = lines(ran)
    assert {name: line["status"] for name, line in found.items()} == {
        "people.csv": "imported",
        "pairs.csv": "imported",
        "asks.csv": "needs_answer",
        "picture.csv": "refused",
    }
    assert found["asks.csv"]["needs"] == ["junior"]
    assert ran.status == 3
    assert Store.open(terminal.store).version().number == 1
    assert sorted(path.name for path in folder.iterdir()) == ["asks.csv", "pairs.csv", "people.csv", "picture.csv"]


def test_a_second_look_lists_only_what_is_open(terminal: Terminal, folder: Path) -> None:
    (folder / "people.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "asks.csv").write_text(ASKS, encoding="utf-8")
    once(terminal, folder)
    assert list(lines(once(terminal, folder))) == ["asks.csv"]
    assert Store.open(terminal.store).version().number == 1


def test_a_changed_file_is_looked_at_again(terminal: Terminal, folder: Path) -> None:
    (folder / "people.csv").write_text(ROSTER, encoding="utf-8")
    once(terminal, folder)
    (folder / "people.csv").write_text(ROSTER + "04,2021-02-28,\n", encoding="utf-8")
    assert lines(once(terminal, folder))["people.csv"]["status"] == "imported"
    assert len(Store.open(terminal.store).version().imports) == 2


def test_a_file_that_is_being_written_is_left_alone(terminal: Terminal, folder: Path) -> None:
    path = folder / "people.csv"
    path.write_text(ROSTER, encoding="utf-8")
    later = time.time() + 60
    os.utime(path, (later, later))
    ran = once(terminal, folder)
    assert (ran.status, ran.out) == (0, "")
    assert not (terminal.store / "log").exists()


def test_hidden_and_half_copied_files_are_none_of_its_business(terminal: Terminal, folder: Path) -> None:
    for name in (".people.csv", "~people.csv", "people.csv.part"):
        (folder / name).write_text(ROSTER, encoding="utf-8")
    assert once(terminal, folder).out == ""


def test_only_one_process_watches_a_folder(terminal: Terminal, folder: Path) -> None:
    once(terminal, folder)
    (lock,) = (terminal.store / "watch").glob("*.lock")
    with alone(lock, "A watch"):
        ran = once(terminal, folder)
    assert ran.status == 5
    assert "is running already" in ran.err


def test_a_watch_imports_what_comes_and_ends_quietly_when_told_to(terminal: Terminal, folder: Path) -> None:
    # Whoever starts tests in the background has told every child to ignore Ctrl+C.
    listens = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = f"{listens}; from analytics.cli import main; main()"
    asked = ["watch", str(folder), "--store", str(terminal.store), "--every", "0.1", "--settle", "0"]
    with subprocess.Popen(
        [sys.executable, "-c", command, *asked], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        assert process.stderr.readline().startswith("Watching ")
        (folder / ".people.csv").write_text(ROSTER, encoding="utf-8")
        (folder / ".people.csv").rename(folder / "people.csv")
        assert json.loads(process.stdout.readline())["status"] == "imported"
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline() == "Stopped; what was imported stays.\n"
    assert process.returncode == 0
    assert len(Store.open(terminal.store).version().imports) == 1
