"""How the scores of a group spread: three bands from low to high, the middle one centered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import Figure, layout
from dashboard.figures.series import shown
from dashboard.theme import coarse, count, faded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Bands, Finding
    from dashboard.theme import Palette

ROW = 44
FRAME = 64
BANDS = (("low", "below 50"), ("middle", "50 to below 75"), ("high", "75 and more"))
LEAST_LABELED = 8


def bands(findings: Sequence[Finding[Bands]], palette: Palette) -> Figure:
    """The figure: one bar a group, low scores to the left of the middle, high ones to the right.

    Args:
        findings: One row each, from top to bottom.
        palette: Colors.
    """
    found = [(finding.label, value) for finding in findings if (value := shown(finding)) is not None]
    found.reverse()
    fills = (faded(palette.groups[1], 0.75), faded(palette.comparison, 0.35), faded(palette.pilot, 0.8))
    starts = [-value.middle / 2 - value.low for _, value in found]
    traces = []
    for (name, words), color in zip(BANDS, fills, strict=True):
        shares = [getattr(value, name) for _, value in found]
        traces.append(_band(found, shares, words, {"base": list(starts), "marker": {"color": color}}, palette))
        starts = [start + share for start, share in zip(starts, shares, strict=True)]
    return {
        "data": traces,
        "layout": layout(
            palette,
            height=FRAME + ROW * len(found),
            barmode="overlay",
            bargap=0.4,
            xaxis={"range": [-100, 100], "visible": False},
            margin={"l": 4, "r": 12, "t": 28, "b": 4, "pad": 6},
            annotations=[_heading(words, at, palette) for (_, words), at in zip(BANDS, (-75, 0, 75), strict=True)],
            yaxis={
                "tickvals": list(range(len(found))),
                "ticktext": [label for label, _ in found],
                "showgrid": False,
                "tickfont": {"size": 13, "color": palette.text},
            },
        ),
    }


def _heading(words: str, at: float, palette: Palette) -> Figure:
    place = {"x": at, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    return {**place, "text": words, "font": {"size": 11, "color": palette.muted}}


def _band(
    found: Sequence[tuple[str, Bands]],
    shares: Sequence[int],
    words: str,
    place: dict[str, Any],
    palette: Palette,
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": words,
        **place,
        "x": list(shares),
        "y": list(range(len(found))),
        "text": [f"{coarse(share)}\u202f%" if share >= LEAST_LABELED else "" for share in shares],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": palette.text, "size": 12},
        "customdata": [
            f"{label}: {coarse(share)}\u202f% scored {words}<br>n {count(value.n)}"
            for (label, value), share in zip(found, shares, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
