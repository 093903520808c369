"""A figure with its title, its caption and where it comes from, as one drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.figures.drawing.axis import Axis, axis
from dashboard.figures.drawing.marks import drawn, paint, stroke
from dashboard.figures.drawing.text import LINE, Font, block, font, lines, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.figures.chrome import Figure
    from dashboard.theme import Palette

WIDTH = 760
PADDING = 24
GAP = 14
TITLE, CAPTION, SMALL, TICK = 17, 12.5, 10.5, 12
PAD = 8
FONT = "Inter, Inter Variable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that a picture says.

    Args:
        title: The takeaway.
        caption: What is shown, by which method.
        figure: The Plotly figure.
        about: Whom it is about, how many, what is hidden, which release and data version; a line each.
        palette: Colors.
    """

    title: str
    caption: str
    figure: Figure
    about: Sequence[str]
    palette: Palette

    def svg(self) -> str:
        """The picture as SVG."""
        room = WIDTH - 2 * PADDING
        words, y = [], float(PADDING)
        for text, size, color in (
            (f"<b>{'<br>'.join(wrapped(self.title, TITLE, room))}</b>", TITLE, self.palette.text),
            ("<br>".join(wrapped(self.caption, CAPTION, room)), CAPTION, self.palette.muted),
        ):
            words.append(block(text, (PADDING, y), Font(size, color), middle="top"))
            y += len(lines(text)) * LINE * size + PAD / 2
        y += GAP
        height = float(self.figure["layout"]["height"])
        plot = f'<g transform="translate({PADDING} {y:.1f})">{drawing(self.figure, room, height, self.palette)}</g>'
        y += height + GAP
        about = "<br>".join(line for text in self.about for line in wrapped(text, SMALL, room))
        words.append(block(about, (PADDING, y), Font(SMALL, self.palette.muted), middle="top"))
        y += len(lines(about)) * LINE * SMALL + PADDING
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y:.0f}" font-family="{escape(FONT)}">'
            f'<rect width="100%" height="100%" fill="{self.palette.surface}"/>{"".join(words)}{plot}</svg>'
        )


def drawing(figure: Figure, room: float, height: float, palette: Palette) -> str:
    """The figure itself as markup.

    Args:
        figure: The Plotly figure.
        room: Its width in pixels.
        height: Its height in pixels.
        palette: Colors.
    """
    layout = figure["layout"]
    axes = {name: _axis(figure, name) for name in layout if name.startswith(("xaxis", "yaxis"))}
    left, right, top, bottom = _margins(layout, axes)
    plot = (left, top, room - left - right, height - top - bottom)
    placed = {name: _placed(one, name, plot) for name, one in axes.items()}
    parts = [_frame(placed, plot)]
    parts += [_shape(one, placed, plot) for one in layout.get("shapes", ())]
    for trace in figure["data"]:
        x, y = (placed[_full(trace.get(f"{side}axis", side))] for side in "xy")
        parts.append(drawn(trace, x, y, layout))
    parts += [_note(one, placed, plot, palette) for one in layout.get("annotations", ())]
    return "".join(parts)


def _axis(figure: Figure, name: str) -> Axis:
    side = name[0]
    traces = [trace for trace in figure["data"] if _full(trace.get(f"{side}axis", side)) == name]
    values = [value for trace in traces for value in trace[side]]
    has_bars = any(t["type"] == "bar" and (t.get("orientation") == "h") == (side == "y") for t in traces)
    return axis(figure["layout"][name], values, has_bars=has_bars)


def _full(reference: str) -> str:
    """The name of an axis in the layout.

    >>> _full("x2"), _full("y")
    ('xaxis2', 'yaxis')
    """
    return f"{reference[0]}axis{reference[1:]}"


def _margins(layout: Figure, axes: dict[str, Axis]) -> tuple[float, float, float, float]:
    given = layout["margin"]
    left, bottom = float(given["l"]), float(given["b"])
    for name, one in axes.items():
        if not one.is_shown:
            continue
        names = [line for _, text in one.ticks() for line in lines(text)]
        size = float(one.spec["tickfont"]["size"])
        title = LINE * TICK + PAD if one.spec.get("title") else 0.0
        if name == "yaxis":
            left = max(left, max((width(text, size) for text in names), default=0.0) + PAD + title)
        elif name == "xaxis" and not axes["yaxis"].spec.get("domain", (0, 1))[0]:
            most = max((len(lines(text)) for _, text in one.ticks() if text), default=0)
            bottom = max(bottom, most * LINE * size + PAD + title)
    return left, float(given["r"]), float(given["t"]), bottom


def _placed(one: Axis, name: str, plot: tuple[float, float, float, float]) -> Axis:
    left, top, wide, high = plot
    start, end = one.spec.get("domain", (0, 1))
    if name.startswith("x"):
        return replace(one, start=left + start * wide, end=left + end * wide)
    return replace(one, start=top + (1 - start) * high, end=top + (1 - end) * high)


def _frame(axes: dict[str, Axis], plot: tuple[float, float, float, float]) -> str:
    """Lines of the grid, names of places, and titles of the axes."""
    return "".join(
        _scale(one, axes, is_flat=name.startswith("x"), plot=plot) for name, one in axes.items() if one.is_shown
    )


def _scale(one: Axis, axes: dict[str, Axis], *, is_flat: bool, plot: tuple[float, float, float, float]) -> str:
    look = font(one.spec["tickfont"], TICK, "")
    other = axes["yaxis" if is_flat else "xaxis"]
    grid = stroke({"color": one.spec.get("gridcolor", "none")})
    parts = []
    for number, text in one.ticks():
        at = one.at(number)
        if one.spec.get("showgrid"):
            ends = (at, other.start, at, other.end) if is_flat else (other.start, at, other.end, at)
            parts.append('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" '.format(*ends) + f"{grid}/>")
        if is_flat:
            parts.append(block(text, (at, other.start + PAD), look, anchor="center", middle="top"))
        else:
            parts.append(block(text, (other.start - PAD, at), look, anchor="right"))
    if title := one.spec.get("title"):
        parts.append(_title(title, other.start + 2 * PAD + LINE * look.size, plot, is_flat=is_flat))
    return "".join(parts)


def _title(title: dict[str, Any], below: float, plot: tuple[float, float, float, float], *, is_flat: bool) -> str:
    left, top, wide, high = plot
    look = font(title["font"], TICK, "")
    if is_flat:
        return block(title["text"], (left + wide / 2, below), look, anchor="center", middle="top")
    turned = block(title["text"], (0, 0), look, anchor="center")
    return f'<g transform="translate({TICK / 2} {top + high / 2:.1f}) rotate(-90)">{turned}</g>'


def _spot(
    one: dict[str, Any], side: str, name: str, axes: dict[str, Axis], plot: tuple[float, ...], *, is_word: bool
) -> float:
    """A place of a shape or a word, in pixels."""
    value, reference = one[name], one.get(f"{side}ref", side)
    if reference == "paper":
        start, size = (plot[0], plot[2]) if side == "x" else (plot[1], plot[3])
        return float(start + value * size if side == "x" else start + (1 - value) * size)
    along = axes[_full(reference)]
    return along.at(float(value)) if is_word and along.is_log else along.place(value)


def _shape(one: dict[str, Any], axes: dict[str, Axis], plot: tuple[float, ...]) -> str:
    first, last = (_spot(one, "x", end, axes, plot, is_word=False) for end in ("x0", "x1"))
    low, high = (_spot(one, "y", end, axes, plot, is_word=False) for end in ("y0", "y1"))
    if one["type"] == "line":
        return f'<line x1="{first:.1f}" y1="{low:.1f}" x2="{last:.1f}" y2="{high:.1f}" {stroke(one["line"])}/>'
    corner = f'x="{min(first, last):.1f}" y="{min(low, high):.1f}"'
    size = f'width="{abs(last - first):.1f}" height="{abs(high - low):.1f}"'
    edge = stroke(one["line"]) if one.get("line", {}).get("width") else ""
    return f"<rect {corner} {size} {paint(one['fillcolor'])} {edge}/>"


def _note(one: dict[str, Any], axes: dict[str, Axis], plot: tuple[float, ...], palette: Palette) -> str:
    x = _spot(one, "x", "x", axes, plot, is_word=True) + one.get("xshift", 0)
    y = _spot(one, "y", "y", axes, plot, is_word=True) - one.get("yshift", 0)
    look = font(one.get("font", {}), TICK, palette.text)
    sides = {"anchor": str(one.get("xanchor", "center")), "middle": str(one.get("yanchor", "middle"))}
    return block(str(one["text"]), (x, y), look, **sides)
