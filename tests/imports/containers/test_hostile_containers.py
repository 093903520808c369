"""Every hostile file ends in one clear message or in a table, in 512 MB, and the store is as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.torture.hostile import STRANGE_BUT_SOUND, hostile_files

if TYPE_CHECKING:
    from pathlib import Path

_NEVER_MORE_SECONDS = 500


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    hostile_files(folder)
    return folder


@pytest.fixture(scope="module")
def outcomes(files: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-m", "tests.torture.outcomes", str(files), str(tmp_path_factory.mktemp("of") / "store")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=_NEVER_MORE_SECONDS)
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    found = {said["name"]: said for said in map(json.loads, done.stdout.decode().splitlines())}
    assert set(found) == {path.name for path in files.iterdir()}
    return found


def test_what_holds_no_table_is_refused_with_one_message(outcomes: dict[str, dict[str, Any]]) -> None:
    refused = {name: said for name, said in outcomes.items() if name not in STRANGE_BUT_SOUND}
    assert {
        name: said["outcome"]
        for name, said in refused.items()
        if said["outcome"] not in {"unreadable_file", "refused_import"}
    } == {}
    assert all(name in said["message"] for name, said in refused.items())


def test_what_is_only_strange_is_read(outcomes: dict[str, dict[str, Any]]) -> None:
    assert {
        name: outcomes[name]["message"]
        for name in STRANGE_BUT_SOUND
        if outcomes[name]["outcome"] not in {"table", "imported"}
    } == {}


def test_the_store_is_as_it_was(outcomes: dict[str, dict[str, Any]]) -> None:
    assert [name for name, said in outcomes.items() if said["is_store_changed"] and said["outcome"] != "imported"] == []


def test_a_line_of_500_megabytes_takes_no_room(files: Path) -> None:
    line = (files / "one_line_of_500_megabytes.csv").stat()
    assert line.st_size == 500 << 20
    assert line.st_blocks * 512 < 10 << 20
