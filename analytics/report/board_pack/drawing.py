"""Charts as plain shapes: lines, areas, dots and words at places in points. PDF and HTML draw the same ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, TypeAlias

from analytics.report.board_pack.findings import ticks
from analytics.report.board_pack.pages import DotChart, LineChart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from analytics.report.board_pack.pages import Line, Point, Row

SIZE = 9.0
SMALL = 7.6
LETTER = 0.54
"""Width of a letter, as a share of the size of the type."""
DOT = 3.4
AXIS_ROOM = 18.0
HEAD_ROOM = 16.0
COUNT_ROW = 12.0
END_ROOM = 8.0
LABEL_GAP = 11.0
WIDEST = 0.43
"""Most of the width that names of rows take."""

TWO_LINES = 20.0
"""Height of a row that holds two lines."""

Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line through points.

    Args:
        points: Its points.
        color: Name of its color.
        width: Its width.
        is_dotted: Whether it is dotted.
    """

    points: tuple[tuple[float, float], ...]
    color: str
    width: float = 1.0
    is_dotted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A faint area within points.

    Args:
        points: Its corners.
        color: Name of its color.
    """

    points: tuple[tuple[float, float], ...]
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A dot, or a diamond for the row that decides.

    Args:
        x: Its place from the left.
        y: Its place from the top.
        color: Name of its color.
        is_diamond: Whether it is a diamond.
    """

    x: float
    y: float
    color: str
    is_diamond: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A few words.

    Args:
        x: The place they are anchored at.
        y: Their middle from the top.
        text: The words.
        anchor: Which end of them is at `x`.
        color: Name of their color.
        size: Size of the type.
        is_strong: Whether they are bold.
    """

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    color: str = "text"
    size: float = SIZE
    is_strong: bool = False


Shape: TypeAlias = Stroke | Area | Dot | Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart as shapes.

    Args:
        width: Its width.
        height: Its height.
        shapes: Its shapes, the lowest first.
        alt: What it shows, for people who do not see it.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str


def drawing(chart: LineChart | DotChart, width: float, height: float) -> Drawing:
    """A chart as shapes that fill a box.

    Args:
        chart: The chart.
        width: Width of the box, in points.
        height: Height of the box, in points.
    """
    shapes = _lines(chart, width, height) if isinstance(chart, LineChart) else _dots(chart, width, height)
    return Drawing(width=width, height=height, shapes=tuple(shapes), alt=alt(chart))


def alt(chart: LineChart | DotChart) -> str:
    """A chart in words: its title and every value with its interval."""
    if isinstance(chart, DotChart):
        found = [f"{row.label}: {row.text}" for row in chart.rows]
    else:
        found = [f"{line.label}: {_ends(line)}" for line in chart.lines]
    return ". ".join([f"{chart.title}. {chart.caption.rstrip('.')}", *found]) + "."


def _ends(line: Line) -> str:
    if not line.points:
        return line.reason
    first, last = line.points[0], line.points[-1]
    return first.text if first is last else f"{first.text}; {last.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where values are drawn: edges of the box in points, and what turns values into places."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    def across(self, value: float) -> float:
        """Place of a value from the left, held within the axis."""
        share = (min(max(value, self.low), self.high) - self.low) / ((self.high - self.low) or 1)
        return self.left + share * (self.right - self.left)


def _lines(chart: LineChart, width: float, height: float) -> Iterator[Shape]:
    marks = ticks(chart.low, chart.high, chart.unit)
    names = [len(one) for one, _, _ in chart.counts]
    left = (
        max([SIZE * LETTER * max((len(mark.text) for mark in marks), default=1), *(SMALL * LETTER * n for n in names)])
        + 6
    )
    ends = SIZE * LETTER * max((len(line.label) for line in chart.lines if line.points), default=0) + END_ROOM
    counts = COUNT_ROW * len(chart.counts) + (COUNT_ROW if chart.counts else 0)
    first, last = _reach(chart)
    plot = _Plot(left=left, right=width - ends, top=6.0, bottom=height - AXIS_ROOM - counts, low=first, high=last)

    def down(value: float) -> float:
        share = (min(max(value, chart.low), chart.high) - chart.low) / (chart.high - chart.low)
        return plot.bottom - share * (plot.bottom - plot.top)

    for mark in marks:
        y = down(mark.at)
        yield Stroke(points=((left, y), (plot.right, y)), color="grid", width=0.7)
        yield Words(x=left - 5, y=y, text=mark.text, anchor="end", color="muted", size=SMALL)
    for tick in chart.ticks:
        yield Words(
            x=plot.across(tick.at), y=plot.bottom + 11, text=tick.text, anchor="middle", color="muted", size=SMALL
        )
    for line in chart.lines:
        yield from _curve(line, plot, down) if chart.is_curve else _trend(line, plot, down)
    yield from _end_labels(chart.lines, plot, down)
    yield from _counts(chart, plot)
    yield from _reasons(chart, plot)


def _reach(chart: LineChart) -> tuple[float, float]:
    """The ends of the horizontal axis."""
    places = [*(tick.at for tick in chart.ticks), *(point.x for line in chart.lines for point in line.points)]
    first, last = min(places, default=0.0), max(places, default=1.0)
    room = 0.0 if chart.is_curve else (last - first or 1.0) * 0.06
    return first - room, last + room


def _curve(line: Line, plot: _Plot, down: Callable[[float], float]) -> Iterator[Shape]:
    if not line.points:
        return
    low = _steps([(plot.across(one.x), down(one.low)) for one in line.points if one.low is not None])
    high = _steps([(plot.across(one.x), down(one.high)) for one in line.points if one.high is not None])
    yield Area(points=(*high, *reversed(low)), color=line.color)
    yield Stroke(points=_steps([(plot.across(one.x), down(one.y)) for one in line.points]), color=line.color, width=1.8)


def _steps(places: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """A line that stays level up to the next place."""
    found = list(places[:1])
    for x, y in places[1:]:
        found += [(x, found[-1][1]), (x, y)]
    return tuple(found)


def _trend(line: Line, plot: _Plot, down: Callable[[float], float]) -> Iterator[Shape]:
    places = [(plot.across(one.x), down(one.y)) for one in line.points]
    for one, (x, _) in zip(line.points, places, strict=True):
        if one.low is not None and one.high is not None:
            yield Stroke(points=((x, down(one.low)), (x, down(one.high))), color=line.color, width=1.4)
    if len(places) > 1:
        yield Stroke(points=tuple(places), color=line.color, width=1.8)
    for x, y in places:
        yield Dot(x=x, y=y, color=line.color)


def _end_labels(lines: Sequence[Line], plot: _Plot, down: Callable[[float], float]) -> Iterator[Shape]:
    """Names at the ends of the lines, moved apart where they end close together."""
    ends: list[tuple[float, Line, Point]] = sorted(
        ((down(line.points[-1].y), line, line.points[-1]) for line in lines if line.points), key=lambda one: one[0]
    )
    placed = plot.top - LABEL_GAP
    for y, line, _ in ends:
        placed = max(y, placed + LABEL_GAP)
        yield Words(x=plot.right + 5, y=min(placed, plot.bottom), text=line.label, color=line.color, is_strong=True)


def _counts(chart: LineChart, plot: _Plot) -> Iterator[Shape]:
    if not chart.counts:
        return
    top = plot.bottom + AXIS_ROOM + COUNT_ROW / 2
    yield Words(x=plot.left, y=top, text=chart.counted, color="muted", size=SMALL)
    for row, (label, color, marks) in enumerate(chart.counts, start=1):
        y = top + row * COUNT_ROW
        yield Words(x=plot.left - 5, y=y, text=label, anchor="end", color=color, size=SMALL)
        for mark in marks:
            anchor: Anchor = "start" if mark.at <= plot.low else "middle"
            yield Words(x=plot.across(mark.at), y=y, text=mark.text, anchor=anchor, color=color, size=SMALL)


def _reasons(chart: LineChart, plot: _Plot) -> Iterator[Shape]:
    for at, (label, reason) in enumerate(chart.reasons):
        y = plot.bottom - 14 - at * 2 * LABEL_GAP
        yield from _sentence(f"{label}: {reason}", plot.left + 6, y, plot.right - plot.left)


def _sentence(text: str, x: float, y: float, width: float) -> Iterator[Shape]:
    """A sentence in as many lines as it takes, its middle at a height."""
    lines = wrap(text, max(int(width / (SMALL * LETTER)), 20))
    for at, line in enumerate(lines):
        yield Words(x=x, y=y + (at - (len(lines) - 1) / 2) * SMALL * 1.25, text=line, color="muted", size=SMALL)


def _dots(chart: DotChart, width: float, height: float) -> Iterator[Shape]:
    names = max((len(row.label) * SIZE * LETTER for row in chart.rows), default=40.0)
    details = max((len(row.detail) * SMALL * LETTER for row in chart.rows), default=0.0)
    left = min(max(names, details) + 8, width * WIDEST)
    values = max((len(row.text) * SIZE * LETTER for row in chart.rows if row.value is not None), default=60.0)
    right = width - min(values + 10, width * 0.34)
    turn = math.log2 if chart.is_ratio else float
    plot = _Plot(
        left=left, right=right, top=HEAD_ROOM, bottom=height - AXIS_ROOM, low=turn(chart.low), high=turn(chart.high)
    )

    def across(value: float) -> float:
        return plot.across(turn(max(value, chart.low)))

    yield from _frame(chart, plot, across)
    step = (plot.bottom - plot.top) / max(len(chart.rows), 1)
    for at, row in enumerate(chart.rows):
        y = plot.top + step * (at + 0.5)
        yield from _row(row, plot, y, across, (width - plot.left - 6, step))


def _frame(chart: DotChart, plot: _Plot, across: Callable[[float], float]) -> Iterator[Shape]:
    for mark in chart.ticks:
        x = across(mark.at)
        yield Stroke(points=((x, plot.top), (x, plot.bottom)), color="grid", width=0.7)
        yield Words(x=x, y=plot.bottom + 10, text=mark.text, anchor="middle", color="muted", size=SMALL)
    if chart.second is not None:
        x = across(chart.second)
        yield Stroke(points=((x, plot.top), (x, plot.bottom)), color="muted", width=0.9, is_dotted=True)
    if chart.reference is not None:
        x = across(chart.reference)
        yield Stroke(points=((x, plot.top), (x, plot.bottom)), color="muted", width=1.1)
        yield Words(x=x - 7, y=6, text=f"◀ {chart.ends[0]}", anchor="end", color="muted", size=SMALL)
        yield Words(x=x + 7, y=6, text=f"{chart.ends[1]} ▶", color="muted", size=SMALL)


def _row(
    row: Row, plot: _Plot, y: float, across: Callable[[float], float], room: tuple[float, float]
) -> Iterator[Shape]:
    width, step = room
    is_two = step >= TWO_LINES and row.detail
    yield Words(x=plot.left - 8, y=y - 4.5 if is_two else y, text=row.label, anchor="end", is_strong=row.is_strong)
    if is_two:
        yield Words(x=plot.left - 8, y=y + 5.5, text=row.detail, anchor="end", color="muted", size=SMALL)
    if row.value is None:
        yield from _sentence(row.text, plot.left + 6, y, width)
        return
    if row.low is not None and row.high is not None:
        yield Stroke(points=((across(row.low), y), (across(row.high), y)), color=row.color, width=1.8)
    yield Dot(x=across(row.value), y=y, color=row.color, is_diamond=row.is_strong)
    yield Words(x=plot.right + 8, y=y, text=row.text, color="text", is_strong=row.is_strong)
