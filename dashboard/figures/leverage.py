"""How much of one person's answer everything published together explains: people by that share, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures.chrome import Figure, layout
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.theme import Palette

HEIGHT = 260
STEP = 5


def ranges(bars: int) -> tuple[str, ...]:
    """The shares that each bar stands for.

    >>> ranges(3)
    ('0 to 5 %', '5 to 10 %', '10 % and more')
    """
    ends = range(0, STEP * (bars - 1), STEP)
    return (*(f"{low} to {low + STEP} %" for low in ends), f"{STEP * (bars - 1)} % and more")


def leverage(people: Sequence[int], palette: Palette) -> Figure:
    """The figure: one bar for each range of shares.

    Args:
        people: People in each range, from the lowest to the highest.
        palette: Colors.
    """
    labels = ranges(len(people))
    return {
        "data": [
            {
                "type": "bar",
                "x": list(range(len(people))),
                "y": list(people),
                "marker": {"color": palette.pilot},
                "text": [count(one) if one else "" for one in people],
                "textposition": "outside",
                "textfont": {"color": palette.text},
                "cliponaxis": False,
                "customdata": [f"{label}: {count(one)} people" for label, one in zip(labels, people, strict=True)],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        ],
        "layout": layout(
            palette,
            height=HEIGHT,
            bargap=0.25,
            margin={"l": 4, "r": 12, "t": 24, "b": 4, "pad": 6},
            xaxis={
                "tickvals": list(range(len(people))),
                "ticktext": [label.split(" to ")[0].removesuffix(" % and more") for label in labels],
                "title": {"text": "Share of one answer that is explained, from … % on"},
            },
        ),
    }
