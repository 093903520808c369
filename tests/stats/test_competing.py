"""Cumulative incidence: equal to the matrix product over rows, complete with staying, and three errors that agree."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.competing import CompetingTable, competing_table, cumulative_incidence
from analytics.stats.spells import Spell, Spells, spells
from analytics.stats.survival import survival_curve
from tests.stats.rows import Stay, at_risk, event_times, stays

CAUSES = ("1", "2", "3")
LATE = st.lists(stays(causes=3), min_size=2, max_size=20)
PROMPT = LATE.map(lambda people: [Stay(0, person.exit, person.event) for person in people])


def competing(people: list[Stay]) -> CompetingTable:
    events = {cause: Counter(person.exit for person in people if str(person.event) == cause) for cause in CAUSES}
    return competing_table(
        Counter(person.entry for person in people), Counter(person.exit for person in people), events
    )


def counted(people: list[Stay]) -> Spells:
    return spells(
        Spell(entry=person.entry, exit=person.exit, event=str(person.event) if person.event else "", n=n)
        for person, n in Counter(people).items()
    )


def by_matrices(people: list[Stay], time: int) -> tuple[np.ndarray, np.ndarray]:
    """States' shares and their covariance by the recursion of Andersen et al. (1993), section IV.4.1."""
    product, covariance = np.eye(4), np.zeros((16, 16))
    for at in [at for at in event_times(people) if at <= time]:
        n = len(at_risk(people, at))
        rates = np.array([sum(person.exit == at and person.event == cause for person in people) for cause in (1, 2, 3)])
        rates = rates / n
        step = np.eye(4)
        step[0] = [1 - rates.sum(), *rates]
        multinomial = np.zeros((4, 4))
        multinomial[1:, 1:] = (np.diag(rates) - np.outer(rates, rates)) / n
        multinomial[0, 1:] = multinomial[1:, 0] = -multinomial[1:, 1:].sum(axis=0)
        multinomial[0, 0] = multinomial[1:, 1:].sum()
        increment = np.zeros((16, 16))
        first_row = np.arange(4) * 4
        increment[np.ix_(first_row, first_row)] = multinomial
        widened = np.kron(step.T, np.eye(4)) @ covariance @ np.kron(step, np.eye(4))
        covariance = widened + np.kron(np.eye(4), product) @ increment @ np.kron(np.eye(4), product.T)
        product = product @ step
    return product[0], np.diag(covariance)[np.arange(4) * 4]


def weighted_incidence(people: list[Stay], weights: np.ndarray, cause: int, time: int) -> float:
    """Aalen-Johansen with a weight for everybody, person by person."""
    staying, incidence = 1.0, 0.0
    for at in [at for at in event_times(people) if at <= time]:
        risk = sum(weight for person, weight in zip(people, weights, strict=True) if person.entry < at <= person.exit)
        gone = [(person, w) for person, w in zip(people, weights, strict=True) if person.exit == at and person.event]
        incidence += staying * sum(weight for person, weight in gone if person.event == cause) / risk
        staying *= 1 - sum(weight for _, weight in gone) / risk
    return float(incidence)


@given(LATE, st.integers(0, 18))
def test_shares_and_errors_equal_the_product_of_matrices(people: list[Stay], time: int) -> None:
    shares, variances = by_matrices(people, time)
    table = competing(people)
    for place, cause in enumerate(CAUSES, start=1):
        estimate = cumulative_incidence(table, cause).at(time)
        assert estimate.incidence == pytest.approx(shares[place], abs=1e-12)
        assert estimate.standard_error == pytest.approx(max(variances[place], 0.0) ** 0.5, abs=1e-7)
        assert estimate.at_risk == len(at_risk(people, time))


@given(LATE, st.integers(0, 18))
def test_all_causes_and_staying_add_up_to_everybody(people: list[Stay], time: int) -> None:
    table = competing(people)
    shares = [cumulative_incidence(table, cause).at(time).incidence for cause in CAUSES]
    assert sum(shares) + survival_curve(table.table).at(time).survival == pytest.approx(1.0)


@given(LATE, st.integers(1, 18))
def test_the_jackknife_is_the_derivative_with_respect_to_every_person(people: list[Stay], time: int) -> None:
    step = 1e-5
    influences = []
    for place in range(len(people)):
        shift = np.eye(len(people))[place] * step
        up, down = (weighted_incidence(people, 1 + sign * shift, 2, time) for sign in (1, -1))
        influences.append((up - down) / (2 * step))
    found = cumulative_incidence(competing(people), "2").standard_error_jackknife(time, counted(people), "2")
    assert found == pytest.approx(np.linalg.norm(influences), abs=1e-6)


@given(PROMPT, st.integers(1, 18))
def test_without_late_entry_the_jackknife_equals_greenwood(people: list[Stay], time: int) -> None:
    curve = cumulative_incidence(competing(people), "1")
    assert curve.standard_error_jackknife(time, counted(people), "1") == pytest.approx(
        curve.at(time).standard_error, abs=1e-9
    )


def test_aalens_error_of_a_single_event_time() -> None:
    curve = cumulative_incidence(competing_table(None, {3: 10}, {"1": {3: 4}, "2": {3: 2}}), "1")
    assert curve.standard_error_aalen(3) == pytest.approx((4 * 6 / 9 / 100) ** 0.5)
    assert curve.standard_error_aalen(2) == 0.0


@given(LATE, st.integers(0, 18))
def test_an_interval_contains_its_estimate_inside_0_and_1(people: list[Stay], time: int) -> None:
    estimate = cumulative_incidence(competing(people), "1").at(time)
    if estimate.interval is not None and estimate.standard_error > 1e-6:
        assert 0 <= estimate.interval.low < estimate.incidence < estimate.interval.high <= 1


def test_one_minus_kaplan_meier_overstates_what_a_cause_takes() -> None:
    table = competing_table(None, {1: 4, 2: 3, 3: 3}, {"left": {1: 2, 2: 2}, "retired": {1: 2, 2: 1}})
    alone = 1 - survival_curve(table.of_cause("left")).at(2).survival
    assert cumulative_incidence(table, "left").at(2).incidence < alone


def test_other_causes_end_observation() -> None:
    table = competing_table({0: 6}, {1: 3, 2: 3}, {"left": {1: 1}, "retired": {1: 2}}).of_cause("left")
    assert (table.events.tolist(), table.left.tolist()) == ([0, 1, 0], [0, 2, 3])


def test_an_unknown_reason_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="Reasons here: left"):
        cumulative_incidence(competing_table(None, {1: 1}, {"left": {}}), "retired")
