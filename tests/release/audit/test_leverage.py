"""Leverages are the diagonal of the projection on the published sums, person by person, whichever way they are made."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analytics.release.audit.leverage import Cell, SmallGroups, Span, _is_any_above, leverage, membership

SEEDS = st.integers(0, 10_000)
Population = tuple[NDArray[np.int64], NDArray[np.int64], list[Cell]]


def population(seed: int, *, most: int = 6) -> Population:
    """Patterns of three dimensions, how many people share each, and one- and two-way cells in random order."""
    rng = np.random.default_rng(seed)
    patterns = np.unique(rng.integers(0, 3, (8, 3)), axis=0)
    people = rng.integers(1, most, len(patterns))
    cells: list[Cell] = [()]
    cells += [((d, code),) for d in range(3) for code in range(3)]
    cells += [((a, i), (b, j)) for a, b in combinations(range(3), 2) for i in range(3) for j in range(3)]
    order = rng.permutation(len(cells))
    return patterns, people, [cells[place] for place in order]


def projection(patterns: NDArray[np.int64], people: NDArray[np.int64], cells: list[Cell]) -> NDArray[np.float64]:
    """The projection of every person, not of every pattern, written down as its definition."""
    members = np.repeat(membership(patterns, cells).toarray(), people, axis=1)
    return np.asarray(members.T @ np.linalg.pinv(members @ members.T) @ members, dtype=np.float64)


def test_a_cell_holds_the_patterns_that_pass_all_its_filters() -> None:
    patterns = np.array([[0, 0], [0, 1], [1, 1]])
    members = membership(patterns, [(), ((0, 0),), ((0, 0), (1, 1)), ((1, 5),)])
    assert members.toarray().tolist() == [[1, 1, 1], [1, 1, 0], [0, 1, 0], [0, 0, 0]]


def test_no_cell_explains_nothing() -> None:
    assert leverage(membership(np.array([[0], [1]]), []), np.array([3, 4])).tolist() == [0, 0]


def test_one_sum_explains_its_share_of_each_answer() -> None:
    assert leverage(membership(np.array([[0]]), [()]), np.array([8])) == pytest.approx([1 / 8])


def test_a_remainder_is_explained_as_if_it_were_published() -> None:
    patterns = np.array([[0], [1]])
    found = leverage(membership(patterns, [(), ((0, 0),)]), np.array([20, 4]))
    assert found == pytest.approx([1 / 20, 1 / 4])


@given(SEEDS)
def test_a_leverage_is_that_of_one_person_of_the_pattern(seed: int) -> None:
    patterns, people, cells = population(seed)
    expected = np.diag(projection(patterns, people, cells))
    assert np.repeat(leverage(membership(patterns, cells), people), people) == pytest.approx(expected, abs=1e-9)


@given(SEEDS)
def test_leverages_add_up_to_the_number_of_independent_sums(seed: int) -> None:
    patterns, people, cells = population(seed)
    members = membership(patterns, cells)
    rank = np.linalg.matrix_rank(np.repeat(members.toarray(), people, axis=1))
    assert people @ leverage(members, people) == pytest.approx(rank)


def test_a_linear_attacker_errs_as_the_leverage_says() -> None:
    patterns, people, cells = population(5, most=9)
    cells = cells[:6]
    projected = projection(patterns, people, cells)
    answers = np.random.default_rng(1).normal(size=(4000, len(projected)))
    errors = (answers - answers @ projected).std(axis=0)
    assert errors == pytest.approx(np.sqrt(1 - np.diag(projected)), abs=0.05)


@given(SEEDS)
def test_sums_taken_one_by_one_give_the_same_leverages(seed: int) -> None:
    patterns, people, cells = population(seed)
    members = membership(patterns, cells)
    span = Span(members, people)
    found = np.zeros(len(people))
    for index in range(len(cells)):
        part = span.new_part(index)
        if part is not None:
            found += np.square(part.values)
            span.accept(part)
            assert people @ np.square(part.values) == pytest.approx(1)
    assert found == pytest.approx(leverage(members, people), abs=1e-9)
    assert span.rank == np.linalg.matrix_rank(np.repeat(members.toarray(), people, axis=1))


@given(SEEDS)
def test_products_of_coordinates_are_joint_leverages(seed: int) -> None:
    patterns, people, cells = population(seed)
    span = Span(membership(patterns, cells), people)
    for index in range(len(cells)):
        part = span.new_part(index)
        if part is not None:
            span.accept(part)
    coordinates = np.repeat(span.coordinates(np.arange(len(people))), people, axis=0)
    assert coordinates @ coordinates.T == pytest.approx(projection(patterns, people, cells), abs=1e-9)


def test_what_follows_has_no_new_part() -> None:
    patterns, people = np.array([[0], [1], [2]]), np.array([10, 11, 12])
    span = Span(membership(patterns, [(), ((0, 0),), ((0, 1),), ((0, 2),)]), people)
    for index in range(3):
        part = span.new_part(index)
        assert part is not None
        span.accept(part)
    assert span.new_part(3) is None


def largest_share(joint: NDArray[np.float64]) -> float:
    """Every group of two to four people, tried one by one."""
    groups = [few for n in (2, 3, 4) for few in combinations(range(len(joint)), n)]
    inside = np.zeros((len(groups), len(joint)))
    for row, few in enumerate(groups):
        inside[row, list(few)] = 1
    return float((((inside @ joint) * inside).sum(axis=1) / inside.sum(axis=1)).max(initial=0.0))


@settings(max_examples=40)
@given(SEEDS)
def test_a_small_group_is_exceeded_just_when_one_of_all_groups_is(seed: int) -> None:
    patterns, people, cells = population(seed, most=3)
    span = Span(membership(patterns, cells), people)
    groups = SmallGroups(people, 0.8, len(cells))
    groups.watch(np.arange(len(people)), span)
    shown: list[Cell] = []
    for index, cell in enumerate(cells):
        part = span.new_part(index)
        if part is None or leverage(membership(patterns, [*shown, cell]), people).max() > 0.5:
            continue
        is_exceeded = groups.exceeded(part) is not None
        assert is_exceeded == (largest_share(projection(patterns, people, [*shown, cell])) > 0.8 + 1e-9)
        if not is_exceeded:
            groups.accept(part)
            span.accept(part)
            shown.append(cell)


def test_people_watched_later_are_seen_the_same() -> None:
    patterns, people = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([2, 2, 30, 30])
    cells: list[Cell] = [(), ((0, 0),), ((1, 0),), ((0, 1), (1, 0))]
    span = Span(membership(patterns, cells), people)
    groups = SmallGroups(people, 0.8, len(cells))
    for index in (0, 2):
        part = span.new_part(index)
        assert part is not None
        groups.watch(np.array([0, 3]) if index else np.array([1]), span)
        assert groups.exceeded(part) is None
        groups.accept(part)
        span.accept(part)
    groups.watch(np.arange(4), span)
    part = span.new_part(1)
    assert part is not None
    assert groups.exceeded(part) is not None


@given(st.integers(0, 10_000), st.integers(2, 7))
def test_the_search_for_small_groups_tries_every_group_of_two_to_four(seed: int, people: int) -> None:
    root = np.random.default_rng(seed).normal(size=(people, 3))
    within = root @ root.T / 4
    groups = [[0, *few] for n in (1, 2, 3) for few in combinations(range(1, people), n)]
    highest = max(within[np.ix_(group, group)].sum() / len(group) for group in groups)
    assert _is_any_above(within, highest * 0.999)
    assert not _is_any_above(within, highest * 1.001)
