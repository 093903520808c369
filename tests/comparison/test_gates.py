"""What may be shown of a comparison, and how exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.comparison.budget import numbers_in, within_allowance
from analytics.comparison.cohort import FlowStep
from analytics.comparison.effects import Counts, RawRetention
from analytics.comparison.gates import allowance, gated_flow, rounded, shown_counts, shown_curve
from analytics.comparison.outcome_evidence import NO_ANSWER, leaves_few_out
from analytics.measures.finding import Curve, CurvePoint
from analytics.stats.outcome import Released, Withheld
from tests.comparison.evidence_example import effect, engagement, retention

if TYPE_CHECKING:
    from analytics.comparison.evidence import OutcomeEvidence


def flow(*steps: tuple[str, int, int]) -> list[tuple[str, int, int, int, int]]:
    found = gated_flow([FlowStep(stage=stage, pilot=pilot, comparison=n) for stage, pilot, n in steps])
    return [(s.stage, s.removed.pilot, s.removed.comparison, s.left.pilot, s.left.comparison) for s in found]


def test_rules_that_removed_a_few_are_joined_with_the_next() -> None:
    found = flow(("a", 3, 50), ("b", 20, 30), ("c", 15, 12), ("compared", 95, 304))
    assert found == [
        ("a; b", 23, 80, 110, 316),
        ("c", 15, 12, 95, 304),
        ("compared", 0, 0, 95, 304),
    ]


def test_the_last_rule_is_joined_with_the_one_before() -> None:
    found = flow(("a", 30, 50), ("b", 20, 4), ("compared", 95, 304))
    assert found == [("a; b", 50, 54, 95, 304), ("compared", 0, 0, 95, 304)]


def test_a_group_that_lost_a_few_in_all_shows_none_of_them_and_ends_in_tens() -> None:
    found = flow(("a", 1, 50), ("b", 0, 30), ("compared", 499, 304))
    assert found == [("a", 0, 50, 490, 334), ("b", 0, 30, 490, 304), ("compared", 0, 0, 490, 304)]


@pytest.mark.parametrize(("lost", "shown"), [(0, 499), (1, 490), (9, 490), (10, 499)])
def test_counts_are_exact_unless_the_rest_is_small(lost: int, shown: int) -> None:
    assert shown_counts(Counts(pilot=499, comparison=50), Counts(pilot=lost, comparison=0)).pilot == shown


def test_a_null_p_value_and_a_curve_stay_what_they_are() -> None:
    assert rounded(effect(1.26, 0.02, p=0.0)).p == 0.0
    exact = retention()
    assert isinstance(exact.raw, RawRetention)
    found = rounded(exact)
    assert isinstance(found.raw, RawRetention)
    assert found.raw.pilot == exact.raw.pilot


def test_people_at_risk_are_in_tens_where_the_people_compared_are() -> None:
    points = tuple(
        CurvePoint(day=day, survival=0.9, low=0.8, high=1.0, standard_error=0.1, at_risk=n, leavers=0)
        for day, n in ((0, 56), (90, 49))
    )
    curve = Curve(label="Pilot", people=56, start=0, points=points)
    shown = shown_curve(curve, 50)
    assert (shown.people, [point.at_risk for point in shown.points]) == (50, [50, 40])
    assert shown_curve(curve, 56) is curve


@pytest.mark.parametrize(
    ("stage", "pilot", "comparison", "few"),
    [
        ("nobody alike", 1, 400, True),
        ("nobody alike", 400, 9, True),
        ("nobody alike", 10, 400, False),
        ("nobody alike", 0, 0, False),
        (NO_ANSWER, 3, 400, False),
    ],
)
def test_means_are_not_shown_where_a_few_with_a_score_are_left_out(
    stage: str, pilot: int, comparison: int, *, few: bool
) -> None:
    steps = (
        FlowStep(stage=stage, pilot=pilot, comparison=comparison),
        FlowStep(stage="compared", pilot=40, comparison=300),
    )
    assert leaves_few_out(steps) is few


def of_size(found: OutcomeEvidence, n: int) -> OutcomeEvidence:
    from dataclasses import replace

    return replace(found, basis=replace(found.basis, n=Counts(pilot=n, comparison=10 * n)))


@pytest.mark.parametrize("n", [20, 30, 40, 60, 486])
def test_no_more_numbers_than_one_for_every_five_people(n: int) -> None:
    found = within_allowance(of_size(engagement(), n))
    assert numbers_in(found) <= allowance(found.basis.n)
    assert any(one.is_headline for one in found.specifications)


def test_a_large_pilot_shows_everything() -> None:
    assert within_allowance(of_size(engagement(), 486)) == of_size(engagement(), 486)


def test_groups_are_shown_together_or_not_at_all() -> None:
    found = within_allowance(of_size(engagement(), 45))
    (generation,) = found.groups
    assert not any(isinstance(one.outcome, Released) for one in generation.effects)
    assert generation.interaction is None


def test_what_does_not_fit_is_withheld_without_a_reason_of_its_own() -> None:
    found = within_allowance(of_size(retention(), 45))
    assert all(isinstance(one.pilot, Withheld) for one in found.cohort_curves)
