"""No attack on the audited list finds answers; every attack finds them where groups of five are shown."""

from __future__ import annotations

import numpy as np
import pytest

from tests.attacks.attackers import differencing, filtered, least_squares, strongest, tracker, width
from tests.attacks.published import FreeFilters, PublishedList, at_least_five, audited
from tests.attacks.respondents import HIGHEST, LOWEST, Respondents, respondents

SEEDS = range(4)
DIMENSIONS = {40: 3, 80: 5, 240: 7}


@pytest.fixture(scope="module")
def known() -> Respondents:
    return respondents(240, 1)


@pytest.fixture(scope="module")
def shown(known: Respondents) -> PublishedList:
    return audited(known)


def test_a_difference_of_two_groups_is_never_one_person(known: Respondents, shown: PublishedList) -> None:
    assert known.exact(differencing(known, shown)) == 0


def test_a_tracker_finds_nobody(known: Respondents, shown: PublishedList) -> None:
    assert known.exact(tracker(known, shown)) == 0


def test_a_thousand_random_questions_tell_no_more_than_the_list(known: Respondents, shown: PublishedList) -> None:
    members, sums = filtered(known, shown, 1000, 1)
    assert 0 < np.linalg.matrix_rank(members) < len(shown.basis)
    assert known.gain(least_squares(known, members, sums)) <= 3


@pytest.mark.parametrize(("n", "n_dimensions"), DIMENSIONS.items())
def test_solving_all_sums_is_hardly_better_than_guessing(n: int, n_dimensions: int) -> None:
    gains = []
    for seed in SEEDS:
        known = respondents(n, seed, n_dimensions=n_dimensions)
        shown = audited(known)
        gains.append(known.gain(least_squares(known, shown.members, shown.sums)))
    assert np.mean(gains) <= 3


@pytest.mark.parametrize(("n", "n_dimensions"), DIMENSIONS.items())
def test_solving_all_sums_and_squares_is_hardly_better_than_guessing(n: int, n_dimensions: int) -> None:
    gains = []
    for seed in SEEDS:
        known = respondents(n, seed, n_dimensions=n_dimensions)
        gains.append(known.gain(strongest(known, audited(known), seed)))
    assert np.mean(gains) <= 3


def test_the_most_exposed_are_not_found_either() -> None:
    found, guessed = [], []
    for seed in SEEDS:
        known = respondents(240, seed)
        shown = audited(known)
        exposed = np.argsort(-shown.leverages)[:24]
        guesses = strongest(known, shown, seed)[exposed]
        found += list(np.abs(guesses - known.points[exposed]) < 0.5)
        guessed += list(known.points[exposed] == known.guess)
    assert np.mean(found) <= np.mean(guessed) + 0.1


def test_any_answer_can_still_be_almost_anything(shown: PublishedList) -> None:
    exposed = np.argsort(-shown.leverages)[:6]
    assert min(width(shown, int(person)) for person in exposed) >= (HIGHEST - LOWEST) / 2


class TestRuleOfFive:
    """The canary: an attack that fails here is broken, and proves nothing about the audited list."""

    def test_differences_find_most_people(self, known: Respondents) -> None:
        assert known.gain(differencing(known, FreeFilters(known=known))) > 60

    def test_a_tracker_finds_most_people(self, known: Respondents) -> None:
        assert known.gain(tracker(known, FreeFilters(known=known))) > 60

    def test_a_thousand_questions_find_most_people(self, known: Respondents) -> None:
        members, sums = filtered(known, FreeFilters(known=known), 1000, 1)
        assert known.gain(least_squares(known, members, sums)) > 60

    def test_all_two_way_tables_find_most_people(self, known: Respondents) -> None:
        shown = at_least_five(known)
        assert known.gain(least_squares(known, shown.members, shown.sums)) > 60
        assert known.gain(strongest(known, shown, 1, n_starts=2)) > 60

    def test_all_two_way_tables_leave_no_room(self, known: Respondents) -> None:
        assert width(at_least_five(known), 0) < 1

    def test_one_more_answer_is_read_off(self) -> None:
        later = respondents(240, 1)
        earlier = Respondents(codes=later.codes[1:], points=later.points[1:])
        sums = [FreeFilters(known=one).total(np.ones(len(one), dtype=np.bool_)) for one in (earlier, later)]
        assert sums[1] == (sums[0] or 0) + later.points[0]
