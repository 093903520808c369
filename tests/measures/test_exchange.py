"""The exchange balance: even, one-sided, undefined, and its interval against the delta method."""

from __future__ import annotations

import math

import pytest

from analytics.measures.exchange import exchange_balance
from analytics.measures.finding import Estimate, Finding, Outcome, Provenance, Released, Undefined, Withheld

PROVENANCE = Provenance(
    sentence="Everyone.", definition="", numerator="", denominator="", window="", exclusions="", method="", sql="",
    values={}, release_id="r", data_version=1, import_ids=(),
)  # fmt: skip


def gain(value: float, error: float = 0.5, n: int = 100) -> Finding[Estimate]:
    estimate = Estimate(label="", n=n, value=value, interval=None, unit="points", wave="w", standard_error=error)
    return finding(Released(value=estimate, n=n))


def finding(outcome: Outcome[Estimate]) -> Finding[Estimate]:
    return Finding(measure="skills_gained", label="", outcome=outcome, provenance=PROVENANCE)


def balance(junior: Finding[Estimate], senior: Finding[Estimate]) -> Estimate:
    outcome = exchange_balance(junior, senior).outcome
    assert isinstance(outcome, Released)
    return outcome.value


def test_equal_gains_are_even() -> None:
    assert balance(gain(12.0), gain(12.0)).value == pytest.approx(100.0)


def test_the_definition_of_the_catalog() -> None:
    assert balance(gain(10.0), gain(30.0)).value == pytest.approx(100 * (1 - 20 / 40))


def test_both_directions_are_the_same() -> None:
    assert balance(gain(10.0, 0.4), gain(30.0, 0.9)) == balance(gain(30.0, 0.9), gain(10.0, 0.4))


def test_the_interval_is_that_of_the_delta_method() -> None:
    # R: msm::deltamethod(~ 2 * x1 / (x1 + x2), c(10, 30), diag(c(0.5, 0.8)^2)) = 0.02125
    found = balance(gain(10.0, 0.5), gain(30.0, 0.8))
    error = 2 * math.hypot(30 * 0.5, 10 * 0.8) / 1600
    assert error == pytest.approx(0.02125)
    assert found.standard_error == pytest.approx(100 * error)
    assert found.interval is not None
    assert found.interval.high - found.interval.low == pytest.approx(2 * 1.959963985 * 100 * error)


def test_the_interval_stays_within_what_is_possible() -> None:
    found = balance(gain(12.0, 3.0), gain(12.0, 3.0)).interval
    assert found is not None
    assert found.high == 100.0


@pytest.mark.parametrize("value", [0.0, -2.0])
def test_a_side_without_gain_leaves_nothing_to_balance(value: float) -> None:
    outcome = exchange_balance(gain(value), gain(5.0)).outcome
    assert isinstance(outcome, Undefined)
    assert "no gain" in outcome.reason


def test_a_withheld_side_withholds_the_balance() -> None:
    assert isinstance(exchange_balance(gain(3.0), finding(Withheld())).outcome, Withheld)


def test_counts_add_up() -> None:
    assert balance(gain(5.0, n=40), gain(6.0, n=60)).n == 100
