from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation

from analytics.release.read import Released
from analytics.report.board_pack.as_pptx import as_pptx
from analytics.report.board_pack.content import board_pack
from analytics.report.board_pack.native_charts import ESTIMATES, LABELS, NOT_SHOWN, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.read import Release
    from analytics.report.board_pack.pages import Pack

POINT = 12700
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def deck(pack: Pack) -> Any:  # noqa: ANN401 - python-pptx keeps its class private
    return Presentation(io.BytesIO(as_pptx(pack)))


def charts(slide: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {shape.name: shape.chart for shape in slide.shapes if shape.has_chart}


def numbers(series: Any, name: str) -> list[float]:  # noqa: ANN401 - as above
    """The numbers of one part of a series: its values across, or the lengths of its intervals."""
    found = series._element.find(f"{CHART}errBars/{CHART}{name}")  # noqa: SLF001 - python-pptx has no error bars
    if found is None:
        found = series._element.find(f"{CHART}{name}")  # noqa: SLF001 - as above
    return [float(value.text) for value in found.iter(f"{CHART}v")]


def words(slide: Any) -> str:  # noqa: ANN401 - as above
    parts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            parts += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(parts)


def overlaps(slide: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    """Pairs of shapes that lie on each other, frames of headline figures aside."""
    shapes = [shape for shape in slide.shapes if "Rectangle" not in shape.name]
    for at, one in enumerate(shapes):
        for other in shapes[at + 1 :]:
            across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
            down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
            if across > POINT and down > POINT:
                yield one.name, other.name


def test_every_page_is_a_slide_with_its_claim_and_source(pack: Pack, deck: Any) -> None:  # noqa: ANN401 - as above
    assert [slide.shapes.title.text for slide in deck.slides] == [page.title for page in pack.pages]
    assert all(pack.footer in words(slide) for slide in deck.slides)


def test_differences_are_native_charts_with_the_numbers_of_the_release(release: Release, deck: Any) -> None:  # noqa: ANN401 - as above
    found = [release.compare("retention"), *release.compare_by("retention", "generation")]
    expected = [one.outcome.value for one in found if isinstance(one.outcome, Released)]
    slide = deck.slides[3]
    drawn = next(chart for name, chart in charts(slide).items() if "retention" in name).plots[0].series
    *intervals, estimates, _, _ = drawn
    assert estimates.name == ESTIMATES
    assert numbers(estimates, "xVal") == [round(one.difference, 1) for one in expected]
    assert [series.name for series in intervals][1:] == [f"{one.label}, interval" for one in expected[1:]]
    for series, one in zip(intervals, expected, strict=True):
        assert numbers(series, "xVal")[:2] == [round(one.interval.low, 1), round(one.interval.high, 1)]
    assert len({len(numbers(series, "xVal")) for series in drawn}) == 1


def test_curves_are_native_charts_with_the_numbers_of_the_release(release: Release, deck: Any) -> None:  # noqa: ANN401 - as above
    outcome = release.curve({"arm": ("Pilot",)}).outcome
    assert isinstance(outcome, Released)
    (chart,) = charts(deck.slides[1]).values()
    value, low, high = (chart.plots[0].series[at] for at in range(3))
    assert list(value.values) == [round(point.survival, 1) for point in outcome.value.points]
    assert list(low.values) == [round(point.low, 1) for point in outcome.value.points]
    assert list(high.values) == [round(point.high, 1) for point in outcome.value.points]


def test_trends_are_native_charts_with_intervals(release: Release, deck: Any) -> None:  # noqa: ANN401 - as above
    (finding,) = release.trend("engagement", {"arm": ("Pilot",)})
    assert isinstance(finding.outcome, Released)
    value = finding.outcome.value
    assert value.interval is not None
    series = next(iter(charts(deck.slides[2]).values())).plots[0].series[0]
    assert list(series.values) == [round(value.value, 1)]
    assert numbers(series, "plus") == [round(round(value.interval.high, 1) - round(value.value, 1), 1)]


def test_nobody_who_gets_the_file_reads_more_digits_than_pages_show(deck: Any) -> None:  # noqa: ANN401 - as above
    held = [
        value.text
        for slide in deck.slides
        for chart in charts(slide).values()
        for series in chart.plots[0].series
        if series.name not in {LABELS, VALUES}
        for value in series._element.iter(f"{CHART}v")  # noqa: SLF001 - as above
    ]
    assert len(held) > 100
    assert [text for text in held if len(text.partition(".")[2]) > 2] == []


def test_every_chart_says_in_words_what_it_shows(deck: Any) -> None:  # noqa: ANN401 - as above
    found = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(found) >= 8
    for shape in found:
        assert shape.name in shape._element.nvGraphicFramePr.cNvPr.get("descr")  # noqa: SLF001 - as above


@pytest.mark.parametrize(
    "where", [{}, {"generation": ("Gen Z",)}, {"gender": ("Nobody",)}, {"generation": ("Boomer",), "gender": ("Man",)}]
)
def test_nothing_lies_on_anything_else_or_off_the_slide(release: Release, where: dict[str, tuple[str, ...]]) -> None:
    found = Presentation(io.BytesIO(as_pptx(board_pack(release, where))))
    for slide in found.slides:
        assert list(overlaps(slide)) == []
        for shape in slide.shapes:
            assert min(shape.left, shape.top, shape.width, shape.height) >= 0
            assert shape.left + shape.width <= found.slide_width
            assert shape.top + shape.height <= found.slide_height


def test_a_deck_without_a_pilot_opens(without_pilot: Release) -> None:
    found = Presentation(io.BytesIO(as_pptx(board_pack(without_pilot))))
    assert all(list(overlaps(slide)) == [] for slide in found.slides)
    assert NOT_SHOWN not in words(found.slides[0])


def test_the_same_pack_is_the_same_bytes_without_the_time_of_day(pack: Pack, release: Release) -> None:
    made = as_pptx(pack)
    assert made == as_pptx(board_pack(release))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-01-05T09:00:00Z" in package.read("docProps/core.xml")
