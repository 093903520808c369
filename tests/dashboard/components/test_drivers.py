"""What goes with an outcome on screen: titles that never say "drives", tables with n, colors beyond chance only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.measures.driver_findings import CalibrationPoint, Check, DriverLevel, GroupCalibration
from analytics.narrative import driver_title, forecast_title, groups_title
from analytics.release.read import Driver, Drivers, Interval, Released, Undefined
from dashboard.components.drivers import calibration_table, groups_table, levels_table, weights_table
from dashboard.figures.drivers import calibration, levels, weights
from dashboard.theme import DARK, LIGHT
from tests.dashboard.findings import finding

CHECK = Check(
    n=5_000,
    auc=0.66,
    auc_interval=Interval(low=0.64, high=0.68),
    brier=0.0082,
    base=0.0083,
    gain=0.3,
    gain_interval=Interval(low=0.1, high=0.4),
    is_better=True,
)
TENURE = Driver(
    label="Tenure",
    weight=63.0,
    interval=Interval(low=35, high=91),
    is_clear=True,
    levels=(
        DriverLevel(level="Under 1 year", n=900, difference=3.0, interval=Interval(low=1, high=5)),
        DriverLevel(level="10 years or more", n=4_100, difference=-0.5, interval=Interval(low=-1.5, high=0.5)),
    ),
)
PLACE = Driver(label="Location", weight=-2.0, interval=Interval(low=-7, high=4), is_clear=False, levels=())
GEN_Z = GroupCalibration(
    dimension="generation", group="Gen Z", n=900, observed=222, expected=176.3, ratio=1.26,
    interval=Interval(low=1.04, high=1.51),
)  # fmt: skip
FOUND = Drivers(
    target="leaving",
    outcome="leaving voluntarily",
    people=4_000,
    seen="then",
    new="now",
    check=CHECK,
    calibration=(CalibrationPoint(n=600, forecast=4.5, observed=5.0, interval=Interval(low=3.1, high=7.4)),),
    drivers=(TENURE, PLACE),
    groups=(GEN_Z, replace(GEN_Z, group="Gen X", ratio=0.9, interval=Interval(low=0.7, high=1.1))),
)
CHANCE = replace(FOUND, drivers=(), groups=(), check=replace(CHECK, is_better=False))


def of(found: Drivers) -> Released[Drivers]:
    return Released(value=found, n=found.check.n)


def test_titles_say_goes_with_and_never_why() -> None:
    titles = [
        driver_title(finding(of(FOUND))),
        driver_title(finding(of(replace(FOUND, drivers=(PLACE,))))),
        driver_title(finding(of(CHANCE))),
        driver_title(finding(Undefined(reason="No."))),
        forecast_title(finding(of(FOUND))),
        forecast_title(finding(of(CHANCE))),
    ]
    assert titles == [
        "Leaving voluntarily goes with tenure",
        "No single thing we can measure goes with leaving voluntarily",
        "Nothing we can measure goes with leaving voluntarily",
        "What goes with it cannot be said",
        "Better than the base rate: of 100 pairs of people the forecast ranks 66 right, chance 50",
        "The forecast is no better than the base rate",
    ]
    assert not any(word in title for title in titles for word in ("drive", "cause", "because"))


def test_groups_beyond_chance_are_named() -> None:
    assert groups_title(finding(of(FOUND))) == "Gen Z left more often than expected"
    assert groups_title(finding(of(replace(FOUND, groups=FOUND.groups[1:])))) == (
        "Every group left about as often as expected"
    )


def test_tables_have_the_interval_and_n_of_every_number() -> None:
    assert weights_table(FOUND).rows == (
        ("Tenure", "63", "35 to 91", "goes with it", "5,000"),
        ("Location", "−2", "−7 to 4", "not beyond chance", "5,000"),
    )
    assert levels_table(FOUND).rows[0] == ("Tenure", "Under 1 year", "+3.0", "1.0 to 5.0", "900")
    assert calibration_table(FOUND).rows == (("4.5", "5.0", "3.1 to 7.4", "600"),)
    assert groups_table(FOUND).rows[0] == ("Gen Z", "Generation", "222", "176.3", "1.26", "1.04 to 1.51", "900")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_only_what_is_beyond_chance_has_a_color(palette: object) -> None:
    chosen = LIGHT if palette is LIGHT else DARK
    traces = {trace["hovertemplate"].split(":")[0]: trace for trace in weights(FOUND, chosen)["data"]}
    drawn = {name: trace["error_x"]["color"] for name, trace in traces.items()}
    assert drawn == {"Tenure": chosen.pilot, "Location": chosen.comparison}
    insides = {name: trace["marker"]["color"] for name, trace in traces.items()}
    assert insides == {"Tenure": chosen.pilot, "Location": chosen.surface}
    steps = levels(FOUND.clear, chosen, unit="leavers")["data"]
    assert {trace["error_x"]["color"] for trace in steps} == {chosen.pilot, chosen.comparison}


def test_the_forecast_is_drawn_against_a_perfect_one() -> None:
    figure = calibration(FOUND, LIGHT, unit="leavers per 100 person-years")
    (line,) = figure["layout"]["shapes"]
    assert (line["x0"], line["x1"]) == (line["y0"], line["y1"])
    assert line["x1"] > 7.4
