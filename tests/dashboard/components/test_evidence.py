"""Words about the evidence: titles that say no more than the numbers do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.components.comparison import numbers
from dashboard.components.evidence_difference import adjusted_title, cohorts_title, groups_title, specification_rows
from dashboard.components.evidence_doubt import doubts_title, list_of_doubts
from dashboard.components.evidence_people import balance_title, overlap_title
from tests.comparison.evidence_example import (
    ANSWERED,
    BALANCE,
    curve,
    engagement,
    groups,
    promotions,
    retention,
    specifications,
)


def test_the_title_about_balance_counts_before_and_after() -> None:
    assert balance_title(BALANCE) == "3 of 5 things differ before weighting; after it, none does"
    some = (replace(BALANCE[0], after=0.2), *BALANCE[1:])
    assert balance_title(some) == "3 of 5 things differ before weighting; after it, 1 still does"
    poor = (replace(BALANCE[0], after=-0.4), *BALANCE[1:])
    assert balance_title(poor) == "Still too unlike after weighting in 1 of 5 things"
    none = tuple(replace(row, after=None) for row in BALANCE)
    assert balance_title(none) == "3 of 5 things differ before weighting; weights are undefined"


def test_the_title_about_overlap_says_what_weighted_groups_are_worth() -> None:
    assert overlap_title(ANSWERED) == "Weighted, both groups are worth 280 of 301 and 2,510 of 3,260 people"
    assert "cannot be compared" in overlap_title(replace(ANSWERED, effective=None))


def test_the_title_about_estimates_counts_those_that_agree() -> None:
    assert adjusted_title(retention()) == "Adjusted: +4.1 percentage points; all 3 other ways agree"
    split = replace(engagement(), specifications=(specifications(2.0, 2.4)[0], *specifications(4.0, 2.4)[1:]))
    split = replace(split, headline=split.specifications[0])
    assert adjusted_title(split) == "Adjusted: +2.0 points; 0 of 3 other ways agree"
    assert adjusted_title(promotions()) == "No adjusted difference can be given"


def test_the_one_that_decides_stands_first_and_the_raw_one_last() -> None:
    rows = specification_rows(retention())
    assert rows[0].decides
    assert rows[-1].is_raw
    assert [row.label for row in rows].count("As assigned") == 1
    assert sum(row.decides for row in rows) == 1


@pytest.mark.parametrize(
    ("p", "title"),
    [(0.34, "No clear sign that the difference depends on generation"), (0.01, "The difference depends on generation")],
)
def test_groups_are_called_different_only_by_their_one_test(p: float, title: str) -> None:
    (found,) = groups(2.0, 1.0)
    assert found.interaction is not None
    assert groups_title(replace(found, interaction=replace(found.interaction, p=p))) == title
    assert groups_title(replace(found, interaction=None)) == "Too few groups to compare by generation"


def test_a_doubt_is_passed_failed_or_unknown() -> None:
    outcome = retention()
    assert [one.is_passed for one in list_of_doubts(outcome)] == [True, True, True, None, None]
    assert outcome.overturning is not None
    assert outcome.overturning.e_values is not None
    weak = replace(outcome.overturning.e_values, of_limit=1.2)
    none = replace(outcome.overturning.e_values, of_limit=1.0)
    for values, expected in ((weak, False), (none, None)):
        changed = replace(outcome, overturning=replace(outcome.overturning, e_values=values))
        (found,) = [one for one in list_of_doubts(changed) if one.title == "Something unmeasured"]
        assert found.is_passed is expected
    assert list_of_doubts(promotions()) == []


def test_the_title_about_doubts_counts_what_speaks_against_it() -> None:
    found = list_of_doubts(retention())
    assert doubts_title(found) == "All 3 checks that could be made hold"
    assert doubts_title([replace(one, is_passed=False) for one in found[:2]]) == "2 of 2 checks speak against it"
    assert doubts_title([]) == "No check could be made"


def test_the_numbers_behind_a_verdict_hold_the_interval_n_and_what_could_be_seen() -> None:
    assert numbers(retention()) == (
        "Before adjusting: +4.8 percentage points. Pilot 486, comparison 6,791. "
        "3.7 percentage points or more would have been seen in four of five such pilots."
    )
    assert numbers(promotions()).startswith("No adjusted difference. Before adjusting: +1.5 percentage points.")


def test_the_title_about_cohorts_is_about_the_last_month_they_share() -> None:
    long, short = curve("Winter 2024", 170, lost_a_month=0.6), curve("Autumn 2024", 160, lost_a_month=1.0)
    short = replace(short, points=short.points[:7])
    title = "After 6 months, 96.4 % of Winter 2024 and 94.0 % of Autumn 2024 are still here"
    assert cohorts_title([long, short]) == title
