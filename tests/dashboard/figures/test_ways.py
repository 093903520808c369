"""Bars of channels: as long as all sessions, with words inside where there is room, and nothing where there is none."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from dashboard.figures.ways import WayBar, ways
from dashboard.theme import LIGHT

CHANNELS = ("In person", "Chat", "Video", "Phone")
ALL = WayBar(label="All pairs", shares=(45.0, 15.0, 35.0, 5.0), words=("45", "15", "35", "5"), informal="33 %", n="240")
SENIORS = WayBar(
    label="Boomer seniors", shares=(50.0, 15.0, 35.0, 5.0), words=("50", "15", "35", "5"), informal="–", n="90"
)


def test_every_bar_is_as_long_as_the_others_though_its_shares_are_rounded() -> None:
    figure = ways([ALL, SENIORS], CHANNELS, LIGHT)
    assert json.loads(json.dumps(figure)) == figure
    assert go.Figure(figure).to_dict()["data"]
    for place in range(2):
        assert sum(trace["x"][place] for trace in figure["data"]) == pytest.approx(100.0)


def test_shares_stand_inside_where_there_is_room_and_informal_beside() -> None:
    figure = ways([ALL, SENIORS], CHANNELS, LIGHT)
    assert [trace["text"][1] for trace in figure["data"]] == ["45", "15", "35", ""]
    words = [one["text"] for one in figure["layout"]["annotations"]]
    assert words == [*CHANNELS, "–", "33 %", "Informal"]
    assert figure["layout"]["yaxis"]["ticktext"] == ["Boomer seniors", "All pairs"]


def test_nothing_is_drawn_of_nobody() -> None:
    figure = ways([], CHANNELS, LIGHT)
    assert not any(trace["x"] for trace in figure["data"])
