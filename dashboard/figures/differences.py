"""Pilot minus comparison: a dot and its interval for each row, on one axis with zero in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import (
    VALUE_ROOM,
    Figure,
    directions,
    layout,
    symmetric_range,
    value_label,
    zero_line,
)
from dashboard.figures.interval_dots import interval_dot, rows_axis
from dashboard.figures.series import released
from dashboard.theme import difference_unit, interval, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Difference, Finding
    from dashboard.theme import Palette

ROW = 44
FRAME = 84
LEAST_REACH = 5.0
BEYOND_CHANCE = ("higher", "lower")


def differences(
    findings: Sequence[Finding[Difference]],
    palette: Palette,
    *,
    labels: Sequence[str] = (),
    ends: tuple[str, str] = ("comparison higher", "pilot higher"),
) -> Figure:
    """The figure. Only a difference whose corrected interval leaves zero out has a color and a full dot.

    Args:
        findings: One row each, from top to bottom.
        palette: Colors.
        labels: Words for the rows; the findings' own labels by default.
        ends: What lies left and right of zero.
    """
    names = labels or [finding.label for finding in findings]
    rows = [(name, value) for name, finding in zip(names, findings, strict=True) for value in released([finding])]
    rows.reverse()
    reached = [limit for _, row in rows for limit in (row.interval.low, row.interval.high)]
    return {
        "data": [_row(position, name, row, palette) for position, (name, row) in enumerate(rows)],
        "layout": layout(
            palette,
            height=FRAME + ROW * len(rows),
            xaxis={"range": symmetric_range(reached, LEAST_REACH), "showgrid": True, "nticks": 7},
            yaxis=rows_axis([name for name, _ in rows], palette),
            margin={"l": 4, "r": VALUE_ROOM, "t": 30, "b": 4, "pad": 6},
            shapes=[zero_line(palette)],
            annotations=[
                *directions(palette, ends),
                *(
                    value_label(signed(row.difference, row.pilot.unit), at, _color(row, palette))
                    for at, (_, row) in enumerate(rows)
                ),
            ],
        ),
    }


def is_beyond_chance(difference: Difference) -> bool:
    """Whether the corrected interval of a difference leaves zero out."""
    return difference.interval.excludes(0.0)


def _color(row: Difference, palette: Palette) -> str:
    return palette.pilot if is_beyond_chance(row) else palette.comparison


def _row(position: int, name: str, row: Difference, palette: Palette) -> dict[str, Any]:
    unit = row.pilot.unit
    text = f"{signed(row.difference, unit)} {difference_unit(unit)}"
    return interval_dot(
        position,
        row.difference,
        (row.interval.low, row.interval.high),
        color=_color(row, palette),
        text=f"{name}: {text}<br>interval {interval(row.interval, unit)}",
        surface="" if is_beyond_chance(row) else palette.surface,
    )
