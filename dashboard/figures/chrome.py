"""What every figure shares: margins, quiet axes, labels at the ends of lines, ranges that do not enlarge noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from dashboard.theme import faded, separators

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.theme import Palette

Figure: TypeAlias = "dict[str, Any]"

CONFIG: Mapping[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
HEIGHT = 300
LEAST_SHARE = 0.3
PADDING = 0.12
LABEL_GAP = 0.075
FONT_SIZE = 12
RIGHT_OF_PLOT = 1.015
VALUE_ROOM = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLabel:
    """A label at the right end of a line.

    Args:
        text: The label.
        at: Height of the line's end, in units of the vertical axis.
        color: Color of the text.
    """

    text: str
    at: float
    color: str


def layout(palette: Palette, *, height: int = HEIGHT, right: int = 12, **changes: Mapping[str, Any] | object) -> Figure:
    """The layout of a figure.

    Args:
        palette: Colors.
        height: Height in pixels.
        right: Room for labels right of the plot, in pixels.
        changes: Parts of the layout that differ; a mapping is merged with the part it names.
    """
    axis = {
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
        "gridcolor": palette.grid,
        "tickfont": {"size": FONT_SIZE, "color": palette.muted},
    }
    base: Figure = {
        "height": height,
        "margin": {"l": 4, "r": right, "t": 10, "b": 4, "pad": 6},
        "separators": separators(),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "uirevision": "keep",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": FONT_SIZE, "color": palette.text},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "showgrid": True, "nticks": 5},
    }
    for name, change in changes.items():
        known = base.get(name)
        base[name] = {**known, **change} if isinstance(known, dict) and isinstance(change, dict) else change
    return base


def value_range(
    values: Iterable[float], lowest: float, highest: float, least_share: float = LEAST_SHARE
) -> list[float]:
    """An axis range that holds all values and is wide enough not to enlarge noise.

    Args:
        values: Everything that is drawn, the ends of intervals included.
        lowest: Smallest possible value.
        highest: Largest possible value.
        least_share: Share of the possible values that the axis shows at least.

    >>> value_range([71.0, 74.0], 0.0, 100.0)
    [57.5, 87.5]
    """
    known = list(values) or [lowest, highest]
    low, high = min(known), max(known)
    span = max((high - low) * (1 + 2 * PADDING), (highest - lowest) * least_share)
    start = (low + high - span) / 2
    start = min(max(start, lowest), max(highest - span, lowest))
    return [start, min(start + span, highest)]


def symmetric_range(values: Iterable[float], least: float) -> list[float]:
    """A range around zero that holds all values and reaches at least `least` on both sides.

    >>> symmetric_range([-0.4, 1.0], 5.0)
    [-5.0, 5.0]
    """
    reach = max([least, *(abs(value) * (1 + PADDING) for value in values)])
    return [-reach, reach]


def end_labels(labels: Sequence[EndLabel], shown: Sequence[float]) -> list[Figure]:
    """Labels right of the plot, moved apart where lines end close together.

    Args:
        labels: The labels.
        shown: Range of the vertical axis.
    """
    low, high = shown
    gap = (high - low) * LABEL_GAP
    ordered = sorted(labels, key=lambda label: label.at)
    heights = _apart([label.at for label in ordered], gap, low, high)
    return [
        {
            "xref": "paper",
            "x": RIGHT_OF_PLOT,
            "xanchor": "left",
            "y": at,
            "yanchor": "middle",
            "text": label.text,
            "showarrow": False,
            "font": {"color": label.color, "size": FONT_SIZE},
        }
        for label, at in zip(ordered, heights, strict=True)
    ]


def _apart(heights: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + gap) if placed else max(height, low))
    for index in range(len(placed) - 1, -1, -1):
        above = placed[index + 1] - gap if index + 1 < len(placed) else high
        placed[index] = min(placed[index], above)
    return placed


def value_label(text: str, at: float, color: str) -> Figure:
    """A number right of the plot, at the height of its row."""
    place = {"xref": "paper", "x": RIGHT_OF_PLOT, "xanchor": "left", "y": at, "yanchor": "middle", "showarrow": False}
    return {**place, "text": text, "font": {"color": color, "size": FONT_SIZE}}


def step_band(x: Sequence[float], low: Sequence[float], high: Sequence[float], color: str) -> Figure:
    """The area between two limits, each of which holds until the next one, as one trace.

    The steps are points of their own: a line that Plotly lets step forward would step backward on its way back, and
    the lower limit would change one step too early.

    Args:
        x: Where each limit begins.
        low: The lower limits.
        high: The upper limits.
        color: Color of the line that the band belongs to.
    """
    above, below = _stepped(x, high), _stepped(x, low)
    return {
        "type": "scatter",
        "x": [at for at, _ in (*above, *reversed(below))],
        "y": [limit for _, limit in (*above, *reversed(below))],
        "fill": "toself",
        "fillcolor": faded(color, 0.14),
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
    }


def _stepped(x: Sequence[float], y: Sequence[float]) -> list[tuple[float, float]]:
    """The corners of a line that keeps each value until the next one begins.

    >>> _stepped([0, 30], [100.0, 90.0])
    [(0, 100.0), (30, 100.0), (30, 90.0)]
    """
    held = zip(x, x[1:], y, strict=False)
    return [
        *(corner for at, until, value in held for corner in ((at, value), (until, value))),
        *zip(x[-1:], y[-1:], strict=True),
    ]


def vertical_line(x: object, text: str, palette: Palette) -> tuple[Figure, Figure]:
    """A dotted line at one point of the horizontal axis, and its label."""
    line = {"type": "line", "xref": "x", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
    label = {"xref": "x", "x": x, "yref": "paper", "y": 1, "xanchor": "left", "yanchor": "top", "text": text}
    return (
        {**line, "line": {"dash": "dot", "width": 1, "color": palette.comparison}, "layer": "below"},
        {**label, "showarrow": False, "xshift": 4, "font": {"color": palette.muted, "size": FONT_SIZE - 1}},
    )


def zero_line(palette: Palette) -> Figure:
    """The line of no difference."""
    line = {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return {**line, "line": {"color": palette.muted, "width": 1.2}}


def directions(palette: Palette, ends: tuple[str, str] = ("comparison higher", "pilot higher")) -> list[Figure]:
    """What either side of no difference means.

    Args:
        palette: Colors.
        ends: Words for the left and for the right.
    """
    place = {"x": 0, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    font = {"size": FONT_SIZE - 1, "color": palette.muted}
    return [
        {**place, "xanchor": "right", "xshift": -8, "text": f"◀ {ends[0]}", "font": font},
        {**place, "xanchor": "left", "xshift": 8, "text": f"{ends[1]} ▶", "font": font},
    ]
