"""A board pack as PowerPoint: a slide a page, native charts and tables, the same bytes for the same pack."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from analytics.report.board_pack.drawing import alt
from analytics.report.board_pack.findings import together
from analytics.report.board_pack.native_charts import COLORS, add_dots, add_lines
from analytics.report.board_pack.packages import same_bytes
from analytics.report.board_pack.pages import DotChart, LineChart, Notes, Table
from analytics.report.board_pack.slide_tables import add_table, counts_table, table_height
from analytics.report.board_pack.slide_text import AMBER, Run, add_text, height_of

if TYPE_CHECKING:
    from analytics.report.board_pack.pages import Block, Headline, Pack, Page

WIDTH, HEIGHT = 960.0, 540.0
MARGIN, GAP = 44.0, 24.0
INNER = WIDTH - 2 * MARGIN
FOOT = 506.0
CARD = 140.0
TITLE_ONLY = 5
"""The layout of python-pptx's own template that has a title and nothing else."""


@dataclass(slots=True, kw_only=True)
class _Slide:
    """A slide and how far down it is filled."""

    shapes: Any
    y: float

    def text(
        self, runs: list[list[Run]], size: float, *, after: float, width: float = INNER, left: float = MARGIN
    ) -> None:
        """Add words at the next free place."""
        height = height_of(runs, size, width)
        add_text(self.shapes, runs, (left, self.y, width, height), size)
        self.y += height + after


def as_pptx(pack: Pack) -> bytes:
    """The pack as PowerPoint.

    Args:
        pack: The pack.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = f"{pack.title}: board pack", "Twoway", "Twoway"
    properties.created = properties.modified = pack.made.replace(tzinfo=None)
    properties.identifier, properties.revision = pack.id, 1
    for number, page in pack.numbered():
        _slide(deck, page, f"{pack.footer} · {number} of {len(pack.pages)}", is_cover=number == 1)
    found = io.BytesIO()
    deck.save(found)
    return same_bytes(found.getvalue(), pack.made)


def _slide(deck: Any, page: Page, footer: str, *, is_cover: bool) -> None:  # noqa: ANN401 - python-pptx keeps its class private
    added = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide = _Slide(shapes=added.shapes, y=26.0)
    slide.text([[Run(page.section, color="pilot", is_strong=True)]], 10, after=2)
    _title(added.shapes.title, page.title, slide, 27 if is_cover else 20)
    if page.lead:
        slide.text([[Run(page.lead, color="muted")]], 11, after=4)
    for one in page.warnings:
        slide.text([[Run("Caution: ", color=AMBER, is_strong=True), Run(one)]], 10, after=3)
    if page.headlines:
        _headlines(slide, page.headlines)
    notes = [[Run(one, color="muted")] for one in page.notes]
    foot = FOOT - (height_of(notes, 9, INNER) + 4 if notes else 0)
    _blocks(slide, page.blocks, foot)
    if notes:
        add_text(slide.shapes, notes, (MARGIN, foot + 2, INNER, FOOT - foot - 2), 9)
    add_text(slide.shapes, [[Run(footer, color="muted")]], (MARGIN, FOOT + 6, INNER, 24), 8, shrink=True)


def _title(shape: Any, text: str, slide: _Slide, size: float) -> None:  # noqa: ANN401 - as above
    height = height_of([[Run(text, is_strong=True)]], size, INNER)
    shape.left, shape.top, shape.width, shape.height = Pt(MARGIN), Pt(slide.y), Pt(INNER), Pt(height)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.text = text
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    font = paragraph.runs[0].font
    font.size, font.bold, font.color.rgb = Pt(size), True, COLORS["text"]
    slide.y += height + 5


def _headlines(slide: _Slide, found: tuple[Headline, ...]) -> None:
    gap, top = 10.0, slide.y + 6
    width = (INNER - gap * (len(found) - 1)) / len(found)
    for at, one in enumerate(found):
        left = MARGIN + at * (width + gap)
        card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(top), Pt(width), Pt(CARD))
        card.fill.background()
        card.line.color.rgb, card.line.width = COLORS["grid"], Pt(0.75)
        card.shadow.inherit = False
        value = Run(one.value, color="muted") if one.is_missing else Run(one.value, is_strong=True, size=24)
        runs = [[Run(one.label, is_strong=True, size=11)], [Run(one.group, color="muted")], [value]]
        runs += [[Run(one.support, color="muted")]] if one.support else []
        runs += [[Run(one.change)]] if one.change else []
        add_text(slide.shapes, runs, (left + 8, top + 8, width - 16, CARD - 16), 9.5)
    slide.y = top + CARD + 12


def _blocks(slide: _Slide, blocks: tuple[Block, ...], foot: float) -> None:
    columns = 1 if len(blocks) == 1 else 2
    width = (INNER - GAP * (columns - 1)) / columns
    rows = [blocks[at : at + columns] for at in range(0, len(blocks), columns)]
    wanted = [max(_wanted(one, width) for one in row) for row in rows]
    free = foot - slide.y - 8 * max(len(rows) - 1, 0)
    share = free / sum(wanted) if rows else 1.0
    for row, height in zip(rows, wanted, strict=True):
        room = height * share
        for at, one in enumerate(row):
            _block(slide, one, (MARGIN + at * (width + GAP), slide.y, width, room))
        slide.y += room + 8


def _wanted(block: Block, width: float) -> float:
    """How high a block would like to be."""
    match block:
        case LineChart() | DotChart():
            return 250.0
        case Table():
            return 20 + table_height(block, width, 9)
        case Notes():
            return 20 + height_of(_runs(block), 9, width)


def _block(slide: _Slide, block: Block, box: tuple[float, float, float, float]) -> None:
    left, top, width, room = box
    add_text(slide.shapes, [[Run(block.title, is_strong=True)]], (left, top, width, 17), 11.5)
    below = (left, top + 18, width, room - 18)
    match block:
        case LineChart() | DotChart():
            _chart(slide, block, below)
        case Table():
            add_table(slide.shapes, block, below)
        case Notes():
            add_text(slide.shapes, _runs(block), below, 9, shrink=True)


def _chart(slide: _Slide, chart: LineChart | DotChart, box: tuple[float, float, float, float]) -> None:
    left, top, width, room = box
    caption = [[Run(text, color="muted")] for text in (chart.caption, *together(chart.reasons))]
    height = height_of(caption, 8.5, width)
    add_text(slide.shapes, caption, (left, top, width, height), 8.5)
    top, room = top + height, room - height
    if isinstance(chart, LineChart):
        under = counts_table(slide.shapes, chart, (left, top, width, room))
        frame = add_lines(slide.shapes, chart, (Pt(left), Pt(top), Pt(width), Pt(room - under)))
    else:
        frame = add_dots(slide.shapes, chart, (Pt(left), Pt(top), Pt(width), Pt(room)))
    frame.name = chart.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt(chart))  # noqa: SLF001 - python-pptx has no alternative text


def _runs(block: Notes) -> list[list[Run]]:
    runs = []
    for one in block.notes:
        color = AMBER if one.is_warning else "text"
        marked = [Run(f" · {one.mark}", color=AMBER if one.is_warning else "muted", is_strong=True)] if one.mark else []
        runs.append([Run(one.title, color=color, is_strong=True), *marked, Run(f"  {one.text}")])
    return runs
