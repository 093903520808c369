"""What the published cells leave of a row is one cell, computed from them, and no other combination is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.measures.cell import Cell
from analytics.release.cell_key import CellKey
from analytics.release.cells import Cells
from analytics.release.joined import Row, cell_of, together
from analytics.release.read import Release, Released, Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analytics.query import Where
    from analytics.release.facts import Facts

POPULATION, MEASURE = "survey:2025-06", "engagement"
GENDERS = ("Man", "Non-binary", "Woman")
PILOT = {"arm": ("Pilot",)}
ANSWERS: Mapping[str, tuple[int, ...]] = {"Man": (3, 4) * 20, "Non-binary": (5, 1), "Woman": (4, 5, 2) * 12}
"""Answers of the people of a pilot; too few are non-binary to be shown, or to be left over."""


def cell(*answers: int) -> Cell:
    """The sums over some answers."""
    return Cell(people=len(answers), n=len(answers), total=sum(answers), squares=sum(one * one for one in answers))


def key(measure: str, **categories: str) -> CellKey:
    """The name of a cell of the survey."""
    return CellKey(population=POPULATION, categories=frozenset(categories.items()), measure=measure)


def cells(measure: str = MEASURE, answers: Mapping[str, tuple[int, ...]] = ANSWERS) -> Cells:
    """What is published of the pilot: everybody, and the men."""
    everybody = [one for every in answers.values() for one in every]
    return Cells(
        {
            key(measure): cell(*everybody, *(3, 4) * 100),
            key(measure, arm="Pilot"): cell(*everybody),
            key(measure, arm="Pilot", gender="Man"): cell(*answers["Man"]),
        }
    )


@pytest.fixture
def facts(release_folder: Path) -> Facts:
    """What a release says about itself, with three genders in its survey."""
    found = Release.load(release_folder).facts
    return replace(found, categories={POPULATION: {"arm": ("Pilot", "Comparison"), "gender": GENDERS}}, kept={})


def find(facts: Facts, where: Where, found: Cells, measure: str = MEASURE) -> Released[Cell] | Withheld:
    """The cell of a group."""
    outcome = cell_of(found, facts, POPULATION, where, measure)
    assert isinstance(outcome, Released | Withheld)
    return outcome


def test_the_few_are_joined_with_a_group_that_is_large_enough(facts: Facts) -> None:
    row = Row.of(facts, POPULATION, MEASURE, PILOT, "gender")
    assert together(cells(), facts, row) == ("Non-binary", "Woman")
    found = find(facts, {**PILOT, "gender": ("Woman", "Non-binary")}, cells())
    assert found == Released(value=cell(*ANSWERS["Woman"], *ANSWERS["Non-binary"]), n=38)


def test_published_categories_may_be_chosen_beside_the_few(facts: Facts) -> None:
    assert find(facts, {**PILOT, "gender": GENDERS}, cells()) == find(facts, PILOT, cells())


@pytest.mark.parametrize("chosen", [("Woman",), ("Man", "Woman"), ("Non-binary", "Man"), ("Woman", "Agender")])
def test_no_other_combination_is_shown(facts: Facts, chosen: tuple[str, ...]) -> None:
    assert find(facts, {**PILOT, "gender": chosen}, cells()) == Withheld()


def test_fewer_than_ten_are_not_shown_as_one_either(facts: Facts) -> None:
    few = {**ANSWERS, "Woman": (4, 5, 2) * 2}
    assert find(facts, {**PILOT, "gender": ("Woman", "Non-binary")}, cells(answers=few)) == Withheld()
    assert together(cells(answers=few), facts, Row.of(facts, POPULATION, MEASURE, PILOT, "gender")) == ()


def test_a_row_of_which_nothing_is_published_has_no_rest(facts: Facts) -> None:
    found = Cells({name: one for name, one in cells().items() if len(name.categories) < 2})
    assert find(facts, {**PILOT, "gender": ("Woman", "Non-binary")}, found) == Withheld()
    assert find(facts, {**PILOT, "gender": GENDERS}, found) == Withheld()


def test_figures_of_different_dates_are_not_subtracted(facts: Facts) -> None:
    kept = {(POPULATION, frozenset({("arm", "Pilot"), ("gender", "Man")}), MEASURE): "2025-01-01T00:00:00+00:00"}
    chosen = {**PILOT, "gender": ("Woman", "Non-binary")}
    assert find(replace(facts, kept=kept), chosen, cells()) == Withheld()


def test_rounded_figures_are_not_subtracted(facts: Facts) -> None:
    where = {**PILOT, "gender": ("Woman", "Non-binary")}
    assert find(facts, where, cells("turnover"), "turnover") == Withheld()
