"""Raking: every margin is met, the error is that of the residuals, and impossible margins are refused."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.raking import Respondents, raked_mean
from tests.stats.answers import sums_of

MARGINS = {"generation": {"X": 40.0, "Y": 50.0, "Z": 30.0}, "gender": {"F": 54.0, "M": 66.0}}
LEVELS = [(a, b) for a, b in product("XYZ", "FM")]


def answered(seed: int) -> list[tuple[tuple[str, str], float, list[int]]]:
    random = np.random.default_rng(seed)
    return [
        (levels, weight, random.integers(1, 6, random.integers(1, 9)).tolist())
        for levels in LEVELS
        for weight in (1.0, 2.5)
    ]


@given(seed=st.integers(0, 2**20))
@settings(max_examples=25)
def test_margins_are_met_and_errors_are_those_of_the_rows(seed: int) -> None:
    groups = answered(seed)
    respondents = [Respondents(levels=levels, outcome=sums_of(own), weight=weight) for levels, weight, own in groups]
    found = raked_mean(respondents, MARGINS)
    for place, margin in enumerate(MARGINS.values()):
        for level, wanted in margin.items():
            counted = [
                weight * len(own)
                for weight, (levels, _, own) in zip(found.weights, groups, strict=True)
                if levels[place] == level
            ]
            assert sum(counted) == pytest.approx(wanted, rel=1e-12)
    sizes = [len(own) for _, _, own in groups]
    y = np.concatenate([own for _, _, own in groups])
    weight = np.repeat(found.weights, sizes)
    x = np.array([[1.0, a == "X", a == "Y", b == "F"] for (a, b), _, own in groups for _ in own])
    mean = np.average(y, weights=weight)
    assert found.mean == pytest.approx(mean)
    assert found.unweighted_mean == pytest.approx(y.mean())
    assert found.effective_size == pytest.approx(weight.sum() ** 2 / (weight**2).sum())
    assert found.design_effect == pytest.approx(y.size / found.effective_size)
    factor = y.size / (y.size - 1)
    plain = weight * (y - mean) / weight.sum()
    assert found.weighted_standard_error == pytest.approx(np.sqrt(factor * (plain**2).sum()))
    residual = weight * (y - x @ np.linalg.lstsq(x, y)[0]) / weight.sum()
    assert found.standard_error == pytest.approx(np.sqrt(factor * ((residual - residual.mean()) ** 2).sum()))


def test_one_margin_is_post_stratification() -> None:
    respondents = [
        Respondents(levels=("F",), outcome=sums_of([4, 5, 3])),
        Respondents(levels=("M",), outcome=sums_of([2, 1])),
    ]
    found = raked_mean(respondents, {"gender": {"F": 20, "M": 30}})
    assert found.mean == pytest.approx(0.4 * 4 + 0.6 * 1.5)
    assert found.weights == pytest.approx((20 / 3, 15))


@pytest.mark.parametrize(
    ("levels", "margins", "message"),
    [
        ([("X", "F"), ("Y", "M")], {"g": {"X": 4, "Y": 5}, "h": {"F": 4, "M": 6}}, "same number of people"),
        ([("X", "F"), ("Y", "M")], {"g": {"X": 4, "Y": 5, "Z": 1}, "h": {"F": 4, "M": 6}}, "levels of g"),
        ([("X", "F"), ("Z", "M")], {"g": {"X": 4, "Y": 6}, "h": {"F": 4, "M": 6}}, "no head-count"),
        ([("X", "F"), ("Y", "M")], {"g": {"X": 4, "Y": 6}, "h": {"F": 6, "M": 4}}, "No weights meet"),
    ],
)
def test_impossible_margins_are_refused(
    levels: list[tuple[str, str]], margins: dict[str, dict[str, float]], message: str
) -> None:
    respondents = [Respondents(levels=own, outcome=sums_of([1, 2, 4])) for own in levels]
    with pytest.raises(UndefinedStatisticError, match=message):
        raked_mean(respondents, margins)


def test_one_respondent_has_no_uncertainty_to_state() -> None:
    with pytest.raises(UndefinedStatisticError, match="at least two respondents"):
        raked_mean([Respondents(levels=("F",), outcome=sums_of([4]))], {"gender": {"F": 20}})
