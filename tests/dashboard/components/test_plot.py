"""A figure reaches the page as Plotly would have passed it on after its own checks."""

from __future__ import annotations

import json

import pytest
from plotly import graph_objects, io

from dashboard.components.plot import Built
from dashboard.figures.chrome import layout, zero_line
from dashboard.theme import palette
from tests.dashboard.conftest import checked


def test_a_figure_is_passed_on_as_it_is_but_for_its_template() -> None:
    colors = palette(is_dark=False)
    figure = {
        "data": [{"type": "scatter", "x": (1, 2), "y": [1.5, None]}, {"type": "bar", "x": ["a"], "y": [1]}],
        "layout": layout(colors, shapes=[zero_line(colors)]),
    }
    passed = json.loads(io.to_json(Built(figure).to_dict(), validate=False))
    by_plotly = json.loads(io.to_json(graph_objects.Figure(figure).to_dict(), validate=False))
    template, whole = passed["layout"].pop("template"), by_plotly["layout"].pop("template")
    assert passed == by_plotly
    assert template["layout"] == whole["layout"]
    assert template["data"].items() <= whole["data"].items()
    assert "scatter" in template["data"]


def test_what_plotly_does_not_know_fails_in_every_test_of_a_page() -> None:
    with pytest.raises(ValueError, match="colour"):
        checked({"data": [{"type": "scatter", "marker": {"colour": "red"}}], "layout": {}})
