"""Teams: CR2 and its degrees of freedom from counts and sums equal the matrices over rows."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.clustered import (
    ClusteredDifference,
    Team,
    TeamBeforeAfter,
    clustered_difference,
    difference_in_differences,
    intraclass_correlation,
)
from tests.stats.answers import sums_of

SEEDS = st.integers(0, 2**20)


def cr2(x: np.ndarray, y: np.ndarray, team: np.ndarray, contrast: np.ndarray) -> tuple[float, float, float]:
    """Standard error CR0 and CR2 and Satterthwaite's df, with the matrices of Bell and McCaffrey."""
    bread = np.linalg.inv(x.T @ x)
    residual = y - x @ bread @ x.T @ y
    annihilator = np.eye(y.size) - x @ bread @ x.T
    plain, corrected, directions = [], [], []
    for name in np.unique(team):
        own = team == name
        values, vectors = np.linalg.eigh(annihilator[np.ix_(own, own)])
        root = (vectors / np.sqrt(values)) @ vectors.T
        plain.append(contrast @ bread @ x[own].T @ residual[own])
        adjusted = root @ x[own] @ bread @ contrast
        corrected.append(adjusted @ residual[own])
        directions.append(annihilator[:, own] @ adjusted)
    products = np.array(directions) @ np.array(directions).T
    return (
        float(np.linalg.norm(plain)),
        float(np.linalg.norm(corrected)),
        float(np.trace(products) ** 2 / (products**2).sum()),
    )


def teams_of(seed: int, cells: int, *, is_mixed: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Team, cell and integer answer of every row; a cell is an arm, or an arm in a wave."""
    random = np.random.default_rng(seed)
    sizes = random.integers(2, 9, 9)
    team = np.repeat(np.arange(9), sizes)
    arm = random.integers(0, 2, team.size) if is_mixed else team % 2
    cell = arm if cells == 2 else 2 * arm + random.integers(0, 2, team.size)
    answers = random.integers(1, 6, team.size) + np.repeat(random.integers(0, 3, 9), sizes)
    return team, cell, answers


def cells_of(team: np.ndarray, cell: np.ndarray, answers: np.ndarray) -> dict[int, dict[int, list[int]]]:
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for name, own, answer in zip(team.tolist(), cell.tolist(), answers.tolist(), strict=True):
        found[name][own].append(answer)
    return found


def assert_equal_to_rows(
    found: ClusteredDifference, rows: tuple[np.ndarray, np.ndarray, np.ndarray], contrast: np.ndarray
) -> None:
    team, cell, answers = rows
    x = (cell[:, None] == np.arange(contrast.size)).astype(float)
    means = np.array([answers[cell == own].mean() for own in range(contrast.size)])
    plain, corrected, df = cr2(x, answers.astype(float), team, contrast)
    assert found.difference == pytest.approx(contrast @ means)
    assert found.cr0_standard_error == pytest.approx(plain)
    assert found.standard_error == pytest.approx(corrected)
    assert found.df == pytest.approx(df)
    n, k, groups = answers.size, contrast.size, np.unique(team).size
    squares = (answers - means[cell]) ** 2
    assert found.cr1_standard_error == pytest.approx(plain * np.sqrt(groups / (groups - 1) * (n - 1) / (n - k)))
    bread = np.linalg.inv(x.T @ x)
    assert found.classic_standard_error**2 == pytest.approx(contrast @ bread @ contrast * squares.sum() / (n - k))
    hc1 = contrast @ bread @ (x.T * squares) @ x @ bread @ contrast * n / (n - k)
    assert found.hc1_standard_error**2 == pytest.approx(hc1)


@pytest.mark.parametrize("is_mixed", [False, True])
@given(seed=SEEDS)
@settings(max_examples=25)
def test_a_difference_equals_the_matrices_over_rows(seed: int, is_mixed: bool) -> None:  # noqa: FBT001
    rows = teams_of(seed, 2, is_mixed=is_mixed)
    cells = cells_of(*rows)
    assume(all(len(own) < rows[0].size for own in cells.values()))
    found = clustered_difference([Team(pilot=sums_of(own[1]), comparison=sums_of(own[0])) for own in cells.values()])
    assert_equal_to_rows(found, rows, np.array([-1.0, 1.0]))


@pytest.mark.parametrize("is_mixed", [False, True])
@given(seed=SEEDS)
@settings(max_examples=25)
def test_a_difference_of_changes_equals_the_matrices_over_rows(seed: int, is_mixed: bool) -> None:  # noqa: FBT001
    rows = teams_of(seed, 4, is_mixed=is_mixed)
    cells = cells_of(*rows)
    assume(all(sum(own in team for team in cells.values()) > 1 for own in range(4)))
    found = difference_in_differences(
        [
            TeamBeforeAfter(
                comparison_before=sums_of(own[0]),
                comparison_after=sums_of(own[1]),
                pilot_before=sums_of(own[2]),
                pilot_after=sums_of(own[3]),
            )
            for own in cells.values()
        ]
    )
    assert_equal_to_rows(found, rows, np.array([1.0, -1.0, -1.0, 1.0]))


@given(seed=SEEDS)
@settings(max_examples=25)
def test_icc_is_that_of_the_analysis_of_variance(seed: int) -> None:
    team, _, answers = teams_of(seed, 2, is_mixed=False)
    groups = [answers[team == name] for name in np.unique(team)]
    n, k = answers.size, len(groups)
    between = sum(group.size * (group.mean() - answers.mean()) ** 2 for group in groups) / (k - 1)
    within = sum(((group - group.mean()) ** 2).sum() for group in groups) / (n - k)
    size = (n - sum(group.size**2 for group in groups) / n) / (k - 1)
    found = intraclass_correlation([sums_of(group.tolist(), 4) for group in groups])
    assert found.correlation == pytest.approx((between - within) / (between + (size - 1) * within))
    assert found.team_size == pytest.approx(size)
    assert found.design_effect == pytest.approx(1 + (size - 1) * found.correlation)
    assert (found.n, found.n_teams) == (n, k)


def test_teams_of_one_give_the_hc2_error_of_a_difference() -> None:
    pilot, comparison = [4, 5, 5, 3, 4], [2, 3, 5, 1]
    found = clustered_difference(
        [*(Team(pilot=sums_of([one])) for one in pilot), *(Team(comparison=sums_of([one])) for one in comparison)]
    )
    assert found.standard_error == pytest.approx(np.sqrt(np.var(pilot, ddof=1) / 5 + np.var(comparison, ddof=1) / 4))


def test_refusals() -> None:
    one, two = Team(pilot=sums_of([1, 2, 3])), Team(comparison=sums_of([2, 4]))
    with pytest.raises(UndefinedStatisticError, match="a single team only"):
        clustered_difference([one, two, two])
    with pytest.raises(UndefinedStatisticError, match="A group has nobody"):
        clustered_difference([two, two])
    with pytest.raises(UndefinedStatisticError, match="A group has nobody"):
        difference_in_differences([TeamBeforeAfter(pilot_before=sums_of([1, 2]))] * 2)
    same = [Team(pilot=sums_of([3, 3]))] * 2 + [Team(comparison=sums_of([3, 3]))] * 2
    with pytest.raises(UndefinedStatisticError, match="same outcome"):
        clustered_difference(same)
    with pytest.raises(UndefinedStatisticError, match="at least two teams"):
        intraclass_correlation([sums_of([1, 2, 3])])
    with pytest.raises(UndefinedStatisticError, match="one of them with two members"):
        intraclass_correlation([sums_of([1]), sums_of([2])])
    with pytest.raises(UndefinedStatisticError, match="same outcome"):
        intraclass_correlation([sums_of([2, 2]), sums_of([2, 2])])
