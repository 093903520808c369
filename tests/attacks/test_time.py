"""Nobody is found by comparing releases; audited one by one, releases give a part of the people away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.release.stack.amend import LEAST_CHANGED
from tests.attacks.attackers import least_squares, strongest
from tests.attacks.releases import forgetful, remembered
from tests.attacks.respondents import Respondents, respondents

if TYPE_CHECKING:
    from tests.attacks.published import PublishedList

SIZES = range(120, 181)
"""61 releases, each with one answer more than the one before."""

SEEDS = range(6)
CERTAIN = 1 - 1e-6


@pytest.fixture(scope="module")
def known() -> Respondents:
    return respondents(SIZES[-1], 1, n_dimensions=4)


@pytest.fixture(scope="module")
def shown(known: Respondents) -> PublishedList:
    return remembered(known, SIZES)[0]


def test_nobody_is_determined_after_61_releases(shown: PublishedList) -> None:
    assert shown.leverages.max() <= 0.35 + 1e-9


def test_solving_all_amendments_is_hardly_better_than_guessing() -> None:
    """With the figures renewed as often as the rule of ten changed answers lets them be."""
    linear, squares = [], []
    for seed in SEEDS:
        known = respondents(SIZES[-1], seed, n_dimensions=4)
        shown, _ = remembered(known, SIZES[::LEAST_CHANGED])
        linear.append(known.gain(least_squares(known, shown.members, shown.sums)))
        squares.append(known.gain(strongest(known, shown, seed)))
    assert np.mean(linear) <= 3
    assert np.mean(squares) <= 3


def test_single_answers_renew_few_cells(known: Respondents) -> None:
    _, renewed = remembered(known, SIZES[:11])
    assert sum(renewed[1:]) < 10 * renewed[0] / 2


def test_releases_audited_one_by_one_give_people_away(known: Respondents) -> None:
    """The canary: without the memory, the same attack on the same releases succeeds."""
    alone = forgetful(known, SIZES)
    late = np.arange(len(known)) >= SIZES[0]
    assert (alone.leverages > CERTAIN)[late].mean() > 0.9
    assert known.gain(least_squares(known, alone.members, alone.sums)) > 20
