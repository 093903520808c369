"""Nothing about fewer than five people follows from the audited list, even if some put their own answers together."""

from __future__ import annotations

import numpy as np
import pytest

from tests.attacks.attackers import exposed_by, largest_filtered_group, largest_group, largest_pair
from tests.attacks.published import at_least_five, audited
from tests.attacks.respondents import respondents

COLLUDING = (1, 2, 3, 5)
SIZES = [(40, 3), (80, 5), (240, 7), (1000, 7)]


@pytest.mark.parametrize(("n", "n_dimensions"), SIZES)
def test_no_person_pair_or_small_group_follows(n: int, n_dimensions: int) -> None:
    known = respondents(n, 2, n_dimensions=n_dimensions)
    shown = audited(known)
    assert shown.leverages.max() <= (0.35 if n < 500 else 0.5) + 1e-6
    assert len(shown.basis) <= n / 5
    assert largest_pair(shown) < 0.8
    assert largest_filtered_group(known, shown) <= 0.8 + 1e-6
    assert largest_group(shown) <= 0.8 + 1e-6


@pytest.mark.parametrize("colluding", COLLUDING)
def test_people_who_put_their_answers_together_expose_nobody(colluding: int) -> None:
    known = respondents(240, 3)
    shown = audited(known)
    rng = np.random.default_rng(colluding)
    assert sum(exposed_by(shown, rng.choice(240, colluding, replace=False)) for _ in range(20)) == 0


def test_under_the_rule_of_five_people_pairs_and_groups_follow() -> None:
    known = respondents(240, 2)
    shown = at_least_five(known)
    assert (shown.leverages > 1 - 1e-6).sum() > 0.6 * len(known)
    assert largest_pair(shown) > 1 - 1e-6
    assert largest_filtered_group(known, shown) > 1 - 1e-6
    assert largest_group(shown) > 1 - 1e-6


def test_under_the_rule_of_five_colleagues_expose_others() -> None:
    known = respondents(80, 1, n_dimensions=5)
    shown = at_least_five(known)
    rng = np.random.default_rng(1)
    assert exposed_by(shown, rng.choice(80, 5, replace=False)) > 0
