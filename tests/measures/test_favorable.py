"""The favorable share: coarse, with an interval that follows from what is published and covers what it hides."""

from __future__ import annotations

import random

import pytest
from scipy import stats

from analytics.measures.cell import Cell
from analytics.measures.favorable import FavorableShare, estimate, published_share, worth
from analytics.measures.finding import Estimate, Interval, Released


def cell(rows: list[tuple[int, int]]) -> Cell:
    """The sums of respondents given as (favorable answers, answers)."""
    return Cell(
        people=len(rows),
        n=len(rows),
        total=sum(y for y, _ in rows),
        squares=sum(y * y for y, _ in rows),
        base=sum(x for _, x in rows),
        base_squares=sum(x * x for _, x in rows),
        product=sum(y * x for y, x in rows),
    )


def shown(share: FavorableShare) -> tuple[Estimate, Interval]:
    outcome = estimate(share, label="All", wave="w")
    assert isinstance(outcome, Released)
    assert outcome.value.interval is not None
    return outcome.value, outcome.value.interval


def test_the_share_is_published_to_the_nearest_five_percent() -> None:
    share = published_share(cell([(3, 5)] * 20 + [(2, 4)] * 20), 1.0)
    assert share == FavorableShare(n=40, percent=55, worth=1.0)


def test_fewer_than_thirty_respondents_have_no_share() -> None:
    assert published_share(cell([(3, 5)] * 29), 1.0) is None


def test_with_one_answer_a_respondent_the_interval_is_wilsons_of_both_ends_of_the_rounding() -> None:
    _, interval = shown(FavorableShare(n=200, percent=40, worth=1.0))
    low = stats.binomtest(75, 200).proportion_ci(method="wilson").low
    high = stats.binomtest(85, 200).proportion_ci(method="wilson").high
    assert (interval.low, interval.high) == pytest.approx((100 * low, 100 * high))


def test_the_interval_stays_between_nobody_and_everybody() -> None:
    for percent in (0, 100):
        _, interval = shown(FavorableShare(n=30, percent=percent, worth=1.0))
        assert 0 <= interval.low < interval.high <= 100


def test_answers_of_a_person_that_are_all_alike_are_worth_one() -> None:
    assert worth(cell([(4, 4)] * 50 + [(0, 4)] * 50)) == 1.0


def test_answers_that_do_not_hang_together_are_worth_each_one() -> None:
    chance = random.Random(5)  # noqa: S311 - made-up answers
    rows = [(sum(chance.random() < 0.6 for _ in range(5)), 5) for _ in range(4000)]
    assert worth(cell(rows)) == pytest.approx(5.0, abs=0.3)


def test_nobody_differs_is_worth_one_answer_each() -> None:
    assert worth(cell([(5, 5)] * 40)) == 1.0
