from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.compare import welch
from analytics.stats.moments import Moments
from analytics.stats.power import (
    Arm,
    design_effect,
    detectable,
    detectable_share,
    people_needed,
    power,
    share_power,
)

ARMS = st.builds(Arm, n=st.integers(2, 400), deviation=st.floats(0.1, 20))


def test_equal_groups_as_in_r() -> None:
    # R: power.t.test(n = 20, delta = 1, sd = 1) 0.8689528; power.t.test(power = .90, delta = 1) n = 22.02110
    assert power(1.0, Arm(n=20, deviation=1.0), Arm(n=20, deviation=1.0)) == pytest.approx(0.8689528, abs=5e-7)
    assert people_needed(1.0, 1.0, 1.0, target=0.9) == (23, 23)
    assert power(1.0, Arm(n=22.02110, deviation=1.0), Arm(n=22.02110, deviation=1.0)) == pytest.approx(0.9, abs=1e-6)


def test_shares_as_in_r() -> None:
    # R: power.prop.test(n = 50, p1 = .50, p2 = .75) 0.7401659; power.prop.test(p1 = .5, p2 = .75, power = .9) n = 76.7
    assert share_power(0.50, 0.75, 50, 50) == pytest.approx(0.7401659, abs=2e-6)
    assert share_power(0.50, 0.75, 76, 76) < 0.9 < share_power(0.50, 0.75, 77, 77)


@given(ARMS, ARMS, st.floats(0.01, 0.2))
def test_without_a_difference_power_is_the_false_alarm_rate(first: Arm, second: Arm, alpha: float) -> None:
    assert power(0.0, first, second, alpha=alpha) == pytest.approx(alpha, rel=1e-10)


@given(ARMS, ARMS, st.floats(0.3, 0.99))
def test_the_detectable_difference_is_found_with_the_target_power(first: Arm, second: Arm, target: float) -> None:
    difference = detectable(first, second, target=target)
    assert power(difference, first, second) == pytest.approx(target, rel=1e-10)
    assert power(-difference, first, second) == pytest.approx(target, rel=1e-10)


@given(st.floats(0.1, 3), st.floats(0.2, 3), st.floats(0.5, 4))
def test_one_person_fewer_is_not_enough(difference: float, deviation: float, ratio: float) -> None:
    first, second = people_needed(difference, deviation, 1.0, ratio=ratio)
    assert power(difference, Arm(n=first, deviation=deviation), Arm(n=second, deviation=1.0)) >= 0.8
    if first > 2:
        fewer = people_needed(difference, deviation, 1.0, ratio=ratio)[0] - 1
        short = Arm(n=fewer, deviation=deviation), Arm(n=max(2, -int(-fewer * ratio // 1)), deviation=1.0)
        assert power(difference, *short) < 0.8


@pytest.mark.parametrize("n", [2, 1000, 10**12])
@pytest.mark.parametrize("difference", [1e3, 1e6])
def test_a_difference_far_beyond_its_spread_is_found_for_sure(n: int, difference: float) -> None:
    assert power(difference, Arm(n=n, deviation=1.0), Arm(n=n, deviation=2.0)) == pytest.approx(1.0, abs=1e-12)
    assert power(difference, Arm(n=n, deviation=1.0), Arm(n=n, deviation=2.0)) <= 1.0


def test_simulated_power_agrees() -> None:
    chance = random.Random(7)  # noqa: S311 - a simulation, no secret

    def group(n: int, mean: float, deviation: float) -> Moments:
        values = [chance.gauss(mean, deviation) for _ in range(n)]
        center = sum(values) / n
        return Moments(n=n, mean=center, variance=sum((v - center) ** 2 for v in values) / (n - 1))

    found = sum(welch(group(12, 0.9, 1.2), group(30, 0.0, 0.7)).p < 0.05 for _ in range(2000)) / 2000
    assert power(0.9, Arm(n=12, deviation=1.2), Arm(n=30, deviation=0.7)) == pytest.approx(found, abs=0.035)


def test_teams_make_people_worth_less() -> None:
    assert design_effect(1, 0.3) == 1.0
    assert design_effect(20, -0.01) == 1.0
    arm = Arm(n=80, deviation=1.0)
    effect = design_effect(8, 0.15)
    assert detectable(arm.clustered(effect), arm.clustered(effect)) > detectable(arm, arm) * effect**0.5


@given(st.floats(0.05, 0.95), st.integers(5, 400), st.integers(5, 400))
def test_detectable_shares_are_found_with_the_target_power(second: float, n_first: int, n_second: int) -> None:
    for first, end in zip(detectable_share(second, n_first, n_second), (0.0, 1.0), strict=True):
        if first is None:
            assert share_power(end, second, n_first, n_second) < 0.8
        else:
            assert share_power(first, second, n_first, n_second) == pytest.approx(0.8, rel=1e-8)
            assert min(end, second) <= first <= max(end, second)


def test_shares_without_chance_are_certain() -> None:
    assert share_power(1.0, 0.0, 20, 20) == 1.0
    assert share_power(1.0, 0.0, 1, 1) == 0.0


def test_what_cannot_be_planned_is_refused() -> None:
    arm = Arm(n=10, deviation=1.0)
    with pytest.raises(UndefinedStatisticError, match="at least two people"):
        power(1.0, Arm(n=1.5, deviation=1.0), arm)
    with pytest.raises(UndefinedStatisticError, match="Without any spread"):
        detectable(Arm(n=10, deviation=0.0), Arm(n=10, deviation=0.0))
    with pytest.raises(UndefinedStatisticError, match="cannot be planned for"):
        detectable(arm, arm, target=0.05)
    with pytest.raises(UndefinedStatisticError, match="No number of people"):
        people_needed(0.0, 1.0, 1.0)
    for shares in ((1.2, 0.5), (0.0, 0.0), (-0.1, 0.4)):
        with pytest.raises(UndefinedStatisticError, match="between 0 and 1"):
            share_power(*shares, 10, 10)
    with pytest.raises(UndefinedStatisticError, match="at least one person"):
        share_power(0.2, 0.5, 0, 10)
