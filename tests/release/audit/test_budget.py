"""No outcome is published in more numbers than one for every five people, whatever the cells and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.release.audit.audit import Beside, audit
from analytics.release.audit.budget import Budget, Figure, allowance, kept_free, of_people, spare
from analytics.release.audit.leverage import leverage, membership
from tests.release.audit.test_audit import one_way, two_way

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.release.audit.leverage import Cell


def figure(numbers: int, *outcomes: str, people: int | None = None) -> Figure:
    return Figure(what="a curve", draws=dict.fromkeys(outcomes, numbers), people=people)


def test_what_does_not_fit_is_left_out_and_smaller_figures_after_it_still_fit() -> None:
    budget = Budget([of_people("leaving", 100, cells=8)])
    assert [budget.draw(figure(numbers, "leaving")) for numbers in (10, 3, 2)] == [True, False, True]
    (found,) = budget.outcomes()
    assert [(one.numbers, one.is_published) for one in found.draws] == [(10, True), (3, False), (2, True)]
    assert (found.allowance, found.drawn, found.left) == (20, 12, 0)


def test_a_figure_about_two_waves_has_to_fit_into_both_and_draws_on_neither_otherwise() -> None:
    budget = Budget([of_people("engagement 1", 100), of_people("engagement 2", 10)])
    assert not budget.draw(figure(3, "engagement 1", "engagement 2"))
    assert budget.left(["engagement 1"]) == 20
    assert budget.draw(figure(2, "engagement 1", "engagement 2"))
    assert budget.left(["engagement 1", "engagement 2"]) == 0


def test_a_figure_about_few_people_is_held_to_a_fifth_of_them() -> None:
    budget = Budget([of_people("leaving", 1_000)])
    assert not budget.draw(figure(4, "leaving", people=19))
    assert budget.draw(figure(4, "leaving", people=20))


def test_an_outcome_in_which_nobody_counts_has_no_numbers() -> None:
    assert not Budget([]).draw(figure(1, "engagement 1"))


def test_numbers_of_earlier_releases_are_counted() -> None:
    budget = Budget([of_people("leaving", 100)], {"leaving": 18})
    assert not budget.draw(figure(3, "leaving"))
    assert budget.draw(figure(2, "leaving"))


def test_comments_have_an_allowance_of_their_own() -> None:
    budget = Budget([])
    budget.open("comments 1", 50)
    assert budget.left(["comments 1"]) == 10


@pytest.mark.parametrize("people", [10, 40, 80, 240, 1_000, 5_000])
def test_what_is_kept_free_is_a_share_of_the_allowance_and_no_more_than_is_of_use(people: int) -> None:
    assert kept_free("engagement", people) == min(people // 5 // 5, 60)
    assert kept_free("turnover", people) == people // 5 // 2


def test_all_cells_but_those_of_everybody_and_the_arms_leave_something_free() -> None:
    cells: list[Cell] = [(), ((0, 1),), ((1, 0),), ((0, 1), (1, 0))]
    assert spare("engagement", 400, cells) == [0, 0, 16, 16]
    assert spare("turnover", 400, cells) == [0, 0, 40, 40]


@st.composite
def populations(draw: st.DrawFn) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Up to 260 people in up to four correlated dimensions."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, width = draw(st.integers(20, 260)), draw(st.integers(1, 4))
    first = chance.integers(0, draw(st.integers(2, 5)), n)
    columns = [np.where(chance.random(n) < 0.4, first, chance.integers(0, 3, n)) for _ in range(width - 1)]
    return np.unique(np.column_stack([first, *columns]), axis=0, return_counts=True)


@settings(max_examples=40, deadline=None)
@given(
    given_people=populations(),
    kept=st.integers(0, 20),
    numbers=st.integers(1, 2),
    figures=st.lists(st.tuples(st.integers(1, 12), st.integers(5, 260)), max_size=30),
)
def test_cells_and_figures_together_keep_every_limit(
    given_people: tuple[NDArray[np.int64], NDArray[np.int64]],
    kept: int,
    numbers: int,
    figures: list[tuple[int, int]],
) -> None:
    patterns, people = given_people
    cells = [*one_way(patterns), *two_way(patterns)]
    beside = Beside(spare=[kept if len(cell) > 1 else 0 for cell in cells], numbers=numbers)
    found = audit(patterns, people, cells, beside=beside)
    n = int(people.sum())
    budget = Budget([of_people("score", n, found.summary.rank)])
    for size, about in figures:
        budget.draw(figure(size, "score", people=about))
    (outcome,) = budget.outcomes()
    assert outcome.cells + outcome.drawn <= n / 5
    assert outcome.left >= 0
    members = membership(patterns, found.published)
    rank = int(np.linalg.matrix_rank((members * np.sqrt(people)).toarray())) if found.published else 0
    assert numbers * rank == found.summary.rank
    assert allowance(n) - outcome.cells >= kept or not any(
        len(cell) > 1 for cell in _new(patterns, people, found.published)
    )
    if found.published:
        assert leverage(members, people).max() <= 0.35 + 1e-9


def _new(patterns: NDArray[np.int64], people: NDArray[np.int64], published: tuple[Cell, ...]) -> list[Cell]:
    """The published cells that raise the rank, in their order."""
    rank, new = 0, []
    for place in range(len(published)):
        members = (membership(patterns, published[: place + 1]) * np.sqrt(people)).toarray()
        if int(np.linalg.matrix_rank(members)) > rank:
            rank += 1
            new.append(published[place])
    return new
