"""Patterns of factors: nothing is lost by counting, in any order; how far two factors tell the same."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import contingency

from analytics.errors import UndefinedStatisticError
from analytics.stats.factor_patterns import FactorPatterns, association, correlated
from tests.stats.outcomes import LEVELS, people


def test_people_are_counted_once_in_any_order() -> None:
    rows = people().rows()
    patterns, turned = FactorPatterns.of(rows, LEVELS), FactorPatterns.of(rows[::-1], LEVELS)
    assert patterns.people == len(rows)
    assert patterns.event_count == sum(event for *_, event in rows)
    assert (patterns.codes == turned.codes).all()
    assert (patterns.n == turned.n).all()
    assert (patterns.events == turned.events).all()


def test_counts_and_design_agree() -> None:
    patterns = people().patterns
    weighted = patterns.n @ patterns.design()
    assert weighted.tolist() == [count for at in range(3) for count in patterns.counts(at)]
    assert patterns.starts() == (0, 3, 5)


def test_factors_that_are_not_asked_for_are_added_up() -> None:
    narrow = FactorPatterns.of(people().rows(), {"unit": LEVELS["unit"]})
    assert len(narrow.n) == 2
    assert narrow.people == 3_000


@pytest.mark.parametrize(("first", "second"), [(0, 1), (0, 2), (1, 2)])
def test_the_association_is_cramers(first: int, second: int) -> None:
    drawn = people()
    table = np.zeros((len(list(LEVELS.values())[first]), len(list(LEVELS.values())[second])))
    np.add.at(table, (drawn.codes[:, first], drawn.codes[:, second]), 1)
    expected = contingency.association(table.astype(int), method="cramer")
    assert association(drawn.patterns, first, second) == pytest.approx(expected, rel=1e-12)


def test_a_factor_with_one_level_goes_with_nothing() -> None:
    rows = [({"a": "x", "b": name}, 5, 1) for name in ("p", "q")]
    assert association(FactorPatterns.of(rows, {"a": ("x", "y"), "b": ("p", "q")}), 0, 1) == 0.0


def test_factors_that_follow_from_each_other_are_grouped() -> None:
    rows = [({"a": x, "b": x, "c": y}, 5, 1) for x in ("0", "1") for y in ("0", "1")]
    patterns = FactorPatterns.of(rows, dict.fromkeys("abc", ("0", "1")))
    assert correlated(patterns, (0, 1, 2)) == ((0, 1), (2,))
    assert correlated(patterns, (1, 2)) == ((1,), (2,))


def test_nobody_is_refused() -> None:
    with pytest.raises(UndefinedStatisticError):
        FactorPatterns.of([], LEVELS)
