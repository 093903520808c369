"""Every published category has enough people, nobody is lost, and an order is never broken."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.catalog import UNDISCLOSED
from analytics.errors import SettingsError
from analytics.release.audit.merge import EVERYONE, OTHER, OTHER_OR_UNDISCLOSED, merge_plan

GENERATIONS = ["Silent", "Boomer", "Gen X", "Millennial", "Gen Z"]
NAMES = [*"ABCDEFGH", OTHER, UNDISCLOSED]
MINIMUM = st.integers(5, 15)
PEOPLE = st.integers(0, 40)


def published(counts: dict[str, int], plan: dict[str, str]) -> Counter[str]:
    people: Counter[str] = Counter()
    for category, n in counts.items():
        people[plan[category]] += n
    return people


def test_small_categories_become_other() -> None:
    assert merge_plan({"A": 40, "B": 30, "C": 6, "D": 5}) == {"A": "A", "B": "B", "C": OTHER, "D": OTHER}


def test_the_next_smallest_joins_until_other_is_large_enough() -> None:
    assert merge_plan({"A": 40, "B": 12, "C": 3}) == {"A": "A", "B": OTHER, "C": OTHER}


def test_a_category_called_other_takes_the_small_ones_in() -> None:
    assert merge_plan({"A": 40, "B": 12, OTHER: 20, "C": 3}) == {"A": "A", "B": "B", OTHER: OTHER, "C": OTHER}


def test_undisclosed_is_named_where_it_is_joined() -> None:
    plan = merge_plan({"A": 40, "B": 30, "C": 8, UNDISCLOSED: 4})
    assert plan == {"A": "A", "B": "B", "C": OTHER_OR_UNDISCLOSED, UNDISCLOSED: OTHER_OR_UNDISCLOSED}


def test_large_categories_stay_as_they_are() -> None:
    counts = {"Silent": 10, "Boomer": 12, UNDISCLOSED: 11}
    assert merge_plan(counts, order=GENERATIONS) == {name: name for name in counts}


def test_an_ordered_category_joins_its_smaller_neighbor() -> None:
    counts = dict(zip(GENERATIONS, (0, 30, 4, 20, 25), strict=True))
    plan = merge_plan(counts, order=GENERATIONS)
    assert plan == {
        "Silent": "Silent to Boomer",
        "Boomer": "Silent to Boomer",
        "Gen X": "Gen X to Millennial",
        "Millennial": "Gen X to Millennial",
        "Gen Z": "Gen Z",
    }


def test_a_few_undisclosed_take_the_smallest_category_of_an_order_with_them() -> None:
    plan = merge_plan({"Boomer": 40, "Gen X": 60, "Gen Z": 30, UNDISCLOSED: 2}, order=GENERATIONS)
    assert plan == {
        "Boomer": "Boomer",
        "Gen X": "Gen X",
        "Gen Z": OTHER_OR_UNDISCLOSED,
        UNDISCLOSED: OTHER_OR_UNDISCLOSED,
    }


@pytest.mark.parametrize("counts", [{"A": 9, "B": 8}, {"A": 30}, {"A": 30, "B": 4}, {"A": 2}])
def test_a_dimension_that_divides_nobody_is_not_offered(counts: dict[str, int]) -> None:
    assert set(merge_plan(counts).values()) == {EVERYONE}
    assert set(merge_plan(counts, order=["A", "B"]).values()) == {EVERYONE}


def test_no_category_gives_no_plan() -> None:
    assert merge_plan({}) == {}


def test_the_floor_of_five_cannot_be_lowered() -> None:
    with pytest.raises(SettingsError, match="At least 5"):
        merge_plan({"A": 10, "B": 10}, minimum=4)


@given(st.dictionaries(st.sampled_from(NAMES), PEOPLE), MINIMUM)
def test_every_published_category_is_large_enough(counts: dict[str, int], minimum: int) -> None:
    plan = merge_plan(counts, minimum=minimum)
    people = published(counts, plan)
    assert set(plan) == set(counts)
    assert sum(people.values()) == sum(counts.values())
    assert set(people) <= {EVERYONE} or (len(people) > 1 and min(people.values()) >= minimum)


@given(st.dictionaries(st.sampled_from(NAMES), PEOPLE), MINIMUM)
def test_a_category_keeps_its_name_or_becomes_other(counts: dict[str, int], minimum: int) -> None:
    for category, label in merge_plan(counts, minimum=minimum).items():
        assert label in {category, OTHER, OTHER_OR_UNDISCLOSED, EVERYONE}
        assert label != category or counts[category] >= minimum or label == OTHER


@given(st.dictionaries(st.sampled_from([*GENERATIONS, UNDISCLOSED]), PEOPLE), MINIMUM)
def test_an_order_is_kept_in_unbroken_ranges(counts: dict[str, int], minimum: int) -> None:
    plan = merge_plan(counts, order=GENERATIONS, minimum=minimum)
    people = published(counts, plan)
    assert set(people) <= {EVERYONE} or (len(people) > 1 and min(people.values()) >= minimum)
    present = [name for name in GENERATIONS if name in counts]
    for label in set(plan.values()) - {EVERYONE, OTHER_OR_UNDISCLOSED, OTHER, UNDISCLOSED}:
        places = [present.index(name) for name in counts if plan[name] == label]
        assert sorted(places) == list(range(min(places), max(places) + 1))
        first, last = present[min(places)], present[max(places)]
        assert label == (first if first == last else f"{first} to {last}")


@given(st.dictionaries(st.sampled_from([*GENERATIONS, UNDISCLOSED]), PEOPLE), MINIMUM)
def test_undisclosed_is_never_part_of_a_range(counts: dict[str, int], minimum: int) -> None:
    plan = merge_plan(counts, order=GENERATIONS, minimum=minimum)
    assert plan.get(UNDISCLOSED, EVERYONE) in {UNDISCLOSED, OTHER_OR_UNDISCLOSED, EVERYONE}


@given(st.dictionaries(st.sampled_from(NAMES), PEOPLE), MINIMUM)
def test_the_order_of_the_counts_does_not_matter(counts: dict[str, int], minimum: int) -> None:
    backward = dict(reversed(counts.items()))
    assert merge_plan(counts, minimum=minimum) == merge_plan(backward, minimum=minimum)
