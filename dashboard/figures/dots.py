"""Dots with their intervals: one row a category, one dot a group."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import VALUE_ROOM, Figure, layout, value_label, value_range
from dashboard.figures.interval_dots import SYMBOLS, dot, rows_axis, whiskers
from dashboard.figures.series import Series, limits, reach, released
from dashboard.theme import count, interval, number, with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.release.read import Estimate
    from dashboard.theme import Palette

ROW = 58
SINGLE_ROW = 44
FRAME = 56
LEAST_HEIGHT = 220
"""Few rows stand further apart, as the chart beside them is no lower than this."""
OFFSET = 0.18


def dots(series: Sequence[Series], palette: Palette, *, possible: tuple[float, float], unit: str = "") -> Figure:
    """The figure: the categories from top to bottom, in each the groups below one another, each with its shape.

    Args:
        series: The groups; the findings of each are its categories.
        palette: Colors.
        possible: Smallest and largest possible value of the measure.
        unit: Written behind the numbers of the axis.
    """
    found = [(one, released(one.findings)) for one in series]
    longest = sorted((estimates for _, estimates in found), key=len, reverse=True)
    categories = list(dict.fromkeys(estimate.label for estimates in longest for estimate in estimates))
    rows = {category: position for position, category in enumerate(reversed(categories))}
    every = [limit for _, estimates in found for limit in limits(estimates)]
    offsets = [OFFSET * (len(series) - 1 - 2 * index) for index in range(len(series))]
    return {
        "data": [
            _dots(one, estimates, rows, at, symbol)
            for (one, estimates), at, symbol in zip(found, offsets, cycle(SYMBOLS), strict=False)
        ],
        "layout": layout(
            palette,
            height=max(LEAST_HEIGHT, FRAME + len(categories) * (ROW if len(series) > 1 else SINGLE_ROW)),
            right=VALUE_ROOM,
            xaxis={"range": value_range(every, *possible), "showgrid": True, "ticksuffix": unit, "nticks": 5},
            yaxis=rows_axis(list(rows), palette),
            annotations=[
                value_label(number(estimate.value, estimate.unit), rows[estimate.label] + at, one.color)
                for (one, estimates), at in zip(found, offsets, strict=True)
                for estimate in estimates
            ],
        ),
    }


def _dots(
    one: Series, found: Sequence[Estimate], rows: Mapping[str, int], offset: float, symbol: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": one.label,
        "x": [estimate.value for estimate in found],
        "y": [rows[estimate.label] + offset for estimate in found],
        "error_x": whiskers([e.value for e in found], [reach(e) for e in found], one.color),
        "marker": dot(one.color, size=10, symbol=symbol),
        "customdata": [
            f"{one.label}, {e.label}: {with_unit(e.value, e.unit)}<br>95 % interval {interval(e.interval, e.unit)}"
            f"<br>n {count(e.n)}"
            for e in found
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }
