from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dashboard.figures.sight import Mark, sight_line
from dashboard.theme import DARK, LIGHT

if TYPE_CHECKING:
    from dashboard.figures.chrome import Figure

POINTS = [(20, 30.0), (100, 12.0), (2000, 3.0)]
MARKS = [Mark(x=500, y=5.0, text="Welch's 500: 5.0"), Mark(x=100, y=12.0, text="this plan: 12.0", is_ours=True)]


def figure(*, is_log: bool = True) -> Figure:
    return sight_line(POINTS, MARKS, LIGHT, ticks=(20, 100, 2000), axis="pairs", unit="points", is_log=is_log)


def test_the_line_is_gray_and_only_the_own_plan_has_a_color() -> None:
    line, welch, plan = figure()["data"]
    assert line["line"]["color"] == welch["marker"]["color"] == LIGHT.comparison
    assert plan["marker"]["color"] == LIGHT.pilot
    assert line["text"][1] == "100 pairs: 12.0 points"


def test_marks_are_named_where_they_stand() -> None:
    layout = figure()["layout"]
    names = layout["annotations"]
    assert [one["text"] for one in names] == ["Welch's 500: 5.0", "this plan: 12.0"]
    assert names[1]["x"] == math.log10(100)
    assert figure(is_log=False)["layout"]["annotations"][1]["x"] == 100


def test_the_axis_begins_at_zero_and_never_passes_all() -> None:
    assert figure()["layout"]["yaxis"]["range"] == [0, 30.0 * 1.12]
    full = sight_line([(2, 99.0)], [], DARK, ticks=(0, 6), axis="months", unit="%")
    assert full["layout"]["yaxis"]["range"] == [0, 100.0]
    assert full["layout"]["yaxis"]["ticksuffix"] == "\u202f%"


def test_nothing_to_see_is_an_empty_line() -> None:
    found = sight_line([], [], LIGHT, ticks=(0, 6), axis="months", unit="%")
    assert found["data"][0]["x"] == []
