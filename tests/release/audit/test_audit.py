"""Each rule refuses what it is there for, and whatever is published keeps every rule, checked by other means."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import SettingsError
from analytics.release.audit.audit import Audit, Beside, Rules, audit, ledger
from analytics.release.audit.leverage import Cell, leverage, membership
from analytics.release.audit.small_groups import small_groups

if TYPE_CHECKING:
    from numpy.typing import NDArray


def table(counts: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The patterns of a two-way table of people, and their numbers."""
    people = np.array(counts)
    return np.argwhere(people > 0), people[people > 0]


def line(*counts: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One dimension with so many people in each category."""
    return np.arange(len(counts))[:, None], np.array(counts)


def one_way(patterns: NDArray[np.int64]) -> list[Cell]:
    return [(), *(((d, int(code)),) for d in range(patterns.shape[1]) for code in np.unique(patterns[:, d]))]


def two_way(patterns: NDArray[np.int64]) -> list[Cell]:
    codes = [[int(code) for code in np.unique(column)] for column in patterns.T]
    pairs = combinations(range(len(codes)), 2)
    return [((a, i), (b, j)) for a, b in pairs for i, j in product(codes[a], codes[b])]


def refused(found: Audit) -> dict[Cell, str | None]:
    return {verdict.cell: verdict.refused_by for verdict in found.verdicts if not verdict.is_published}


def test_fewer_than_ten_people_are_too_few() -> None:
    patterns, people = line(40, 10, 9, 41)
    assert refused(audit(patterns, people, one_way(patterns))) == {((0, 2),): "too_small"}


def test_a_cell_nobody_is_in_is_too_small() -> None:
    patterns, people = line(60, 60)
    assert refused(audit(patterns, people, [((0, 7),)])) == {((0, 7),): "too_small"}


def test_a_rest_of_fewer_than_ten_is_refused() -> None:
    patterns, people = line(91, 9)
    assert refused(audit(patterns, people, [(), ((0, 0),)])) == {((0, 0),): "small_rest"}


def test_a_rest_of_nobody_is_free() -> None:
    patterns, people = line(91)
    found = audit(patterns, people, [(), ((0, 0),)])
    assert [verdict.is_free for verdict in found.verdicts] == [False, True]
    assert found.summary.rank == 1


def test_the_complement_in_a_line_has_ten_people_too() -> None:
    patterns, people = table([[30, 9], [40, 41]])
    found = audit(patterns, people, [*one_way(patterns), ((0, 0), (1, 0))])
    assert refused(found) == {((0, 0), (1, 0)): "small_remainder"}


def test_what_is_left_of_a_line_is_never_one_to_four_people() -> None:
    patterns, people = table([[30, 30, 3], [40, 40, 40], [40, 40, 40]])
    found = audit(patterns, people, [*one_way(patterns), *two_way(patterns)])
    assert refused(found)[(0, 0), (1, 1)] == "small_remainder"
    assert ((0, 0), (1, 0)) in found.published


def test_a_cell_that_follows_is_free() -> None:
    patterns, people = table([[30, 31], [32, 33]])
    found = audit(patterns, people, [*one_way(patterns), *two_way(patterns)])
    assert len(found.published) == 9
    assert found.summary.rank == 4
    assert sum(verdict.is_free for verdict in found.verdicts) == 5


def test_no_more_than_one_independent_number_for_five_people() -> None:
    patterns, people = line(*[10] * 6)
    found = audit(patterns, people, one_way(patterns), Rules(mean_leverage=0.05))
    assert found.summary.rank == 3
    assert set(refused(found).values()) == {"mean_leverage"}


def test_numbers_drawn_elsewhere_use_up_the_same_budget() -> None:
    patterns, people = line(30, 30, 30)
    assert len(audit(patterns, people, one_way(patterns)).published) == 4
    found = audit(patterns, people, one_way(patterns), beside=Beside(drawn=17))
    assert found.published == ((),)
    assert found.summary.rank == 18


def test_nobody_is_explained_by_more_than_the_limit() -> None:
    patterns, people = line(10, 30, 30)
    assert refused(audit(patterns, people, one_way(patterns), Rules(highest_leverage=0.09)))[((0, 0),)] == "leverage"


def crossed() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Four people without a category in common: their sum is that of two categories less a third."""
    patterns = np.array([[1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0]])
    return patterns, np.array([20, 20, 2, 2, 600])


def test_a_group_without_a_common_category_does_not_follow_either() -> None:
    patterns, people = crossed()
    wanted: list[Cell] = [((0, 1),), ((1, 1),), ((2, 1),)]
    assert leverage(membership(patterns, wanted), people).max() < 0.5
    assert refused(audit(patterns, people, wanted)) == {((2, 1),): "small_group"}


def test_three_filters_need_two_thousand_people() -> None:
    patterns = np.array(list(product(range(2), repeat=3)))
    cell = ((0, 0), (1, 0), (2, 0))
    assert refused(audit(patterns, np.full(8, 249), [cell])) == {cell: "too_many_filters"}
    assert audit(patterns, np.full(8, 250), [cell]).published == (cell,)


def test_small_populations_have_the_stricter_limit() -> None:
    assert Rules().leverage_limit(499) == 0.35
    assert Rules().leverage_limit(500) == 0.5
    assert Rules(highest_leverage=0.3).leverage_limit(10_000) == 0.3


@pytest.mark.parametrize(
    "loose", [{"minimum": 4}, {"highest_leverage": 0.51}, {"mean_leverage": 0.21}, {"group_share": 0.81}]
)
def test_a_rule_cannot_be_looser_than_promised(loose: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match="looser than the product promises"):
        Rules(**loose)  # type: ignore[arg-type]


def test_the_summary_counts_people_by_leverage() -> None:
    patterns, people = line(10, 25, 100)
    summary = audit(patterns, people, one_way(patterns)).summary
    assert summary.histogram == (125, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0)
    assert summary.highest_leverage == pytest.approx(0.1)
    assert summary.mean_leverage == pytest.approx(3 / 135)


def test_refusals_are_counted_by_rule() -> None:
    patterns, people = line(40, 9, 8, 41)
    assert audit(patterns, people, one_way(patterns)).refusals == {"too_small": 2}


def test_groups_of_two_to_four_people_are_those_of_up_to_three_filters() -> None:
    patterns, people = table([[3, 20], [1, 1]])
    groups = small_groups(patterns, people).toarray()
    assert sorted(map(tuple, groups.astype(int).tolist())) == [(0, 0, 1, 1), (1, 0, 0, 0), (1, 0, 1, 0)]


class TestEarlierReleases:
    """Everything ever shown is audited together."""

    def test_one_late_answer_is_not_shown(self) -> None:
        patterns, people = np.array([[0, 0], [1, 0], [0, 1]]), np.array([60, 60, 1])
        earlier = patterns[:, 1] == 0
        shown = np.array([earlier, earlier & (patterns[:, 0] == 0)])
        cells: list[Cell] = [(), ((0, 0),), ((0, 1),)]
        found = audit(patterns, people, cells, already=shown)
        assert refused(found) == {(): "leverage", ((0, 0),): "leverage"}
        assert found.verdicts[2].is_free

    def test_many_late_answers_are_shown(self) -> None:
        patterns, people = np.array([[0, 0], [1, 0], [0, 1], [1, 1]]), np.array([60, 60, 30, 30])
        found = audit(patterns, people, [(), ((0, 0),)], already=np.array([patterns[:, 1] == 0]))
        assert found.published == ((), ((0, 0),))
        assert found.summary.rank == 3

    def test_an_answer_that_was_changed_is_not_read_off(self) -> None:
        patterns, people = np.array([[0, 0], [0, 1], [0, 2]]), np.array([100, 1, 1])
        found = audit(
            patterns,
            people,
            [()],
            already=np.array([patterns[:, 1] != 2]),
            present=patterns[:, 1] != 1,
        )
        assert refused(found) == {(): "leverage"}
        assert found.summary.people == 101

    def test_the_same_list_again_is_free(self) -> None:
        patterns, people = table([[30, 31, 20], [32, 33, 24]])
        cells = [*one_way(patterns), *two_way(patterns)]
        first = audit(patterns, people, cells)
        again = audit(patterns, people, cells, already=membership(patterns, first.published).toarray() > 0)
        assert again.published == first.published
        assert all(verdict.is_free for verdict in again.verdicts if verdict.is_published)
        assert again.summary == first.summary


def company(seed: int, n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 6, rng.integers(2, 5))
    codes = np.column_stack([np.minimum(rng.geometric(0.4, n) - 1, size - 1) for size in sizes])
    patterns, people = np.unique(codes, axis=0, return_counts=True)
    return patterns, people


SEEDS = st.integers(0, 100_000)
SIZES = st.sampled_from([20, 60, 150, 400, 700])


@settings(max_examples=60)
@given(SEEDS, SIZES)
def test_what_is_published_keeps_every_rule(seed: int, n: int) -> None:
    patterns, people = company(seed, n)
    found = audit(patterns, people, [*one_way(patterns), *two_way(patterns)])
    members = membership(patterns, found.published)
    sizes = members @ people
    rows = np.repeat(members.toarray(), people, axis=1)
    size, right = np.linalg.svd(rows, full_matrices=False)[1:] if len(rows) else (np.zeros(0), np.zeros((0, n)))
    basis = right[size > 1e-7]
    joint = basis.T @ basis
    assert all(n == 0 or n >= 10 for n in people.sum() - sizes)
    assert all(sizes >= 10)
    assert len(basis) == found.summary.rank <= n / 5
    assert np.diag(joint).max(initial=0) <= (0.35 if n < 500 else 0.5) + 1e-6
    assert np.diag(joint).max(initial=0) == pytest.approx(found.summary.highest_leverage, abs=1e-6)
    codes = np.repeat(patterns, people, axis=0)
    for few in (few for k in (1, 2, 3) for few in combinations(range(codes.shape[1]), k)):
        for group in np.unique(codes[:, few], axis=0):
            inside = np.all(codes[:, few] == group, axis=1)
            if inside.sum() < 5:
                assert joint[np.ix_(inside, inside)].sum() / inside.sum() <= 0.8 + 1e-6


@settings(max_examples=30)
@given(SEEDS, SIZES)
def test_the_order_of_the_patterns_changes_nothing(seed: int, n: int) -> None:
    patterns, people = company(seed, n)
    cells = [*one_way(patterns), *two_way(patterns)]
    shuffled = np.random.default_rng(seed).permutation(len(people))
    assert audit(patterns[shuffled], people[shuffled], cells) == audit(patterns, people, cells)


@settings(max_examples=30)
@given(SEEDS, SIZES, st.integers(0, 4))
def test_an_order_that_begins_like_the_one_before_is_audited_as_if_it_were_the_first(
    seed: int, n: int, states: int
) -> None:
    patterns, people = company(seed, n)
    cells = [*one_way(patterns), *two_way(patterns)]
    chance, order = np.random.default_rng(seed), list(range(len(cells)))
    several = ledger(patterns, people, cells, states=states)
    for _ in range(3):
        found, alone = several.audit(order), audit(patterns, people, [cells[place] for place in order])
        assert (found.verdicts, found.summary) == (alone.verdicts, alone.summary)
        assert found.blamed == pytest.approx(alone.blamed)
        order.append(order.pop(int(chance.integers(len(order)))))


@settings(max_examples=30)
@given(SEEDS, SIZES)
def test_one_row_a_person_is_the_same_as_one_row_a_pattern(seed: int, n: int) -> None:
    patterns, people = company(seed, n)
    cells = [*one_way(patterns), *two_way(patterns)]
    rows = np.repeat(patterns, people, axis=0)
    assert audit(rows, np.ones(n, dtype=np.int64), cells) == audit(patterns, people, cells)


@settings(max_examples=30)
@given(SEEDS, SIZES)
def test_a_stricter_rule_never_explains_more(seed: int, n: int) -> None:
    patterns, people = company(seed, n)
    cells = [*one_way(patterns), *two_way(patterns)]
    strict = audit(patterns, people, cells, Rules(minimum=15, highest_leverage=0.2))
    assert strict.summary.highest_leverage <= 0.2 + 1e-9
    assert all(verdict.n >= 15 for verdict in strict.verdicts if verdict.is_published)
