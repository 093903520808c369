"""Text in a picture: how wide it is, where it breaks, and its markup."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE = 1.3
_NARROW, _WIDE = frozenset("ijltfI.,:;'|!()[] \u202f\u00a0-"), frozenset("mwMWOQGD%@—◀▶")
_BREAK = re.compile(r"<br\s*/?>")


class Font(NamedTuple):
    """The size of letters in pixels, and their color."""

    size: float
    color: str


def font(spec: Mapping[str, Any], size: float, color: str) -> Font:
    """The font that a part of a figure names, or the usual one.

    Args:
        spec: What the figure says.
        size: The usual size.
        color: The usual color.
    """
    return Font(float(spec.get("size", size)), str(spec.get("color", color)))


def width(text: str, size: float) -> float:
    """About how wide a line of text is, in pixels; a little too wide rather than too narrow.

    Args:
        text: One line.
        size: Size of the letters in pixels.

    >>> width("ill", 10) < width("mmm", 10)
    True
    """
    ems = sum(0.32 if letter in _NARROW else 0.9 if letter in _WIDE else _ems(letter) for letter in text)
    return ems * size


def lines(text: str) -> list[str]:
    """The lines of a text in Plotly's markup, without its tags.

    >>> lines("<b>Pilot</b><br>n 12")
    ['Pilot', 'n 12']
    """
    return [re.sub(r"</?b>", "", part) for part in _BREAK.split(text)]


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The lines of a text that has so much room.

    Args:
        text: The text.
        size: Size of the letters in pixels.
        room: Width in pixels.
    """
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


def block(text: str, at: tuple[float, float], font: Font, *, anchor: str = "left", middle: str = "middle") -> str:
    """A text of one or several lines as markup.

    Args:
        text: The text in Plotly's markup.
        at: Where it is anchored, from the left and from the top.
        font: Its letters.
        anchor: "left", "center" or "right": which side of it is there.
        middle: "top", "middle" or "bottom": which part of it is there.
    """
    (x, y), size = at, font.size
    parts = lines(text)
    height = len(parts) * LINE * size
    top = y - {"top": 0.0, "middle": height / 2, "bottom": height}[middle]
    side = {"left": "start", "center": "middle", "right": "end"}[anchor]
    weight = ' font-weight="600"' if "<b>" in text else ""
    return "".join(
        f'<text x="{x:.1f}" y="{top + (at + 0.5) * LINE * size + 0.36 * size:.1f}" font-size="{size:g}" '
        f'fill="{font.color}" text-anchor="{side}"{weight}>{escape(part)}</text>'
        for at, part in enumerate(parts)
    )


def _ems(letter: str) -> float:
    return 0.7 if letter.isupper() else 0.64 if letter.isdigit() else 0.58
