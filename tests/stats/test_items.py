from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.items import ItemSums

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE = st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=2, max_size=30)
NAMES = ("a", "b", "c")


def sums_of(people: Sequence[tuple[int, ...]], *, denominator: int = 1) -> ItemSums:
    places = range(len(people[0]))
    return ItemSums(
        items=NAMES[: len(people[0])],
        n=len(people),
        totals=tuple(sum(person[i] for person in people) for i in places),
        products=tuple(tuple(sum(person[i] * person[j] for person in people) for j in places) for i in places),
        denominator=denominator,
    )


@given(PEOPLE)
def test_covariance_is_that_of_the_rows(people: list[tuple[int, ...]]) -> None:
    np.testing.assert_allclose(sums_of(people).covariance(), np.cov(np.array(people).T), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(sums_of(people, denominator=2).covariance(), np.cov(np.array(people).T) / 4, atol=1e-14)


@given(PEOPLE, PEOPLE)
def test_merging_is_pooling_the_people(some: list[tuple[int, ...]], others: list[tuple[int, ...]]) -> None:
    assert sums_of(some) + sums_of(others) == sums_of([*others, *some])


@given(PEOPLE, st.sets(st.sampled_from(NAMES)))
def test_turning_sums_is_turning_answers(people: list[tuple[int, ...]], reverse: set[str]) -> None:
    turned = [tuple(6 - v if name in reverse else v for name, v in zip(NAMES, row, strict=True)) for row in people]
    assert sums_of(people).turned(reverse, low=1, high=5) == sums_of(turned)


def test_correlation_is_that_of_the_rows() -> None:
    people = [(1, 2, 5), (2, 2, 4), (4, 5, 1), (3, 5, 2), (5, 4, 2)]
    np.testing.assert_allclose(sums_of(people).correlation(), np.corrcoef(np.array(people).T), rtol=1e-13)


def test_an_item_with_one_answer_is_named() -> None:
    with pytest.raises(UndefinedStatisticError, match="same answer to b"):
        sums_of([(1, 3, 2), (2, 3, 4), (5, 3, 1)]).correlation()


def test_one_person_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="at least two people"):
        sums_of([(1, 2, 3)]).covariance()


def test_different_items_do_not_merge() -> None:
    with pytest.raises(UndefinedStatisticError, match="different items"):
        sums_of([(1, 2)]) + sums_of([(1, 2, 3)])
