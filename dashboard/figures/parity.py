"""How often each group takes part, as a multiple of everybody's rate, on a logarithmic axis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import VALUE_ROOM, Figure, layout, value_label
from dashboard.figures.interval_dots import interval_dot, rows_axis
from dashboard.figures.series import released
from dashboard.theme import count, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Finding, GroupParity
    from dashboard.theme import Palette

ROW = 38
FRAME = 84
FOUR_FIFTHS = 0.8
SMALLEST, LARGEST = 0.1, 10.0
LEAST_REACH = math.log10(2.2)
TICKS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


def parity_dots(findings: Sequence[Finding[GroupParity]], palette: Palette) -> Figure:
    """The figure. Only a group whose corrected interval leaves 1 out has a color and a full dot; 0.8 is a reference.

    Args:
        findings: One row each, from top to bottom.
        palette: Colors.
    """
    rows = released(findings)[::-1]
    reach = max([LEAST_REACH, *(abs(_at(end)) * 1.08 for row in rows for end in (row.interval.low, row.interval.high))])
    return {
        "data": [_row(position, row, palette) for position, row in enumerate(rows)],
        "layout": layout(
            palette,
            height=FRAME + ROW * len(rows),
            xaxis={
                "range": [-reach, reach],
                "showgrid": True,
                "tickvals": [math.log10(tick) for tick in TICKS],
                "ticktext": [f"{tick:g}\N{MULTIPLICATION SIGN}" for tick in TICKS],
            },
            yaxis=rows_axis([row.label for row in rows], palette),
            margin={"l": 4, "r": VALUE_ROOM, "t": 30, "b": 4, "pad": 6},
            shapes=[_line(1.0, "solid", palette), _line(FOUR_FIFTHS, "dot", palette)],
            annotations=[
                _side("\N{BLACK LEFT-POINTING TRIANGLE} less often", "right", palette),
                _side("more often \N{BLACK RIGHT-POINTING TRIANGLE}", "left", palette),
                *(value_label(ratio(row.ratio), at, _color(row, palette)) for at, row in enumerate(rows)),
            ],
        ),
    }


def _at(value: float) -> float:
    """Place of a ratio on the axis; what lies beyond its ends is drawn at them."""
    return math.log10(min(max(value, SMALLEST), LARGEST))


def _color(row: GroupParity, palette: Palette) -> str:
    return {"over": palette.pilot, "under": palette.groups[1], "even": palette.comparison}[row.representation]


def _row(position: int, row: GroupParity, palette: Palette) -> dict[str, Any]:
    people = f"{count(row.enrolled)} of {count(row.eligible)}"
    text = f"{ratio(row.ratio)} ({ratio(row.interval.low)} to {ratio(row.interval.high)})"
    return interval_dot(
        position,
        _at(row.ratio),
        (_at(row.interval.low), _at(row.interval.high)),
        color=_color(row, palette),
        text=f"{row.label}: {text}<br>{people} take part",
        surface=palette.surface if row.representation == "even" else "",
    )


def _line(at: float, dash: str, palette: Palette) -> Figure:
    line = {"type": "line", "x0": _at(at), "x1": _at(at), "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return {**line, "line": {"color": palette.muted, "width": 1.2, "dash": dash}}


def _side(text: str, anchor: str, palette: Palette) -> Figure:
    place = {"x": 0, "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": anchor, "showarrow": False}
    shift = -8 if anchor == "right" else 8
    return {**place, "xshift": shift, "text": text, "font": {"size": 11, "color": palette.muted}}
