"""A score over survey waves: a line with its interval for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import EndLabel, Figure, end_labels, layout, value_range, vertical_line
from dashboard.figures.series import Series, limits, released
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
    """The figure, with one line a group and one point a wave.

    Args:
        series: The groups, the most important one first.
        waves: The waves, oldest first.
        palette: Colors.
        possible: Smallest and largest possible value of the measure.
        launched_on: First day of the program, drawn as a line, or an empty string.
    """
    days = {wave.name: wave.on for wave in waves}
    lines = [(one, released(one.findings)) for one in series]
    drawn = [(one, found) for one, found in lines if found]
    shown = value_range((number for _, found in drawn for number in limits(found)), *possible)
    marks = [vertical_line(launched_on, "Launch", palette)] if launched_on else []
    ends = [EndLabel(text=one.label, at=found[-1].value, color=one.color) for one, found in drawn]
    return {
        "data": [_line(one, found, days) for one, found in reversed(drawn)],
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


def _line(one: Series, found: Sequence[Estimate], days: Mapping[str, str]) -> dict[str, Any]:
    intervals = [estimate.interval for estimate in found]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": one.label,
        "x": [days[estimate.wave or ""] for estimate in found],
        "y": [estimate.value for estimate in found],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [limits.high - e.value if limits else 0 for e, limits in zip(found, intervals, strict=True)],
            "arrayminus": [e.value - limits.low if limits else 0 for e, limits in zip(found, intervals, strict=True)],
            "color": one.color,
            "thickness": 2,
            "width": 0,
        },
        "line": {"color": one.color, "width": 2},
        "marker": {"size": 8, "color": one.color},
        "text": [
            f"{one.label}: {with_unit(e.value, e.unit)}<br>95 % interval {interval(e.interval, e.unit)}"
            f"<br>n {count(e.n)}"
            for e in found
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
