"""Participation of a group against the pool: exact, as R's Fisher test has it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact, nchypergeom_fisher
from scipy.stats.contingency import odds_ratio

from analytics.errors import UndefinedStatisticError
from analytics.stats.parity import parity

CASES = [(30, 100, 60, 400), (4, 68, 960, 14000), (18, 291, 1000, 14534), (7, 12, 20, 60), (0, 50, 60, 400)]


@pytest.mark.parametrize(("enrolled", "people", "pool_enrolled", "pool"), CASES)
def test_the_p_value_is_fishers(enrolled: int, people: int, pool_enrolled: int, pool: int) -> None:
    others = pool - people
    table = [[enrolled, people - enrolled], [pool_enrolled - enrolled, others - pool_enrolled + enrolled]]
    assert parity(enrolled, people, pool_enrolled, pool).p == pytest.approx(fisher_exact(np.array(table))[1], rel=1e-9)


@pytest.mark.parametrize(("enrolled", "people", "pool_enrolled", "pool"), CASES[:-1])
def test_the_limits_are_those_of_the_conditional_odds_ratio(
    enrolled: int, people: int, pool_enrolled: int, pool: int
) -> None:
    others = pool - people
    table = [[enrolled, people - enrolled], [pool_enrolled - enrolled, others - pool_enrolled + enrolled]]
    limits = odds_ratio(table, kind="conditional").confidence_interval(0.95)
    means = [nchypergeom_fisher(pool, people, pool_enrolled, odds).mean() for odds in limits]
    found = parity(enrolled, people, pool_enrolled, pool).interval
    rate = pool_enrolled / pool
    assert (found.low, found.high) == pytest.approx([mean / people / rate for mean in means], rel=1e-6)


def test_the_interval_leaves_one_out_exactly_where_a_one_sided_test_rejects() -> None:
    for enrolled in range(1, 20):
        found = parity(enrolled, 40, 60, 240)
        low, high = found.interval.low, found.interval.high
        assert low <= found.ratio <= high
        table = [[enrolled, 40 - enrolled], [60 - enrolled, 140 + enrolled]]
        below, above = (fisher_exact(np.array(table), alternative=side)[1] < 0.025 for side in ("less", "greater"))
        assert (high < 1, low > 1) == (below, above)


def test_a_group_of_nobody_or_everybody_has_no_parity() -> None:
    for people in (0, 400):
        with pytest.raises(UndefinedStatisticError, match="inside a larger pool"):
            parity(0, people, 60, 400)


def test_a_program_that_everybody_or_nobody_joined_has_no_parity() -> None:
    for pool_enrolled in (0, 400):
        with pytest.raises(UndefinedStatisticError):
            parity(0, 100, pool_enrolled, 400)
