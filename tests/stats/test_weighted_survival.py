"""Weighted Kaplan-Meier: the plain one when weights are equal, and errors that are derivatives by person."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.spells import Spell, Spells, spells
from analytics.stats.survival import survival_curve
from analytics.stats.weighted_survival import weighted_survival_curve
from tests.stats.rows import Stay, event_times, stays, table_of

WEIGHTED = st.lists(st.tuples(stays(), st.sampled_from((0.3, 1.0, 1.7, 4.0))), min_size=2, max_size=20)


def columns(people: list[Stay], weights: list[float]) -> Spells:
    return spells(
        Spell(entry=person.entry, exit=person.exit, event="left" if person.event else "", n=1, weight=weight)
        for person, weight in zip(people, weights, strict=True)
    )


def by_rows(people: list[Stay], weights: np.ndarray, time: int) -> float:
    survival = 1.0
    for at in [at for at in event_times(people) if at <= time]:
        at_risk = sum(w for person, w in zip(people, weights, strict=True) if person.entry < at <= person.exit)
        gone = sum(w for person, w in zip(people, weights, strict=True) if person.exit == at and person.event)
        survival *= 1 - gone / at_risk
    return float(survival)


@given(WEIGHTED, st.integers(0, 18))
def test_estimate_and_error_equal_those_from_rows(members: list[tuple[Stay, float]], time: int) -> None:
    people, weights = [person for person, _ in members], [weight for _, weight in members]
    estimate = weighted_survival_curve(columns(people, weights)).at(time)
    assert estimate.survival == pytest.approx(by_rows(people, np.array(weights), time), abs=1e-12)
    if estimate.survival < 1e-9:
        assert estimate.standard_error is None or estimate.standard_error < 1e-6
        return
    step = 1e-5
    influences = []
    for place, weight in enumerate(weights):
        shift = np.eye(len(people))[place] * step
        up, down = (by_rows(people, np.array(weights) + sign * shift, time) for sign in (1, -1))
        influences.append(weight * (up - down) / (2 * step))
    assert estimate.standard_error == pytest.approx(np.linalg.norm(influences), abs=1e-6)


@given(WEIGHTED)
def test_only_the_ratio_of_the_weights_matters(members: list[tuple[Stay, float]]) -> None:
    people, weights = [person for person, _ in members], [weight for _, weight in members]
    one, other = (weighted_survival_curve(columns(people, [k * w for w in weights])) for k in (1, 8))
    assert one.survival.tolist() == pytest.approx(other.survival.tolist(), abs=1e-12)
    assert one.log_variance.tolist() == pytest.approx(other.log_variance.tolist(), rel=1e-6, abs=1e-9)


@given(st.lists(stays(), min_size=2, max_size=20))
def test_equal_weights_give_the_plain_curve(people: list[Stay]) -> None:
    weighted = weighted_survival_curve(columns(people, [2.0] * len(people)))
    plain = survival_curve(table_of(people))
    assert weighted.survival.tolist() == pytest.approx(plain.survival.tolist(), abs=1e-12)


def test_without_late_entry_equal_weights_give_greenwood() -> None:
    people = [Stay(0, exit_, event) for exit_, event in [(2, 1), (3, 0), (3, 1), (5, 1), (8, 0), (9, 1)]]
    weighted = weighted_survival_curve(columns(people, [1.0] * 6))
    assert weighted.log_variance.tolist() == pytest.approx(survival_curve(table_of(people)).log_variance.tolist())


def test_people_without_weight_cannot_carry_a_curve() -> None:
    with pytest.raises(UndefinedStatisticError, match="weight 0"):
        weighted_survival_curve(columns([Stay(0, 3, 1), Stay(0, 2, 0)], [0.0, 1.0]))
