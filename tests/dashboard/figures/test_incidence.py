"""Departures as step lines: plain data, one line a reason, nothing where there is nothing."""

from __future__ import annotations

import json

import plotly.graph_objects as go

from analytics.release.read import DeparturePoint, Departures
from dashboard.figures.incidence import incidence
from dashboard.theme import LIGHT

COLORS = {"voluntary": LIGHT.groups[1], "other": LIGHT.groups[2]}


def departures(*, months: int = 13) -> Departures:
    points = tuple(
        DeparturePoint(
            day=month * 365 // 12, incidence=month, low=month * 0.8, high=month * 1.2, at_risk=900, leavers=3 * month
        )
        for month in range(months)
    )
    return Departures(label="Everyone", people=1000, start=0, points={"voluntary": points, "other": points})


def test_there_is_a_band_and_a_line_for_each_reason() -> None:
    figure = incidence(departures(), COLORS, LIGHT)
    assert json.loads(json.dumps(figure)) == figure
    assert go.Figure(figure).to_dict()["data"]
    assert [trace["name"] for trace in figure["data"] if "name" in trace] == ["Voluntary", "Other"]
    assert "12 mo: 12.0\u202f%<br>95 % interval 9.6 to 14.4<br>900 at risk, 36 left" in figure["data"][2]["text"][-1]


def test_the_axis_starts_at_nobody_gone() -> None:
    assert incidence(departures(), COLORS, LIGHT)["layout"]["yaxis"]["range"][0] == 0


def test_without_departures_nothing_is_drawn() -> None:
    assert incidence(None, COLORS, LIGHT)["data"] == []
