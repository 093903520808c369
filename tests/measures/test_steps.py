"""A curve with fewer steps is true on its days, silent between them, and says how often it has any."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from analytics.measures.finding import Curve, Estimate, Outcome, Released, Undefined, Withheld
from analytics.measures.retention import HORIZONS, MONTHS, month_of, published_curve, retained, table_of
from analytics.measures.steps import finenesses, step_words, steps_sentence
from tests.measures.test_retention import movements

LEAVERS = {40: 6, 200: 9, 300: 6, 400: 9, 700: 3}


def whole() -> Curve:
    outcome = published_curve(table_of(movements(200, LEAVERS, end=800)), label="All", people=200)
    assert isinstance(outcome, Released)
    return outcome.value


def coarse(fineness: int) -> Curve:
    months = dict(finenesses(range(27)))[fineness]
    return replace(whole(), points=tuple(point for point in whole().points if month_of(point.day) in months))


def test_each_has_the_days_of_the_one_before_and_the_last_has_all() -> None:
    for length in range(1, 40):
        for origins in ((), (4,), (50,)):
            found = [days for _, days in finenesses(range(length), origins=origins)]
            assert found[-1] == set(range(length))
            assert all(one < other for one, other in pairwise(found))


@pytest.mark.parametrize(("length", "first"), [(30, {0, 12}), (10, {0, 6}), (5, {0, 3}), (2, {0, 1})])
def test_the_first_is_the_year_or_what_there_is_of_it(length: int, first: set[int]) -> None:
    assert next(finenesses(range(length)))[1] == first


def test_pairs_are_read_after_six_months_first() -> None:
    assert next(finenesses(range(14), "pair")) == (0, frozenset({0, 6}))


def test_tenure_has_years_after_the_table() -> None:
    assert dict(finenesses([*range(25), 36, 48], "tenure"))[2] == {0, 3, 6, 12, 24, 36, 48}


@pytest.mark.parametrize("fineness", range(5))
def test_what_is_read_off_a_curve_with_fewer_steps_is_what_the_whole_one_says(fineness: int) -> None:
    one = coarse(fineness)
    for months in range(1, 30):
        found, expected = retained(one, months), retained(whole(), months)
        assert found == expected or (isinstance(found, Withheld) and fineness < 4)
    assert isinstance(retained(one, MONTHS), Released)
    assert all(isinstance(retained(one, months), Released) for months in HORIZONS) or fineness == 0


def test_beyond_the_whole_curve_the_reason_is_told_and_beyond_another_it_is_not() -> None:
    def beyond(one: Curve) -> Outcome[Estimate]:
        return retained(one, 36)

    assert isinstance(beyond(whole()), Undefined)
    assert isinstance(beyond(coarse(0)), Withheld)


def test_how_often_a_curve_has_steps_is_said() -> None:
    words = [step_words([point.day for point in coarse(fineness).points]) for fineness in range(5)]
    table = "after 3, 6, 12 and 24 months"
    assert words == ["after 12 months", table, "each half-year", "each quarter", "each month"]


def test_curves_that_differ_are_told_apart() -> None:
    one, other = replace(coarse(3), label="Pilot"), replace(coarse(4), label="Comparison")
    assert steps_sentence([one, one]) == " Steps each quarter."
    assert steps_sentence([one, other]) == " Steps each quarter (Pilot); each month (Comparison)."
    assert steps_sentence([]) == ""
