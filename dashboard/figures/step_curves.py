"""Curves that are known on some days: lines with steps, or dots where too much time lies between the days."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, pairwise
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import step_band
from dashboard.figures.interval_dots import DASHES, SYMBOLS, dot, whiskers

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_STEP = 100
"""Days between two points of a curve beyond which no line is drawn: it would say that nothing happens in between."""
APART = 0.014
"""How far dots of the same day stand apart, as a share of the axis: the last one on its day, the others before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCurve:
    """A curve of one group.

    Args:
        name: The group.
        color: Color it is drawn in.
        days: The days on which it is known, the first one its beginning.
        values: Its value from each day on, in percent.
        low: Lower limits of the values.
        high: Upper limits of the values.
        texts: What is said of each point where somebody points at it.
    """

    name: str
    color: str
    days: Sequence[int]
    values: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    texts: Sequence[str]

    @property
    def is_sparse(self) -> bool:
        """Whether more than a quarter lies between some of its days."""
        return any(later - earlier > LONGEST_STEP for earlier, later in pairwise(self.days))


def step_curves(curves: Sequence[StepCurve]) -> list[dict[str, Any]]:
    """The bands of all curves and the lines above them; dots with intervals instead for those known on few days only.

    Args:
        curves: The curves.
    """
    step = APART * max((day for one in curves for day in one.days), default=0)
    places = [step * (at - len(curves) + 1) for at in range(len(curves))]
    bands = [step_band(one.days, one.low, one.high, one.color) for one in curves if not one.is_sparse]
    shapes = zip(curves, places, cycle(DASHES), cycle(SYMBOLS), strict=False)
    return [*bands, *(_dots(one, at, mark) if one.is_sparse else _line(one, dash) for one, at, dash, mark in shapes)]


def _line(one: StepCurve, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": one.name,
        "x": list(one.days),
        "y": list(one.values),
        "line": {"color": one.color, "width": 2.2, "shape": "hv", "dash": dash},
        "text": list(one.texts),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _dots(one: StepCurve, place: float, symbol: str) -> dict[str, Any]:
    """The points after the beginning, where there is nothing to see yet."""
    limits = list(zip(one.low, one.high, strict=True))[1:]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": one.name,
        "x": [day + place for day in one.days[1:]],
        "y": list(one.values[1:]),
        "error_y": whiskers(list(one.values[1:]), limits, one.color, 2),
        "marker": dot(one.color, size=9, symbol=symbol),
        "text": list(one.texts[1:]),
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
