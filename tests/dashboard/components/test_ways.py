"""The table of channels says of each share how sure it is, and what is missing."""

from __future__ import annotations

from dashboard.components.ways import CHANNELS, INFORMAL, WayRow, ways_table
from tests.dashboard.findings import released, undefined, withheld


def test_shares_to_the_nearest_five_have_no_decimals_and_the_others_have() -> None:
    found = {name: released(45.0, 2.5, 240) for name in (*CHANNELS, INFORMAL)}
    table = ways_table(
        [WayRow(label="All pairs", findings=found), WayRow(label="Boomer seniors", findings=found, is_coarse=True)]
    )
    everyone, seniors = table.rows
    assert everyone == ("All pairs", *["45.0 (42.5 to 47.5)"] * 5, "240")
    assert seniors == ("Boomer seniors", *["45 (42 to 48)"] * 5, "240")


def test_what_is_withheld_and_what_was_never_recorded_are_told_apart() -> None:
    found = {**{name: withheld() for name in CHANNELS}, INFORMAL: undefined()}
    (row,) = ways_table([WayRow(label="All pairs", findings=found)]).rows
    assert row == ("All pairs", *["Not published"] * 4, "No data", "")
