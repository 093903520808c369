"""A score over survey waves: a line with its interval for each group."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import EndLabel, Figure, end_labels, layout, value_range, vertical_line
from dashboard.figures.interval_dots import DASHES, SYMBOLS, dot, whiskers
from dashboard.figures.series import Series, limits, reach, released
from dashboard.theme import count, interval, with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.release.read import Estimate, Wave
    from dashboard.theme import Palette

LABEL_ROOM = 96


def trend(
    series: Sequence[Series],
    waves: Sequence[Wave],
    palette: Palette,
    *,
    possible: tuple[float, float],
    launched_on: str = "",
) -> Figure:
    """The figure, with one line a group and one point a wave; lines differ in dashes and dots too, not in color alone.

    Args:
        series: The groups, the most important one first.
        waves: The waves, oldest first.
        palette: Colors.
        possible: Smallest and largest possible value of the measure.
        launched_on: First day of the program, drawn as a line, or an empty string.
    """
    looks = zip(cycle(DASHES), cycle(SYMBOLS), strict=False)
    days = {wave.name: wave.on for wave in waves}
    lines = [(one, released(one.findings)) for one in series]
    drawn = [(one, found) for one, found in lines if found]
    shown = value_range((number for _, found in drawn for number in limits(found)), *possible)
    marks = [vertical_line(launched_on, "Launch", palette)] if launched_on else []
    ends = [EndLabel(text=one.label, at=found[-1].value, color=one.color) for one, found in drawn]
    return {
        "data": [
            _line(one, found, days, *look) for (one, found), look in reversed(list(zip(drawn, looks, strict=False)))
        ],
        "layout": layout(
            palette,
            right=LABEL_ROOM,
            xaxis={
                "type": "date",
                "tickvals": list(days.values()),
                "ticktext": [_label(wave) for wave in waves],
                "tickangle": 0,
            },
            yaxis={"range": shown},
            shapes=[line for line, _ in marks],
            annotations=[*(label for _, label in marks), *end_labels(ends, shown)],
        ),
    }


def _label(wave: Wave) -> str:
    return wave.label.replace(" ", "<br>", 1)


def _line(one: Series, found: Sequence[Estimate], days: Mapping[str, str], dash: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": one.label,
        "x": [days[estimate.wave or ""] for estimate in found],
        "y": [estimate.value for estimate in found],
        "error_y": whiskers([e.value for e in found], [reach(e) for e in found], one.color, 2),
        "line": {"color": one.color, "width": 2, "dash": dash},
        "marker": dot(one.color, size=8, symbol=symbol),
        "text": [
            f"{one.label}: {with_unit(e.value, e.unit)}<br>95 % interval {interval(e.interval, e.unit)}"
            f"<br>n {count(e.n)}"
            for e in found
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
