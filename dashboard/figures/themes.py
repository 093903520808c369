"""What comments are about: the share of the people who wrote one, theme by theme, with its interval."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from dashboard.figures.chrome import VALUE_ROOM, Figure, layout, value_label, value_range
from dashboard.theme import THIN, count, interval, whole

if TYPE_CHECKING:
    from analytics.release.read import Themes
    from dashboard.theme import Palette

ROW = 52
FRAME = 44
MOST_LETTERS = 26
LABELED = 3
UNDER = "under 5"


def themes(found: Themes, palette: Palette) -> Figure:
    """The figure: the commonest theme on top, named by its first words."""
    rows = list(reversed(found.themes))
    limits = [one.share.interval for one in rows]
    ends = [limit for one in limits for limit in (one.low, one.high)]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [one.share.percent for one in rows],
                "y": list(range(len(rows))),
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [one.high - row.share.percent for one, row in zip(limits, rows, strict=True)],
                    "arrayminus": [row.share.percent - one.low for one, row in zip(limits, rows, strict=True)],
                    "color": palette.pilot,
                    "thickness": 2.5,
                    "width": 0,
                },
                "marker": {"size": 10, "color": palette.pilot},
                "customdata": [
                    f"{', '.join(row.terms)}<br>{percent(row.share.percent)}{THIN}% of {count(row.share.n)} people"
                    f"<br>95 % interval {interval(one, '%')}"
                    for one, row in zip(limits, rows, strict=True)
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
                "cliponaxis": False,
            }
        ]
        if rows
        else [],
        "layout": layout(
            palette,
            height=FRAME + ROW * len(rows),
            right=VALUE_ROOM,
            xaxis={"range": value_range([0.0, *ends], 0.0, 100.0), "showgrid": True, "ticksuffix": f"{THIN}%"},
            yaxis={
                "range": [-0.6, len(rows) - 0.4],
                "tickvals": list(range(len(rows))),
                "ticktext": ["<br>".join(wrap(", ".join(one.terms[:LABELED]), MOST_LETTERS)) for one in rows],
                "showgrid": False,
                "tickfont": {"size": 12, "color": palette.text},
            },
            annotations=[
                value_label(f"{percent(one.share.percent)}{THIN}%", at, palette.pilot) for at, one in enumerate(rows)
            ],
        ),
    }


def percent(share: int) -> str:
    """A share to the nearest five, in words where it is smaller.

    >>> percent(15), percent(0)
    ('15', 'under 5')
    """
    return whole(share) if share else UNDER
