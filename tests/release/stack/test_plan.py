"""Categories stay as the first release merged them; new ones find a place."""

from __future__ import annotations

from analytics.release.audit.merge import EVERYONE
from analytics.release.stack.plan import lasting_plan, rows_of

LEVELS = ("L1", "L2", "L9", "L10")


def test_a_small_level_is_joined_with_the_level_next_to_it() -> None:
    counts = {"L1": 40, "L2": 5, "L9": 30, "L10": 50}
    assert lasting_plan(counts, {}, order=LEVELS)["L2"] == "L2 to L9"
    assert lasting_plan(counts, {})["L2"] == "Other"


def test_categories_stay_merged_when_they_have_grown() -> None:
    fixed = {"Lyon": "Lyon", "Bonn": "Other", "Kiel": "Other"}
    assert lasting_plan({"Lyon": 50, "Bonn": 40, "Kiel": 9}, fixed) == fixed


def test_a_new_category_goes_to_the_other_one() -> None:
    fixed = {"Lyon": "Lyon", "Bonn": "Other or undisclosed", "Undisclosed": "Other or undisclosed"}
    assert lasting_plan({"Lyon": 50, "Oslo": 40}, fixed)["Oslo"] == "Other or undisclosed"
    assert lasting_plan({"Lyon": 50, "Oslo": 40}, {"Lyon": "Lyon"})["Oslo"] == "Other"


def test_a_new_level_goes_to_its_neighbor() -> None:
    fixed = {"L1": "L1 to L2", "L2": "L1 to L2", "L10": "L10"}
    assert lasting_plan({"L1": 9, "L2": 9, "L9": 4, "L10": 30}, fixed, order=LEVELS)["L9"] == "L1 to L2"


def test_a_large_new_category_of_a_roster_stands_for_itself() -> None:
    fixed = {"Spring": "Spring", "Autumn": "Autumn"}
    grown = lasting_plan({"Spring": 40, "Autumn": 40, "Winter": 10, "Summer": 9}, fixed, may_grow=True)
    assert (grown["Winter"], grown["Summer"]) == ("Winter", "Other")


def test_a_dimension_that_was_not_offered_stays_so() -> None:
    assert lasting_plan({"Lyon": 50, "Oslo": 40}, {"Lyon": EVERYONE})["Oslo"] == EVERYONE


def test_only_what_is_renamed_is_a_row() -> None:
    assert rows_of({"pairs": {"cohort": {"A": "A", "B": "Other"}}}) == [("pairs", "cohort", "B", "Other")]
