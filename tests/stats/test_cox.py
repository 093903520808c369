"""Cox regression: the maximum of the likelihood written out row by row, and errors from its curvature."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.cox import cox, fitted
from analytics.stats.cox_likelihood import RiskPattern, Ties, likelihood
from analytics.stats.cox_residuals import score_residuals
from analytics.stats.logrank import logrank
from analytics.stats.proportional_hazards import proportional_hazards
from analytics.stats.survival import risk_table
from tests.stats.rows import Stay, at_risk, event_times, gone, table_of

Member: TypeAlias = tuple[Stay, tuple[float, float]]

PERIOD = 10.0
"""Unit of time in the test for proportional hazards: any will do, and differences need one of the size of x."""

TIES = pytest.mark.parametrize("ties", ["efron", "breslow"])
NAMES = ["arm", "level"]


def patterns(members: list[Member]) -> list[RiskPattern]:
    people = defaultdict(list)
    for stay, covariates in members:
        people[covariates].append(stay)
    return [RiskPattern(covariates=covariates, table=table_of(group)) for covariates, group in people.items()]


def risk(covariates: tuple[float, float], time: int, beta: np.ndarray, gamma: np.ndarray) -> float:
    return math.exp(float(np.dot(covariates, beta + time / PERIOD * gamma)))


def log_likelihood(members: list[Member], beta: np.ndarray, gamma: np.ndarray, ties: Ties) -> float:
    """The partial likelihood as the papers write it, with covariate times time beside every covariate."""
    total = 0.0
    x = {id(stay): covariates for stay, covariates in members}
    people = [stay for stay, _ in members]
    for time in event_times(people):
        dead = gone(people, time)
        everybody = sum(risk(x[id(person)], time, beta, gamma) for person in at_risk(people, time))
        leaving = sum(risk(x[id(person)], time, beta, gamma) for person in dead)
        for place, person in enumerate(dead):
            share = place / len(dead) if ties == "efron" else 0.0
            total += math.log(risk(x[id(person)], time, beta, gamma)) - math.log(everybody - share * leaving)
    return total


def derivatives(members: list[Member], beta: np.ndarray, ties: Ties) -> tuple[np.ndarray, np.ndarray]:
    """Slope and curvature in beta and gamma at (beta, 0), by differences."""
    step, size = 1e-4, 4

    def value(shift: np.ndarray) -> float:
        return log_likelihood(members, beta + shift[:2], shift[2:], ties)

    unit = np.eye(size) * step
    slope = np.array([(value(unit[i]) - value(-unit[i])) / (2 * step) for i in range(size)])
    curvature = np.array(
        [
            [
                (
                    value(unit[i] + unit[j])
                    - value(unit[i] - unit[j])
                    - value(unit[j] - unit[i])
                    + value(-unit[i] - unit[j])
                )
                / (4 * step * step)
                for j in range(size)
            ]
            for i in range(size)
        ]
    )
    return slope, -curvature


def distinct(members: list[Member]) -> list[Member]:
    """The same people as separate objects, so that each has an identity."""
    return [(Stay(stay.entry, stay.exit, stay.event), covariates) for stay, covariates in members]


@TIES
@given(seed=st.integers(0, 2**20), share=st.floats(0.1, 1.0))
@settings(max_examples=25)
def test_slope_and_curvature_are_those_of_the_likelihood_over_rows(seed: int, share: float, ties: Ties) -> None:
    members = distinct(sample(seed, 25, share))
    assume(any(stay.event for stay, _ in members))
    beta = np.array([0.4, -0.3])
    model = likelihood(patterns(members), ties)
    here = model.at(beta)
    slope, curvature = derivatives(members, beta, ties)
    clock = model.times / PERIOD
    assert here.log_likelihood == pytest.approx(log_likelihood(members, beta, np.zeros(2), ties))
    assert model.score(here) == pytest.approx(slope[:2], rel=1e-4, abs=1e-4)
    assert model.information(here) == pytest.approx(curvature[:2, :2], rel=1e-4, abs=1e-3)
    assert model.score(here, clock) == pytest.approx(slope[2:], rel=1e-4, abs=1e-4)
    assert model.information(here, clock) == pytest.approx(curvature[:2, 2:], rel=1e-4, abs=1e-3)
    assert model.information(here, clock**2) == pytest.approx(curvature[2:, 2:], rel=1e-4, abs=1e-3)


@TIES
def test_the_estimates_are_where_the_likelihood_over_rows_is_flat(ties: Ties) -> None:
    members = distinct(sample())
    fit = cox(patterns(members), NAMES, ties=ties)
    beta = np.array([one.estimate for one in fit.coefficients])
    slope, curvature = derivatives(members, beta, ties)
    assert slope[:2] == pytest.approx([0, 0], abs=1e-5)
    errors = np.sqrt(np.diag(np.linalg.inv(curvature[:2, :2])))
    assert [one.standard_error for one in fit.coefficients] == pytest.approx(errors, rel=1e-5)
    null = log_likelihood(members, np.zeros(2), np.zeros(2), ties)
    best = log_likelihood(members, beta, np.zeros(2), ties)
    assert fit.log_likelihood_null == pytest.approx(null)
    assert fit.likelihood_ratio.statistic == pytest.approx(2 * (best - null))
    assert (fit.n, fit.n_events) == (60, sum(stay.event for stay, _ in members))


@TIES
def test_the_proportional_hazards_test_is_the_score_test_over_rows(ties: Ties) -> None:
    members = distinct(sample())
    fit = cox(patterns(members), NAMES, ties=ties)
    beta = np.array([one.estimate for one in fit.coefficients])
    slope, curvature = derivatives(members, beta, ties)
    test = proportional_hazards(patterns(members), NAMES, ties=ties)
    everything = np.linalg.inv(curvature)[2:, 2:]
    assert test.overall.statistic == pytest.approx(slope[2:] @ everything @ slope[2:], rel=1e-4)
    for place, name in enumerate(NAMES):
        kept = [0, 1, 2 + place]
        variance = np.linalg.inv(curvature[np.ix_(kept, kept)])[2, 2]
        assert test.by_covariate[name].statistic == pytest.approx(slope[2 + place] ** 2 * variance, rel=1e-4)
        assert test.by_covariate[name].df == 1


def sample(seed: int = 7, size: int = 60, share: float = 0.7) -> list[Member]:
    """People with ties, late entry and two covariates."""
    random = np.random.default_rng(seed)
    entries, lengths = random.integers(0, 4, size), random.integers(1, 9, size)
    events, arms = random.random(size) < share, random.integers(0, 2, size)
    levels = random.choice([-1.5, 0.0, 2.0, 3.5], size)
    return [
        (Stay(int(entry), int(entry + length), int(event)), (float(arm), float(level)))
        for entry, length, event, arm, level in zip(entries, lengths, events, arms, levels, strict=True)
    ]


@TIES
def test_residuals_are_those_of_the_definition_summed_by_cluster(ties: Ties) -> None:
    members = distinct(sample())
    clusters = [place % 7 for place in range(60)]
    together = [
        RiskPattern(covariates=covariates, table=table_of([stay]), cluster=str(cluster))
        for (stay, covariates), cluster in zip(members, clusters, strict=True)
    ]
    fit = cox(together, NAMES, ties=ties)
    beta = np.array([one.estimate for one in fit.coefficients])
    residuals = residuals_by_definition(members, beta, ties)
    model = likelihood(together, ties)
    assert score_residuals(model, fitted(model)[1]) == pytest.approx(residuals, abs=1e-9)
    influence = residuals @ np.linalg.inv(model.information(fitted(model)[1]))
    sums = np.array([influence[np.array(clusters) == cluster].sum(axis=0) for cluster in range(7)])
    expected = np.sqrt((sums**2).sum(axis=0))
    assert [one.robust_standard_error for one in fit.coefficients] == pytest.approx(expected.tolist())


def residuals_by_definition(members: list[Member], beta: np.ndarray, ties: Ties) -> np.ndarray:
    """One row for each person: (x - mean) times what happened less what was expected, factor by factor."""
    x = np.array([covariates for _, covariates in members])
    risks = np.exp(x @ beta)
    residuals = np.zeros_like(x)
    for time in event_times(stay for stay, _ in members):
        present = np.array([stay.entry < time <= stay.exit for stay, _ in members])
        leaving = np.array([stay.exit == time and stay.event == 1 for stay, _ in members])
        count = int(leaving.sum())
        for place in range(count):
            share = place / count if ties == "efron" else 0.0
            weight = risks * (present - share * leaving)
            mean = weight @ x / weight.sum()
            residuals += (x - mean) * (leaving / count - weight / weight.sum())[:, None]
    return residuals


def test_the_score_test_without_ties_is_the_log_rank_test() -> None:
    one = risk_table({0: 3, 1: 2}, {2: 1, 5: 1, 7: 1, 11: 2}, {2: 1, 7: 1, 11: 1})
    other = risk_table({0: 4, 3: 1}, {4: 1, 6: 1, 8: 1, 12: 2}, {4: 1, 8: 1})
    fit = cox([RiskPattern(covariates=(1.0,), table=one), RiskPattern(covariates=(0.0,), table=other)], ["arm"])
    assert fit.score.statistic == pytest.approx(logrank({"one": one, "other": other}).chi_square)


def test_turning_a_covariate_round_turns_the_sign() -> None:
    members = sample()
    turned = [(stay, (1 - arm, level)) for stay, (arm, level) in members]
    there, back = cox(patterns(members), NAMES), cox(patterns(turned), NAMES)
    assert there.coefficients[0].estimate == pytest.approx(-back.coefficients[0].estimate)
    assert there.coefficients[1].estimate == pytest.approx(back.coefficients[1].estimate)


def test_a_person_may_be_split_where_covariates_change_without_changing_anything() -> None:
    whole = [((1.0,), [Stay(0, 6, 1), Stay(0, 9, 0)]), ((0.0,), [Stay(0, 4, 1), Stay(0, 8, 1), Stay(1, 9, 0)])]
    split = [((1.0,), [Stay(0, 3, 0), Stay(3, 6, 1), Stay(0, 9, 0)]), whole[1]]
    one, other = (
        cox([RiskPattern(covariates=x, table=table_of(people)) for x, people in rows], ["arm"])
        for rows in (whole, split)
    )
    assert one.coefficients[0].estimate == pytest.approx(other.coefficients[0].estimate)
    assert other.n == one.n + 1


def test_refusals() -> None:
    table = risk_table(None, {3: 2, 9: 4}, {3: 1, 9: 1})
    stayed, left = risk_table(None, {9: 6}, {}), risk_table(None, {3: 6}, {3: 6})
    with pytest.raises(UndefinedStatisticError, match="Nobody left"):
        cox([RiskPattern(covariates=(1.0,), table=stayed)], ["arm"])
    with pytest.raises(UndefinedStatisticError, match="arm is the same"):
        cox([RiskPattern(covariates=(1.0,), table=table)], ["arm"])
    with pytest.raises(UndefinedStatisticError, match="follows from the others"):
        cox([RiskPattern(covariates=(x, 2 * x), table=table) for x in (0.0, 1.0)], NAMES)
    with pytest.raises(UndefinedStatisticError, match="not finite"):
        cox([RiskPattern(covariates=(0.0,), table=stayed), RiskPattern(covariates=(1.0,), table=left)], ["arm"])
    alone = [  # at 2 only one arm is left, so nothing can be seen to change; R's cox.zph stops with "exactly singular"
        RiskPattern(covariates=(1.0,), table=risk_table(None, {1: 1, 2: 1}, {1: 1, 2: 1})),
        RiskPattern(covariates=(0.0,), table=risk_table(None, {1: 2}, {1: 1})),
    ]
    with pytest.raises(UndefinedStatisticError, match="at different times"):
        proportional_hazards(alone, ["arm"])
    with pytest.raises(UndefinedStatisticError, match="at the same time"):
        proportional_hazards([RiskPattern(covariates=(x,), table=left) for x in (0.0, 1.0)], ["arm"])
