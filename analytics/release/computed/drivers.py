"""What goes with engagement and with leaving in a release: two models, and where they come from."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from threadpoolctl import threadpool_limits

from analytics.engine.rows import count
from analytics.measures.driver_findings import (
    CalibrationPoint,
    Check,
    Driver,
    DriverLevel,
    Drivers,
    GroupCalibration,
)
from analytics.measures.drivers import ENGAGEMENT, LEAVING, MONTH, Parts, drivers
from analytics.measures.finding import Interval, Outcome, Provenance, Released, Undefined, Withheld
from analytics.query import Query
from analytics.release.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine import Engine
    from analytics.engine.rows import Row, Rows
    from analytics.release.facts import Facts

MEASURES: Mapping[str, str] = {ENGAGEMENT.name: "favorable_engagement", LEAVING.name: "turnover"}
"""The measure whose outcome is modeled, by target."""

VALUES: Mapping[str, str] = {
    "from_on": "the first day of the months",
    "months": "their number",
    "tested": "the first month that tests the model",
    "only": "voluntary where the roster tells reasons, else empty: everybody who leaves",
}
NO_WINDOW: Mapping[str, str | int | None] = {"from_on": "", "months": 0, "has_reasons": None}
VOLUNTARY = "voluntary"
MOST_TESTED = 12
TESTED_SHARE = 4
ONE_SURVEY = "It takes two surveys: a model is trained on the earlier ones and tested on the newest."
TOO_SHORT = "It takes a roster that covers four months or more after the program and the surveys have begun."


def all_drivers(engine: Engine) -> dict[str, Any]:
    """What goes with each target, or why that cannot be said, as plain data."""
    with threadpool_limits(limits=1, user_api="blas"):  # the same digits however many cores
        found = {ENGAGEMENT.name: _engagement(engine), LEAVING.name: _leaving(engine)}
    return {name: _plain(outcome) for name, outcome in found.items()}


def read_drivers(document: Mapping[str, Any]) -> Outcome[Drivers]:
    """What goes with a target, in its plain form."""
    if "reason" in document:
        return Undefined(reason=document["reason"])
    check = document["check"]
    limits = {name: Interval(**check[name]) for name in ("auc_interval", "gain_interval")}
    found = Drivers(
        **{name: document[name] for name in ("target", "outcome", "people", "seen", "new")},
        check=Check(**{**check, **limits}),
        calibration=tuple(CalibrationPoint(**_with_interval(one)) for one in document["calibration"]),
        drivers=tuple(_driver(one) for one in document["drivers"]),
        groups=tuple(GroupCalibration(**_with_interval(one)) for one in document["groups"]),
    )
    return Released(value=found, n=found.check.n)


def drivers_provenance(facts: Facts, target: str) -> Provenance:
    """Where a model of a target comes from."""
    is_leaving = target == LEAVING.name
    asked = (
        _leaving_question({"from_on": "", "months": 0, "has_reasons": None}) if is_leaving else _engagement_question()
    )
    return replace(
        provenance(facts, MEASURES[target], {}),
        definition=(
            "What goes with leaving the company within 30 days, voluntarily where the roster tells reasons."
            if is_leaving
            else "What goes with giving more than half of the engagement answers a favorable one."
        ),
        numerator="people who leave" if is_leaving else "respondents with mostly favorable answers",
        denominator="months in which people are at risk" if is_leaving else "respondents of a survey",
        window=(
            "months since program, roster and surveys have all begun; the last quarter of them tests the model"
            if is_leaving
            else "the newest survey tests a model of the earlier ones; the first of three or more is left out"
        ),
        exclusions=(
            "levels with too few people are joined under Other. Gender, generation and ethnicity are held equal and "
            "never listed"
        ),
        method=(
            "logistic regression with an L2 penalty on counted patterns; Brier score against the base rate; the weight "
            "of a factor is the exact mean rise of the log loss over all shuffles, as a share of those of all factors; "
            "levels by standardization. Intervals corrected for their number. No person gets a score"
        ),
        sql=asked.sql(),
        values=VALUES if is_leaving else {},
    )


def _engagement_question() -> Query:
    return Query(aggregate="driver_engagement")


def _leaving_question(window: Row) -> Query:
    months = count(window, "months")
    values: dict[str, str | int] = {
        "from_on": str(window["from_on"]),
        "months": months,
        "tested": months - _tested(months),
        "only": VOLUNTARY if window["has_reasons"] else "",
    }
    return Query(aggregate="driver_leaving", values=values)


def _tested(months: int) -> int:
    return min(months // TESTED_SHARE, MOST_TESTED)


def _engagement(engine: Engine) -> Outcome[Drivers]:
    rows = engine.rows(_engagement_question())
    waves = [wave for _, wave in sorted({(str(row["wave_on"]), str(row["wave"])) for row in rows})]
    if len(waves) < 2:  # noqa: PLR2004 - one to train on, one to test on
        return Undefined(reason=ONE_SURVEY)
    *earlier, newest = waves
    new = [row for row in rows if row["wave"] == newest]
    parts = Parts(
        seen=[row for row in rows if row["wave"] != newest],
        new=new,
        described=new,
        seen_words=f"the survey of {' and '.join(earlier)}",
        new_words=f"the survey of {newest}",
        outcome="mostly favorable engagement",
        people=sum(count(row, "n") for row in new),
    )
    return drivers(ENGAGEMENT, parts)


def _leaving(engine: Engine) -> Outcome[Drivers]:
    window = next(iter(engine.rows(Query(aggregate="driver_window"))), None)
    if window is None or not window["months"] or _tested(count(window, "months")) < 1:
        return Undefined(reason=TOO_SHORT)
    rows = engine.rows(_leaving_question(window))
    return drivers(LEAVING, _months_of(window, rows))


def _months_of(window: Row, rows: Rows) -> Parts:
    months = count(window, "months")
    first = months - _tested(months)
    return Parts(
        seen=[row for row in rows if not row["is_tested"]],
        new=[row for row in rows if row["is_tested"]],
        described=rows,
        seen_words=_days(window, 0, first),
        new_words=_days(window, first, months),
        outcome="leaving voluntarily" if window["has_reasons"] else "leaving",
        people=count(window, "people"),
        months=months,
    )


def _days(window: Row, first: int, end: int) -> str:
    start = date.fromisoformat(str(window["from_on"]))
    days = (start + timedelta(days=MONTH * month) for month in (first, end))
    return " to ".join(day.isoformat() for day in days)


def _plain(outcome: Outcome[Drivers]) -> dict[str, Any]:
    match outcome:
        case Released(value=value):
            return asdict(value)
        case Withheld(reason=reason) | Undefined(reason=reason):
            return {"reason": reason}


def _driver(document: Mapping[str, Any]) -> Driver:
    levels = tuple(DriverLevel(**_with_interval(level)) for level in document["levels"])
    return Driver(**{**_with_interval(document), "levels": levels})


def _with_interval(document: Mapping[str, Any]) -> dict[str, Any]:
    return {**document, "interval": Interval(**document["interval"])}
