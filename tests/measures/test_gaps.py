"""Weeks between sessions: whole weeks in the middle of many pairs, and nothing of a single one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.measures.gaps import Gap, published_gap

if TYPE_CHECKING:
    from analytics.engine.rows import Row


def rows(*half_days: int, pairs: int = 1) -> list[Row]:
    return [{"half_days": one, "pairs": pairs} for one in half_days]


def test_the_gap_is_the_middle_of_pairs_to_the_nearest_week() -> None:
    found = published_gap([*rows(28, pairs=7), *rows(2 * 24, pairs=6), *rows(2 * 10, pairs=7)])
    assert found == Gap(n=20, weeks=2.0, low=1, high=3)


@pytest.mark.parametrize(("half_days", "weeks"), [(20, 1), (21, 2), (34, 2), (35, 3), (0, 0)])
def test_half_a_week_is_rounded_up(half_days: int, weeks: int) -> None:
    found = published_gap(rows(half_days, pairs=30))
    assert found is not None
    assert found.weeks == weeks


@pytest.mark.parametrize(("pairs", "is_shown"), [(16, False), (17, True)])
def test_five_pairs_are_at_or_beyond_each_limit(pairs: int, is_shown: bool) -> None:  # noqa: FBT001 - given by pytest
    found = published_gap(rows(*(14 * week for week in range(pairs))))
    assert (found is not None) == is_shown
    assert found is None or (found.low, found.high) == (4, 12)


def test_nobody_has_no_gap() -> None:
    assert published_gap([]) is None


def test_one_pair_that_meets_at_another_pace_changes_at_most_one_step_in_the_order() -> None:
    usual = [14 * (1 + place % 4) for place in range(40)]
    slow = [*usual[:-1], 14 * 40]
    first, second = published_gap(rows(*usual)), published_gap(rows(*slow))
    assert first is not None
    assert first == second
