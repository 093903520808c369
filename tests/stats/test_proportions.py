from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.errors import UndefinedStatisticError
from analytics.stats.proportions import exact, newcombe, parity, wilson

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@given(COUNTS, LEVELS)
def test_score_and_exact_intervals_are_those_of_scipy(count: tuple[int, int], level: float) -> None:
    test = stats.binomtest(*count)
    score, tail = wilson(*count, level=level).interval, exact(*count, level=level).interval
    wanted_score, wanted_tail = test.proportion_ci(level, method="wilson"), test.proportion_ci(level, method="exact")
    assert (score.low, score.high) == pytest.approx((wanted_score.low, wanted_score.high), rel=1e-10, abs=1e-13)
    assert (tail.low, tail.high) == pytest.approx((wanted_tail.low, wanted_tail.high), rel=1e-10, abs=1e-13)


@given(COUNTS, st.floats(0.01, 0.99))
def test_parity_is_the_exact_test(count: tuple[int, int], reference: float) -> None:
    found = parity(*count, reference=reference)
    assert found.p == pytest.approx(stats.binomtest(*count, reference).pvalue, rel=1e-8)
    assert found.ratio == pytest.approx(count[0] / count[1] / reference, rel=1e-14)
    assert found.ratio_interval.low <= found.ratio <= found.ratio_interval.high


@pytest.mark.parametrize(("successes", "p"), [(0, 0.001953125), (5, 1.0), (3, 0.34375), (10, 0.001953125)])
def test_ties_of_equally_likely_counts_count(successes: int, p: float) -> None:
    assert parity(successes, 10, reference=0.5).p == pytest.approx(p, rel=1e-12)


@given(COUNTS, COUNTS, LEVELS)
def test_newcombe_turns_with_the_groups(first: tuple[int, int], second: tuple[int, int], level: float) -> None:
    one = newcombe(wilson(*first, level=level), wilson(*second, level=level))
    other = newcombe(wilson(*second, level=level), wilson(*first, level=level))
    assert one.difference == -other.difference
    assert (one.interval.low, one.interval.high) == (-other.interval.high, -other.interval.low)
    assert -1 <= one.interval.low <= one.difference <= one.interval.high <= 1


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),  # Newcombe (1998), Table II, method 10
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_published_limits(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    interval = newcombe(wilson(*first), wilson(*second)).interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(("n", "share", "at_least"), [(12, 0.9, 0.97), (20, 0.85, 0.97), (30, 0.95, 0.93)])
def test_score_interval_covers_small_groups(n: int, share: float, at_least: float) -> None:
    chances = (math.comb(n, x) * share**x * (1 - share) ** (n - x) for x in range(n + 1))
    covered = sum(chance for x, chance in enumerate(chances) if not wilson(x, n).interval.excludes(share))
    assert covered > at_least


def test_nobody_and_everybody_reach_the_ends_exactly() -> None:
    assert wilson(0, 12).interval.low == 0.0
    assert wilson(12, 12).interval.high == 1.0


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_impossible_counts_are_refused(successes: int, n: int) -> None:
    for share in (wilson, exact):
        with pytest.raises(UndefinedStatisticError, match="A share"):
            share(successes, n)


@pytest.mark.parametrize("reference", [0.0, 1.0])
def test_a_pool_of_one_kind_has_no_parity(reference: float) -> None:
    with pytest.raises(UndefinedStatisticError, match="inside and outside the group"):
        parity(3, 10, reference=reference)


def test_levels_must_agree() -> None:
    with pytest.raises(UndefinedStatisticError, match="different confidence levels"):
        newcombe(wilson(3, 10, level=0.9), wilson(3, 10))
