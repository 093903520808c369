"""Safety is not bought with empty tables: of the most wanted ones, 1,000 people and more show nine cells of ten."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.release.audit.audit import Audit, Beside, audit
from analytics.release.audit.budget import spare
from analytics.release.audit.leverage import Cell, leverage, membership
from analytics.release.audit.ordering import audit_in_best_order
from tests.attacks.published import merged_codes
from tests.attacks.respondents import CATEGORIES, respondents
from tests.release.audit.test_audit import one_way, two_way

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLES = (
    ("cohort", "generation"),
    ("generation", "gender"),
    ("unit", "cohort"),
    ("gender", "cohort"),
    ("generation", "unit"),
)
PLACES = {name: place for place, name in enumerate(CATEGORIES)}


def population(n: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Respondents with level by generation and location by unit, small categories merged."""
    return np.unique(merged_codes(respondents(n, seed).codes), axis=0, return_counts=True)


def most_wanted(patterns: NDArray[np.int64]) -> list[Cell]:
    """Everyone, every single category, and the five most wanted tables."""
    cells = one_way(patterns)
    for names in TABLES:
        one, other = sorted(PLACES[name] for name in names)
        codes = (sorted(set(patterns[:, place].tolist())) for place in (one, other))
        cells += [((one, i), (other, j)) for i, j in product(*codes)]
    return cells


def shown(found: Audit) -> float:
    """The share of the cells of two filters with ten people or more that is published."""
    large = [one for one in found.verdicts if len(one.cell) == 2 and one.refused_by != "too_small"]
    return sum(one.is_published for one in large) / len(large)


@pytest.mark.parametrize("n", [1_000, 2_000, 5_000])
@pytest.mark.parametrize("seed", range(3))
def test_nine_of_ten_cells_of_the_most_wanted_tables_are_shown(n: int, seed: int) -> None:
    patterns, people = population(n, seed)
    cells = most_wanted(patterns)
    found = audit_in_best_order(patterns, people, cells, Beside(spare=spare("engagement", n, cells)))
    assert shown(found) >= 0.9
    assert all(one.is_published for one in found.verdicts if len(one.cell) < 2)


@pytest.mark.parametrize(("n", "least"), [(240, 0.1), (480, 0.65)])
def test_small_programs_show_every_single_category_and_some_tables(n: int, least: float) -> None:
    found = [
        audit_in_best_order(patterns, people, cells, Beside(spare=spare("engagement", n, cells)))
        for patterns, people in (population(n, seed) for seed in range(3))
        for cells in [most_wanted(patterns)]
    ]
    assert all(one.is_published for each in found for one in each.verdicts if len(one.cell) < 2)
    assert np.mean([shown(each) for each in found]) >= least


def shown_alone_or_with_the_few(found: Audit) -> float:
    """The same share when a cell counts too that is shown as one with categories that are too small to be shown."""
    of_two = [one for one in found.verdicts if len(one.cell) == 2]
    left: dict[object, list[int]] = defaultdict(list)
    for one in of_two:
        for line, across in ((one.cell[0], one.cell[1][0]), (one.cell[1], one.cell[0][0])):
            left[line, across] += [] if one.is_published else [one.n]
    large = [one for one in of_two if one.n >= 10]

    def is_shown(cell: Cell) -> bool:
        lines = ((cell[0], cell[1][0]), (cell[1], cell[0][0]))
        return any(sum(n >= 10 for n in left[line]) == 1 for line in lines)

    return sum(one.is_published or is_shown(one.cell) for one in large) / len(large)


@pytest.mark.parametrize("n", [900, 1_200, 1_500])
@pytest.mark.parametrize("seed", range(3))
def test_where_one_in_ten_takes_part_nine_of_ten_cells_are_shown_alone_or_with_the_few(n: int, seed: int) -> None:
    patterns, people = a_few_in_the_way(n, seed)
    tables = list(combinations((0, 1, 3, 4), 2))[1:]
    cells = [*one_way(patterns), *(one for one in two_way(patterns) if (one[0][0], one[1][0]) in tables)]
    found = audit_in_best_order(patterns, people, cells)
    assert shown(found) < shown_alone_or_with_the_few(found)
    assert shown_alone_or_with_the_few(found) >= 0.9
    assert leverage(membership(patterns, found.published), people).max() <= 0.5 + 1e-9


def a_few_in_the_way(n: int = 3_000, seed: int = 7) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Arm, cohort, role, gender and three more: of `n` people one in ten takes part, few of them of rare genders."""
    chance = np.random.default_rng(seed)
    is_in = chance.random(n) < 0.1
    cohort, role = (np.where(is_in, 1 + chance.integers(0, size, n), 0) for size in (3, 2))
    gender = chance.choice(4, size=n, p=[0.48, 0.46, 0.03, 0.03])
    others = [chance.integers(0, size, n) for size in (4, 8, 6)]
    return np.unique(np.column_stack([is_in, cohort, role, gender, *others]), axis=0, return_counts=True)


def test_a_cell_that_stands_in_the_way_of_many_is_looked_at_last() -> None:
    patterns, people = a_few_in_the_way()
    cells = [*one_way(patterns), *two_way(patterns)]
    plain, best = audit(patterns, people, cells), audit_in_best_order(patterns, people, cells)
    assert len(best.published) >= 1.3 * len(plain.published)
    assert {one.cell for one in best.verdicts} == set(cells)
    assert leverage(membership(patterns, best.published), people).max() <= 0.5 + 1e-9
    assert best.summary.highest_group_share <= 0.8


def test_the_order_of_the_rows_changes_nothing() -> None:
    patterns, people = a_few_in_the_way()
    cells = [*one_way(patterns), *two_way(patterns)]
    mixed = np.random.default_rng(1).permutation(len(people))
    assert audit_in_best_order(patterns, people, cells) == audit_in_best_order(patterns[mixed], people[mixed], cells)


def test_what_is_kept_free_stays_with_its_cells_in_another_order() -> None:
    patterns, people = a_few_in_the_way()
    cells = [*one_way(patterns), *two_way(patterns)]
    kept = [550 if len(cell) > 1 else 0 for cell in cells]
    found = audit_in_best_order(patterns, people, cells, Beside(spare=kept))
    assert found.summary.rank == 600 - 550
