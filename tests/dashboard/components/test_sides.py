"""Tables of two sides, of favorable shares and of departures, and the titles above them."""

from __future__ import annotations

from dataclasses import replace

from analytics.measures.retention import month_end
from analytics.release.read import DeparturePoint, Departures, Difference, Finding, Released
from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.components.curves import departures_title
from dashboard.components.favorable import favorable_title
from dashboard.components.scores import gap_title
from dashboard.components.tables import departures_table, favorable_table, sides_table
from dashboard.figures.series import Series
from tests.dashboard import findings as given

COLOR = "#0F7F96"


def gap(size: float, verdict: str, measure: str = "match_quality") -> Finding[Difference]:
    return replace(given.difference(size, 2, verdict=verdict), measure=measure)


def departures(*days: int) -> Finding[Departures]:
    points = tuple(
        DeparturePoint(day=day, incidence=day / 100, low=day / 200, high=day / 50, at_risk=1200, leavers=33)
        for day in days
    )
    value = Departures(label="Everyone", people=1300, start=0, points={"voluntary": points, "other": points})
    return given.finding(Released(value=value, n=1300), measure="regretted_turnover")


def test_each_side_has_its_own_interval_and_n() -> None:
    table = sides_table(
        [given.difference(4, 2)],
        caption="Gap",
        rows="Score",
        labels=["Match"],
        sides=("Senior mentee", "Junior mentor"),
    )
    assert table.header[1:6:2] == (
        "Senior mentee (95 % interval)",
        "Junior mentor (95 % interval)",
        "Senior mentee minus junior mentor",
    )
    assert table.rows == (
        ("Match", "74.0 (72.0 to 76.0)", "40", "70.0 (68.0 to 72.0)", "400", "+4.0", "2.0 to 6.0", "higher"),
    )


def test_a_gap_that_is_not_published_fills_its_row() -> None:
    table = sides_table([given.withheld()], caption="Gap", rows="Score", labels=["Match"])  # type: ignore[list-item]
    assert len(table.rows[0]) == len(table.header)
    assert table.note == NOT_PUBLISHED


def test_the_title_of_a_gap_is_about_the_first_score_on_which_both_sides_differ() -> None:
    agreed, apart = gap(0.2, "no_difference"), gap(-4.3, "lower", "safety")
    assert gap_title([agreed, apart]) == "Respect and safety is lower for seniors: −4.3 points"
    assert gap_title([agreed]) == "Match quality: both sides agree, no gap larger than 3.0 points"
    assert gap_title([gap(1.0, "not_enough")]).endswith("not enough people to say whether both sides agree")
    assert gap_title([given.withheld()]) == "Engagement, one side against the other"  # type: ignore[list-item]


def test_a_favorable_share_stands_beside_its_mean_without_decimals() -> None:
    found = (given.released(71.25), given.released(65.0, 4.6), given.withheld(), given.withheld())
    series = [Series(label="Pilot", color=COLOR, findings=found)]
    table = favorable_table(series, given.WAVES, caption="Favorable")
    assert table.rows[0][2:] == ("71.2 (69.2 to 73.2)", "120", "65 (60 to 70)", "120")
    assert table.rows[1][2:] == ("Not published", "", "Not published", "")
    assert table.note == NOT_PUBLISHED
    assert favorable_title("Engagement", series) == "Engagement: favorable answers"


def test_departures_are_listed_by_quarter_and_named_in_the_title_after_a_year() -> None:
    found = departures(*(month_end(month) for month in range(13)))
    table = departures_table([found], caption="Departures")
    assert [row[1] for row in table.rows] == ["0", "3", "6", "9", "12"] * 2
    assert table.rows[4] == ("Voluntary", "12", "3.6", "1.8 to 7.3", "1,200", "33")
    assert departures_title(found) == "After 12 months 3.6 % have left voluntarily, 3.6 % for other reasons"
    assert departures_title(departures(0, 30)) == "Why people left"
