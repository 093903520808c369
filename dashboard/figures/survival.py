"""Survival curves, of people or of pairs, with the numbers at risk under the axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from dashboard.figures.chrome import RIGHT_OF_PLOT, EndLabel, Figure, end_labels, layout, value_range
from dashboard.figures.step_curves import StepCurve, step_curves
from dashboard.theme import count, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Curve, CurvePoint, DeparturePoint
    from dashboard.theme import Palette

Point = TypeVar("Point", "CurvePoint", "DeparturePoint")

MONTH = 365 / 12
QUARTER = 3
LABEL_ROOM = 104
PLOT = 270
ROW = 20
AXIS = 60


def survival(
    drawn: Sequence[tuple[Curve, str]], palette: Palette, *, words: tuple[str, str] = ("People", "left")
) -> Figure:
    """The figure: a step line and a band for each group, below it how many are still under observation.

    Args:
        drawn: The groups, each with its color.
        palette: Colors of everything else.
        words: Who is counted, and what those have done who are no longer there.
    """
    curves = [curve for curve, _ in drawn]
    last = max((curve.points[-1].day for curve in curves if curve.points), default=365)
    shown = value_range(
        (limit for curve in curves for point in curve.points for limit in (point.low, point.high)), 0.0, 100.0
    )
    table = ROW * len(curves)
    height = PLOT + table + AXIS
    split = (table + AXIS) / height
    ticks = month_ticks(last)
    ends = [EndLabel(text=c.label, at=c.points[-1].survival, color=color) for c, color in drawn if c.points]
    days = {"range": [-last * 0.02, last * 1.005], "tickvals": ticks, "ticktext": [month_label(tick) for tick in ticks]}
    return {
        "data": [
            *step_curves([_steps(curve, color, words[1]) for curve, color in drawn]),
            *(_at_risk(curve, color, row, ticks) for row, (curve, color) in enumerate(reversed(drawn))),
        ],
        "layout": layout(
            palette,
            height=height,
            right=LABEL_ROOM,
            hovermode="closest",
            xaxis={**days, "anchor": "y"},
            yaxis={"range": shown, "domain": [split, 1], "ticksuffix": "\u202f%"},
            yaxis2={
                "range": [-0.5, len(curves) + 0.2],
                "domain": [0, table / height],
                "visible": False,
                "fixedrange": True,
            },
            annotations=[
                *end_labels(ends, shown),
                _heading(words[0], (table + 4) / height, palette),
                *(_row_name(curve, color, row) for row, (curve, color) in enumerate(reversed(drawn))),
            ],
        ),
    }


def months(day: int) -> int:
    """The month that ends on a day.

    >>> months(365)
    12
    """
    return round(day / MONTH)


def in_table(points: Sequence[Point]) -> Sequence[Point]:
    """The points of a curve that a table shows: quarters where it has every month, and all where it has fewer.

    Args:
        points: The points of one curve.
    """
    if not points or months(points[-1].day) - months(points[0].day) >= len(points):
        return points
    return [point for point in points if months(point.day) % QUARTER == 0]


def month_ticks(last: int) -> list[int]:
    """The days of an axis of months up to a last day: every quarter for about a year, else every half year."""
    step = QUARTER if last <= 400 else 2 * QUARTER  # noqa: PLR2004 - a quarter for about a year, else half a year
    return [round(month * MONTH) for month in range(0, int(last / MONTH + 0.5) + 1, step)]


def month_label(day: int) -> str:
    """The month that ends on a day, in words.

    >>> month_label(0), month_label(365)
    ('start', '12 mo')
    """
    return "start" if months(day) == 0 else f"{months(day)} mo"


def _steps(curve: Curve, color: str, gone: str) -> StepCurve:
    points = curve.points
    return StepCurve(
        name=curve.label,
        color=color,
        days=[point.day for point in points],
        values=[point.survival for point in points],
        low=[point.low for point in points],
        high=[point.high for point in points],
        texts=[
            f"{curve.label}, {month_label(point.day)}: {number(point.survival, '%')}\u202f%"
            f"<br>95 % interval {number(point.low, '%')} to {number(point.high, '%')}"
            f"<br>{count(at_risk(curve, point))} at risk, {count(point.leavers)} {gone}"
            for point in points
        ],
    )


def at_risk(curve: Curve, point: CurvePoint) -> int:
    """People at risk as they are shown: counted up in threes, and never more than the curve has.

    Args:
        curve: The curve.
        point: One of its points.
    """
    return min(point.at_risk, curve.people)


def _at_risk(curve: Curve, color: str, row: int, ticks: Sequence[int]) -> dict[str, Any]:
    by_month = {months(point.day): at_risk(curve, point) for point in curve.points}
    known = [(tick, by_month[month]) for tick in ticks if (month := months(tick)) in by_month]
    if len(known) < min(len(ticks), len(curve.points)) and len(curve.points) <= len(ticks):
        known = [(point.day, at_risk(curve, point)) for point in curve.points]
    return {
        "type": "scatter",
        "mode": "text",
        "yaxis": "y2",
        "x": [tick for tick, _ in known],
        "y": [row] * len(known),
        "text": [count(people) for _, people in known],
        "textfont": {"color": color, "size": 12},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _row_name(curve: Curve, color: str, row: int) -> Figure:
    place = {"xref": "paper", "x": RIGHT_OF_PLOT, "xanchor": "left", "yref": "y2", "y": row, "yanchor": "middle"}
    return {**place, "xshift": 20, "text": curve.label, "showarrow": False, "font": {"size": 11, "color": color}}


def _heading(counted: str, top: float, palette: Palette) -> Figure:
    place = {"xref": "paper", "x": 0, "yref": "paper", "y": top, "xanchor": "left", "yanchor": "bottom"}
    return {**place, "text": f"{counted} at risk", "showarrow": False, "font": {"size": 11, "color": palette.muted}}
