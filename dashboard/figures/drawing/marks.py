"""What lies on the axes: lines, areas, dots with intervals, bars, and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dashboard.figures.drawing.text import block, font

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.figures.chrome import Figure
    from dashboard.figures.drawing.axis import Axis

DASHES = {"solid": "", "dot": "2 3", "dash": "7 4", "longdash": "11 5", "dashdot": "7 3 2 3"}
RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)")
USUAL_GAP = 0.2
TEXT = 12
OUTSIDE = 6


def drawn(trace: Figure, x: Axis, y: Axis, layout: Figure) -> str:
    """One trace as markup.

    Args:
        trace: The trace.
        x: Its horizontal axis, placed.
        y: Its vertical axis, placed.
        layout: The figure's layout.

    Raises:
        ValueError: It is of a kind that no figure of ours has had.
    """
    if trace["type"] == "bar":
        return _bars(trace, x, y, layout)
    if trace["type"] != "scatter":
        msg = f"Traces of the kind {trace['type']} are not drawn."
        raise ValueError(msg)
    points = [(x.place(one), y.place(other)) for one, other in zip(trace["x"], trace["y"], strict=True)]
    mode = str(trace.get("mode", "lines"))
    parts = [_line(trace, points)] if "lines" in mode else []
    if "markers" in mode:
        parts += [_whiskers(trace, x, y), _dots(trace, points)]
    if "text" in mode:
        parts += _words(trace, points, str(layout["font"]["color"]))
    return "".join(parts)


def paint(color: str, kind: str = "fill") -> str:
    """A color as attributes of markup.

    >>> paint("rgba(1, 2, 3, 0.5)")
    'fill="rgb(1,2,3)" fill-opacity="0.5"'
    """
    if found := RGBA.fullmatch(color):
        red, green, blue, share = found.groups()
        return f'{kind}="rgb({red},{green},{blue})" {kind}-opacity="{share}"'
    return f'{kind}="{color}"'


def stroke(line: Mapping[str, Any]) -> str:
    """A line's color, thickness and dashes as attributes of markup."""
    dash = DASHES[str(line.get("dash", "solid"))]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'{paint(str(line.get("color", "none")), "stroke")} stroke-width="{line.get("width", 1):g}"{dashes}'


def _line(trace: Figure, points: Sequence[tuple[float, float]]) -> str:
    if not points:
        return ""
    line = trace.get("line", {})
    is_step = line.get("shape") == "hv"
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}" + "".join(
        f"H{one:.1f}V{other:.1f}" if is_step else f"L{one:.1f} {other:.1f}" for one, other in points[1:]
    )
    if trace.get("fill") == "toself":
        return f'<path d="{path}Z" {paint(trace["fillcolor"])}/>'
    return f'<path d="{path}" fill="none" stroke-linejoin="round" {stroke(line)}/>'


def _whiskers(trace: Figure, x: Axis, y: Axis) -> str:
    parts = []
    for name, along in (("error_x", x), ("error_y", y)):
        error = trace.get(name)
        if not error:
            continue
        attributes = stroke({"color": error["color"], "width": error["thickness"]})
        for at, (one, other) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            value = along.number(one if along is x else other)
            low, high = along.at(value - error["arrayminus"][at]), along.at(value + error["array"][at])
            across = y.place(other) if along is x else x.place(one)
            ends = (low, across, high, across) if along is x else (across, low, across, high)
            parts.append('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" '.format(*ends) + f"{attributes}/>")
    return "".join(parts)


def _dots(trace: Figure, points: Sequence[tuple[float, float]]) -> str:
    marker = trace["marker"]
    edge = f" {stroke(marker['line'])}" if "line" in marker else ""
    colors = _each(marker["color"], len(points))
    half = marker["size"] / 2
    shape = str(marker.get("symbol", "circle"))
    return "".join(
        f"{_shape(shape, one, other, half)} {paint(str(color))}{edge}/>"
        for (one, other), color in zip(points, colors, strict=True)
    )


def _shape(name: str, x: float, y: float, half: float) -> str:
    if name == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:g}"'
    if name == "square":
        return f'<rect x="{x - half * 0.9:.1f}" y="{y - half * 0.9:.1f}" width="{half * 1.8:g}" height="{half * 1.8:g}"'
    corners = {
        "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        "triangle-up": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
        "cross": (
            *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
            *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
        ),
    }[name]
    return f'<polygon points="{" ".join(f"{x + half * one:.1f},{y + half * other:.1f}" for one, other in corners)}"'


def _words(trace: Figure, points: Sequence[tuple[float, float]], usual: str) -> list[str]:
    look = font(trace.get("textfont", {}), TEXT, usual)
    return [block(str(text), at, look, anchor="center") for at, text in zip(points, trace["text"], strict=True)]


def _bars(trace: Figure, x: Axis, y: Axis, layout: Figure) -> str:
    is_flat = trace.get("orientation") == "h"
    values, places = (trace["x"], trace["y"]) if is_flat else (trace["y"], trace["x"])
    along, across = (x, y) if is_flat else (y, x)
    starts = trace.get("base") or [0.0] * len(values)
    half = across.step * trace.get("width", 1 - layout.get("bargap", USUAL_GAP)) / 2
    colors = _each(trace["marker"]["color"], len(values))
    parts = []
    for at, (value, place) in enumerate(zip(values, places, strict=True)):
        first, last = along.at(starts[at]), along.at(starts[at] + value)
        middle = across.place(place)
        corner = (min(first, last), middle - half) if is_flat else (middle - half, min(first, last))
        size = (abs(last - first), 2 * half) if is_flat else (2 * half, abs(last - first))
        parts.append(
            f'<rect x="{corner[0]:.1f}" y="{corner[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" '
            f"{paint(str(colors[at]))}/>"
        )
        if trace.get("text"):
            parts.append(_bar_words(trace, at, (first, last, middle), str(layout["font"]["color"])))
    return "".join(parts)


def _bar_words(trace: Figure, at: int, ends: tuple[float, float, float], usual: str) -> str:
    first, last, middle = ends
    look = font(trace.get("textfont", {}), TEXT, usual)
    text, is_flat = str(trace["text"][at]), trace.get("orientation") == "h"
    if trace.get("textposition") == "inside":
        center = (first + last) / 2
        return block(text, (center, middle) if is_flat else (middle, center), look, anchor="center")
    if is_flat:
        side = 1 if last >= first else -1
        return block(text, (last + side * OUTSIDE, middle), look, anchor="left" if side > 0 else "right")
    return block(text, (middle, last), look, anchor="center", middle="bottom" if last <= first else "top")


def _each(value: object, n: int) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value] * n
