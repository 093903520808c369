"""A board pack as PDF: wide pages, tagged for screen readers, the same bytes for the same pack."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analytics.report.board_pack.drawing import Area, Dot, Stroke, Words, drawing
from analytics.report.board_pack.pages import DotChart, LineChart, Notes, Table
from analytics.report.colors import LIGHT
from analytics.report.typesetting import pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.report.board_pack.drawing import Drawing, Shape
    from analytics.report.board_pack.pages import Block, Pack, Page
    from analytics.report.colors import Palette

TEMPLATE = "board_pack/board_pack"
WIDTH = 424.0
TALL, LOW = 280.0, 176.0
TWO = 2
KINDS = {Stroke: "stroke", Area: "area", Dot: "dot", Words: "words"}


def as_pdf(pack: Pack) -> bytes:
    """The pack as PDF.

    Args:
        pack: The pack.
    """
    facts = {
        "title": f"{pack.title}: board pack",
        "footer": pack.footer,
        "colors": colors(LIGHT),
        "pages": [_page(page) for page in pack.pages],
    }
    return pdf(TEMPLATE, facts, pack.made.date())


def colors(palette: Palette) -> Mapping[str, str]:
    """The colors of a palette by the names that shapes use."""
    groups = zip(("first", "second", "third", "fourth", "fifth", "sixth"), palette.groups, strict=True)
    named = ("pilot", "comparison", "text", "muted", "grid", "surface")
    return {**{name: getattr(palette, name) for name in named}, **dict(groups)}


def _page(page: Page) -> Mapping[str, Any]:
    height = TALL if len(page.blocks) <= TWO else LOW
    plain = ("key", "section", "title", "lead", "warnings", "notes")
    return {
        **{name: getattr(page, name) for name in plain},
        "headlines": [asdict(one) for one in page.headlines],
        "blocks": [_block(block, height) for block in page.blocks],
    }


def _block(block: Block, height: float) -> Mapping[str, Any]:
    match block:
        case LineChart() | DotChart():
            found = drawing(block, WIDTH, height)
            return {"kind": "chart", "title": block.title, "caption": block.caption, **_drawing(found)}
        case Table():
            return {"kind": "table", **asdict(block)}
        case Notes():
            return {"kind": "notes", **asdict(block)}


def _drawing(found: Drawing) -> Mapping[str, Any]:
    return {"width": found.width, "height": found.height, "alt": found.alt, "shapes": [*map(_shape, found.shapes)]}


def _shape(shape: Shape) -> Mapping[str, Any]:
    return {"kind": KINDS[type(shape)], **asdict(shape)}
