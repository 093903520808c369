"""How alike two groups were: standardized differences before and after weighting, and chances of taking part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import FONT_SIZE, Figure, layout
from dashboard.theme import coefficient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.report.evidence import BalanceRow, OverlapBin
    from dashboard.theme import Palette

ROW = 24
FRAME = 56
MOST_ROWS = 18
GOOD, POOR = 0.1, 0.25
LEAST_REACH = 0.3
HEIGHT = 360


def worst(rows: Sequence[BalanceRow]) -> tuple[BalanceRow, ...]:
    """The rows that a picture has room for: those that differ most before or after, the largest first."""
    known = [row for row in rows if row.before is not None]
    return tuple(sorted(known, key=_size, reverse=True)[:MOST_ROWS])


def love(rows: Sequence[BalanceRow], palette: Palette) -> Figure:
    """The figure: one row a characteristic, a hollow dot before and a full one after weighting.

    A dot beyond 0.25 after weighting has the color of a warning.

    Args:
        rows: The rows, from top to bottom.
        palette: Colors.
    """
    drawn = list(reversed(rows))
    sizes = [abs(value) for row in drawn for value in (row.before, row.after) if value is not None]
    reach = max([LEAST_REACH, *(size * 1.08 for size in sizes)])
    return {
        "data": [_before(drawn, palette), _after(drawn, palette)],
        "layout": layout(
            palette,
            height=FRAME + ROW * max(len(drawn), 4),
            xaxis={"range": [-0.012, reach], "showgrid": False, "nticks": 6},
            yaxis={
                "range": [-0.7, len(drawn) - 0.3],
                "tickvals": list(range(len(drawn))),
                "ticktext": [row.label for row in drawn],
                "showgrid": True,
            },
            margin={"l": 4, "r": 12, "t": 26, "b": 4, "pad": 6},
            shapes=[_limit(GOOD, palette, "dot"), _limit(POOR, palette, "solid")],
            annotations=[_name(GOOD, palette), _name(POOR, palette)],
        ),
    }


def overlap(bins: Sequence[OverlapBin], palette: Palette) -> Figure:
    """The figure: for every chance of taking part, the share of the pilot above and of the comparison below.

    Args:
        bins: The chances, from low to high.
        palette: Colors.
    """
    bins = _reached(bins)
    highest = max([20, *(one.pilot for one in bins), *(one.comparison for one in bins)])
    return {
        "data": [
            _histogram(bins, [one.pilot for one in bins], 1, palette.pilot, "of the pilot"),
            _histogram(bins, [one.comparison for one in bins], -1, palette.comparison, "of the comparison"),
        ],
        "layout": layout(
            palette,
            height=HEIGHT,
            barmode="overlay",
            bargap=0.12,
            xaxis={
                "type": "category",
                "tickangle": 0,
                "tickfont": {"size": FONT_SIZE - 1, "color": palette.muted},
                "title": {"text": "chance of taking part", "font": {"size": FONT_SIZE, "color": palette.muted}},
            },
            yaxis={"range": [-highest * 1.2, highest * 1.2], "showticklabels": False, "showgrid": False},
            margin={"l": 4, "r": 8, "t": 22, "b": 4, "pad": 4},
            shapes=[_zero(palette)],
            annotations=[
                _side("Pilot", "top", palette.pilot),
                _side("Comparison", "bottom", palette.comparison),
            ],
        ),
    }


def bin_label(one: OverlapBin) -> str:
    """The chances of one bin in words.

    >>> from analytics.report.evidence import OverlapBin
    >>> bin_label(OverlapBin(low=0.05, high=0.1, pilot=20, comparison=45))
    '5–10'
    """
    return f"{100 * one.low:g}–{100 * one.high:g}"


def _reached(bins: Sequence[OverlapBin]) -> Sequence[OverlapBin]:
    """The chances from the lowest to the highest that anybody has."""
    filled = [at for at, one in enumerate(bins) if one.pilot or one.comparison]
    return bins[filled[0] : filled[-1] + 1] if filled else ()


def _size(row: BalanceRow) -> float:
    return max(abs(row.before or 0.0), abs(row.after or 0.0))


def _before(rows: Sequence[BalanceRow], palette: Palette) -> dict[str, Any]:
    known = [(at, row.before, row.label) for at, row in enumerate(rows) if row.before is not None]
    marker = {"size": 9, "color": "rgba(0,0,0,0)", "line": {"color": palette.comparison, "width": 2}}
    return _dots([(at, value, f"{label}, before: {coefficient(value)}") for at, value, label in known], marker)


def _after(rows: Sequence[BalanceRow], palette: Palette) -> dict[str, Any]:
    known = [(at, row.after, row.label) for at, row in enumerate(rows) if row.after is not None]
    colors = [palette.groups[1] if abs(value) > POOR else palette.pilot for _, value, _ in known]
    dots = [(at, value, f"{label}, after: {coefficient(value)}") for at, value, label in known]
    return _dots(dots, {"size": 9, "color": colors})


def _dots(known: Sequence[tuple[int, float, str]], marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [abs(value) for _, value, _ in known],
        "y": [at for at, _, _ in known],
        "text": [text for _, _, text in known],
        "marker": marker,
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _histogram(bins: Sequence[OverlapBin], shares: Sequence[int], sign: int, color: str, words: str) -> dict[str, Any]:
    labels = [bin_label(one) for one in bins]
    return {
        "type": "bar",
        "x": labels,
        "y": [sign * share for share in shares],
        "marker": {"color": color},
        "text": [f"{share}\u202f%" if share else "" for share in shares],
        "textposition": "outside",
        "textfont": {"size": FONT_SIZE - 1},
        "cliponaxis": False,
        "customdata": [
            f"{share}\u202f% {words} have a chance of {label}\u202f%"
            for share, label in zip(shares, labels, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _limit(at: float, palette: Palette, dash: str) -> Figure:
    line = {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return {**line, "line": {"color": palette.muted, "width": 1, "dash": dash}}


def _name(at: float, palette: Palette) -> Figure:
    place = {"x": at, "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": "center", "showarrow": False}
    return {**place, "text": f"{at:g}", "font": {"size": 11, "color": palette.muted}}


def _zero(palette: Palette) -> Figure:
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0}
    return {**line, "line": {"color": palette.muted, "width": 1}}


def _side(text: str, at: str, color: str) -> Figure:
    place = {"xref": "paper", "x": 1, "xanchor": "right", "yref": "paper", "y": int(at == "top"), "yanchor": at}
    return {**place, "text": text, "showarrow": False, "font": {"size": FONT_SIZE, "color": color}}
