"""Matching: people are compared only with people alike, and the unmatched are counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.matching import StratumPair, matched_difference
from tests.stats.answers import sums_of
from tests.stats.people import people


def pair(pilot: list[int], comparison: list[int]) -> StratumPair:
    return StratumPair(pilot=sums_of(pilot), comparison=sums_of(comparison))


@given(seed=st.integers(0, 2**20))
@settings(max_examples=25)
def test_strata_give_what_weighted_rows_give(seed: int) -> None:
    rows = people(seed, 60)
    keys = [tuple(covariates) for covariates in rows.covariates.tolist()]
    strata = {
        key: pair(
            *(
                [
                    int(step)
                    for step, own, arm in zip(rows.steps, keys, rows.arm, strict=True)
                    if (own, arm) == (key, side)
                ]
                for side in (1, 0)
            )
        )
        for key in dict.fromkeys(keys)
    }
    found = matched_difference(strata)
    weight = np.array(
        [
            1.0 if arm and key in found.weights else found.weights.get(key, 0.0)
            for key, arm in zip(keys, rows.arm, strict=True)
        ]
    )
    pilot, comparison = ((rows.arm == arm) & (weight > 0) for arm in (1, 0))
    means = [np.average(rows.steps[chosen], weights=weight[chosen]) for chosen in (pilot, comparison)]
    assert found.difference == pytest.approx(means[0] - means[1])
    assert (found.n_pilot, found.n_comparison) == (pilot.sum(), comparison.sum())
    assert weight[comparison].sum() == pytest.approx(comparison.sum())
    assert found.comparison_size == pytest.approx(weight[comparison].sum() ** 2 / (weight[comparison] ** 2).sum())
    variances = [
        ((weight * (rows.steps - mean))[chosen] ** 2).sum()
        / weight[chosen].sum() ** 2
        * chosen.sum()
        / (chosen.sum() - 1)
        for chosen, mean in zip((pilot, comparison), means, strict=True)
    ]
    assert found.standard_error == pytest.approx(sum(variances) ** 0.5)


def test_one_stratum_is_a_plain_difference() -> None:
    found = matched_difference({"all": pair([4, 5, 6], [1, 2, 3, 4])})
    assert found.difference == 2.5
    assert found.standard_error == pytest.approx(np.sqrt(1 / 3 + np.var([1, 2, 3, 4], ddof=1) / 4))


def test_people_without_anybody_alike_are_left_out_and_counted() -> None:
    found = matched_difference({"a": pair([4, 6], [1, 3]), "b": pair([9, 9, 9], []), "c": pair([], [7])})
    assert (found.difference, found.n_pilot_unmatched, found.n_strata) == (3.0, 3, 1)
    assert set(found.weights) == {"a"}


def test_refusals() -> None:
    with pytest.raises(UndefinedStatisticError, match="resembles anybody"):
        matched_difference({"a": pair([1, 2], []), "b": pair([], [3])})
    with pytest.raises(UndefinedStatisticError, match="at least two matched people"):
        matched_difference({"a": pair([1], [2, 3])})
    with pytest.raises(UndefinedStatisticError, match="same outcome"):
        matched_difference({"a": pair([3, 3], [3, 3])})
