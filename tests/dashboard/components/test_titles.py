"""Titles of cards that say what the numbers below them come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.parity import CohortShare, GroupParity
from analytics.release.read import Interval
from dashboard.components.curves import horizons_title
from dashboard.components.heat import HeatRow, heat_title
from dashboard.components.participation import cohorts_table, cohorts_title, intersections_title
from tests.dashboard.findings import difference, released, withheld

if TYPE_CHECKING:
    from analytics.measures.parity import Representation


def parity(label: str, ratio: float, representation: Representation) -> GroupParity:
    limits = Interval(low=ratio - 0.1, high=ratio + 0.1)
    return GroupParity(
        label=label, enrolled=10, eligible=100, rate=10.0, pool_rate=10.0 / ratio, ratio=ratio, interval=limits, p=0.01,
        family=4, representation=representation,
    )  # fmt: skip


def share(label: str, percent: float, pool: float) -> CohortShare:
    limits = Interval(low=percent - 5, high=percent + 5)
    return CohortShare(
        label=label, cohort="Winter 2024", joined=40, of=100, share=percent, interval=limits, pool_share=pool
    )


def test_two_characteristics_name_who_takes_part_most_and_least_beyond_chance() -> None:
    found = [
        parity("Man, Boomer", 2.18, "over"),
        parity("Man, Gen X", 3.0, "even"),
        parity("Woman, Gen Z", 0.5, "under"),
    ]
    title = "Man, Boomer: 2.18 times everybody's rate of taking part; Woman, Gen Z: 0.50 times"
    assert intersections_title(found) == title
    assert intersections_title(found[:1]) == "Man, Boomer: 2.18 times everybody's rate of taking part"
    assert intersections_title(found[1:2]).startswith("No group takes part more or less often")
    assert intersections_title([]) == "Where two characteristics meet"


def test_a_cohort_is_named_where_a_share_of_it_is_clearly_not_that_of_everybody() -> None:
    level, apart = share("Man", 52.0, 50.0), share("Woman", 40.0, 46.0)
    assert cohorts_title([level, apart], "Gender") == "Woman: 40.0 % of Winter 2024, 46.0 % of everybody eligible"
    assert cohorts_title([level], "Gender").startswith("Gender: every cohort is made up like everybody eligible")


def test_groups_of_a_cohort_that_are_not_published_are_listed() -> None:
    table = cohorts_table([share("Man", 52.0, 50.0)], "Gender", {"Man": "50.0 %", "Non-binary": "2.0 %"})
    assert table.rows[0] == ("Man", "52.0 % (47.0 to 57.0), n\u00a040", "50.0 %")
    assert table.rows[1] == ("Non-binary", "–", "2.0 %")


def test_who_stays_is_told_of_the_longest_time_that_both_groups_have() -> None:
    known, none = released(90.0), withheld()
    rows = [("Sales", [known] * 4), ("Pilot", [known, known, known, none]), ("Comparison", [known] * 4)]
    assert horizons_title(rows) == "After 12 months, 90.0 % of the pilot and 90.0 % of the comparison are still here"
    assert horizons_title(rows[:2]) == "After 24 months, 90.0 % of Sales are still here"
    assert horizons_title([("Sales", [none] * 4)]) == "Who is still here after 3, 6, 12 and 24 months"


def test_a_heat_map_counts_its_groups_beyond_chance_in_the_newest_survey() -> None:
    clear, level = (HeatRow(label="L1", cells=(difference(5.0, half),)) for half in (2.0, 9.0))
    none = HeatRow(label="L2", cells=(None,))
    told = "Engagement by level: the pilot is higher in 1 of 2 groups, beyond chance, in 2025-06"
    assert heat_title("Engagement", "Level", ["2025-06"], [clear, level, none]) == told
    assert "differs in no group" in heat_title("Engagement", "Level", ["2025-06"], [level])
    assert heat_title("Engagement", "Level", ["2025-06"], [none]) == "Engagement by level"
