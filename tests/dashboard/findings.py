"""Findings made by hand, for tests of pictures and tables."""

from __future__ import annotations

from typing import TypeVar

from analytics.release.read import (
    Bands,
    Curve,
    CurvePoint,
    Difference,
    Estimate,
    Finding,
    Interval,
    Outcome,
    Provenance,
    Released,
    Undefined,
    Wave,
    Withheld,
)

T = TypeVar("T")

PROVENANCE = Provenance(
    sentence="Everyone.",
    definition="Mean of the items.",
    numerator="sum of scores",
    denominator="respondents",
    window="one wave",
    exclusions="blank answers",
    method="t interval",
    sql="select count(*) from survey_member where wave = $wave",
    values={"wave": "2024-12"},
    release_id="000001-abcdefgh",
    data_version=7,
    import_ids=("0123456789abcdef",),
)
WAVES = (
    Wave(name="2023-11", on="2023-11-06", responded=100, invited=200),
    Wave(name="2024-12", on="2024-12-02", responded=120, invited=200),
)


def finding(outcome: Outcome[T], label: str = "Everyone", measure: str = "engagement") -> Finding[T]:
    return Finding(measure=measure, label=label, outcome=outcome, provenance=PROVENANCE)


def withheld(label: str = "Everyone") -> Finding[Estimate]:
    return finding(Withheld(), label)


def undefined(label: str = "Everyone") -> Finding[Estimate]:
    return finding(Undefined(reason="Nobody answered."), label)


def estimate(
    value: float = 70.0,
    half: float = 2.0,
    n: int = 120,
    *,
    label: str = "Everyone",
    unit: str = "points",
    wave: str = "",
) -> Estimate:
    limits = Interval(low=value - half, high=value + half)
    return Estimate(
        label=label, n=n, value=value, interval=limits, unit=unit, wave=wave or None, standard_error=half / 2
    )


def released(
    value: float = 70.0, half: float = 2.0, n: int = 120, *, label: str = "Everyone", wave: str = ""
) -> Finding[Estimate]:
    return finding(Released(value=estimate(value, half, n, label=label, wave=wave), n=n), label)


def difference(size: float, half: float, *, label: str = "Everyone", verdict: str = "higher") -> Finding[Difference]:
    value = Difference(
        label=label,
        pilot=estimate(70.0 + size, n=40, label="Pilot"),
        comparison=estimate(70.0, n=400, label="Comparison"),
        difference=size,
        interval=Interval(low=size - half, high=size + half),
        p=0.0432,
        t=2.05,
        df=51.3,
        smallest_detectable=2.8,
        verdict=verdict,  # type: ignore[arg-type]
        margin=3.0,
        family=4,
    )
    return finding(Released(value=value, n=440), label)


def curve(label: str = "Pilot", end: float = 80.0, months: int = 24) -> Curve:
    points = tuple(
        CurvePoint(
            day=month * 365 // 12,
            survival=100 - (100 - end) * month / months,
            low=97 - (100 - end) * month / months,
            high=min(100.0, 103 - (100 - end) * month / months),
            standard_error=1.5,
            at_risk=1200 - 10 * month,
            leavers=3 * month,
        )
        for month in range(months + 1)
    )
    return Curve(label=label, people=1300, start=0, points=points)


def bands(low: int, middle: int, high: int, label: str = "Pilot") -> Finding[Bands]:
    return finding(Released(value=Bands(n=90, low=low, middle=middle, high=high), n=90), label)
