from __future__ import annotations

import random

import pytest

from analytics.errors import UndefinedStatisticError
from analytics.stats.strata import Stratum, mantel_haenszel


def stratum(a: int, b: int, c: int, d: int) -> Stratum:
    return Stratum(first_with=a, first_without=b, second_with=c, second_without=d)


BERKELEY = [
    stratum(512, 313, 89, 19),
    stratum(353, 207, 17, 8),
    stratum(120, 205, 202, 391),
    stratum(138, 279, 131, 244),
    stratum(53, 138, 94, 299),
    stratum(22, 351, 24, 317),
]


def test_berkeley_as_printed_by_r() -> None:
    # R: mantelhaen.test(UCBAdmissions): X-squared = 1.4269, p = 0.2323, odds ratio 0.9046968 (0.7719074, 1.0603298)
    found = mantel_haenszel(BERKELEY, is_corrected=True)
    assert (round(found.chi_square, 4), round(found.p, 4)) == (1.4269, 0.2323)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    assert found.odds_ratio_interval is not None
    assert found.odds_ratio_interval.low == pytest.approx(0.7719074, abs=5e-8)
    assert found.odds_ratio_interval.high == pytest.approx(1.0603298, abs=5e-8)


def test_berkeley_turns_around_within_departments() -> None:
    men, women = sum(s.first_with for s in BERKELEY), sum(s.second_with for s in BERKELEY)
    crude = men / sum(s.first for s in BERKELEY) - women / sum(s.second for s in BERKELEY)
    within = mantel_haenszel(BERKELEY)
    assert crude > 0.14
    assert within.difference == pytest.approx(-0.0184251961908525, rel=1e-13)
    assert not within.interval.excludes(0.0)


def test_one_stratum_is_the_plain_difference() -> None:
    found = mantel_haenszel([stratum(30, 20, 10, 40)])
    assert found.difference == pytest.approx(0.4)
    assert found.odds_ratio == pytest.approx(6.0)


def test_swapping_the_groups_turns_the_sign() -> None:
    turned = [stratum(s.second_with, s.second_without, s.first_with, s.first_without) for s in BERKELEY]
    one, other = mantel_haenszel(BERKELEY), mantel_haenszel(turned)
    assert one.difference == pytest.approx(-other.difference, rel=1e-13)
    assert one.interval.low == pytest.approx(-other.interval.high, rel=1e-12)
    assert one.p == pytest.approx(other.p, rel=1e-12)
    assert one.odds_ratio is not None
    assert other.odds_ratio == pytest.approx(1 / one.odds_ratio, rel=1e-13)


def test_strata_with_one_group_say_nothing() -> None:
    found = mantel_haenszel([*BERKELEY, stratum(0, 0, 40, 2), stratum(7, 0, 0, 0)])
    assert found == mantel_haenszel(BERKELEY)
    assert (found.strata, found.n) == (6, 4526)


def test_interval_covers_a_planted_difference_in_small_strata() -> None:
    chance = random.Random(20240601)  # noqa: S311 - a simulation, no secret
    covered = 0
    for _ in range(600):
        strata = []
        for _ in range(25):
            n_first, n_second, share = chance.randint(1, 6), chance.randint(2, 12), chance.uniform(0.1, 0.6)
            a = sum(chance.random() < share + 0.2 for _ in range(n_first))
            c = sum(chance.random() < share for _ in range(n_second))
            strata.append(stratum(a, n_first - a, c, n_second - c))
        covered += not mantel_haenszel(strata).interval.excludes(0.2)
    assert 0.92 <= covered / 600 <= 0.975


def test_no_outcome_in_one_group_leaves_no_odds_ratio() -> None:
    found = mantel_haenszel([stratum(5, 5, 0, 10), stratum(4, 2, 0, 7)])
    assert (found.odds_ratio, found.odds_ratio_interval) == (None, None)
    assert found.difference > 0


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="No stratum has people of both groups"):
        mantel_haenszel([stratum(3, 4, 0, 0)])
    with pytest.raises(UndefinedStatisticError, match="Everybody has the same outcome"):
        mantel_haenszel([stratum(3, 0, 5, 0), stratum(0, 2, 0, 6)])
