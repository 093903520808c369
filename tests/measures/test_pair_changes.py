"""Changes by both generations are paired, and their intervals corrected for how many there are."""

from __future__ import annotations

import pytest
from scipy import stats

from analytics.measures.finding import Estimate
from analytics.measures.pair_changes import PairChange, change_of, corrected


def change(value: float, standard_error: float, n: int = 40) -> PairChange:
    found = Estimate(label="", n=n, value=value, interval=None, unit="points", standard_error=standard_error)
    generations = {"junior_generation": "Gen Z", "senior_generation": "Boomer"}
    return PairChange(role="Senior mentee", **generations, earlier="2023-11", change=found)


def test_the_change_is_that_of_a_paired_t_test() -> None:
    earlier, later = [40, 55, 60, 62, 70, 48, 51, 66, 73, 58], [45, 60, 58, 70, 71, 55, 50, 72, 80, 66]
    moved = [two - one for one, two in zip(earlier, later, strict=True)]
    found = change_of("bridging", (10, sum(moved), sum(one * one for one in moved)), "2025-06", 100)
    expected = stats.ttest_rel(later, earlier)
    assert found is not None
    assert found.interval is not None
    assert found.value == pytest.approx(sum(moved) / 10, abs=0.05)
    low, high = expected.confidence_interval(0.95)
    assert (found.interval.low, found.interval.high) == (round(low, 1), round(high, 1))


def test_people_who_all_changed_alike_have_no_interval_and_no_figure() -> None:
    assert change_of("bridging", (10, 20, 40), "2025-06", 100) is None


def test_an_interval_leaves_zero_out_exactly_where_holms_p_is_below_a_twentieth() -> None:
    found = [change(5.0, 1.5), change(4.0, 1.7), change(3.0, 1.4), change(0.5, 1.5), change(0.0, 2.0)]
    plain = sorted(2 * stats.t.sf(abs(one.change.value / one.change.standard_error), 39) for one in found)  # type: ignore[operator]
    adjusted, largest = [], 0.0
    for rank, p in enumerate(plain):
        largest = max(largest, (len(plain) - rank) * p)
        adjusted.append(min(1.0, largest))
    assert [limits.excludes(0.0) for limits in corrected(found)] == [p < 0.05 for p in adjusted]
    assert any(p < 0.05 for p in plain[1:3])
    assert not all(limits.excludes(0.0) for limits in corrected(found)[:3])


def test_a_single_change_is_not_corrected_and_a_certain_one_has_the_level_of_all() -> None:
    (alone,) = corrected([change(3.0, 1.0)])
    assert alone.level == pytest.approx(0.95)
    certain, other = corrected([change(500.0, 0.01, n=4000), change(0.1, 1.0)])
    assert certain.level == pytest.approx(0.975)
    assert other.level == pytest.approx(0.95)
