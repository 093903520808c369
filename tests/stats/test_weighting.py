"""Weighting: patterns give what rows give, and the error is that of all estimating equations together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.patterns import ArmPattern
from analytics.stats.weighting import Estimand, overlap, propensity, weighted_difference, weights
from tests.stats.answers import sums_of
from tests.stats.people import People, people

ESTIMANDS = pytest.mark.parametrize("estimand", ["everybody", "participants", "overlap"])


def row_weights(score: np.ndarray, arm: np.ndarray, estimand: Estimand) -> np.ndarray:
    pilot, comparison = {
        "everybody": (1 / score, 1 / (1 - score)),
        "participants": (np.ones_like(score), score / (1 - score)),
        "overlap": (1 - score, score),
    }[estimand]
    return np.where(arm == 1, pilot, comparison)


def equations(theta: np.ndarray, rows: People, estimand: Estimand) -> np.ndarray:
    """The stacked estimating equations of every person at (propensity coefficients, pilot mean, comparison mean)."""
    beta, (pilot, comparison) = theta[:-2], theta[-2:]
    score = 1 / (1 + np.exp(-(rows.design @ beta)))
    weight = row_weights(score, rows.arm, estimand)
    return np.column_stack(
        [
            rows.design * (rows.arm - score)[:, None],
            weight * rows.arm * (rows.outcome - pilot),
            weight * (1 - rows.arm) * (rows.outcome - comparison),
        ]
    )


def sandwich(theta: np.ndarray, rows: People, estimand: Estimand) -> np.ndarray:
    step = 1e-6
    slopes = [
        (equations(theta + shift, rows, estimand) - equations(theta - shift, rows, estimand)).sum(axis=0) / (2 * step)
        for shift in np.eye(theta.size) * step
    ]
    bread = np.linalg.inv(np.array(slopes).T)
    at = equations(theta, rows, estimand)
    covariance: np.ndarray = bread @ at.T @ at @ bread.T
    return covariance


@ESTIMANDS
@given(seed=st.integers(0, 2**20))
@settings(max_examples=25)
def test_patterns_give_what_rows_give(seed: int, estimand: Estimand) -> None:
    rows = people(seed)
    scores = propensity(rows.patterns())
    found = weighted_difference(scores, estimand)
    score = 1 / (1 + np.exp(-(rows.design @ scores.coefficients)))
    weight = row_weights(score, rows.arm, estimand)
    pilot, comparison = (np.average(rows.outcome[rows.arm == arm], weights=weight[rows.arm == arm]) for arm in (1, 0))
    assert found.pilot_mean == pytest.approx(pilot)
    assert found.comparison_mean == pytest.approx(comparison)
    theta = np.concatenate([scores.coefficients, [pilot, comparison]])
    assert equations(theta, rows, estimand).sum(axis=0) == pytest.approx(np.zeros(5), abs=1e-8)
    contrast = np.array([0, 0, 0, 1, -1])
    assert found.standard_error**2 == pytest.approx(contrast @ sandwich(theta, rows, estimand) @ contrast, rel=1e-5)
    own, other = weight[rows.arm == 1], weight[rows.arm == 0]
    assert found.pilot_size == pytest.approx(own.sum() ** 2 / (own**2).sum())
    assert found.comparison_size == pytest.approx(other.sum() ** 2 / (other**2).sum())
    influence = np.where(rows.arm == 1, (rows.outcome - pilot) / own.sum(), (rows.outcome - comparison) / other.sum())
    assert found.fixed_standard_error == pytest.approx(np.linalg.norm(weight * influence))


def test_overlap_weights_balance_the_covariates_exactly() -> None:
    rows = people(11)
    scores = propensity(rows.patterns())
    cells = scores.cells
    pilot, comparison = weights(scores, "overlap")
    own, other = cells.pilot.n * pilot, cells.comparison.n * comparison
    assert own @ cells.x / own.sum() == pytest.approx(other @ cells.x / other.sum())


def test_people_without_a_counterpart_are_counted() -> None:
    patterns = [
        ArmPattern(covariates=(0.0,), pilot=sums_of([]), comparison=sums_of([1, 2, 3])),
        ArmPattern(covariates=(1.0,), pilot=sums_of([1, 2]), comparison=sums_of([1, 2, 3])),
        ArmPattern(covariates=(2.0,), pilot=sums_of([1, 2]), comparison=sums_of([4])),
        ArmPattern(covariates=(3.0,), pilot=sums_of([5, 5]), comparison=sums_of([])),
    ]
    found = overlap(propensity(patterns))
    assert (found.n_pilot_outside, found.n_comparison_outside) == (2, 3)
    assert 0 < found.low < found.high < 1


@pytest.mark.parametrize("extreme", [20.0, 60.0, -20.0, -60.0])
def test_people_who_are_as_good_as_sure_to_take_part_have_no_infinite_weight(extreme: float) -> None:
    """Odds 0.25 and 2 of the 16 and 6 people outside the program; R: `weighted.mean(c(2.5, 3), c(16 / 4, 6 * 2))`."""
    sign = 1.0 if extreme > 0 else -1.0
    patterns = [
        ArmPattern(covariates=(0.0,), pilot=sums_of([1, 2, 3, 4]), comparison=sums_of([2, 3] * 8)),
        ArmPattern(covariates=(sign,), pilot=sums_of([3, 4, 5] * 4), comparison=sums_of([2, 4, 3] * 2)),
        ArmPattern(covariates=(extreme,), pilot=sums_of([5, 6, 4]), comparison=sums_of([])),
    ]
    scores = propensity(patterns)
    found = weighted_difference(scores, "participants")
    assert found.pilot_mean == pytest.approx(73 / 19)
    assert found.comparison_mean == pytest.approx(46 / 16)
    for estimand in ("everybody", "participants", "overlap"):
        assert np.isfinite(weighted_difference(scores, estimand).standard_error)


def test_refusals() -> None:
    apart = [
        ArmPattern(covariates=(0.0,), pilot=sums_of([]), comparison=sums_of([1, 2, 3])),
        ArmPattern(covariates=(1.0,), pilot=sums_of([1, 2]), comparison=sums_of([])),
    ]
    with pytest.raises(UndefinedStatisticError, match="do not overlap"):
        propensity(apart)
    same = [
        ArmPattern(covariates=(x,), pilot=sums_of([3, 3]), comparison=sums_of([3] * n)) for x, n in ((0.0, 2), (1.0, 5))
    ]
    with pytest.raises(UndefinedStatisticError, match="same outcome"):
        weighted_difference(propensity(same), "participants")
