"""What could overturn a headline, on people whose answers are given."""

from __future__ import annotations

import math
from typing import Any

import pytest

from analytics.comparison.asked import Asked, Compared
from analytics.comparison.by_group import by_group, interaction, p_of
from analytics.comparison.estimates import Estimate
from analytics.comparison.overturning import changes_agree, e_values, one_unit_out, risk_ratio, without_teammates
from analytics.comparison.strength import bounding_factor, strongest
from analytics.errors import UndefinedStatisticError
from analytics.stats.outcome import Released, Undefined, Withheld


def estimate(difference: float, error: float = 1.0) -> Estimate:
    return Estimate(method="overlap_weights", estimand="ATO", difference=difference, standard_error=error)


def row(number: int, *, is_pilot: bool, **parts: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    return {
        "arm": "Pilot" if is_pilot else "Comparison",
        "n_people": 1,
        "fold": number % 5,
        "team": number,
        "level": f"L{number % 2}",
        "business_unit": ("Sales", "IT", "Law")[number % 3],
        "generation": "Gen Z",
        "gender": ("Man", "Woman")[number // 2 % 2],
        "cohort": "Spring",
        "birth_year": 1999,
        "is_teammate": False,
        "engagement": 50 + number % 17 + 5 * is_pilot + 3 * (number % 2),
        "engagement_steps": 100,
        "engagement_before": None,
        **parts,
    }


ASKED = Asked(measure="engagement", covariates=("level",), end=365)


def compared(**parts: Any) -> Compared:  # noqa: ANN401 - cells of a row
    return ASKED.of([row(number, is_pilot=number % 5 == 0, **parts) for number in range(400)])


def test_the_difference_is_that_of_scores_in_points() -> None:
    assert compared().headline().difference == pytest.approx(5.0, abs=0.6)


def test_too_few_people_and_one_person_with_all_the_weight_are_refused() -> None:
    few = compared().where(lambda one: one["business_unit"] == "IT" and one["gender"] == "Man")
    with pytest.raises(UndefinedStatisticError, match="few people"):
        few.where(lambda one: int(one["fold"] or 0) < 1).headline()


@pytest.mark.parametrize(
    ("measure", "difference", "expected"),
    [("retention", 4.0, 0.6), ("promotions", 4.0, 1.4), ("engagement", 10.0, math.exp(0.91 * 0.5))],
)
def test_a_difference_as_a_risk_ratio(measure: str, difference: float, expected: float) -> None:
    assert risk_ratio(measure, difference, spread=20.0, risk=10.0) == pytest.approx(expected)


def test_something_as_strong_as_a_measured_thing_makes_a_small_difference_fragile() -> None:
    people = ASKED.of(
        [
            row(
                number,
                is_pilot=number % 10 < (5 if number % 20 >= 10 else 2),
                level="L1" if number % 20 >= 10 else "L0",
                engagement=40 + number % 9 + (30 if number % 20 >= 10 else 0),
            )
            for number in range(600)
        ]
    )
    found, cautions = e_values(people, estimate(3.0, 1.2), spread=16.0, risk=0.0)
    assert (found.strongest, [one.code for one in cautions]) == ("level", ["fragile"])
    assert found.strongest_ratio > found.of_limit
    other, silent = e_values(people, estimate(-3.0, 1.2), spread=16.0, risk=0.0)
    assert (other.strongest, silent) == ("", [])


def test_an_interval_around_zero_needs_nothing_to_explain_it() -> None:
    found, cautions = e_values(compared(), estimate(0.5), spread=10.0, risk=0.0)
    assert (found.of_limit, cautions) == (1.0, [])
    assert "holds no difference" in found.sentence


def test_the_bound_is_that_of_ding_and_vanderweele() -> None:
    assert bounding_factor(1.0, 5.0) == 1.0
    assert bounding_factor(2.0, 2.0) == pytest.approx(4 / 3)
    assert strongest(ASKED.of([row(n, is_pilot=n % 2 == 0, level="L1") for n in range(60)]), is_higher=True) == (
        "",
        1.0,
    )


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        (None, ["no_earlier_score"]),
        (estimate(0.5), ["changes_disagree"]),
        (estimate(-4.0), ["changes_disagree"]),
        (estimate(4.0), []),
    ],
)
def test_a_verdict_on_a_score_needs_the_changes_to_agree(changes: Estimate | None, codes: list[str]) -> None:
    found = changes_agree(estimate(5.0), changes)
    assert [one.code for one in found] == codes
    assert all(one.forbids_verdict for one in found)
    assert changes_agree(estimate(0.5), changes) == []


@pytest.mark.parametrize(
    ("difference", "error", "says"),
    [
        (0.2, 1.5, "+0.2 points (\u22122.7 to 3.1): part of the difference, and perhaps all of it, was there before"),
        (-4.0, 1.0, "part of the difference, and perhaps all of it, was there before"),
        (11.4, 6.0, "+11.4 points (\u22120.4 to 23.2): too uncertain to rule out that all of the difference was there"),
    ],
)
def test_a_change_that_nobody_can_tell_is_not_said_to_have_been_there_before(
    difference: float, error: float, says: str
) -> None:
    (upward,) = changes_agree(estimate(9.7), estimate(difference, error))
    assert says in upward.message
    (downward,) = changes_agree(estimate(-9.7), estimate(-difference, error))
    assert downward.message.split("): ")[1] == upward.message.split("): ")[1]


def test_every_unit_is_left_out_in_turn_and_the_one_that_moves_most_is_named() -> None:
    people = ASKED.of(
        [
            row(
                number,
                is_pilot=number % 2 == 0,
                level=f"L{number // 2 % 2}",
                engagement=50 + number % 5 + (20 if number % 3 == 0 and number % 2 == 0 else 0),
            )
            for number in range(360)
        ]
    )
    found = one_unit_out(people, people.headline(), "points")
    assert found is not None
    assert (found.unit, found.n_units) == ("Sales", 3)
    assert found.low == pytest.approx(found.without.difference)


def test_two_units_are_too_few_to_leave_one_out() -> None:
    people = compared(business_unit="Sales")
    assert one_unit_out(people, people.headline(), "points") is None


def test_teammates_are_left_out_only_where_there_are_enough_to_hide_among() -> None:
    headline = compared().headline()
    assert isinstance(without_teammates(compared(), headline).outcome, Undefined)
    few = [row(n, is_pilot=n % 2 == 0, level=f"L{n // 2 % 2}", is_teammate=n in {1, 3}) for n in range(100)]
    many = [row(n, is_pilot=n % 2 == 0, level=f"L{n // 2 % 2}", is_teammate=n % 6 == 1) for n in range(200)]
    assert isinstance(without_teammates(ASKED.of(few), headline).outcome, Withheld)
    assert isinstance(without_teammates(ASKED.of(many), headline).outcome, Released)


def test_groups_are_corrected_for_their_number() -> None:
    found = by_group(compared(), "gender")
    assert [one.label for one in found.effects] == ["Man", "Woman"]
    for one in found.effects:
        assert isinstance(one.outcome, Released)
        assert one.outcome.value.interval.level == pytest.approx(0.975)
    assert found.interaction is not None
    assert found.interaction.df == 1


def test_a_group_of_nine_is_withheld() -> None:
    people = [
        row(n, is_pilot=n % 2 == 0, level=f"L{n // 2 % 2}", gender="Woman" if n < 40 else "Man") for n in range(200)
    ]
    kept = ASKED.of(people).where(lambda one: one["gender"] == "Man" or one["fold"] == 0)
    (man, woman) = by_group(kept, "gender").effects
    assert isinstance(man.outcome, Released)
    assert (woman.n, type(woman.outcome)) == (None, Withheld)


def test_equal_differences_have_no_interaction_and_one_alone_has_no_test() -> None:
    found = interaction([estimate(2.0), estimate(2.0), estimate(2.0)])
    assert found is not None
    assert (found.q, found.p) == (0.0, 1.0)
    assert interaction([estimate(2.0)]) is None


def test_p_values_follow_from_the_estimate() -> None:
    assert p_of(estimate(1.959964)) == pytest.approx(0.05, abs=1e-6)
