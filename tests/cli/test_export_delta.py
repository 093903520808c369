"""`twoway export-delta`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from analytics.audit_log import AuditLog, log_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.store_commands import Terminal


def test_the_tables_are_said_and_the_log_has_a_line(terminal: Terminal, tmp_path: Path) -> None:
    terminal.imported()
    done = terminal.run("export-delta", str(tmp_path / "lake"), "--by", "ana")
    assert "people: 3 rows" in done.out
    assert "keep them as private as the store" in done.out
    assert (tmp_path / "lake" / "people" / "_delta_log").is_dir()
    *_, newest = AuditLog(log_folder(terminal.store, terminal.store)).events()
    assert (newest.who, newest.action) == ("ana", "raw")
    assert newest.note.startswith("export-delta")


def test_the_tables_as_json(terminal: Terminal, tmp_path: Path) -> None:
    terminal.imported()
    told = json.loads(terminal.run("export-delta", str(tmp_path / "lake"), "--json").out)
    assert told["data_version"] == 1
    assert told["tables"]["people"] == 3
