"""How evenly the two sides of the pairs gain: the idea behind the name of the program, as one number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.measures.finding import Estimate, Finding, Interval, Outcome, Released, Undefined
from analytics.stats.distributions import normal_quantile

if TYPE_CHECKING:
    from analytics.measures.finding import Provenance

EVEN = 100.0
LABEL = catalog_measure("exchange_balance").label


def exchange_balance(junior: Finding[Estimate], senior: Finding[Estimate]) -> Finding[Estimate]:
    """How evenly juniors and seniors gain skill, in percent.

    Args:
        junior: Mean skill gained by junior mentors, in points.
        senior: Mean skill gained by senior mentees, in points.

    Reference:
        With gains a <= b the balance is 2a / (a + b); its variance is (4 b^2 var(a) + 4 a^2 var(b)) / (a + b)^4 by the
        delta method, both sides taken as independent.
    Checked against:
        R: `msm::deltamethod(~ 2 * x1 / (x1 + x2), c(a, b), diag(c(se_a, se_b)^2))`.
    """
    outcome = junior.then(lambda first: senior.then(lambda second: balance(first, second)))
    return Finding(measure=junior.measure, label=LABEL, outcome=outcome, provenance=_provenance(junior.provenance))


def balance(junior: Estimate, senior: Estimate) -> Outcome[Estimate]:
    """How evenly juniors and seniors gain skill, from their two mean gains; see `exchange_balance`."""
    low, high = sorted((junior, senior), key=lambda side: side.value)
    if low.value <= 0 or low.standard_error is None or high.standard_error is None:
        return Undefined(reason="One side shows no gain in skill, so there is no exchange to balance.")
    total = low.value + high.value
    value = 2 * low.value / total
    error = 2 * ((high.value * low.standard_error) ** 2 + (low.value * high.standard_error) ** 2) ** 0.5 / total**2
    reach = normal_quantile(0.95) * error
    n = low.n + high.n
    found = Estimate(
        label=LABEL,
        n=n,
        value=EVEN * value,
        interval=Interval(low=EVEN * max(value - reach, 0.0), high=EVEN * min(value + reach, 1.0)),
        unit="%",
        wave=junior.wave,
        standard_error=EVEN * error,
    )
    return Released(value=found, n=n)


def _provenance(gain: Provenance) -> Provenance:
    own = catalog_measure("exchange_balance")
    return replace(
        gain, definition=own.definition, numerator=own.numerator, denominator=own.denominator, method=own.method
    )
