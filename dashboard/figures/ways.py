"""How pairs meet: one bar a group, its channels from left to right, and beside it how much of it is informal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import Figure, layout
from dashboard.theme import faded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.theme import Palette

ROW = 34
FRAME = 60
WHOLE = 100.0
LEAST_LABELED = 9.0
RIGHT = 62
STRENGTHS = (0.55, 0.5, 0.45, 0.35)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBar:
    """The channels of one group of pairs.

    Args:
        label: The group.
        shares: Share of each channel, in percent, in the order of the channels.
        words: The same as they are written.
        informal: Share of informal sessions as it is written, or a dash.
        n: Pairs.
    """

    label: str
    shares: tuple[float, ...]
    words: tuple[str, ...]
    informal: str
    n: str


def ways(bars: Sequence[WayBar], channels: Sequence[str], palette: Palette) -> Figure:
    """The figure: the groups from top to bottom; each bar is as long as all sessions.

    Args:
        bars: The groups.
        channels: Names of the channels, as written above the first bar.
        palette: Colors.
    """
    rows = list(reversed(bars))
    starts = [0.0 for _ in rows]
    traces: list[dict[str, Any]] = []
    for place, name in enumerate(channels):
        lengths = [WHOLE * one.shares[place] / (sum(one.shares) or 1.0) for one in rows]
        color = faded(palette.groups[place], STRENGTHS[place])
        traces.append(_channel(rows, place, name, {"base": list(starts), "x": lengths, "marker": {"color": color}}))
        starts = [start + length for start, length in zip(starts, lengths, strict=True)]
    return {
        "data": [{**one, "textfont": {"color": palette.text, "size": 12}} for one in traces],
        "layout": layout(
            palette,
            height=FRAME + ROW * len(rows),
            barmode="overlay",
            bargap=0.28,
            xaxis={"range": [0, WHOLE], "visible": False},
            margin={"l": 4, "r": RIGHT, "t": 24, "b": 20, "pad": 6},
            annotations=[
                *_headings(traces, len(rows) - 1, palette),
                *(_beside(one.informal, at, palette) for at, one in enumerate(rows)),
                _heading("Informal", {"xref": "paper", "x": 1.0, "xanchor": "left", "xshift": 8}, palette),
            ],
            yaxis={
                "range": [-0.5, len(rows) - 0.5],
                "tickvals": list(range(len(rows))),
                "ticktext": [one.label for one in rows],
                "showgrid": False,
                "tickfont": {"size": 12, "color": palette.text},
            },
        ),
    }


def _channel(rows: Sequence[WayBar], place: int, name: str, look: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        **look,
        "y": list(range(len(rows))),
        "text": [one.words[place] if one.shares[place] >= LEAST_LABELED else "" for one in rows],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "customdata": [f"{one.label}: {one.words[place]}\u202f% {name.lower()}<br>n {one.n} pairs" for one in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _headings(traces: Sequence[Mapping[str, Any]], top: int, palette: Palette) -> list[Figure]:
    """The name of each channel above its part of the first bar; of the last, often a narrow one, below the last bar."""
    if top < 0:
        return []
    *others, last = traces
    middles = [_heading(one["name"], {"x": one["base"][top] + one["x"][top] / 2}, palette) for one in others]
    return [*middles, _heading(last["name"], {"x": WHOLE, "xanchor": "right", "y": 0, "yanchor": "top"}, palette)]


def _heading(words: str, place: Mapping[str, Any], palette: Palette) -> Figure:
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    return {**above, **place, "text": words, "font": {"size": 11, "color": palette.muted}}


def _beside(words: str, at: int, palette: Palette) -> Figure:
    place = {"xref": "paper", "x": 1.0, "xanchor": "left", "xshift": 8, "y": at, "showarrow": False}
    return {**place, "text": words, "font": {"size": 12, "color": palette.text}}
