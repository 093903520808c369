"""Charts that PowerPoint draws itself, with their numbers behind them, so that whoever presents can edit them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from analytics.report.board_pack.as_pdf import colors
from analytics.report.board_pack.findings import spacing
from analytics.report.colors import LIGHT
from analytics.report.digits import decimals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.chart.chart import Chart
    from pptx.chart.series import XySeries

    from analytics.report.board_pack.pages import DotChart, Line, LineChart, Point, Row

T = TypeVar("T")
COLORS = {name: RGBColor.from_string(value.lstrip("#")) for name, value in colors(LIGHT).items()}
ESTIMATES, LABELS, VALUES = "Estimate", "Groups", "Values"
NOT_SHOWN = "not shown"
SIZE, SMALL = Pt(9), Pt(8)
MANY = 6
"""With more rows than these their words are small, or they would lie over each other."""
CURVE_LEFT, CURVE_WIDTH = 0.22, 0.62
"""Where curves lie in their box, so that the numbers of a month can stand under it."""
TREND_LEFT, TREND_WIDTH = 0.08, 0.76
"""Where trends lie in their box; their names are right of them."""
LEFT, WIDTH = 0.36, 0.36
TOP, TALL = 0.03, 0.85
"""Where the dots lie in their box; the names of the groups are left of them, their values right of them."""


def add_lines(shapes: Any, chart: LineChart, box: tuple[int, int, int, int]) -> Any:  # noqa: ANN401 - shapes of a slide have no public type
    """A chart of lines on a slide, as a shape.

    Args:
        shapes: The shapes of the slide.
        chart: The chart.
        box: Left, top, width and height in EMU.
    """
    shown = replace(chart, lines=tuple(_line_as_shown(line, chart.unit) for line in chart.lines))
    return _curves(shapes, shown, box) if chart.is_curve else _trends(shapes, shown, box)


def add_dots(shapes: Any, chart: DotChart, box: tuple[int, int, int, int]) -> Any:  # noqa: ANN401 - as above
    """A chart of dots with intervals on a slide, as a shape.

    Args:
        shapes: The shapes of the slide.
        chart: The chart.
        box: Left, top, width and height in EMU.
    """
    data = XyChartData()
    shown = [_row_as_shown(row, chart.unit) for row in chart.rows]
    rows = [(float(len(shown) - at), row) for at, row in enumerate(shown)]
    size = max(len(rows), 2)
    reaching = [(y, row, row.low, row.high) for y, row in rows if row.low is not None and row.high is not None]
    for y, row, low, high in reaching:
        _places(data, f"{row.label}, interval", _filled([(low, y), (high, y)], size))
    drawn = _filled([(y, row, row.value) for y, row in rows if row.value is not None], size)
    _places(data, ESTIMATES, [(value, y) for y, _, value in drawn])
    for name, limit in ((LABELS, chart.low), (VALUES, chart.high)):
        _places(data, name, _filled([(_inside(limit, chart), y) for y, _ in rows], size))
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box, data)
    native = _plain(frame.chart)
    _axes(native, chart, len(rows))
    *intervals, estimates, labels, values = native.plots[0].series
    for series, (_, row, _, _) in zip(intervals, reaching, strict=True):
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb, series.format.line.width = COLORS[row.color], Pt(1.5)
    _dots(estimates, [row for _, row, _ in drawn])
    _words(
        labels, [f"{row.label}\n{row.detail}" if row.detail else row.label for _, row in rows], XL_LABEL_POSITION.LEFT
    )
    _words(values, [NOT_SHOWN if row.value is None else row.text for row in chart.rows], XL_LABEL_POSITION.RIGHT)
    _inner(native, LEFT, WIDTH)
    return frame


def _line_as_shown(line: Line, unit: str) -> Line:
    """A line with no more digits than pages show, as who gets the file reads the numbers behind the chart."""
    points = (
        replace(one, y=_rounded(one.y, unit), low=_as_shown(one.low, unit), high=_as_shown(one.high, unit))
        for one in line.points
    )
    return replace(line, points=tuple(points))


def _row_as_shown(row: Row, unit: str) -> Row:
    value, low, high = (_as_shown(one, unit) for one in (row.value, row.low, row.high))
    return replace(row, value=value, low=low, high=high)


def _as_shown(value: float | None, unit: str) -> float | None:
    return None if value is None else _rounded(value, unit)


def _rounded(value: float, unit: str) -> float:
    return round(value, decimals(unit)) + 0.0


def _places(data: XyChartData, name: str, places: Iterable[tuple[float, float]]) -> None:
    series = data.add_series(name)
    for x, y in places:
        series.add_data_point(x, y)


def _filled(places: list[T], size: int) -> list[T]:
    """As many places, the last one repeated: some viewers do not draw a series that is shorter than another."""
    return places + places[-1:] * (size - len(places))


def _inside(limit: float, chart: DotChart) -> float:
    """A limit of the axis, by so little inside of it that no viewer leaves out the words that stand there."""
    return limit + 1e-6 * (chart.high - chart.low) * (1 if limit == chart.low else -1)


def _plain(chart: Chart) -> Chart:
    chart.has_legend = False
    chart.has_title = False
    chart.font.size = SIZE
    chart.font.color.rgb = COLORS["text"]
    return chart


def _axes(native: Chart, chart: DotChart, rows: int) -> None:
    across, down = native.category_axis, native.value_axis
    across.minimum_scale, across.maximum_scale = chart.low, chart.high
    if chart.is_ratio:
        scaling = across._element.find(qn("c:scaling"))  # noqa: SLF001 - python-pptx has no logarithmic axes
        scaling.insert(0, _made("c:logBase", val="2"))
        across.major_unit = 2
    else:
        across.major_unit = spacing(chart.high - chart.low)
    down.minimum_scale, down.maximum_scale = 0.4, rows + 0.6
    down.visible = False
    down.has_major_gridlines = False
    _quiet(across)
    if chart.reference is not None:
        _reference(down, chart.reference)


def _quiet(axis: Any) -> None:  # noqa: ANN401 - category and value axes share no public type
    """A thin gray axis without marks, its grid fainter."""
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = COLORS["grid"]
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.format.line.color.rgb = COLORS["grid"]
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = SMALL
    axis.tick_labels.font.color.rgb = COLORS["muted"]
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _reference(down: Any, at: float) -> None:  # noqa: ANN401 - as above
    """Draw the vertical axis as the line of no difference."""
    down.visible = True
    down.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    down.major_tick_mark = XL_TICK_MARK.NONE
    down.format.line.color.rgb = COLORS["muted"]
    element = down._element  # noqa: SLF001 - python-pptx places the crossing of the other axis only
    for old in element.findall(qn("c:crosses")):
        element.replace(old, _made("c:crossesAt", val=repr(at)))


def _dots(series: XySeries, rows: Sequence[Row]) -> None:
    series.format.line.fill.background()
    for at, row in enumerate(rows):
        marker = series.points[at].marker
        marker.style = XL_MARKER_STYLE.DIAMOND if row.is_strong else XL_MARKER_STYLE.CIRCLE
        marker.size = 10 if row.is_strong else 8
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = COLORS[row.color]
        marker.format.line.fill.background()


def _words(series: XySeries, texts: Sequence[str], position: XL_LABEL_POSITION) -> None:
    """Words beside the places of a series that is not drawn itself."""
    series.format.line.fill.background()
    series.marker.style = XL_MARKER_STYLE.NONE
    size = SIZE if len(texts) <= MANY else SMALL
    for at, text in enumerate(texts):
        label = series.points[at].data_label
        label.position = position
        first, *rest = text.split("\n")
        frame = label.text_frame
        frame.word_wrap = False
        frame.text = first
        frame.paragraphs[0].runs[0].font.size = size
        for more in rest:
            run = frame.add_paragraph().add_run()
            run.text = more
            run.font.size = Pt(7)
            run.font.color.rgb = COLORS["muted"]


def _curves(shapes: Any, chart: LineChart, box: tuple[int, int, int, int]) -> Any:  # noqa: ANN401 - as above
    lines = [line for line in chart.lines if line.points]
    data = XyChartData()
    for line in lines:
        for name, places in _bands(line):
            _places(data, name, places)
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *box, data)
    native = _plain(frame.chart)
    across, down = native.category_axis, native.value_axis
    _quiet(across)
    across.has_major_gridlines = False
    across.minimum_scale, across.maximum_scale = chart.ticks[0].at, max(p.x for line in lines for p in line.points)
    across.major_unit = chart.ticks[1].at - chart.ticks[0].at if len(chart.ticks) > 1 else 1
    _vertical(down, chart)
    for line, at in zip(lines, range(0, 3 * len(lines), 3), strict=True):
        value, low, high = (native.plots[0].series[at + place] for place in range(3))
        _stroke(value, line, Pt(2.2))
        for limit in (low, high):
            _stroke(limit, line, Pt(0.75))
            limit.format.line.dash_style = MSO_LINE.DASH
        _name_at_end(value, line)
    _inner(native, CURVE_LEFT, CURVE_WIDTH)
    return frame


def _bands(line: Line) -> Iterable[tuple[str, list[tuple[float, float]]]]:
    yield line.label, [(point.x, point.y) for point in line.points]
    yield f"{line.label}, lower limit", [(point.x, point.low) for point in line.points if point.low is not None]
    yield f"{line.label}, upper limit", [(point.x, point.high) for point in line.points if point.high is not None]


def _trends(shapes: Any, chart: LineChart, box: tuple[int, int, int, int]) -> Any:  # noqa: ANN401 - as above
    lines = [line for line in chart.lines if line.points]
    data = CategoryChartData()
    data.categories = [tick.text for tick in chart.ticks]
    known = [{point.x: point for point in line.points} for line in lines]
    for line, points in zip(lines, known, strict=True):
        data.add_series(line.label, [points[t.at].y if t.at in points else None for t in chart.ticks])
    frame = shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, data)
    native = _plain(frame.chart)
    _quiet(native.category_axis)
    native.category_axis.has_major_gridlines = False
    _vertical(native.value_axis, chart)
    for line, points, series in zip(lines, known, native.plots[0].series, strict=True):
        _stroke(series, line, Pt(2.2))
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.CIRCLE
        series.marker.size = 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = COLORS[line.color]
        series.marker.format.line.fill.background()
        ordered = [points.get(tick.at) for tick in chart.ticks]
        reaches = [(_above(point, chart.unit), _below(point, chart.unit)) for point in ordered]
        _error_bars(series, reaches, line.color)
        _name_at_end(series, line, at=int(line.points[-1].x))
    _inner(native, TREND_LEFT, TREND_WIDTH)
    return frame


def _vertical(axis: Any, chart: LineChart) -> None:  # noqa: ANN401 - as above
    _quiet(axis)
    axis.minimum_scale, axis.maximum_scale = chart.low, chart.high
    axis.major_unit = spacing(chart.high - chart.low)
    axis.format.line.fill.background()


def _stroke(series: Any, line: Line, width: int) -> None:  # noqa: ANN401 - as above
    series.format.line.color.rgb = COLORS[line.color]
    series.format.line.width = width


def _name_at_end(series: Any, line: Line, *, at: int | None = None) -> None:  # noqa: ANN401 - as above
    """The name of a line right of its last point, instead of a legend."""
    label = series.points[len(line.points) - 1 if at is None else at].data_label
    label.position = XL_LABEL_POSITION.RIGHT
    label.text_frame.text = line.label
    font = label.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = SIZE, True, COLORS[line.color]


def _error_bars(series: Any, reaches: Sequence[tuple[float, float]], color: str) -> None:  # noqa: ANN401 - as above
    """Intervals as error bars in the color of their line, each with its own length on either side."""
    bars = _made("c:errBars")
    for name, value in (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1")):
        bars.append(_made(f"c:{name}", val=value))
    for name, reach in zip(("plus", "minus"), zip(*reaches, strict=True), strict=True):
        bars.append(_made(f"c:{name}", _literal(reach)))
    fill = _made("a:solidFill", _made("a:srgbClr", val=str(COLORS[color])))
    bars.append(_made("c:spPr", _made("a:ln", fill, w="19050")))
    element = series._element  # noqa: SLF001 - python-pptx has no error bars
    next(one for name in ("c:cat", "c:val") for one in element.findall(qn(name))).addprevious(bars)


def _literal(numbers: Sequence[float]) -> Any:  # noqa: ANN401 - as above
    """Numbers that stand in the chart itself."""
    form = _made("c:formatCode")
    form.text = "General"
    found = _made("c:numLit", form, _made("c:ptCount", val=str(len(numbers))))
    for at, number_of in enumerate(numbers):
        value = _made("c:v")
        value.text = repr(number_of)
        found.append(_made("c:pt", value, idx=str(at)))
    return found


def _above(point: Point | None, unit: str) -> float:
    return 0.0 if point is None or point.high is None else _rounded(point.high - point.y, unit)


def _below(point: Point | None, unit: str) -> float:
    return 0.0 if point is None or point.low is None else _rounded(point.y - point.low, unit)


def _inner(native: Chart, left: float, width: float) -> None:
    """Fix where dots or curves lie, so that words beside and numbers under them have their place."""
    area = native._chartSpace.chart.plotArea  # noqa: SLF001 - python-pptx has no layout
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    manual = _made("c:manualLayout")
    for name, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")):
        manual.append(_made(f"c:{name}", val=value))
    for name, share in (("x", left), ("y", TOP), ("w", width), ("h", TALL)):
        manual.append(_made(f"c:{name}", val=str(share)))
    area.insert(0, _made("c:layout", manual))


def _made(name: str, *inside: Any, **attributes: str) -> Any:  # noqa: ANN401 - as above
    """An element of a chart with others inside it."""
    found = OxmlElement(name)
    for attribute, value in attributes.items():
        found.set(attribute, value)
    for one in inside:
        found.append(one)
    return found
