from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from analytics.errors import UndefinedStatisticError
from analytics.stats.items import ItemSums
from analytics.stats.reliability import alpha, omega
from tests.stats.test_items import PEOPLE, sums_of

PEOPLE_WITH_SPREAD = PEOPLE.filter(lambda people: all(len(set(column)) > 1 for column in zip(*people, strict=True)))


@given(PEOPLE_WITH_SPREAD)
def test_alpha_is_that_of_the_rows(people: list[tuple[int, ...]]) -> None:
    rows = np.array(people, dtype=float)
    spread = rows.sum(axis=1).var(ddof=1)
    rests = [np.delete(rows, place, axis=1).sum(axis=1) for place in range(3)]
    if min(spread, *(rest.var() for rest in rests)) < 1e-9:
        return
    found = alpha(sums_of(people))
    assert found.alpha == pytest.approx(1.5 * (1 - rows.var(axis=0, ddof=1).sum() / spread), rel=1e-9, abs=1e-9)
    wanted = [np.corrcoef(rows[:, place], rest)[0, 1] for place, rest in enumerate(rests)]
    assert found.item_rest == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert found.interval.low <= found.alpha <= found.interval.high


def test_two_items_are_spearman_brown() -> None:
    found = alpha(sums_of([(1, 2), (2, 2), (4, 5), (3, 5), (5, 4)]))
    correlation = sums_of([(1, 2), (2, 2), (4, 5), (3, 5), (5, 4)]).correlation()[0, 1]
    assert found.standardized == pytest.approx(2 * correlation / (1 + correlation), rel=1e-13)
    assert found.if_dropped == pytest.approx((correlation, correlation))
    assert found.item_rest == pytest.approx((correlation, correlation))


def test_an_item_turned_the_wrong_way_shows() -> None:
    people = [(1, 2, 5), (2, 2, 4), (4, 5, 2), (3, 4, 2), (5, 4, 1)]
    wrong, right = alpha(sums_of(people)), alpha(sums_of(people).turned({"c"}, low=1, high=5))
    assert wrong.item_rest[2] < 0 < right.item_rest[2]
    assert wrong.alpha < right.alpha


def test_the_unit_and_the_origin_do_not_matter() -> None:
    people = [(1, 2, 4), (2, 2, 3), (4, 5, 5), (3, 5, 5), (5, 4, 2)]
    moved = [tuple(v + 1000 for v in person) for person in people]
    assert alpha(sums_of(moved)) == alpha(sums_of(people))
    assert alpha(sums_of(people, denominator=60)).alpha == pytest.approx(alpha(sums_of(people)).alpha, rel=1e-13)


def scale(loadings: list[float], deviations: list[int]) -> ItemSums:
    """Sums whose covariances are exactly those of one factor with these loadings."""
    k, n, unit = len(loadings), 10_001, 10**6
    exact = np.outer(loadings, loadings)
    np.fill_diagonal(exact, 1.0)
    covariance = exact * np.outer(deviations, deviations)
    products = tuple(tuple(round(covariance[i, j] * unit) * (n - 1) * unit for j in range(k)) for i in range(k))
    return ItemSums(items=tuple("abcdef"[:k]), n=n, totals=(0,) * k, products=products, denominator=unit)


def test_omega_finds_a_planted_factor() -> None:
    found = omega(scale([0.8, 0.7, 0.6, 0.5], [1, 1, 1, 2]))
    assert found.loadings == pytest.approx((0.8, 0.7, 0.6, 0.5), abs=1e-6)
    assert found.uniquenesses == pytest.approx((0.36, 0.51, 0.64, 0.75), abs=1e-6)
    assert found.standardized == pytest.approx(2.6**2 / (2.6**2 + 2.26), abs=1e-6)
    assert found.omega == pytest.approx(3.1**2 / (3.1**2 + 1.51 + 4 * 0.75), abs=1e-6)
    assert found.is_proper


def test_alpha_is_below_omega_when_items_measure_unequally_well() -> None:
    sums = scale([0.9, 0.8, 0.3, 0.3], [1, 1, 1, 1])
    assert alpha(sums).alpha < omega(sums).omega


def test_equally_good_items_have_one_reliability() -> None:
    sums = scale([0.7] * 5, [1] * 5)
    assert alpha(sums).alpha == pytest.approx(omega(sums).omega, abs=1e-6)


def test_scales_too_short_are_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="at least two items"):
        alpha(sums_of([(1,), (2,)]))
    with pytest.raises(UndefinedStatisticError, match="at least three items"):
        omega(sums_of([(1, 2), (2, 4), (3, 1)]))


def test_items_that_cancel_are_refused() -> None:
    with pytest.raises(UndefinedStatisticError, match="cancel each other out"):
        alpha(sums_of([(1, 5), (2, 4), (5, 1)]))
    with pytest.raises(UndefinedStatisticError, match="cancel each other out"):
        alpha(sums_of([(1, 5, 2), (2, 4, 5), (5, 1, 3)]))
