from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.moments import Sums
from analytics.stats.promoters import NetPromoter, net_promoter

COUNT = st.integers(0, 60)


@given(COUNT, COUNT, COUNT)
def test_score_and_error_are_those_of_plus_one_zero_minus_one(up: int, middle: int, down: int) -> None:
    n = up + middle + down
    if n < 2:
        return
    values = Sums(n=n, total=up - down, squares=up + down).moments()
    found = net_promoter(up, middle, down)
    assert found.score == pytest.approx(100 * values.mean, abs=1e-12)
    assert found.standard_error == pytest.approx(100 * math.sqrt(values.variance * (n - 1) / n / n), abs=1e-12)


@given(COUNT, COUNT, COUNT.filter(lambda n: n > 0))
def test_promoters_and_detractors_mirror(up: int, middle: int, down: int) -> None:
    one, other = net_promoter(up, middle, down), net_promoter(down, middle, up)
    assert one.score == -other.score
    assert one.interval.low == -other.interval.high
    assert -100 <= one.interval.low <= one.interval.high <= 100


def coverage(n: int, up: float, down: float, *, wald: bool) -> float:
    """Chance that the interval holds the truth, over every outcome of n answers."""
    truth, covered = 100 * (up - down), 0.0
    for p in range(n + 1):
        for d in range(n + 1 - p):
            found: NetPromoter = net_promoter(p, n - p - d, d)
            interval = found.wald_interval if wald else found.interval
            ways = math.comb(n, p) * math.comb(n - p, d)
            covered += (not interval.excludes(truth)) * ways * up**p * down**d * (1 - up - down) ** (n - p - d)
    return covered


@pytest.mark.parametrize(("n", "up", "down"), [(10, 0.4, 0.2), (12, 0.6, 0.1), (20, 0.5, 0.3)])
def test_adjusted_interval_covers_small_groups_where_the_textbook_one_does_not(n: int, up: float, down: float) -> None:
    assert coverage(n, up, down, wald=False) > 0.935
    assert coverage(n, up, down, wald=True) < coverage(n, up, down, wald=False)


def test_everybody_alike_has_an_interval_all_the_same() -> None:
    found = net_promoter(8, 0, 0)
    assert (found.score, found.standard_error, found.interval.high) == (100.0, 0.0, 100.0)
    assert found.interval.low == pytest.approx(38.5382588198525, rel=1e-12)


@pytest.mark.parametrize("counts", [(0, 0, 0), (3, -1, 2)])
def test_no_answers_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(UndefinedStatisticError, match="needs at least one answer"):
        net_promoter(*counts)
