"""Tables on a slide, which the reader can edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from analytics.report.board_pack.native_charts import CURVE_LEFT, CURVE_WIDTH
from analytics.report.board_pack.slide_text import Run, height_of, write

if TYPE_CHECKING:
    from analytics.report.board_pack.pages import LineChart, Table

SIZE, SMALLEST = 9.0, 6.5
LEAST_LABEL = 46.0
INSET = 3.0
ROW = 13.0
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without colors and lines."""


def table_height(table: Table, width: float, size: float) -> float:
    """The height that a table takes at a width, in points.

    Args:
        table: The table.
        width: Its width, in points.
        size: Size of the type, in points.
    """
    return sum(_row_height(table, row, width, size) for row in (table.header, *table.rows))


def add_table(shapes: Any, table: Table, box: tuple[float, float, float, float]) -> None:  # noqa: ANN401 - shapes of a slide have no public type
    """Add a table to a slide; its type becomes smaller where the box is too low for it.

    Args:
        shapes: The shapes of the slide.
        table: The table.
        box: Left, top, width and height in points.
    """
    left, top, width, room = box
    size = SIZE
    while size > SMALLEST and table_height(table, width, size) > room:
        size -= 0.25
    rows = (table.header, *table.rows)
    height = table_height(table, width, size)
    frame = shapes.add_table(len(rows), len(table.header), Pt(left), Pt(top), Pt(width), Pt(height))
    frame.name = table.title
    native = _plain(frame)
    for column, share in zip(native.columns, _widths(table, width), strict=True):
        column.width = Pt(share)
    for at, row in enumerate(rows):
        native.rows[at].height = Pt(_row_height(table, row, width, size))
        is_reason = len(row) < len(table.header)
        if is_reason:
            native.cell(at, 1).merge(native.cell(at, len(table.header) - 1))
        for column, text in enumerate(row):
            is_left = is_reason or column in (0, *table.words)
            _fill(
                native.cell(at, column),
                Run(text, color="text" if at else "muted", is_strong=not at),
                size,
                PP_ALIGN.LEFT if is_left else PP_ALIGN.RIGHT,
            )


def counts_table(shapes: Any, chart: LineChart, box: tuple[float, float, float, float]) -> float:  # noqa: ANN401 - as above
    """Add the numbers under a chart of lines at the foot of its box, and say how high they are, in points.

    Args:
        shapes: The shapes of the slide.
        chart: The chart.
        box: Left, top, width and height in points.
    """
    if not chart.counts:
        return 0.0
    left, top, width, room = box
    height = ROW * (len(chart.counts) + 1)
    columns = _under(chart, width)
    place = (Pt(left), Pt(top + room - height), Pt(sum(columns)), Pt(height))
    frame = shapes.add_table(len(chart.counts) + 1, len(columns), *place)
    frame.name = chart.counted
    native = _plain(frame)
    for column, share in zip(native.columns, columns, strict=True):
        column.width = Pt(share)
    rows = [(chart.counted, "muted", {tick.at: tick.text for tick in chart.ticks})]
    rows += [(label, color, {mark.at: mark.text for mark in marks}) for label, color, marks in chart.counts]
    for at, (label, color, cells) in enumerate(rows):
        native.rows[at].height = Pt(ROW)
        texts = [label, *(cells.get(tick.at, "no data") for tick in chart.ticks)]
        for column, text in enumerate(texts):
            _fill(native.cell(at, column), Run(text, color=color), 7.5, PP_ALIGN.CENTER if column else PP_ALIGN.LEFT)
    return height + 2


def _under(chart: LineChart, width: float) -> list[float]:
    """Widths of the columns under a curve: the name, then one column around every mark of the axis."""
    first, *further = [tick.at for tick in chart.ticks]
    last = max((point.x for line in chart.lines for point in line.points), default=first)
    step = CURVE_WIDTH * width * (further[0] - first) / (last - first) if further and last > first else width
    label = CURVE_LEFT * width - step / 2
    even = width / (len(chart.ticks) + 1)
    return [label, *[step] * len(chart.ticks)] if label >= LEAST_LABEL else [even] * (len(chart.ticks) + 1)


def _plain(frame: Any) -> Any:  # noqa: ANN401 - as above
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(  # noqa: SLF001 - python-pptx has no styles of tables
        "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
    ).text = NO_STYLE
    table.horz_banding = False
    return table


def _fill(cell: Any, run: Run, size: float, align: PP_ALIGN) -> None:  # noqa: ANN401 - as above
    cell.margin_left = cell.margin_right = Pt(INSET)
    cell.margin_top = cell.margin_bottom = Pt(1.5)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align
    write(paragraph, [run], size)


def _widths(table: Table, width: float) -> list[float]:
    shares = table.widths or (1.0,) * len(table.header)
    return [width * share / sum(shares) for share in shares]


def _row_height(table: Table, row: tuple[str, ...], width: float, size: float) -> float:
    widths = _widths(table, width)
    if len(row) < len(table.header):
        widths = [widths[0], sum(widths[1:])]
    cells = zip(row, widths, strict=True)
    return max(height_of([[Run(text)]], size, room - 2 * INSET) for text, room in cells) + 4
