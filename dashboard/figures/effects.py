"""Adjusted differences on one axis, the one that decides marked, and the two values of a raw one."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import (
    FONT_SIZE,
    VALUE_ROOM,
    Figure,
    directions,
    layout,
    symmetric_range,
    value_label,
    value_range,
    zero_line,
)
from dashboard.figures.interval_dots import interval_dot, rows_axis
from dashboard.theme import faded, interval, number, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.report.evidence import Effect
    from dashboard.theme import Palette

ROW = 40
FRAME = 76
LEAST_HEIGHT = 240
LEAST_REACH = 4.0
SIDES_HEIGHT = 150
LONGEST_LINE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One row.

    Args:
        label: What it is.
        effect: The estimate.
        decides: Whether it was declared in advance as the one that decides.
        is_raw: Whether nothing is adjusted in it.
    """

    label: str
    effect: Effect
    decides: bool = False
    is_raw: bool = False


def effects(
    rows: Sequence[EffectRow], palette: Palette, *, unit: str, margin: float | None = None, is_forbidden: bool = False
) -> Figure:
    """The figure: a dot and its interval a row, a diamond for the one that decides, a band for no difference.

    Only an adjusted difference whose interval leaves zero out has a color and a full dot, and none has where no verdict
    is allowed.

    Args:
        rows: The rows, from top to bottom.
        palette: Colors.
        unit: Unit of the differences.
        margin: The largest difference that would not matter, or None.
        is_forbidden: Whether a caution forbids a verdict.
    """
    drawn = list(reversed(rows))
    ends = [limit for row in drawn for limit in (row.effect.interval.low, row.effect.interval.high)]
    colors = [_color(row, palette, is_forbidden=is_forbidden) for row in drawn]
    return {
        "data": [
            _row(at, row, color, unit, palette) for at, (row, color) in enumerate(zip(drawn, colors, strict=True))
        ],
        "layout": layout(
            palette,
            height=max(LEAST_HEIGHT, FRAME + ROW * len(drawn)),
            xaxis={
                "range": symmetric_range([*ends, *([margin] if margin else [])], LEAST_REACH),
                "showgrid": True,
                "nticks": 7,
            },
            yaxis=rows_axis([_label(row) for row in drawn], palette, FONT_SIZE),
            margin={"l": 4, "r": VALUE_ROOM, "t": 30, "b": 4, "pad": 6},
            shapes=[*([_band(margin, palette)] if margin else []), zero_line(palette)],
            annotations=[
                *directions(palette),
                *(
                    value_label(signed(row.effect.difference), at, color)
                    for at, (row, color) in enumerate(zip(drawn, colors, strict=True))
                ),
            ],
        ),
    }


def two_values(
    pilot: float, comparison: float, palette: Palette, *, unit: str, possible: tuple[float, float]
) -> Figure:
    """The figure: the pilot's value and the comparison's on the scale, with the distance between them.

    Args:
        pilot: Value of the pilot.
        comparison: Value of the comparison.
        palette: Colors.
        unit: Unit of both.
        possible: Smallest and largest possible value.
    """
    shown = value_range([pilot, comparison], *possible)
    suffix = "\u202f%" if unit == "%" else ""
    points = (("Comparison", comparison, 0, palette.comparison), ("Pilot", pilot, 1, palette.pilot))
    return {
        "data": [_value(*one, suffix) for one in points],
        "layout": layout(
            palette,
            height=SIDES_HEIGHT,
            xaxis={"range": shown, "showgrid": True, "nticks": 6, "ticksuffix": suffix},
            yaxis={
                "range": [-0.7, 1.7],
                "tickvals": [0, 1],
                "ticktext": ["Comparison", "Pilot"],
                "showgrid": False,
                "tickfont": {"size": 13, "color": palette.text},
            },
            margin={"l": 4, "r": VALUE_ROOM, "t": 10, "b": 4, "pad": 6},
            annotations=[value_label(f"{number(value)}{suffix}", at, color) for _, value, at, color in points],
        ),
    }


def _label(row: EffectRow) -> str:
    text = "<br>".join(wrap(row.label, LONGEST_LINE))
    return f"<b>{text}</b>" if row.decides else text


def _value(label: str, value: float, at: int, color: str, suffix: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value],
        "y": [at],
        "marker": {"size": 13, "color": color},
        "hovertemplate": f"{label}: {number(value)}{suffix}<extra></extra>",
    }


def _color(row: EffectRow, palette: Palette, *, is_forbidden: bool) -> str:
    is_clear = row.effect.interval.excludes(0.0) and not row.is_raw and not is_forbidden
    return palette.pilot if is_clear else palette.comparison


def _row(at: int, row: EffectRow, color: str, unit: str, palette: Palette) -> dict[str, Any]:
    limits, value = row.effect.interval, row.effect.difference
    return interval_dot(
        at,
        value,
        (limits.low, limits.high),
        color=color,
        text=f"{row.label}: {signed(value)} {unit}<br>interval {interval(limits)}",
        surface="" if color == palette.pilot else palette.surface,
        size=14 if row.decides else 9,
        thickness=3 if row.decides else 2,
        symbol="diamond" if row.decides else "circle",
    )


def _band(margin: float, palette: Palette) -> Figure:
    area = {"type": "rect", "x0": -margin, "x1": margin, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return {**area, "fillcolor": faded(palette.comparison, 0.12), "line": {"width": 0}}
