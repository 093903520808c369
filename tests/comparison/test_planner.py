from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analytics.comparison.planner import Plan, pairs_for_retention, pairs_for_score, sight, sight_curve, welch_sentence
from analytics.errors import SettingsError
from analytics.stats.power import Arm, detectable

PLAN = Plan(pairs=120, comparison=900, retention=0.8, deviation=18.0, response=0.5)


def test_what_is_seen_is_seen_in_four_of_five_simulated_pilots() -> None:
    random = np.random.default_rng(1)
    found = sight(PLAN)
    assert found.score is not None
    pilot = random.normal(found.score, 18, (4000, 60))
    comparison = random.normal(0, 18, (4000, 450))
    error = np.sqrt(pilot.var(axis=1, ddof=1) / 60 + comparison.var(axis=1, ddof=1) / 450)
    seen = np.abs(pilot.mean(axis=1) - comparison.mean(axis=1)) / error > 1.99
    assert seen.mean() == pytest.approx(0.8, abs=0.03)


def test_a_rise_of_retention_is_seen_in_four_of_five_simulated_pilots() -> None:
    random = np.random.default_rng(2)
    found = sight(PLAN)
    assert found.higher is not None
    pilot = random.binomial(120, 0.8 + found.higher / 100, 20000) / 120
    comparison = random.binomial(900, 0.8, 20000) / 900
    pooled = (120 * pilot + 900 * comparison) / 1020
    seen = np.abs(pilot - comparison) / np.sqrt(pooled * (1 - pooled) * (1 / 120 + 1 / 900)) > 1.96
    assert seen.mean() == pytest.approx(0.8, abs=0.03)


def test_the_pairs_asked_for_see_what_they_are_asked_to_see() -> None:
    pairs = pairs_for_retention(PLAN, 6.0)
    assert pairs is not None
    enough, short = (sight(replace(PLAN, pairs=one)).higher for one in (pairs, pairs - 1))
    assert enough is not None
    assert short is not None
    assert enough <= 6.0 < short
    answers = pairs_for_score(PLAN, -5.0)
    assert answers is not None
    enough, short = (sight(replace(PLAN, pairs=one)).score for one in (answers, answers - 1))
    assert enough is not None
    assert short is not None
    assert enough <= 5.0 < short


def test_more_pairs_see_smaller_differences() -> None:
    scores = [one.score for one in sight_curve(PLAN, (20, 50, 100, 500, 2000))]
    assert scores == sorted(scores, key=lambda one: -(one or 0.0))


def test_teams_and_silence_blunt_the_sight() -> None:
    plain = sight(PLAN).score
    teams = sight(replace(PLAN, team_size=8, correlation=0.15)).score
    silent = sight(replace(PLAN, response=0.2)).score
    assert plain is not None
    assert teams is not None
    assert silent is not None
    assert silent > teams > plain
    of_one_team = 8 * 450 / 1020
    worth = Arm(n=450 / (1 + (of_one_team - 1) * 0.15), deviation=18.0)
    assert teams == pytest.approx(detectable(Arm(n=60, deviation=18.0), worth))


def test_a_small_pilot_has_nobody_of_the_same_team() -> None:
    alone, crowded = (replace(PLAN, pairs=pairs, team_size=10, correlation=0.2) for pairs in (50, 900))
    assert alone.people[0] == 50
    assert crowded.people[0] == pytest.approx(900 / 1.8)


def test_longer_follow_up_lowers_the_base() -> None:
    assert replace(PLAN, months=24).base_rate == pytest.approx(0.64)


def test_a_small_pool_never_suffices() -> None:
    assert pairs_for_retention(replace(PLAN, comparison=20), 5.0) is None
    assert pairs_for_score(replace(PLAN, comparison=2, response=0.5), 5.0) is None
    tiny = sight(Plan(pairs=2, comparison=2))
    assert (tiny.higher, tiny.score) == (None, None)
    assert "no rise of 12-month retention" in welch_sentence(Plan(pairs=2, comparison=2))


@pytest.mark.parametrize(
    "part",
    [{"pairs": 0}, {"retention": 1.0}, {"months": 0}, {"response": 0.0}, {"team_size": 0.5}, {"correlation": 2.0}],
)
def test_impossible_plans_are_refused(part: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        replace(PLAN, **part)


@pytest.mark.parametrize("points", [0.0, 25.0, -90.0])
def test_impossible_differences_are_refused(points: float) -> None:
    with pytest.raises(SettingsError):
        pairs_for_retention(PLAN, points)


def test_no_difference_cannot_be_found() -> None:
    with pytest.raises(SettingsError):
        pairs_for_score(PLAN, 0.0)
