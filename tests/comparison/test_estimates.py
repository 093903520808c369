"""Every estimate from patterns against the same estimate computed plainly on rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import optimize, stats

from analytics.comparison.comparable import comparable, standardized_differences
from analytics.comparison.estimates import (
    HEADLINE,
    METHODS,
    Estimate,
    Models,
    by_blocks,
    estimate_by,
    estimates,
    of_few,
    without_teams,
)
from analytics.comparison.people import people
from analytics.comparison.request import Request
from analytics.engine.plain_table import PlainTable
from analytics.errors import UndefinedStatisticError
from analytics.stats.weighting import weighted_difference
from tests.comparison.files import LALONDE, lalonde, numbers, program, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from analytics.comparison.comparable import Comparable

COVARIATES = ("performance", "level", "tenure")


def group(folder: Path, columns: Mapping[str, Sequence[object]], *, swapped: bool = False, **parts: str) -> Comparable:
    path = written(folder / "table.csv", columns)
    request = Request(
        arm="arm",
        pilot="0" if swapped else "1",
        outcomes=("score",),
        covariates=COVARIATES,
        cluster=parts.get("cluster"),
    )
    return comparable(people(PlainTable(path), request, ("score",)))


def design(columns: Mapping[str, Sequence[object]]) -> NDArray[np.float64]:
    level = np.array(columns["level"])
    ones = np.ones(level.size)
    covariates = [numbers(columns, "performance"), level == "L2", level == "L3", numbers(columns, "tenure") / 10]
    return np.column_stack([ones, *covariates])


def chances(x: NDArray[np.float64], arm: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logit model fitted by a general optimizer."""

    def loss(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        linear = x @ beta
        return float(np.sum(np.logaddexp(0, linear) - arm * linear)), x.T @ (1 / (1 + np.exp(-linear)) - arm)

    found = optimize.minimize(loss, np.zeros(x.shape[1]), jac=True, tol=1e-14, method="BFGS")
    return 1 / (1 + np.exp(-x @ found.x))


@pytest.fixture
def columns() -> dict[str, list[object]]:
    return program(3, n=400, effect=0.5, selection=0.8, quality=1.0)


def test_weights_agree_with_rows(tmp_path: Path, columns: dict[str, list[object]]) -> None:
    found = {one.method: one for one in estimates(Models(group(tmp_path, columns)))[0]}
    arm, score = numbers(columns, "arm"), numbers(columns, "score")
    chance = chances(design(columns), arm)
    weights = {
        "overlap_weights": (1 - chance, chance),
        "participant_weights": (np.ones(arm.size), chance / (1 - chance)),
        "inverse_probability_weights": (1 / chance, 1 / (1 - chance)),
    }
    for method, (pilot, comparison) in weights.items():
        difference = np.average(score, weights=arm * pilot) - np.average(score, weights=(1 - arm) * comparison)
        assert found[method].difference == pytest.approx(difference, abs=1e-6)


def test_regression_agrees_with_rows(tmp_path: Path, columns: dict[str, list[object]]) -> None:
    found = {one.method: one for one in estimates(Models(group(tmp_path, columns)))[0]}["regression"]
    x = np.column_stack([numbers(columns, "arm"), design(columns)])
    score = numbers(columns, "score")
    inverse = np.linalg.inv(x.T @ x)
    residual = score - x @ (inverse @ x.T @ score)
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    error = np.sqrt((inverse @ (x.T * (residual**2 / (1 - leverage))) @ x @ inverse)[0, 0])
    assert found.difference == pytest.approx((inverse @ x.T @ score)[0], rel=1e-9)
    assert found.standard_error == pytest.approx(error, rel=1e-9)
    assert found.df == 400 - 6
    reach = stats.t.ppf(0.975, 394) * error
    assert found.interval().high - found.difference == pytest.approx(reach, rel=1e-9)


def test_doubly_robust_agrees_with_rows(tmp_path: Path, columns: dict[str, list[object]]) -> None:
    found = {one.method: one for one in estimates(Models(group(tmp_path, columns)))[0]}
    x, arm, score = design(columns), numbers(columns, "arm"), numbers(columns, "score")
    chance = chances(x, arm)
    pilot, comparison = (x @ np.linalg.lstsq(x[arm == a], score[arm == a], rcond=None)[0] for a in (1, 0))
    each = pilot - comparison + arm * (score - pilot) / chance - (1 - arm) * (score - comparison) / (1 - chance)
    assert found["doubly_robust"].difference == pytest.approx(each.mean(), abs=1e-6)
    assert found["doubly_robust"].standard_error == pytest.approx(each.std() / 20, abs=1e-6)


def test_matching_agrees_with_rows(tmp_path: Path, columns: dict[str, list[object]]) -> None:
    compared = group(tmp_path, columns)
    found = {one.method: one for one in estimates(Models(compared))[0]}["coarsened_exact_matching"]
    arm, score = numbers(columns, "arm"), numbers(columns, "score")

    def fifth(values: NDArray[np.float64]) -> NDArray[np.int64]:
        cuts = np.unique(np.sort(values)[[79, 159, 239, 319]])
        return np.searchsorted(cuts, values, side="right")

    keys = list(
        zip(columns["level"], fifth(numbers(columns, "performance")), fifth(numbers(columns, "tenure")), strict=True)
    )
    gained = matched = 0.0
    for key in set(keys):
        inside = np.array([one == key for one in keys])
        pilot, comparison = score[inside & (arm == 1)], score[inside & (arm == 0)]
        if pilot.size and comparison.size:
            gained, matched = gained + pilot.size * (pilot.mean() - comparison.mean()), matched + pilot.size
    assert found.difference == pytest.approx(gained / matched, rel=1e-9)


def test_swapping_the_arms_flips_every_sign(tmp_path: Path, columns: dict[str, list[object]]) -> None:
    there, back = (
        {one.method: one for one in estimates(Models(group(tmp_path, columns, swapped=swapped)))[0]}
        for swapped in (False, True)
    )
    symmetric = set(METHODS) - {"participant_weights", "coarsened_exact_matching"}
    for method in symmetric:
        assert back[method].difference == pytest.approx(-there[method].difference, rel=1e-7)
        assert back[method].standard_error == pytest.approx(there[method].standard_error, rel=1e-7)


def test_units_of_covariates_change_nothing(tmp_path: Path, columns: dict[str, list[object]]) -> None:
    plain = estimates(Models(group(tmp_path, columns)))[0]
    other: dict[str, list[object]] = {
        **columns,
        "tenure": [40_000_000 + 365 * int(str(value)) for value in columns["tenure"]],
    }
    for one, same in zip(plain, estimates(Models(group(tmp_path, other)))[0], strict=True):
        assert same.difference == pytest.approx(one.difference, rel=1e-6)


def test_overlap_weights_make_means_equal_and_before_is_as_defined(
    tmp_path: Path, columns: dict[str, list[object]]
) -> None:
    cells = group(tmp_path, columns).patterns()
    arm, tenure = numbers(columns, "arm"), numbers(columns, "tenure")
    spread = np.sqrt((tenure[arm == 1].var(ddof=1) + tenure[arm == 0].var(ddof=1)) / 2)
    expected = (tenure[arm == 1].mean() - tenure[arm == 0].mean()) / spread
    assert standardized_differences(cells.covariates, cells.pilot.n, cells.comparison.n)[-1] == pytest.approx(
        expected, rel=1e-9
    )


def test_lalonde_as_r_has_it() -> None:
    request = Request(arm="arm", outcomes=("y",), covariates=LALONDE)
    found = {
        one.method: one for one in estimates(Models(comparable(people(PlainTable(lalonde()), request, ("y",)))))[0]
    }
    expected = {
        "overlap_weights": (1242.20063593992, 738.749040156253),
        "participant_weights": (1214.07122329292, 798.154627831637),
        "inverse_probability_weights": (224.676309103942, 876.193191172162),
        "doubly_robust": (469.639973586307, 925.400574651707),
        "doubly_robust_cross_fitted": (356.619989989178, 1148.4645675883),
    }
    coefficients = len(LALONDE) + 2
    for method, (difference, error) in expected.items():
        few = 1.0 if method.startswith("doubly") else np.sqrt(614 / (614 - coefficients))
        assert found[method].difference == pytest.approx(difference, rel=1e-7)
        assert found[method].standard_error == pytest.approx(few * error, rel=1e-7)


def test_among_few_people_the_interval_gives_up_what_was_fitted(tmp_path: Path) -> None:
    models = Models(group(tmp_path, program(4, n=60, effect=0.5, selection=0.3, quality=1.0)))
    plain, found = weighted_difference(models.scores, "overlap"), estimate_by(models, HEADLINE)
    assert found.difference == plain.difference
    assert found.standard_error == pytest.approx(
        plain.standard_error * np.sqrt(60 / (59 - models.scores.coefficients.size)), rel=1e-12
    )
    pilot, comparison = 1 / plain.pilot_size, 1 / plain.comparison_size
    freedom = (pilot + comparison) ** 2 / (pilot**2 / (1 / pilot - 1) + comparison**2 / (1 / comparison - 1))
    assert found.df == pytest.approx(freedom, rel=1e-12)
    reach = stats.t.ppf(0.975, freedom) * found.standard_error
    assert found.interval().high - found.difference == pytest.approx(reach, rel=1e-9)


def test_a_group_worth_a_single_person_has_no_error_of_its_own(tmp_path: Path) -> None:
    models = Models(group(tmp_path, program(4, n=60, effect=0.5, selection=0.3, quality=1.0)))
    cells = models.scores.cells
    alone = replace(cells.pilot, n=np.eye(1, cells.pilot.n.size, int(np.argmax(cells.pilot.n)), dtype=np.int64)[0])
    with pytest.raises(UndefinedStatisticError, match="too few people for what is held equal"):
        of_few(replace(models.scores, cells=replace(cells, pilot=alone)), "overlap")


def test_leaving_out_teams_gives_the_textbook_jackknife() -> None:
    values = np.array([1.0, 4.0, 2.0, 8.0, 5.0])
    without = [(values.sum() - value) / 4 for value in values]
    found = by_blocks(Estimate(method="m", estimand="ATE", difference=4.0, standard_error=0.0), without)
    assert found.standard_error == pytest.approx(values.std(ddof=1) / np.sqrt(5))
    assert found.df == 4


def test_teams_make_errors_larger_when_members_answer_alike(tmp_path: Path) -> None:
    random = np.random.default_rng(8)
    team = np.repeat(np.arange(40), 10)
    columns = program(4, n=400, effect=0.0, selection=0.0, quality=0.0)
    columns["arm"] = [int(one) for one in team % 2]
    columns["score"] = np.round(random.normal(size=40)[team] + 0.1 * random.normal(size=400), 3).tolist()
    columns["team"] = [*team.tolist()]
    compared = group(tmp_path, columns, cluster="team")
    plain, by_team = (
        {one.method: one for one in estimates(Models(compared), has_teams=has_teams)[0]} for has_teams in (False, True)
    )
    for method in ("overlap_weights", "regression", "doubly_robust"):
        assert by_team[method].difference == plain[method].difference
        assert by_team[method].standard_error > 2 * plain[method].standard_error
        assert by_team[method].df == 39


def test_many_teams_are_left_out_in_fifty_blocks(tmp_path: Path) -> None:
    columns = program(4, n=240, effect=0.0, selection=0.0, quality=0.0)
    columns["team"] = [number // 2 for number in range(240)]
    compared = group(tmp_path, columns, cluster="team")
    blocks = without_teams(compared)
    assert len(blocks) == 50
    assert sum(len(compared.alike) - len(block.alike) for block in blocks) == len(compared.alike)


def test_two_teams_are_too_few(tmp_path: Path) -> None:
    columns = program(4, n=60, effect=0.0, selection=0.0, quality=0.0)
    columns["team"] = [number % 2 for number in range(60)]
    compared = group(tmp_path, columns, cluster="team")
    with pytest.raises(UndefinedStatisticError, match="at least three teams"):
        without_teams(compared)
    found, undefined = estimates(Models(compared), has_teams=True)
    assert found == ()
    assert set(undefined) == set(METHODS)
