"""Tables beside charts: every number with its n, every gap with its reason, nothing unescaped."""

from __future__ import annotations

from analytics.release.read import Released
from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.components.tables import (
    Table,
    bands_table,
    curves_table,
    differences_table,
    estimates_table,
    retention_table,
    verdict_words,
    waves_table,
)
from dashboard.figures.series import Series
from tests.dashboard import findings as given


def test_a_row_has_value_interval_and_n() -> None:
    table = estimates_table([given.released(71.25, 2.0, 1234, label="Gen Z")], caption="Scores", rows="Generation")
    assert table.header == ("Generation", "Value (points)", "95 % interval", "n")
    assert table.rows == (("Gen Z", "71.2", "69.2 to 73.2", "1,234"),)


def test_a_missing_number_says_why_once() -> None:
    found = [given.withheld("Boomer"), given.withheld("Gen X"), given.undefined("Gen Z")]
    table = estimates_table(found, caption="Scores", rows="Generation")
    assert [row[1] for row in table.rows] == ["Not published", "Not published", "No data"]
    assert table.note == f"{NOT_PUBLISHED} Nobody answered."


def test_the_full_table_of_differences_has_the_test_behind_them() -> None:
    table = differences_table([given.difference(4, 2)], caption="Tests", rows="Outcome", is_full=True)
    row = dict(zip(table.header, table.rows[0], strict=True))
    assert row["Pilot minus comparison"] == "+4.0"
    assert (row["t"], row["df"], row["p"], row["Smallest detectable"]) == ("2.05", "51.3", "0.043", "2.8")
    assert "corrected for 4 comparisons" in table.note
    assert all(len(one) == len(table.header) for one in table.rows)


def test_a_withheld_difference_fills_its_row() -> None:
    table = differences_table(
        [given.withheld()],  # type: ignore[list-item]
        caption="Tests",
        rows="Outcome",
        is_full=True,
    )
    assert len(table.rows[0]) == len(table.header)


def test_verdicts_are_said_in_full() -> None:
    words = {}
    for verdict in ("higher", "lower", "no_difference", "not_enough"):
        outcome = given.difference(0.5, 2, verdict=verdict).outcome
        words[verdict] = verdict_words(outcome.value)  # type: ignore[union-attr]
    assert words == {
        "higher": "higher",
        "lower": "lower",
        "no_difference": "no difference larger than 3.0 points",
        "not_enough": "not enough people to say",
    }


def test_markup_in_a_category_stays_text() -> None:
    table = Table(caption="<b>", header=("<i>",), rows=(("<script>alert(1)</script>",),), note="<u>")
    assert "<script>" not in table.html()
    assert "<u>" not in table.html()
    assert "&lt;script&gt;" in table.html()


def test_a_table_can_be_walked_through() -> None:
    markup = Table(caption="Scores", header=("Group", "n"), rows=(("Pilot", "3"),)).html()
    assert "<caption>Scores</caption>" in markup
    assert '<th scope="col">n</th>' in markup
    assert '<th scope="row">Pilot</th>' in markup
    assert 'tabindex="0"' in markup


def test_waves_stand_with_their_group() -> None:
    one = Series(label="Pilot", color="#000000", findings=(given.withheld(), given.released(70)))
    table = waves_table([one], given.WAVES, caption="Engagement")
    assert [row[:3] for row in table.rows] == [("2023-11", "Pilot", "Not published"), ("2024-12", "Pilot", "70.0")]


def test_a_curve_is_listed_by_quarter() -> None:
    table = curves_table([given.finding(Released(value=given.curve(), n=1300))], caption="Retention")
    assert [row[1] for row in table.rows] == ["0", "3", "6", "9", "12", "15", "18", "21", "24"]
    assert table.rows[-1] == ("Pilot", "24", "80.0", "77.0 to 83.0", "960", "72")


def test_retention_has_one_column_a_horizon_and_people_once() -> None:
    rows = [("Pilot", [given.released(97), given.undefined()])]
    table = retention_table(rows, (3, 24))
    assert table.header == ("Group", "n", "3 months (%)", "24 months (%)")
    assert table.rows == (("Pilot", "120", "97.0 (95.0 to 99.0)", "No data"),)


def test_bands_are_listed_with_n() -> None:
    table = bands_table([given.bands(20, 30, 50)], caption="Bands")
    assert table.rows == (("Pilot", "20", "30", "50", "90"),)
