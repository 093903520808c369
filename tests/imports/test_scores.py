"""Scale scores are exact integers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import SettingsError
from analytics.imports.scores import BLANK, ItemAnswers, scores


def _item(*values: int | None, low: int = 1, high: int = 5, is_reverse: bool = False) -> ItemAnswers:
    answers = np.array([BLANK if value is None else value for value in values], dtype=np.int64)
    return ItemAnswers(values=answers, low=low, high=high, is_reverse=is_reverse)


@st.composite
def _scales(draw: st.DrawFn) -> list[ItemAnswers]:
    n_items, n_people = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    items = []
    for _ in range(n_items):
        low = draw(st.integers(0, 1))
        high = low + draw(st.integers(1, 10))
        answer = st.one_of(st.none(), st.integers(low, high))
        values = draw(st.lists(answer, min_size=n_people, max_size=n_people))
        items.append(_item(*values, low=low, high=high, is_reverse=draw(st.booleans())))
    return items


def _by_definition(items: list[ItemAnswers], person: int) -> Fraction | None:
    shares = []
    for item in items:
        value = int(item.values[person])
        if value != BLANK:
            share = Fraction(value - item.low, item.high - item.low)
            shares.append(1 - share if item.is_reverse else share)
    return Fraction(sum(shares), 1) / len(shares) if 2 * len(shares) >= len(items) else None


@given(_scales())
def test_a_score_is_the_mean_of_the_answered_items_without_rounding(items: list[ItemAnswers]) -> None:
    found = scores("engagement", items)
    for person, value in enumerate(found.values.tolist()):
        expected = _by_definition(items, person)
        assert (None if value == BLANK else Fraction(value, found.denominator)) == expected


def test_five_items_from_one_to_five_are_counted_in_240ths() -> None:
    found = scores("engagement", [_item(5, 1, 3, None) for _ in range(4)] + [_item(1, 5, 3, 4, is_reverse=True)])
    assert (found.denominator, found.n_items) == (240, 5)
    assert found.values.tolist() == [240, 0, 120, BLANK]


def test_half_of_the_items_is_enough() -> None:
    items = [_item(5, 5), _item(3, None), _item(None, None), _item(None, None)]
    assert scores("satisfaction", items).values.tolist() == [36, BLANK]


@pytest.mark.parametrize(
    ("share", "values"), [(0.25, [36, 36, BLANK]), (0.5, [36, BLANK, BLANK]), (0.6, [BLANK] * 3), (1, [BLANK] * 3)]
)
def test_another_share_of_the_items_can_be_asked_for(share: float, values: list[int]) -> None:
    items = [_item(5, 4, None), _item(3, None, None), _item(None, None, None), _item(None, None, None)]
    assert scores("satisfaction", items, share).values.tolist() == values


def test_enps_counts_promoters_and_detractors() -> None:
    found = scores("enps", [_item(*range(11), None, low=0, high=10)])
    assert found.values.tolist() == [-1] * 7 + [0, 0, 1, 1, BLANK]
    assert (found.n_items, found.denominator) == (1, 1)


@pytest.mark.parametrize(
    "items",
    [
        [_item(1, low=1, high=10)],
        [_item(1, low=0, high=10, is_reverse=True)],
        [_item(1, low=0, high=10), _item(1, low=0, high=10)],
    ],
)
def test_enps_from_other_questions_is_refused(items: list[ItemAnswers]) -> None:
    with pytest.raises(SettingsError, match="eNPS"):
        scores("enps", items)


def test_too_many_items_for_exact_scores_are_refused() -> None:
    assert scores("engagement", [_item(3) for _ in range(22)]).values.tolist() == [465585120]
    with pytest.raises(SettingsError, match="has 23 items"):
        scores("engagement", [_item(3) for _ in range(23)])
