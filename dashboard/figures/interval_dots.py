"""A dot and its interval: full where the interval leaves out what would be nothing, hollow where it may be chance.

So the same is said in color, in gray print, and to people who see no colors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.figures.chrome import Figure
    from dashboard.theme import Palette

SIZE = 11
THICKNESS = 2.5
OUTLINE = 2
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


def interval_dot(  # noqa: PLR0913 - where it stands, how far it reaches, what it looks like
    row: float,
    value: float,
    limits: tuple[float, float],
    *,
    color: str,
    text: str,
    surface: str = "",
    size: float = SIZE,
    thickness: float = THICKNESS,
    symbol: str = SYMBOLS[0],
) -> dict[str, Any]:
    """One dot with its interval, as one trace.

    Args:
        row: Its place on the vertical axis.
        value: Its place on the horizontal axis.
        limits: Ends of the interval.
        color: Its color.
        text: What is said when it is pointed at.
        surface: Color inside of a hollow dot; empty for a full one.
        size: Size of the dot in pixels.
        thickness: Thickness of the interval in pixels.
        symbol: Shape of the dot.
    """
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value],
        "y": [row],
        "error_x": whiskers([value], [limits], color, thickness),
        "marker": dot(color, surface, size=size, symbol=symbol),
        "hovertemplate": f"{text}<extra></extra>",
        "cliponaxis": False,
    }


def whiskers(
    values: Sequence[float], limits: Sequence[tuple[float, float]], color: str, thickness: float = THICKNESS
) -> dict[str, Any]:
    """The intervals of several dots.

    Args:
        values: The dots.
        limits: Ends of their intervals.
        color: Their color.
        thickness: Their thickness in pixels.

    >>> whiskers([3.0], [(1.0, 4.0)], "#000000")["arrayminus"]
    [2.0]
    """
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - value for value, (_, high) in zip(values, limits, strict=True)],
        "arrayminus": [value - low for value, (low, _) in zip(values, limits, strict=True)],
        "color": color,
        "thickness": thickness,
        "width": 0,
    }


def dot(color: str, surface: str = "", *, size: float = SIZE, symbol: str = SYMBOLS[0]) -> dict[str, Any]:
    """What a dot looks like.

    Args:
        color: Its color, or that of its edge.
        surface: Color inside of a hollow dot; empty for a full one.
        size: Its size in pixels.
        symbol: Its shape.
    """
    if not surface:
        return {"size": size, "color": color, "symbol": symbol}
    return {"size": size - 1, "color": surface, "symbol": symbol, "line": {"color": color, "width": OUTLINE}}


def rows_axis(labels: Sequence[str], palette: Palette, size: int = 13) -> Figure:
    """The vertical axis of a figure with one row for each label, the first one at the bottom.

    Args:
        labels: Words of the rows.
        palette: Colors.
        size: Size of the words in pixels.
    """
    return {
        "range": [-0.6, len(labels) - 0.4],
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "showgrid": False,
        "tickfont": {"size": size, "color": palette.text},
    }
