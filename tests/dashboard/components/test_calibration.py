"""The table of how often the product is right, out of the file that ships."""

from __future__ import annotations

from analytics.report.calibration import trials
from dashboard.components.calibration import METHODS, NONE, calibration_tables


def test_every_kind_of_program_has_a_table_with_a_row_for_each_outcome_and_method() -> None:
    tables = calibration_tables()
    assert [label for label, _ in tables] == [trial["label"] for trial in trials()]
    for trial, (_, table) in zip(trials(), tables, strict=True):
        assert len(table.rows) == len(trial["rows"])
        assert {len(row) for row in table.rows} == {len(table.header)}


def test_the_careless_figure_has_no_interval_and_no_verdict() -> None:
    careless = [row for _, table in calibration_tables() for row in table.rows if row[1] == METHODS["naive"]]
    assert careless
    assert all(row[4:8] == (NONE,) * 4 for row in careless)
