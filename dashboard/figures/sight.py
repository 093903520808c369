"""What a pilot can see: the smallest difference that would be found, over its size or its length."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import FONT_SIZE, Figure, layout
from dashboard.theme import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.theme import Palette

ROOM_ABOVE = 1.12
MOST = 100.0
BELOW_THE_LINE = {"xanchor": "right", "xshift": -6, "yshift": -11}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point that is named.

    Args:
        x: Its place on the horizontal axis.
        y: Its height.
        text: Its name.
        is_ours: Whether it is the pilot that is planned.
    """

    x: float
    y: float
    text: str
    is_ours: bool = False


def sight_line(
    points: Sequence[tuple[float, float]],
    marks: Sequence[Mark],
    palette: Palette,
    *,
    ticks: Sequence[int],
    axis: str,
    unit: str,
    is_log: bool = False,
) -> Figure:
    """The figure: one falling line, and the points on it that have a name.

    Args:
        points: Places and heights, from left to right.
        marks: The points with a name.
        palette: Colors.
        ticks: Places with a label.
        axis: What the horizontal axis counts.
        unit: Unit of the heights.
        is_log: Whether the horizontal axis grows by factors.
    """
    highest = max([y for _, y in points] + [one.y for one in marks], default=1.0)
    ends = [math.log10(ticks[0]), math.log10(ticks[-1])] if is_log else [ticks[0], ticks[-1]]
    return {
        "data": [_line(points, palette, axis, unit), *(_mark(one, palette, axis, unit) for one in marks)],
        "layout": layout(
            palette,
            xaxis={
                "type": "log" if is_log else "linear",
                "range": ends,
                "tickvals": list(ticks),
                "ticktext": [f"{tick:,}" for tick in ticks],
                "title": {"text": axis, "font": {"size": FONT_SIZE, "color": palette.muted}, "standoff": 6},
            },
            yaxis={"range": [0, min(MOST, highest * ROOM_ABOVE)], "ticksuffix": "\u202f%" if unit == "%" else ""},
            annotations=[_name(one, palette, is_log=is_log) for one in marks],
            margin={"l": 4, "r": 20, "t": 10, "b": 4, "pad": 6},
        ),
    }


def _line(points: Sequence[tuple[float, float]], palette: Palette, axis: str, unit: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "line": {"color": palette.comparison, "width": 2.2},
        "text": [_words(x, y, axis, unit) for x, y in points],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _mark(one: Mark, palette: Palette, axis: str, unit: str) -> dict[str, Any]:
    color = palette.pilot if one.is_ours else palette.comparison
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [one.x],
        "y": [one.y],
        "marker": {"size": 13 if one.is_ours else 10, "color": color, "line": {"color": palette.surface, "width": 2}},
        "hovertemplate": f"{one.text}<br>{_words(one.x, one.y, axis, unit)}<extra></extra>",
        "cliponaxis": False,
    }


def _name(one: Mark, palette: Palette, *, is_log: bool) -> Figure:
    color = palette.pilot if one.is_ours else palette.muted
    side = {"xanchor": "left", "xshift": 9, "yshift": 9} if one.is_ours else BELOW_THE_LINE
    place = {"x": math.log10(one.x) if is_log else one.x, "y": one.y, "showarrow": False}
    return {**place, **side, "text": one.text, "font": {"size": FONT_SIZE, "color": color}}


def _words(x: float, y: float, axis: str, unit: str) -> str:
    return f"{x:,.0f} {axis}: {number(y, unit)} {unit}"
