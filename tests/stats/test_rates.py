"""Rates: exact limits by their definition, ratios that turn round, hazards that agree with their tables."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.rates import HazardCell, discrete_hazard, poisson_rate, rate_ratio

EVENTS = st.integers(0, 60)
TIMES = st.floats(0.5, 400.0)


@given(EVENTS, TIMES)
def test_limits_are_where_each_tail_holds_half_of_the_rest(events: int, person_time: float) -> None:
    found = poisson_rate(events, person_time, level=0.9)
    assert found.rate == events / person_time
    assert stats.poisson.cdf(events, found.interval.high * person_time) == pytest.approx(0.05)
    if events:
        assert stats.poisson.sf(events - 1, found.interval.low * person_time) == pytest.approx(0.05)
    else:
        assert found.interval.low == 0.0


@given(st.integers(1, 40), TIMES, st.integers(1, 40), TIMES)
def test_the_ratio_is_the_exact_conditional_one(one: int, time_one: float, other: int, time_other: float) -> None:
    first, second = poisson_rate(one, time_one), poisson_rate(other, time_other)
    there, back = rate_ratio(first, second), rate_ratio(second, first)
    assert there.ratio == pytest.approx(1 / back.ratio)
    assert there.interval.low == pytest.approx(1 / back.interval.high)
    test = stats.binomtest(one, one + other, time_one / (time_one + time_other))
    assert there.p == pytest.approx(test.pvalue)
    share = test.proportion_ci(0.95).low
    assert there.interval.low == pytest.approx(share / (1 - share) * time_other / time_one)


def test_no_leavers_in_the_pilot_group_is_a_ratio_of_0_with_an_upper_limit() -> None:
    found = rate_ratio(poisson_rate(0, 20.0), poisson_rate(9, 60.0))
    assert (found.ratio, found.interval.low) == (0.0, 0.0)
    assert found.interval.high < 2


def test_a_saturated_hazard_model_repeats_its_table() -> None:
    cells = [
        HazardCell(levels={"year": "1"}, at_risk=400, events=38),
        HazardCell(levels={"year": "2"}, at_risk=350, events=30),
    ]
    model = discrete_hazard(cells, [("year", "2")])
    first, second = 38 / 362, 30 / 320
    assert model.coefficients[0].term is None
    assert model.coefficients[1].ratio == pytest.approx(second / first)
    assert model.coefficients[1].standard_error == pytest.approx(math.sqrt(1 / 38 + 1 / 362 + 1 / 30 + 1 / 320))
    assert model.deviance == pytest.approx(0, abs=1e-9)
    assert (model.df, model.n_events) == (0, 68)
    hazards = discrete_hazard(cells, [("year", "2")], link="cloglog")
    assert hazards.coefficients[1].ratio == pytest.approx(math.log(1 - 30 / 350) / math.log(1 - 38 / 400))


def test_refusals() -> None:
    with pytest.raises(UndefinedStatisticError, match="time under observation"):
        poisson_rate(0, 0.0)
    with pytest.raises(UndefinedStatisticError, match="no upper limit"):
        rate_ratio(poisson_rate(3, 10.0), poisson_rate(0, 10.0))
    cells = [HazardCell(levels={"arm": arm}, at_risk=30, events=events) for arm, events in (("a", 0), ("b", 4))]
    with pytest.raises(UndefinedStatisticError, match="do not overlap"):
        discrete_hazard(cells, [("arm", "b")])
