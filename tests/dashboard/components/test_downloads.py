"""What a saved table says beside its numbers."""

from __future__ import annotations

from dashboard.components.downloads import MARK, content, table_file
from dashboard.components.tables import estimates_table
from tests.dashboard import findings as given


def test_a_saved_table_names_its_people_its_release_and_what_is_hidden() -> None:
    found = (given.released(71.2, label="Gen Z"), given.withheld("Boomer"))
    table = estimates_table(found, caption="Engagement", rows="Generation")
    lines = content(table_file(table, found), "csv").decode("utf-8-sig").splitlines()
    assert lines[0] == "# Engagement"
    assert "# Everyone." in lines
    assert f"# {MARK}" in lines
    assert "# Release 000001-abcdefgh, data version 7." in lines
    assert any(line.startswith("Gen Z,71.2,") for line in lines)
    assert any(line.startswith("Boomer,Not published") for line in lines)
