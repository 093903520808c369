"""Cumulative incidence: the share gone for each of several reasons, as step lines from zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures.chrome import EndLabel, Figure, end_labels, layout, value_range
from dashboard.figures.step_curves import StepCurve, step_curves
from dashboard.figures.survival import month_label, month_ticks
from dashboard.theme import count, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.release.read import DeparturePoint, Departures
    from dashboard.theme import Palette

LABEL_ROOM = 80


def incidence(departures: Departures | None, colors: Mapping[str, str], palette: Palette) -> Figure:
    """The figure: a step line and a band for each reason; empty where there are no departures to show.

    Args:
        departures: The departures of one group, or None.
        colors: Color of each reason.
        palette: Colors of everything else.
    """
    lines = {reason: points for reason, points in departures.points.items() if points} if departures else {}
    every = [point for points in lines.values() for point in points]
    last = max((point.day for point in every), default=365)
    shown = value_range((limit for point in every for limit in (point.low, point.high)), 0.0, 100.0)
    ticks = month_ticks(last)
    ends = [EndLabel(text=r.capitalize(), at=points[-1].incidence, color=colors[r]) for r, points in lines.items()]
    return {
        "data": step_curves([_steps(reason, points, colors[reason]) for reason, points in lines.items()]),
        "layout": layout(
            palette,
            right=LABEL_ROOM,
            xaxis={
                "range": [-last * 0.02, last * 1.005],
                "tickvals": ticks,
                "ticktext": [month_label(tick) for tick in ticks],
            },
            yaxis={"range": shown, "ticksuffix": "\u202f%"},
            annotations=end_labels(ends, shown),
        ),
    }


def _steps(reason: str, points: Sequence[DeparturePoint], color: str) -> StepCurve:
    return StepCurve(
        name=reason.capitalize(),
        color=color,
        days=[point.day for point in points],
        values=[point.incidence for point in points],
        low=[point.low for point in points],
        high=[point.high for point in points],
        texts=[
            f"{reason.capitalize()}, {month_label(point.day)}: {number(point.incidence, '%')}\u202f%"
            f"<br>95 % interval {number(point.low, '%')} to {number(point.high, '%')}"
            f"<br>{count(point.at_risk)} at risk, {count(point.leavers)} left"
            for point in points
        ],
    )
