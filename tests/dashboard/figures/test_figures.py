"""Findings in, plain Plotly dictionaries out: what is drawn, what is left out, and what has a color."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import pytest

from analytics.measures.finding import Curve, CurvePoint
from dashboard.figures.bands import bands
from dashboard.figures.differences import differences
from dashboard.figures.dots import dots
from dashboard.figures.series import Series, released, shown
from dashboard.figures.survival import at_risk, in_table, months, survival
from dashboard.figures.trend import trend
from dashboard.theme import LIGHT
from tests.dashboard import findings as given

if TYPE_CHECKING:
    from dashboard.figures.chrome import Figure

SCALE = (0.0, 100.0)


def series(*found: object, label: str = "Pilot", color: str = LIGHT.pilot) -> Series:
    return Series(label=label, color=color, findings=tuple(found))  # type: ignore[arg-type]


def figures() -> dict[str, Figure]:
    waves = [given.released(70, label="Pilot", wave="2023-11"), given.released(72, label="Pilot", wave="2024-12")]
    groups = [given.released(70, label="Gen X"), given.released(75, label="Gen Z")]
    return {
        "trend": trend([series(*waves)], given.WAVES, LIGHT, possible=SCALE, launched_on="2024-01-08"),
        "dots": dots([series(*groups)], LIGHT, possible=SCALE),
        "differences": differences([given.difference(4, 2), given.difference(1, 3)], LIGHT, labels=["A", "B"]),
        "survival": survival([(given.curve(), LIGHT.pilot), (given.curve("Comparison", 70), LIGHT.comparison)], LIGHT),
        "bands": bands([given.bands(20, 30, 50), given.bands(40, 40, 20, "Comparison")], LIGHT),
    }


@pytest.mark.parametrize("name", list(figures()))
def test_a_figure_is_plain_data_that_plotly_accepts(name: str) -> None:
    figure = figures()[name]
    assert json.loads(json.dumps(figure)) == figure
    assert go.Figure(figure).to_dict()["data"]


@pytest.mark.parametrize("name", list(figures()))
def test_a_figure_has_no_legend_no_zoom_and_no_title_of_its_own(name: str) -> None:
    shared = figures()[name]["layout"]
    assert shared["showlegend"] is False
    assert shared["dragmode"] is False
    assert "title" not in shared


@pytest.mark.parametrize("name", list(figures()))
def test_every_group_says_its_value_interval_and_n_on_hover(name: str) -> None:
    traces = [trace for trace in figures()[name]["data"] if trace.get("hoverinfo") != "skip"]
    words = json.dumps(traces, ensure_ascii=False)
    assert "interval" in words or name == "bands"
    assert all("hovertemplate" in trace for trace in traces)


def test_withheld_and_undefined_findings_are_left_out() -> None:
    mixed = [given.withheld("Boomer"), given.undefined("Gen X"), given.released(70, label="Gen Z")]
    assert [estimate.label for estimate in released(mixed)] == ["Gen Z"]
    assert shown(given.withheld()) is None
    (trace,) = dots([series(*mixed)], LIGHT, possible=SCALE)["data"]
    assert trace["x"] == [70.0]


def test_nothing_released_is_an_empty_figure_and_no_failure() -> None:
    nothing = series(given.withheld(), given.undefined())
    assert not any(trace["x"] for trace in dots([nothing], LIGHT, possible=SCALE)["data"])
    assert trend([nothing], given.WAVES, LIGHT, possible=SCALE)["data"] == []
    assert survival([], LIGHT)["data"] == []
    assert differences([], LIGHT)["data"] == []


def test_only_a_difference_beyond_chance_has_a_color() -> None:
    found = [given.difference(4, 2), given.difference(1, 3), given.difference(-4, 2)]
    traces = differences(found, LIGHT, labels=["higher", "noise", "lower"])["data"]
    names = [trace["hovertemplate"].split(":")[0] for trace in traces]
    colors = dict(zip(names, (trace["error_x"]["color"] for trace in traces), strict=True))
    assert colors == {"higher": LIGHT.pilot, "noise": LIGHT.comparison, "lower": LIGHT.pilot}
    insides = dict(zip(names, (trace["marker"]["color"] for trace in traces), strict=True))
    assert insides == {"higher": LIGHT.pilot, "noise": LIGHT.surface, "lower": LIGHT.pilot}


def test_lines_differ_without_their_colors() -> None:
    two = [
        series(given.released(70.0, wave=given.WAVES[0].name)),
        series(given.released(60.0, wave=given.WAVES[0].name)),
    ]
    lines = trend(two, given.WAVES, LIGHT, possible=SCALE)["data"]
    assert len({line["line"]["dash"] for line in lines}) == len(lines) == 2
    assert len({line["marker"]["symbol"] for line in lines}) == 2


def test_the_axis_of_differences_has_zero_in_the_middle() -> None:
    low, high = differences([given.difference(12, 2)], LIGHT)["layout"]["xaxis"]["range"]
    assert low == -high


def test_rows_read_from_top_to_bottom() -> None:
    rows = [given.released(70, label="Boomer"), given.released(71, label="Gen Z")]
    ticks = dots([series(*rows)], LIGHT, possible=SCALE)["layout"]["yaxis"]
    assert dict(zip(ticks["ticktext"], ticks["tickvals"], strict=True)) == {"Gen Z": 0, "Boomer": 1}


def test_intervals_are_drawn_to_both_sides() -> None:
    (trace,) = dots([series(given.released(70, 2.5, label="Gen Z"))], LIGHT, possible=SCALE)["data"]
    assert trace["error_x"]["array"] == [2.5]
    assert trace["error_x"]["arrayminus"] == [2.5]


def test_the_launch_is_a_line_with_its_word() -> None:
    figure = figures()["trend"]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == ["2024-01-08"]
    assert "Launch" in [note["text"] for note in figure["layout"]["annotations"]]


def test_numbers_at_risk_stand_under_every_half_year() -> None:
    traces = [trace for trace in figures()["survival"]["data"] if trace.get("yaxis") == "y2"]
    assert [len(trace["text"]) for trace in traces] == [5, 5]
    assert traces[0]["text"][0] == "1,200"


def test_a_curve_with_few_steps_has_the_numbers_at_risk_of_its_own_days() -> None:
    whole = given.curve()
    few = replace(whole, points=tuple(whole.points[month] for month in (1, 13)))
    dots, numbers = survival([(few, LIGHT.pilot)], LIGHT)["data"][-2:]
    assert numbers["x"] == [point.day for point in few.points]
    assert dots["x"] == numbers["x"][1:]
    assert len(numbers["text"]) == 2


def test_a_table_has_the_quarters_of_a_whole_curve_and_all_steps_of_another() -> None:
    whole = given.curve()
    assert [months(point.day) for point in in_table(whole.points)] == list(range(0, len(whole.points), 3))
    assert in_table(whole.points[1::12]) == whole.points[1::12]
    assert in_table(()) == ()


def test_a_short_curve_has_quarters_on_its_axis() -> None:
    ticks = survival([(given.curve(months=12), LIGHT.pilot)], LIGHT)["layout"]["xaxis"]["ticktext"]
    assert ticks == ["start", "3 mo", "6 mo", "9 mo", "12 mo"]


def test_bands_meet_in_the_middle_of_the_middle_band() -> None:
    low, middle, high = bands([given.bands(20, 30, 50)], LIGHT)["data"]
    assert middle["base"] == [-15.0]
    assert low["base"] == [-35.0]
    assert high["base"] == [15.0]


def test_rows_keep_the_order_of_the_group_that_has_most_of_them() -> None:
    few = series(given.released(70, label="Gen Z"), label="Chosen")
    many = series(*(given.released(70, label=label) for label in ("Boomer", "Gen X", "Gen Z")), label="Everyone")
    assert dots([few, many], LIGHT, possible=SCALE)["layout"]["yaxis"]["ticktext"] == ["Gen Z", "Gen X", "Boomer"]


def test_never_more_people_are_at_risk_than_the_curve_has() -> None:
    first = CurvePoint(day=0, survival=100, low=99, high=100, standard_error=0.1, at_risk=501, leavers=0)
    curve = Curve(label="Pilot", people=500, start=-1, points=(first, replace(first, day=30, at_risk=492)))
    assert [at_risk(curve, point) for point in curve.points] == [500, 492]
