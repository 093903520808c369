"""Who was compared: people left after every rule, the pilot on the left and the comparison on the right."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import FONT_SIZE, Figure, layout
from dashboard.theme import MINUS, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.report.evidence import FlowStage
    from dashboard.theme import Palette

ROW = 46
FRAME = 30
THICKNESS = 0.3
ROOM = 2.1
SIDES = ((0.0, 0.47), (0.53, 1.0))
EVERYBODY = "Before any rule"
LONGEST_LINE = 50
MOST_LINES = 2
LINE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """People left after one rule, and removed by it, each of pilot and comparison.

    Args:
        rule: The rule in words.
        left: People left.
        removed: People removed.
    """

    rule: str
    left: tuple[int, int]
    removed: tuple[int, int]


def flow(rows: Sequence[FlowRow], palette: Palette) -> Figure:
    """The figure: one row a rule, in each how many people were left on both sides.

    Args:
        rows: The rules, in order.
        palette: Colors.
    """
    places = list(range(len(rows)))[::-1]
    colors = (palette.pilot, palette.comparison)
    height = ROW + (LINE if any(len(row.rule) > LONGEST_LINE for row in rows) else 0)
    ranges = [[0.0, max([*(row.left[side] for row in rows), 1]) * ROOM] for side in (0, 1)]
    return {
        "data": [_bars(rows, places, side, color) for side, color in enumerate(colors)],
        "layout": layout(
            palette,
            height=FRAME + height * len(rows),
            bargap=0,
            xaxis={"domain": SIDES[0], "visible": False, "range": ranges[0]},
            xaxis2={"domain": SIDES[1], "visible": False, "range": ranges[1], "fixedrange": True},
            yaxis={"visible": False, "range": [-0.3, len(rows) - 0.25]},
            margin={"l": 2, "r": 2, "t": 24, "b": 2, "pad": 0},
            annotations=[
                *(_rule(row.rule, place, palette) for row, place in zip(rows, places, strict=True)),
                *(
                    _heading(text, domain[0], color)
                    for text, domain, color in zip(("Pilot", "Comparison"), SIDES, colors, strict=True)
                ),
            ],
        ),
    }


def flow_rows(stages: Sequence[FlowStage]) -> tuple[FlowRow, ...]:
    """The rows of a flow: everybody, then every rule that removed anybody."""
    if not stages:
        return ()
    first = stages[0]
    start = (first.left.pilot + first.removed.pilot, first.left.comparison + first.removed.comparison)
    return (
        FlowRow(rule=EVERYBODY, left=start, removed=(0, 0)),
        *(
            FlowRow(
                rule=f"{one.stage[:1].upper()}{one.stage[1:]}",
                left=(one.left.pilot, one.left.comparison),
                removed=(one.removed.pilot, one.removed.comparison),
            )
            for one in stages
            if one.removed.pilot or one.removed.comparison
        ),
    )


def _bars(rows: Sequence[FlowRow], places: list[int], side: int, color: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row.left[side] for row in rows],
        "y": places,
        "width": THICKNESS,
        "xaxis": "x2" if side else "x",
        "marker": {"color": color},
        "text": [_people(row, side) for row in rows],
        "textposition": "outside",
        "textfont": {"size": FONT_SIZE},
        "cliponaxis": False,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _people(row: FlowRow, side: int) -> str:
    gone = row.removed[side]
    return f"{count(row.left[side])}{f' ({MINUS}{count(gone)})' if gone else ''}"


def _rule(text: str, place: int, palette: Palette) -> Figure:
    lines = wrap(text, LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …")
    at = {"xref": "paper", "x": 0, "xanchor": "left", "y": place + THICKNESS / 2, "yanchor": "bottom"}
    font = {"size": FONT_SIZE, "color": palette.text}
    return {**at, "text": "<br>".join(lines), "align": "left", "showarrow": False, "font": font}


def _heading(text: str, x: float, color: str) -> Figure:
    at = {"xref": "paper", "x": x, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    return {**at, "text": text, "font": {"size": FONT_SIZE, "color": color}, "yshift": 4}
