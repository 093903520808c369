"""Words on a slide: how much room they take, and boxes that hold them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.util import Pt

from analytics.report.board_pack.native_charts import COLORS

if TYPE_CHECKING:
    from collections.abc import Sequence

AMBER = "amber"
INK = {**COLORS, AMBER: RGBColor.from_string("9A5B00")}
LETTER, STRONG_LETTER = 0.5, 0.53
"""Width of a letter of the deck's typeface, as a share of its size; a little more than it takes."""

LINE = 1.22
SMALLEST = 6.5


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one appearance.

    Args:
        text: The words.
        color: Name of their color.
        is_strong: Whether they are bold.
        size: Size of the type in points; that of the box where None.
    """

    text: str
    color: str = "text"
    is_strong: bool = False
    size: float | None = None


def height_of(paragraphs: Sequence[Sequence[Run]], size: float, width: float) -> float:
    """The height that paragraphs take in a box of a width, in points.

    Args:
        paragraphs: The paragraphs.
        size: Size of the type, in points.
        width: Width of the box, in points.

    >>> height_of([[Run("a" * 100)]], 10, 100)
    61.0
    """
    return sum(_lines(one, size, width) * LINE * _size(one, size) for one in paragraphs)


def add_text(
    shapes: Any,  # noqa: ANN401 - shapes of a slide have no public type
    paragraphs: Sequence[Sequence[Run]],
    box: tuple[float, float, float, float],
    size: float,
    *,
    shrink: bool = False,
) -> None:
    """Add a box of words to a slide.

    Args:
        shapes: The shapes of the slide.
        paragraphs: The paragraphs.
        box: Left, top, width and height in points.
        size: Size of the type, in points.
        shrink: Whether the type becomes smaller where the box is too low for it.
    """
    left, top, width, height = box
    while shrink and size > SMALLEST and height_of(paragraphs, size, width) > height:
        size -= 0.25
    added = shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
    frame = added.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    for at, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        write(paragraph, runs, size)


def write(paragraph: Any, runs: Sequence[Run], size: float) -> None:  # noqa: ANN401 - as above
    """Fill a paragraph.

    Args:
        paragraph: The paragraph.
        runs: Its words.
        size: Size of the type, in points.
    """
    for one in runs:
        run = paragraph.add_run()
        run.text = one.text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(one.size or size), one.is_strong, INK[one.color]


def _size(runs: Sequence[Run], size: float) -> float:
    return max((one.size or size for one in runs), default=size)


def _lines(runs: Sequence[Run], size: float, width: float) -> int:
    length = sum(len(one.text) * (STRONG_LETTER if one.is_strong else LETTER) * (one.size or size) for one in runs)
    return max(1, math.ceil(length / width))
