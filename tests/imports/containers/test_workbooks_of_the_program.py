"""Rosters and other program tables come in workbooks too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from analytics.cli.import_ import import_command
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.options import Options
from analytics.imports.run import Request, import_files
from analytics.store import Store
from tests.imports.containers import examples

if TYPE_CHECKING:
    from pathlib import Path


def test_a_roster_in_a_workbook_is_the_roster_of_its_csv_whatever_it_is_called(tmp_path: Path) -> None:
    rows = examples.roster()
    for container, content in (("xlsx", examples.as_xlsx(rows)), ("csv", examples.as_csv(rows))):
        path = tmp_path / f"from_{container}" / "roster.csv"
        path.parent.mkdir()
        path.write_bytes(content)
        command = [str(path), "--as", "people", "--store", str(tmp_path / container)]
        done = CliRunner().invoke(import_command, command, catch_exceptions=False)
        assert "people, 40 rows" in done.stdout
    records = [Store.open(tmp_path / suffix).version().imports[0] for suffix in ("xlsx", "csv")]
    assert records[0].dropped == records[1].dropped
    assert records[0].notes == records[1].notes


def test_two_sheets_of_a_workbook_are_two_imports(tmp_path: Path) -> None:
    rows = examples.roster()
    path = tmp_path / "people.xlsx"
    path.write_bytes(examples.as_xlsx(rows[1:21], name="2024", more=[("2025", [rows[1], *rows[21:]])]))
    store = Store.create(tmp_path / "store")
    for sheet in ("2024", "2025"):
        request = Request(path=path, options=Options(sheet=sheet), program=ProgramOptions(sheet=sheet))
        outcome = import_files(store, [request], by="test")
        assert outcome.statuses == ("imported",)
        assert outcome.prepared[0].record.rows == (19 if sheet == "2024" else 21)
        assert outcome.prepared[0].record.mapping["sheet"] == sheet
