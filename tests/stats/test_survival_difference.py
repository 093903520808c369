"""Difference of survival shares: Newcombe's rule on log-log limits, honest where a group has no leaver."""

from __future__ import annotations

import math

import pytest

from analytics.errors import UndefinedStatisticError
from analytics.stats.survival import risk_table, survival_curve
from analytics.stats.survival_difference import survival_difference

SOME = survival_curve(risk_table(None, {4: 2, 9: 18}, {4: 2}))
MORE = survival_curve(risk_table(None, {2: 8, 9: 32}, {2: 8}))
NONE = survival_curve(risk_table(None, {9: 12}, {}))
ALL = survival_curve(risk_table(None, {2: 5, 9: 1}, {2: 5, 9: 1}))


def test_limits_are_combined_as_newcombe_does() -> None:
    found = survival_difference(SOME, MORE, 6)
    first, second = SOME.at(6).interval, MORE.at(6).interval
    assert first is not None
    assert second is not None
    assert found.difference == pytest.approx(0.1)
    assert found.interval.low == pytest.approx(0.1 - math.sqrt((0.9 - first.low) ** 2 + (second.high - 0.8) ** 2))
    assert found.interval.high == pytest.approx(0.1 + math.sqrt((first.high - 0.9) ** 2 + (0.8 - second.low) ** 2))
    assert not found.is_approximate


def test_swapping_the_groups_turns_the_sign() -> None:
    there, back = survival_difference(SOME, MORE, 6), survival_difference(MORE, SOME, 6)
    assert there.difference == -back.difference
    assert there.interval.low == pytest.approx(-back.interval.high)


def test_a_group_without_leavers_is_compared_approximately_and_says_so() -> None:
    found = survival_difference(NONE, MORE, 6)
    assert found.is_approximate
    assert found.interval.low < 0.2 < found.interval.high
    assert found.pilot.interval is None


def test_refusals() -> None:
    with pytest.raises(UndefinedStatisticError, match="still under observation at 10"):
        survival_difference(NONE, MORE, 10)
    with pytest.raises(UndefinedStatisticError, match="has left by 9"):
        survival_difference(SOME, ALL, 9)
