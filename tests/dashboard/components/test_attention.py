"""What needs attention: few things, each with its range and n, nothing invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.attention import MOST, attention, before_launch, volunteers, wave_before_launch
from tests.dashboard.conftest import BASELINE

if TYPE_CHECKING:
    from analytics.release.read import Release


def test_the_survey_before_the_launch_is_found(release: Release) -> None:
    assert wave_before_launch(release, "engagement") == BASELINE
    assert wave_before_launch(release, "skills_gained") is None


def test_future_participants_are_held_against_everybody_else(release: Release) -> None:
    ahead, others = before_launch(release, "engagement")
    assert ahead is not None
    assert others is not None
    assert ahead.value > others.value
    assert ahead.n + others.n == release.facts.waves[0].responded


def test_being_ahead_is_said_with_both_intervals(release: Release) -> None:
    (item,) = volunteers(release)
    assert item.text.count(" to ") == 2
    assert item.text.count("n\u00a0") == 2


def test_the_list_is_short(release: Release) -> None:
    items = attention(release, {})
    assert 0 < len(items) <= MOST
    assert all(item.title and item.text for item in items)
