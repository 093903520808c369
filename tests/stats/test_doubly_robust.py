"""AIPW: patterns and folds give what rows give, and either model may be wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.binomial_regression import binomial_regression
from analytics.stats.doubly_robust import doubly_robust
from analytics.stats.patterns import ArmPattern
from tests.stats.answers import sums_of
from tests.stats.people import People, people


def by_rows(rows: People, parts: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Contribution of every person; parts are (fitted, applied) rows."""
    score, pilot, comparison = (np.zeros(rows.arm.size) for _ in range(3))
    for fitted, applied in parts:
        x, arm = rows.design[fitted], rows.arm[fitted].astype(float)
        beta = binomial_regression(x, arm, np.ones(arm.size)).coefficients
        score[applied] = 1 / (1 + np.exp(-(rows.design[applied] @ beta)))
        for own, expected in ((1, pilot), (0, comparison)):
            chosen = fitted & (rows.arm == own)
            coefficients = np.linalg.lstsq(rows.design[chosen], rows.outcome[chosen])[0]
            expected[applied] = rows.design[applied] @ coefficients
    residual_pilot, residual_comparison = rows.outcome - pilot, rows.outcome - comparison
    contributions: np.ndarray = (
        pilot - comparison + rows.arm * residual_pilot / score - (1 - rows.arm) * residual_comparison / (1 - score)
    )
    return contributions


@pytest.mark.parametrize("is_cross_fitted", [False, True])
@given(seed=st.integers(0, 2**20))
@settings(max_examples=25)
def test_patterns_give_what_rows_give(seed: int, is_cross_fitted: bool) -> None:  # noqa: FBT001 - a parameter
    rows = people(seed, 150)
    everybody = np.full(rows.arm.size, fill_value=True)
    folds = [(rows.fold != fold, rows.fold == fold) for fold in range(3)]
    contributions = by_rows(rows, folds if is_cross_fitted else [(everybody, everybody)])
    found = doubly_robust(rows.patterns(), is_cross_fitted=is_cross_fitted)
    assert found.difference == pytest.approx(contributions.mean())
    assert found.standard_error == pytest.approx(contributions.std() / np.sqrt(contributions.size))
    assert found.folds == (3 if is_cross_fitted else 1)


def test_a_right_outcome_model_makes_up_for_chance_imbalance() -> None:
    patterns = [
        ArmPattern(
            covariates=(x,),
            pilot=sums_of([10 * int(x) + 5, 10 * int(x) + 7] * n),
            comparison=sums_of([10 * int(x) + 1] * (9 - n)),
        )
        for x, n in ((0.0, 1), (1.0, 3), (2.0, 6))
    ]
    assert doubly_robust(patterns).difference == pytest.approx(5.0)


def test_people_who_are_as_good_as_sure_to_take_part_leave_the_others_their_weights() -> None:
    patterns = [
        ArmPattern(covariates=(0.0,), pilot=sums_of([1, 2, 3, 4]), comparison=sums_of([2, 3] * 8)),
        ArmPattern(covariates=(1.0,), pilot=sums_of([3, 4, 5] * 4), comparison=sums_of([2, 4, 3] * 2)),
        ArmPattern(covariates=(60.0,), pilot=sums_of([5, 6, 4]), comparison=sums_of([])),
    ]
    found = doubly_robust(patterns, is_cross_fitted=False)
    assert np.isfinite([found.difference, found.standard_error]).all()


def test_somebody_who_was_sure_to_be_in_the_other_group_ends_in_a_refusal() -> None:
    answers = sums_of([1, 2, 3, 4]), sums_of([2, 3, 5, 1])
    patterns = [
        ArmPattern(covariates=(x,), pilot=answers[0], comparison=answers[1] if x < 2 else sums_of([2] * 9), fold=fold)
        for fold in (0, 1)
        for x in (0.0, 1.0, 2.0)
    ]
    alone = ArmPattern(covariates=(-400.0,), pilot=sums_of([]), comparison=sums_of([4, 4]), fold=1)
    with pytest.raises(UndefinedStatisticError, match="sure to be in the other group"):
        doubly_robust([*patterns, alone], is_cross_fitted=True)


def test_refusals() -> None:
    with pytest.raises(UndefinedStatisticError, match="at least two folds"):
        doubly_robust(
            [ArmPattern(covariates=(x,), pilot=sums_of([1, 2]), comparison=sums_of([2, 4])) for x in (0.0, 1.0)],
            is_cross_fitted=True,
        )
    thin = [
        ArmPattern(covariates=(0.0,), pilot=sums_of([1, 2]), comparison=sums_of([2, 4]), fold=0),
        ArmPattern(covariates=(1.0,), pilot=sums_of([1, 2]), comparison=sums_of([2, 4]), fold=1),
    ]
    with pytest.raises(UndefinedStatisticError, match="do not determine"):
        doubly_robust(thin, is_cross_fitted=True)
