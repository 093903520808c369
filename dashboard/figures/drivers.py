"""What goes with an outcome: weights, levels against everybody as they are, and forecast against outcome."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from dashboard.figures.chrome import VALUE_ROOM, Figure, layout, symmetric_range, value_label, zero_line
from dashboard.figures.interval_dots import interval_dot, rows_axis, whiskers
from dashboard.theme import THIN, count, interval, number, signed, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Driver, Drivers, Interval
    from dashboard.theme import Palette

ROW = 40
FRAME = 44
MOST_LETTERS = 22
LEAST_REACH = 5.0
ROOM = 1.08


def weights(found: Drivers, palette: Palette) -> Figure:
    """The weight of every factor with its interval, the weightiest on top; only those beyond chance have a color."""
    rows = list(reversed(found.drivers))
    dots = [
        _dot(
            at,
            one.weight,
            one.interval,
            _look(palette, is_clear=one.is_clear),
            f"{one.label}: {whole(one.weight)}{THIN}% ({whole(one.interval.low)} to {whole(one.interval.high)})",
        )
        for at, one in enumerate(rows)
    ]
    low = min([0.0, *(one.interval.low for one in rows)])
    return {
        "data": dots,
        "layout": layout(
            palette,
            height=FRAME + ROW * len(rows),
            right=VALUE_ROOM,
            xaxis={"range": [low * ROOM, 100 * ROOM], "showgrid": True, "ticksuffix": f"{THIN}%", "nticks": 5},
            yaxis=rows_axis(_labels([one.label for one in rows]), palette, 12),
            shapes=[zero_line(palette)],
            annotations=[
                value_label(f"{whole(one.weight)}{THIN}%", at, _look(palette, is_clear=one.is_clear)[0])
                for at, one in enumerate(rows)
            ],
        ),
    }


def levels(drivers: Sequence[Driver], palette: Palette, *, unit: str) -> Figure:
    """Each level of the factors beyond chance, against everybody as they are.

    Args:
        drivers: Factors with levels.
        palette: Colors.
        unit: Unit of the differences.
    """
    rows: list[tuple[str, Any]] = []
    for driver in drivers:
        rows += [(f"<b>{_wrapped(driver.label)}</b>", None), *((_wrapped(one.level), one) for one in driver.levels)]
    rows.reverse()
    shown = [(at, one, _color(one.interval, palette)) for at, (_, one) in enumerate(rows) if one is not None]
    ends = [limit for _, one, _ in shown for limit in (one.interval.low, one.interval.high)]
    return {
        "data": [
            _dot(
                at,
                one.difference,
                one.interval,
                _look(palette, is_clear=one.interval.excludes(0.0)),
                f"{one.level}: {signed(one.difference, 'points')} {unit}<br>"
                f"interval {interval(one.interval, 'points')}<br>n {count(one.n)}",
            )
            for at, one, _ in shown
        ],
        "layout": layout(
            palette,
            height=FRAME + ROW * len(rows),
            right=VALUE_ROOM,
            xaxis={"range": symmetric_range(ends, LEAST_REACH), "showgrid": True, "nticks": 5, "tickangle": 0},
            yaxis=rows_axis(_labels([label for label, _ in rows]), palette, 12),
            shapes=[zero_line(palette)],
            annotations=[value_label(signed(one.difference, "points"), at, color) for at, one, color in shown],
        ),
    }


def calibration(found: Drivers, palette: Palette, *, unit: str) -> Figure:
    """What was forecast against what happened, in groups of later people with similar forecasts.

    Args:
        found: The model.
        palette: Colors.
        unit: Unit of both.
    """
    points = found.calibration
    top = ROOM * max([1.0, *(max(one.forecast, one.interval.high) for one in points)])
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [one.forecast for one in points],
                "y": [one.observed for one in points],
                "error_y": whiskers(
                    [one.observed for one in points],
                    [(one.interval.low, one.interval.high) for one in points],
                    palette.pilot,
                    2,
                ),
                "marker": {"size": 9, "color": palette.pilot},
                "customdata": [
                    f"forecast {number(one.forecast, '%')}, happened {number(one.observed, '%')} {unit}<br>"
                    f"95 % interval {interval(one.interval, '%')}<br>n {count(one.n)}"
                    for one in points
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
                "cliponaxis": False,
            }
        ],
        "layout": layout(
            palette,
            xaxis={"range": [0, top], "showgrid": True, "nticks": 5, "title": _title(f"Forecast ({unit})", palette)},
            yaxis={"range": [0, top], "title": _title("Happened", palette)},
            shapes=[
                {
                    "type": "line", "x0": 0, "y0": 0, "x1": top, "y1": top, "layer": "below",
                    "line": {"color": palette.muted, "width": 1.2, "dash": "dot"},
                }
            ],
        ),
    }  # fmt: skip


def _dot(at: int, value: float, limits: Interval, look: tuple[str, str], text: str) -> dict[str, Any]:
    color, surface = look
    return interval_dot(at, value, (limits.low, limits.high), color=color, text=text, surface=surface, size=10)


def _look(palette: Palette, *, is_clear: bool) -> tuple[str, str]:
    """The color of a dot and of its inside."""
    return (palette.pilot, "") if is_clear else (palette.comparison, palette.surface)


def _color(limits: Interval, palette: Palette) -> str:
    return palette.pilot if limits.excludes(0.0) else palette.comparison


def _labels(labels: Sequence[str]) -> list[str]:
    return [label if label.startswith("<b>") else _wrapped(label) for label in labels]


def _wrapped(label: str) -> str:
    return "<br>".join(wrap(label.replace("<br>", " "), MOST_LETTERS))


def _title(text: str, palette: Palette) -> Figure:
    return {"text": text, "font": {"size": 12, "color": palette.muted}}
