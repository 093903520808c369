"""A group in which everybody gave the same answer is not shown, and does not follow from what is."""

from __future__ import annotations

import numpy as np

from analytics.measures.cell import Cell
from analytics.release.alike import is_alike, without_alike
from analytics.release.cell_key import CellKey

POPULATION = "survey:2025-06"


def named(**categories: str) -> CellKey:
    return CellKey(population=POPULATION, categories=frozenset(categories.items()), measure="enps")


def answers(*values: int) -> Cell:
    return Cell(people=len(values), n=len(values), total=sum(values), squares=sum(value**2 for value in values))


def test_sums_tell_whether_all_answers_are_the_same() -> None:
    assert is_alike(answers(*[1] * 10))
    assert is_alike(answers(*[0] * 10))
    assert not is_alike(answers(*[1] * 9, 0))
    assert not is_alike(answers())


def test_a_measure_to_which_all_gave_one_answer_is_not_shown_at_all() -> None:
    cells = {named(): answers(*[1] * 20), named(gender="Man"): answers(*[1] * 10)}
    other = CellKey(population=POPULATION, categories=frozenset(), measure="engagement")
    assert without_alike({**cells, other: answers(1, 2)}) == {other: answers(1, 2)}


def test_the_dimension_in_which_a_category_agrees_is_not_shown() -> None:
    mixed = answers(-1, *[1] * 9)
    cells = {
        named(): answers(*[0] * 10, -1, *[1] * 9),
        named(gender="Man"): answers(*[0] * 10),
        named(gender="Woman"): mixed,
        named(unit="Sales"): answers(*[0] * 5, -1, 1, 1, 1, 1),
        named(unit="Sales", gender="Woman"): mixed,
    }
    assert set(without_alike(cells)) == {named(), named(unit="Sales")}


def test_a_group_that_is_left_of_a_row_is_found() -> None:
    cells = {named(): answers(*[0] * 10, -1, *[1] * 9), named(gender="Woman"): answers(-1, *[1] * 9)}
    assert set(without_alike(cells)) == {named()}


def test_of_a_table_of_two_dimensions_only_the_table_is_left_out() -> None:
    values = np.random.default_rng(1).integers(-1, 2, 40).tolist()
    cells = {
        named(): answers(*values, *[1] * 10),
        named(gender="Man"): answers(*values[:20], *[1] * 10),
        named(gender="Man", unit="Sales"): answers(*[1] * 10),
        named(gender="Man", unit="Law"): answers(*values[:20]),
        named(gender="Man", level="L1"): answers(*values[:12]),
    }
    assert set(without_alike(cells)) == {named(), named(gender="Man"), named(gender="Man", level="L1")}


def test_who_left_is_no_answer() -> None:
    left = CellKey(population="eligible", categories=frozenset(), measure="turnover")
    assert without_alike({left: answers(1, 1)}) == {left: answers(1, 1)}
