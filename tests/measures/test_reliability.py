"""Reliability from integer products equals NumPy's on raw answers; too little to say is said so."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.measures.reliability import ScaleReliability, scale_reliability

if TYPE_CHECKING:
    from analytics.engine import Row


def answers(people: int, items: int) -> list[list[int]]:
    chance = random.Random(people)  # noqa: S311 - made-up answers
    moods = [chance.gauss(2, 1) for _ in range(people)]
    return [[min(4, max(0, round(mood + chance.gauss(0, 0.8)))) for _ in range(items)] for mood in moods]


def reliability(
    rows: list[list[int]], spans: tuple[int, ...] = (4, 4, 4), *, left_out: int = 10, left_first_out: int = 10
) -> ScaleReliability | None:
    names = [f"item_{place}" for place in range(len(spans))]
    counts: list[Row] = [
        {
            "wave": "w",
            "scale": "engagement",
            "item": name,
            "span": span,
            "asked": len(rows) + left_out,
            "answered": len(rows) + left_out - (left_first_out if name == "item_0" else left_out),
        }
        for name, span in zip(names, spans, strict=True)
    ]
    products: list[Row] = [
        {
            "item": one,
            "other": other,
            "n": len(rows),
            "total": sum(row[i] for row in rows),
            "product": sum(row[i] * row[j] for row in rows),
        }
        for i, one in enumerate(names)
        for j, other in enumerate(names)
    ]
    return scale_reliability(counts, products, {"item_0": "How are you?"})


def test_alpha_and_item_rest_are_those_of_the_raw_answers() -> None:
    rows = answers(80, 3)
    found = reliability(rows)
    assert found is not None
    raw = np.array(rows)
    covariance = np.cov(raw.T)
    assert found.alpha == round(1.5 * (1 - np.trace(covariance) / covariance.sum()), 2)
    for place, item in enumerate(found.items):
        rest = np.delete(raw, place, axis=1).sum(axis=1)
        assert item.item_rest == round(np.corrcoef(raw[:, place], rest)[0, 1], 2)
    assert found.interval is not None
    assert found.alpha is not None
    assert found.interval.low < found.alpha < found.interval.high
    assert found.omega is not None


def test_items_of_different_ranges_are_brought_to_one_range() -> None:
    rows = answers(80, 2)
    wide = [[first, 3 * second] for first, second in rows]
    narrow, broad = reliability(rows, (4, 4)), reliability(wide, (4, 12))
    assert narrow is not None
    assert broad is not None
    assert broad.alpha == pytest.approx(narrow.alpha, rel=1e-12)


def test_two_items_have_alpha_and_no_omega_and_say_why() -> None:
    found = reliability(answers(80, 2), (4, 4))
    assert found is not None
    assert found.alpha is not None
    assert found.omega is None
    assert "three items" in found.reason


def test_an_item_that_nobody_answers_differently_makes_it_undefined() -> None:
    found = reliability([[row[0], row[1], 2] for row in answers(80, 3)])
    assert found is not None
    assert found.alpha is None
    assert "same answer" in found.reason
    assert {item.item_rest for item in found.items} == {None}


def test_blank_answers_are_counted_among_those_asked() -> None:
    found = reliability(answers(80, 3))
    assert found is not None
    assert [item.answered for item in found.items] == [80] * 3
    assert [item.missing for item in found.items] == pytest.approx([100 / 9] * 3)
    assert [item.text for item in found.items] == ["How are you?", "item_1", "item_2"]


def test_one_item_or_fewer_than_thirty_people_have_none() -> None:
    assert reliability(answers(80, 1), (4,)) is None
    assert reliability(answers(29, 3)) is None


@pytest.mark.parametrize("left_out", [1, 4, 9])
def test_where_few_left_a_question_out_alpha_would_tell_what_they_answered_to_the_others(left_out: int) -> None:
    assert reliability(answers(80, 3), left_out=left_out, left_first_out=left_out) is None
    assert reliability(answers(80, 3), left_out=0, left_first_out=0) is not None


def test_how_few_left_one_question_out_is_not_told() -> None:
    found = reliability(answers(80, 3), left_out=12, left_first_out=3)
    assert found is not None
    assert [(item.answered, item.missing is None) for item in found.items] == [(None, True), (80, False), (80, False)]
