"""A whole comparison: computed once, told as data with fixed keys and as text in the order of trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.comparison.means import MeanComparison, mean_comparison
from analytics.comparison.stays import StayComparison, stay_comparison
from analytics.engine.plain_table import PlainTable

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.comparison.cautions import Balance
    from analytics.comparison.estimates import Estimate
    from analytics.comparison.evidence import Caution
    from analytics.comparison.request import Request
    from analytics.measures.finding import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The comparison of every outcome that was asked for, and of how long people stay.

    Args:
        request: What was asked for.
        outcomes: One comparison an outcome, the primary one first.
        stays: How long people stay, if that was asked for.
    """

    request: Request
    outcomes: tuple[MeanComparison, ...]
    stays: StayComparison | None

    @property
    def verdict(self) -> Verdict:
        """What may be said of the primary outcome; of retention where there is no other outcome."""
        return self._primary.verdict

    @property
    def _primary(self) -> MeanComparison | StayComparison:
        if self.outcomes:
            return self.outcomes[0]
        if self.stays is None:
            msg = "A comparison is about something."
            raise ValueError(msg)
        return self.stays

    def as_dict(self) -> dict[str, Any]:
        """The comparison as data.

        `n`, `warnings`, `balance`, `raw`, `adjusted`, `verdict`; for retention `retention`, `rmst`, `logrank`. Several
        outcomes are all in `outcomes`, the primary one also at the top.
        """
        found: dict[str, Any] = _mean(self.outcomes[0]) if self.outcomes else {}
        found["assignment"] = self.request.assignment
        if self.stays:
            stays = _stay(self.stays)
            found["retention_adjusted"], found["retention_verdict"] = stays.pop("adjusted"), stays.pop("verdict")
            if not self.outcomes:
                found |= {"adjusted": found["retention_adjusted"], "verdict": found["retention_verdict"]}
            found["warnings"] = _together(found.get("warnings", []), stays.pop("warnings"))
            found = {**stays, **found}
        if len(self.outcomes) > 1:
            found["outcomes"] = [_mean(one) for one in self.outcomes]
        return found


def compare(path: Path, request: Request, *, horizon: float | None = None) -> Comparison:
    """The comparison of a plain CSV file.

    Args:
        path: The file.
        request: The part each of its columns plays.
        horizon: Time up to which retention is compared.

    Raises:
        TwowayError: The file, a column or the request does not allow it.
    """
    table = PlainTable(path)
    return Comparison(
        request=request,
        outcomes=tuple(mean_comparison(table, request, outcome) for outcome in request.outcomes),
        stays=stay_comparison(table, request, horizon=horizon) if request.time else None,
    )


def _mean(found: MeanComparison) -> dict[str, Any]:
    raw, known = found.raw, found.sensitivity
    return {
        "outcome": found.outcome,
        "n": {"pilot": found.n[0], "comparison": found.n[1]},
        "warnings": [_caution(one) for one in found.cautions],
        "balance": [_balance(one) for one in found.balance],
        "raw": {
            "pilot": raw.first.mean,
            "comparison": raw.second.mean,
            "difference": raw.difference,
            "low": raw.interval.low,
            "high": raw.interval.high,
            "t": raw.t,
            "df": raw.df,
            "p": raw.p,
        },
        "adjusted": [_estimate(one) for one in found.adjusted],
        "headline": _estimate(found.headline) if found.headline else None,
        "smallest_detectable": found.headline.detectable if found.headline else None,
        "placebo": _estimate(found.placebo) if found.placebo else None,
        "e_value": {"point": known.e_value, "limit": known.e_value_of_limit} if known else None,
        "margin": found.margin,
        "comparisons": found.family,
        "verdict": found.verdict,
    }


def _stay(found: StayComparison) -> dict[str, Any]:
    return {
        "n": {"pilot": found.n[0], "comparison": found.n[1]},
        "warnings": [_caution(one) for one in found.cautions],
        "balance": [_balance(one) for one in found.balance],
        "horizon": found.horizon,
        "retention": [
            {
                "time": _plain(one.time),
                "pilot": one.found.pilot.survival,
                "comparison": one.found.comparison.survival,
                "difference": one.found.difference,
                "low": one.found.interval.low,
                "high": one.found.interval.high,
            }
            for one in found.retention
        ],
        "rmst": _rmst(found),
        "logrank": {
            "chi_square": found.logrank.chi_square,
            "df": found.logrank.df,
            "p": found.logrank.p,
            "observed": dict(zip(found.logrank.groups, found.logrank.observed, strict=True)),
            "expected": dict(zip(found.logrank.groups, found.logrank.expected, strict=True)),
        }
        if found.logrank
        else None,
        "adjusted": [_estimate(one) for one in found.adjusted],
        "verdict": found.verdict,
    }


def _rmst(found: StayComparison) -> dict[str, Any] | None:
    if found.rmst is None:
        return None
    rmst, unit = found.rmst, found.unit
    return {
        "horizon": _plain(found.horizon),
        "pilot": rmst.pilot.mean / unit,
        "comparison": rmst.comparison.mean / unit,
        "difference": rmst.difference / unit,
        "low": rmst.interval.low / unit,
        "high": rmst.interval.high / unit,
        "p": rmst.p,
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    limits = one.interval()
    return {
        "method": one.method,
        "estimand": one.estimand,
        "difference": one.difference,
        "low": limits.low,
        "high": limits.high,
    }


def _balance(one: Balance) -> dict[str, Any]:
    return {"covariate": one.covariate, "smd_before": one.before, "smd_after": one.after}


def _caution(one: Caution) -> dict[str, Any]:
    return {"code": one.code, "message": one.message, "forbids_verdict": one.forbids_verdict}


def _together(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [*first, *(one for one in second if one not in first)]
    return sorted(found, key=lambda one: not one["forbids_verdict"])


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
