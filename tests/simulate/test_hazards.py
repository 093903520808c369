from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.simulate.draws import Draws
from analytics.simulate.hazards import NEVER, YEAR, Exposure, Hazard, accumulated, waiting

STEPS = Hazard(knots=(0.0, 1.0, 3.0), rates=(0.4, 0.0, 0.9))


def exposure(
    *, origin: float = 0.0, start: float = 0.0, switch: float = NEVER, log_ratio: float = 0.0, n: int = 1
) -> Exposure:
    one = np.ones(n)
    return Exposure(
        origin=origin * one, start=start * one, multiplier=one, switch=switch * one, log_ratio=log_ratio * one
    )


@given(
    threshold=st.floats(0.001, 20),
    start=st.floats(-2000, 2000),
    origin=st.floats(-4000, 2000),
    switch=st.floats(-3000, 6000),
    log_ratio=st.floats(-2, 2),
)
def test_the_hazard_accumulated_until_the_event_is_the_threshold(
    threshold: float, start: float, origin: float, switch: float, log_ratio: float
) -> None:
    one = exposure(origin=min(origin, start), start=start, switch=switch, log_ratio=log_ratio)
    day = waiting(STEPS, one, np.array([threshold]))
    assert day[0] >= start
    np.testing.assert_allclose(accumulated(STEPS, one, day), threshold, rtol=1e-9)


def test_nothing_happens_while_the_rate_is_zero() -> None:
    assert (
        accumulated(STEPS, exposure(), np.array([2.9 * YEAR]))[0] == accumulated(STEPS, exposure(), np.array([YEAR]))[0]
    )


def test_a_rate_that_is_never_above_zero_never_strikes() -> None:
    day = waiting(Hazard(knots=(0.0,), rates=(0.0,)), exposure(), np.array([1e-12]))
    assert day[0] == NEVER


def test_the_switch_multiplies_the_rate_from_its_day_on() -> None:
    steady = Hazard(knots=(0.0,), rates=(0.2,))
    before = accumulated(steady, exposure(switch=YEAR, log_ratio=np.log(0.5)), np.array([YEAR]))
    after = accumulated(steady, exposure(switch=YEAR, log_ratio=np.log(0.5)), np.array([3 * YEAR]))
    np.testing.assert_allclose([before[0], after[0]], [0.2, 0.2 + 2 * 0.1])


def test_the_share_that_survives_is_exp_of_minus_the_hazard() -> None:
    n = 40_000
    people = exposure(n=n)
    day = waiting(STEPS, people, Draws(seed=8).exponential("luck", n))
    survival = np.exp(-accumulated(STEPS, exposure(), np.array([3.5 * YEAR])))[0]
    assert abs((day > 3.5 * YEAR).mean() - survival) < 4 * (survival * (1 - survival) / n) ** 0.5


def test_who_enters_late_is_not_at_risk_before() -> None:
    assert accumulated(STEPS, exposure(origin=-2 * YEAR, start=0.0), np.array([YEAR]))[0] == 0
