"""Four verdicts, never a fifth, and what each needs."""

from __future__ import annotations

import pytest

from analytics.measures.cell import Cell
from analytics.measures.differences import Frame, means, recovered, verdict
from analytics.measures.finding import Difference, Estimate, Interval, Released, Undefined
from analytics.stats.proportions import newcombe, wilson


def side(values: list[int]) -> tuple[Estimate, Cell]:
    cell = Cell(people=len(values), n=len(values), total=sum(values), squares=sum(value * value for value in values))
    return Estimate(label="", n=len(values), value=sum(values) / len(values), interval=None, unit="points"), cell


def difference(pilot: list[int], comparison: list[int], *, margin: float = 3.0, family: int = 1) -> Difference:
    outcome = means(side(pilot), side(comparison), 100, Frame(label="All", margin=margin, family=family))
    assert isinstance(outcome, Released)
    return outcome.value


@pytest.mark.parametrize(
    ("low", "high", "narrow", "expected"),
    [
        (0.1, 5.0, (0.5, 4.6), "higher"),
        (-5.0, -0.1, (-4.6, -0.5), "lower"),
        (0.0, 5.0, (0.4, 4.6), "not_enough"),
        (-2.0, 2.0, (-1.7, 1.7), "no_difference"),
        (-3.4, 2.0, (-2.9, 1.7), "no_difference"),
        (-3.4, 2.0, (-3.1, 1.7), "not_enough"),
    ],
)
def test_the_verdict_follows_from_both_intervals(
    low: float, high: float, narrow: tuple[float, float], expected: str
) -> None:
    ends = Interval(low=narrow[0], high=narrow[1], level=0.9)
    assert verdict(Interval(low=low, high=high), ends, 3.0) == expected


def test_swapping_the_groups_turns_the_sign_and_nothing_else() -> None:
    one, other = [50, 60, 70, 80] * 6, [40, 55, 60, 62] * 9
    there, back = difference(one, other), difference(other, one)
    assert (there.difference, there.t, there.df, there.p) == (-back.difference, -back.t, back.df, back.p)


def test_a_family_of_comparisons_has_wider_intervals() -> None:
    one, other = [50, 60, 70, 80] * 6, [48, 55, 66, 72] * 9
    single, among = difference(one, other), difference(one, other, family=12)
    assert among.interval.low < single.interval.low
    assert among.p == pytest.approx(min(1.0, 12 * single.p))
    assert among.interval.level == pytest.approx(1 - 0.05 / 12)
    assert among.smallest_detectable > single.smallest_detectable


def test_two_constant_groups_are_undefined() -> None:
    outcome = means(side([60] * 20), side([50] * 20), 100, Frame(label="All", margin=3.0))
    assert isinstance(outcome, Undefined)


def test_square_and_add_is_newcombes_interval_for_shares() -> None:
    first, second = wilson(56, 70), wilson(48, 80)
    expected = newcombe(first, second).interval
    found = recovered(
        Estimate(label="", n=70, value=first.share, interval=first.interval, unit=""),
        Estimate(label="", n=80, value=second.share, interval=second.interval, unit=""),
    )
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-12)
