"""Counts of yes and no in threes: close to the truth, and never one person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.threes import has_both_sides, in_threes


@given(st.integers(min_value=0, max_value=10**9))
def test_a_count_in_threes_is_a_multiple_of_three_at_most_one_away(count: int) -> None:
    assert in_threes(count) % 3 == 0
    assert abs(in_threes(count) - count) <= 1


@given(st.integers(min_value=0, max_value=500), st.integers(min_value=0, max_value=500))
def test_both_sides_have_three_people_or_nothing_is_said(yes: int, no: int) -> None:
    assert has_both_sides(yes, yes + no) == (min(yes, no) >= 3)
