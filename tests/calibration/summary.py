"""What many programs say together: bias, coverage, false alarms and power, with their own uncertainty."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Any

from analytics.stats.proportions import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.calibration.trials import Result


def summary(found: Iterable[Result]) -> list[dict[str, Any]]:
    """One row for each outcome and method.

    Args:
        found: Results of programs of one kind.
    """
    rows: dict[tuple[str, str], list[Result]] = {}
    for one in found:
        rows.setdefault((one.outcome, one.method), []).append(one)
    return [_row(outcome, method, several) for (outcome, method), several in rows.items()]


def _row(outcome: str, method: str, several: Sequence[Result]) -> dict[str, Any]:
    known = [one for one in several if one.difference is not None]
    limited = [(one.truth, one.low, one.high) for one in known if one.low is not None and one.high is not None]
    errors = [one.difference - one.truth for one in known if one.difference is not None]
    row: dict[str, Any] = {
        "outcome": outcome,
        "method": method,
        "programs": len(several),
        "estimated": len(known),
        "truth": round(fmean(one.truth for one in several), 2),
    }
    if errors:
        row["bias"], row["bias_error"] = round(fmean(errors), 2), round(_standard_error(errors), 2)
    if limited:
        row["coverage"] = _share([low <= truth <= high for truth, low, high in limited])
        row["beyond_chance"] = _share([low > 0 or high < 0 for _, low, high in limited])
    told = [one for one in several if one.verdict is not None]
    if told:
        row["verdict_higher"] = _share([one.verdict == "higher" for one in told])
        row["verdict_lower"] = _share([one.verdict == "lower" for one in told])
    return row


def _standard_error(values: Sequence[float]) -> float:
    centre = fmean(values)
    n = len(values)
    return float((sum((value - centre) ** 2 for value in values) / max(1, n - 1) / n) ** 0.5)


def _share(held: Sequence[bool]) -> dict[str, float]:
    """A share in percent with its Wilson interval."""
    found = wilson(sum(held), len(held))
    return {
        "share": round(100 * found.share, 1),
        "low": round(100 * found.interval.low, 1),
        "high": round(100 * found.interval.high, 1),
    }
