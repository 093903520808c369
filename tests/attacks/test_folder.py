"""A folder that the product published gives nobody away to an outsider who knows everyone's attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.measures.rates import DAYS_STEP, EVENTS
from tests.attacks.attackers import largest_group, largest_pair
from tests.attacks.figures import leavers_by_difference, published_folder, surely
from tests.attacks.folder import Outsider, outsider, small_company
from tests.attacks.yes_no import Certain, certain

if TYPE_CHECKING:
    from pathlib import Path

N = 120
SCORES = ("engagement", "satisfaction", "enps")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Outsider:
    folder = tmp_path_factory.mktemp("company")
    return outsider(small_company(folder, N, 2, n_dimensions=6), folder / "published")


@pytest.mark.parametrize("measure", SCORES)
def test_no_person_pair_or_small_group_follows_from_the_files(known: Outsider, measure: str) -> None:
    system = known.system(measure)
    assert len(system.members) > 10
    assert np.allclose(system.members @ known.truth[measure], system.sums), "the attacker reads the cells rightly"
    assert system.leverages.max() <= 0.35 + 1e-6
    assert len(system.basis) <= N / 5
    assert largest_pair(system) < 0.8
    assert largest_group(system) <= 0.8 + 1e-6


def test_of_nobody_a_yes_is_certain(known: Outsider) -> None:
    assert surely(known, tried=30)["surely_yes"] == 0


def test_a_yes_is_certain_where_a_whole_group_said_yes() -> None:
    """The canary: the same attack finds those whom exact counts give away."""
    members = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [0, 0, 0, 1, 1]], dtype=np.float64)
    counts = np.array([3, 3, 0], dtype=np.float64)
    assert certain(members, counts, counts) == Certain(yes=3, no=2)
    assert certain(members, counts - 1, counts + 1) == Certain(yes=0, no=0)


def test_no_curve_and_no_difference_of_curves_moves_by_one_or_two_leavers(known: Outsider) -> None:
    found = leavers_by_difference(known)
    assert found["steps"] > 10
    assert found["steps_of_one_or_two"] == 0


def test_no_difference_of_days_at_risk_tells_whether_somebody_left(known: Outsider) -> None:
    days = [row["base"] for row in known.cells if row["measure"] in EVENTS]
    assert len(days) > 10
    assert {one % DAYS_STEP for one in days} == {0}


def test_the_strongest_attack_on_the_files_is_hardly_better_than_guessing(tmp_path: Path) -> None:
    found = published_folder(tmp_path, 80, 1, n_dimensions=5)
    assert found["gain"] <= 5
    assert found["people_found"] == found["surely_yes"] == found["groups_of_one_answer"] == 0


@pytest.mark.parametrize("same", ["engagement", "satisfaction"])
def test_a_score_on_which_all_agree_is_nowhere_in_the_files(tmp_path: Path, same: str) -> None:
    known = outsider(small_company(tmp_path, N, 1, same=same), tmp_path / "published")
    assert [row for row in known.cells if row["measure"] == same] == []
    assert [
        one for name in ("bands", "raked", "changes") for one in known.findings[name] if one["measure"] == same
    ] == []
    assert [one for one in known.findings["favorable"] if one["measure"].endswith(same)] == []
    compared = [one for pilot in known.findings["comparisons"] for one in pilot["outcomes"]]
    assert same not in {one["measure"] for one in compared}
