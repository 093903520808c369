"""A score and its questions together never tell what one to four people answered who left a question out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.measures.cell import Cell
from analytics.release.cell_key import EVERYONE, CellKey
from analytics.release.partial_answers import without_few_skipping

if TYPE_CHECKING:
    from analytics.engine.rows import Row

ITEMS = ("Q1", "Q2", "Q3")
QUESTIONS: list[Row] = [{"wave": "w", "question_id": item, "scale": "engagement"} for item in ITEMS]


def cell(measure: str, n: int) -> tuple[CellKey, Cell]:
    key = CellKey(population="survey:w", categories=EVERYONE, measure=measure)
    return key, Cell(people=n, n=n, total=3 * n, squares=10 * n)


@pytest.mark.parametrize(
    ("answered", "shown"),
    [((40, 40, 40), {"Q1", "Q2", "Q3"}), ((40, 39, 40), {"Q1", "Q3"}), ((38, 36, 40), {"Q3"}),
     ((40, 35, 39), {"Q1", "Q2", "Q3"})],
)  # fmt: skip
def test_questions_that_one_to_four_people_left_out_are_not_shown(answered: tuple[int, ...], shown: set[str]) -> None:
    items = [cell(f"question:{item}", n) for item, n in zip(ITEMS, answered, strict=True)]
    found = without_few_skipping(dict([cell("engagement", 40), *items]), QUESTIONS)
    assert {key.measure for key in found} == {"engagement", *(f"question:{item}" for item in shown)}


def test_a_question_of_no_published_score_stays() -> None:
    cells = dict([cell("question:Q1", 39), cell("question:Q9", 12)])
    assert without_few_skipping(cells, QUESTIONS) == cells
