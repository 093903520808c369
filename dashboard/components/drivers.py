"""What goes with engagement, and with leaving: correlations that held for later people, never a person's score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.narrative import driver_title, forecast_title, groups_title
from analytics.release.read import Released
from dashboard.components.charts import card, chart, row
from dashboard.components.notices import missing, notice
from dashboard.components.provenance import explain
from dashboard.components.tables import Table
from dashboard.figures.drivers import calibration, levels, weights
from dashboard.figures.series import shown
from dashboard.theme import coefficient, count, interval, number, signed, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.release.read import Drivers, Finding
    from dashboard.components.frame import Frame

UNITS: Mapping[str, str] = {"engagement": "% of people", "leaving": "leavers per 100 person-years"}
DIFFERENCES: Mapping[str, str] = {"engagement": "percentage points", "leaving": "leavers per 100 person-years"}
COUNTED: Mapping[str, str] = {"engagement": "people", "leaving": "months of people at risk"}
LIMITS = (
    "These are correlations among everyone, whatever the filters say: they do not tell why, and nobody has a score. "
    "Gender, generation and ethnicity are held equal and never listed. Do not decide about a person from them."
)
NO_BETTER = (
    "That is the result: on people it had not seen, a model of everything we know was no better than giving everybody "
    "the same chance. Something that was not measured, or chance, decides."
)


def drivers_cards(frame: Frame, target: str) -> None:
    """Draw what goes with an outcome, and how good the forecast behind it was.

    Args:
        frame: The page.
        target: "engagement" or "leaving".
    """
    finding = frame.release.drivers(target)
    found = shown(finding)
    if found is None:
        with card(f"drivers-{target}", driver_title(finding), LIMITS):
            missing([] if isinstance(finding.outcome, Released) else [finding.outcome.reason])
        return
    with row():
        _weights(frame, finding, found)
        if found.clear:
            _levels(frame, finding, found)
        _check(frame, finding, found)
        if found.groups:
            _groups(finding, found)


def _weights(frame: Frame, finding: Finding[Drivers], found: Drivers) -> None:
    if not found.drivers:
        with card(f"drivers-{found.target}", driver_title(finding), LIMITS):
            notice("No better than chance", NO_BETTER)
            explain([finding], key=f"drivers-{found.target}")
        return
    chart(
        f"drivers-{found.target}",
        driver_title(finding),
        "How much worse the forecast of later people gets when one thing is shuffled among them, in percent of all; "
        f"intervals corrected for {len(found.drivers)} comparisons. {count(found.people)} people.",
        figure=weights(found, frame.palette),
        table=weights_table(found),
        findings=[finding],
        note=LIMITS,
    )


def _levels(frame: Frame, finding: Finding[Drivers], found: Drivers) -> None:
    unit = DIFFERENCES[found.target]
    chart(
        f"driver-levels-{found.target}",
        f"{found.outcome[0].upper()}{found.outcome[1:]}, all else equal",
        f"If everybody had this level, minus everybody as they are, in {unit}. "
        f"{count(sum(len(one.levels) for one in found.clear))} intervals, corrected for their number.",
        figure=levels(found.clear, frame.palette, unit=unit),
        table=levels_table(found),
        findings=[finding],
        note="Rounded so coarsely that three people more or fewer would not show.",
    )


def _check(frame: Frame, finding: Finding[Drivers], found: Drivers) -> None:
    check = found.check
    ranks = f"{coefficient(check.auc_interval.low)} to {coefficient(check.auc_interval.high)}"
    chart(
        f"driver-check-{found.target}",
        forecast_title(finding),
        f"Trained on {found.seen}, tested on {found.new}: {count(check.n)} {COUNTED[found.target]}. "
        f"The squared error (Brier) is {number(check.gain, '%')} % below that of the base rate "
        f"({interval(check.gain_interval, '%')}); the dotted line is a perfect forecast.",
        figure=calibration(found, frame.palette, unit=UNITS[found.target]),
        table=calibration_table(found),
        findings=[finding],
        note=f"Area under the curve {coefficient(check.auc)} ({ranks}; chance is 0.50). "
        f"Brier {check.brier:.4f}, base rate {check.base:.4f}.",
    )


def _groups(finding: Finding[Drivers], found: Drivers) -> None:
    with card(
        "driver-groups",
        groups_title(finding),
        "Leavers of the later months against what a model expects that knows neither gender, generation nor ethnicity. "
        f"Exact Poisson intervals, corrected for {len(found.groups)} groups.",
    ):
        st.html(groups_table(found).html())
        explain([finding], key="driver-groups")


def weights_table(found: Drivers) -> Table:
    """The table of weights."""
    rows = tuple(
        (
            one.label,
            whole(one.weight),
            f"{whole(one.interval.low)} to {whole(one.interval.high)}",
            "goes with it" if one.is_clear else "not beyond chance",
            count(found.check.n),
        )
        for one in found.drivers
    )
    header = ("What", "Weight (%)", "Corrected interval", "Verdict", "n")
    return Table(caption=f"What goes with {found.outcome}", header=header, rows=rows, words=(3,))


def levels_table(found: Drivers) -> Table:
    """The table of levels."""
    rows = tuple(
        (
            one.label,
            level.level,
            signed(level.difference, "points"),
            interval(level.interval, "points"),
            count(level.n),
        )
        for one in found.clear
        for level in one.levels
    )
    header = ("What", "Level", f"Difference ({DIFFERENCES[found.target]})", "Corrected interval", "n")
    note = "" if found.target == "engagement" else "n counts months of people at risk."
    return Table(caption=f"Levels and {found.outcome}", header=header, rows=rows, note=note, words=(1,))


def calibration_table(found: Drivers) -> Table:
    """The table of forecasts and outcomes."""
    rows = tuple(
        (number(one.forecast, "%"), number(one.observed, "%"), interval(one.interval, "%"), count(one.n))
        for one in found.calibration
    )
    unit = UNITS[found.target]
    header = (f"Forecast ({unit})", f"Happened ({unit})", "95 % interval", "n")
    return Table(caption=f"Forecast and outcome, {found.outcome}", header=header, rows=rows)


def groups_table(found: Drivers) -> Table:
    """The table of leavers by group."""
    rows = tuple(
        (
            one.group,
            one.dimension,
            count(one.observed),
            number(one.expected, "%"),
            number(one.ratio, ""),
            interval(one.interval, ""),
            count(one.n),
        )
        for one in found.groups
    )
    header = ("Group", "By", "Left", "Expected", "Left by expected", "Corrected interval", "n (months)")
    note = "Leavers are counted in threes. An interval around 1 says: as expected."
    return Table(caption="Leavers by group against expectation", header=header, rows=rows, note=note, words=(1,))
