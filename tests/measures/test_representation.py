"""Raked scores: everybody's make-up, small categories joined, and nothing where nothing can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.measures.representation import RakedScore, raked_score

if TYPE_CHECKING:
    from analytics.engine import Row


def row(generation: str, people: int, scores: list[int], *, level: str = "L1", unit: str = "Sales") -> Row:
    return {
        "wave": "w",
        "generation": generation,
        "level": level,
        "business_unit": unit,
        "people": people,
        "n": len(scores),
        "total": sum(scores),
        "squares": sum(score * score for score in scores),
    }


def raked(*rows: Row) -> RakedScore:
    found = raked_score(rows, 100, "w")
    assert found is not None
    return found


def test_the_mean_is_that_of_groups_in_everybodys_proportion() -> None:
    found = raked(row("Gen Z", 100, [80, 82] * 10), row("Gen X", 300, [60, 62] * 10))
    assert found.estimate.value == pytest.approx(0.25 * 81 + 0.75 * 61)
    assert found.raw == pytest.approx(71.0)
    assert found.margins == ("generation",)
    assert found.invited == 400


def test_effective_people_are_kishs() -> None:
    found = raked(row("Gen Z", 100, [80, 82] * 10), row("Gen X", 300, [60, 62] * 10))
    assert found.effective_n == pytest.approx(400**2 / (20 * 5**2 + 20 * 15**2))


def test_equal_response_leaves_the_mean_as_it_is() -> None:
    found = raked(row("Gen Z", 100, [80, 82] * 10), row("Gen X", 100, [60, 62] * 10))
    assert found.estimate.value == found.raw
    assert found.effective_n == pytest.approx(40)


def test_categories_with_few_respondents_are_joined() -> None:
    found = raked(
        row("Gen Z", 100, [80, 82] * 10),
        row("Gen X", 100, [60, 62] * 10),
        row("Silent", 40, [50, 52]),
        row("Boomer", 40, [50, 52] * 2),
        row("Undisclosed", 20, []),
    )
    assert found.margins == ("generation",)
    others = (20 * 61 + 6 * 51) / 26  # six answers are too few, so the next smallest category is joined with them
    assert found.estimate.value == pytest.approx((100 * 81 + 200 * others) / 300, abs=0.05)
    assert (found.estimate.n, found.invited) == (46, 300)


def test_fewer_than_thirty_or_a_single_category_have_none() -> None:
    assert raked_score([row("Gen Z", 100, [80, 82] * 10)], 100, "w") is None
    assert raked_score([row("Gen Z", 100, [80, 82] * 30)], 100, "w") is None


def test_head_counts_that_no_weights_meet_have_none() -> None:
    lonely = row("Gen Z", 1000, [80, 82] * 20, level="L1"), row("Gen X", 10, [60, 62] * 20, level="L2")
    assert raked_score([*lonely, row("Gen X", 500, [], level="L1")], 100, "w") is None
