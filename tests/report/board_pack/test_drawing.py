from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.report.board_pack.drawing import Area, Dot, Stroke, Words, drawing
from analytics.report.board_pack.pages import DotChart, Line, LineChart, Point, Row, Tick

if TYPE_CHECKING:
    from analytics.report.board_pack.drawing import Drawing

ROWS = (
    Row(label="All", value=2.0, low=-1.0, high=5.0, text="+2.0 (−1.0 to 5.0)", is_strong=True),
    Row(label="Gen Z", value=4.0, low=1.0, high=7.0, text="+4.0 (1.0 to 7.0)", color="pilot"),
    Row(label="Gen X", text="Not published: fewer than the agreed number of people stand behind this figure."),
)
DOTS = DotChart(
    title="T",
    caption="C.",
    unit="points",
    rows=ROWS,
    ticks=(Tick(at=0.0, text="0"),),
    low=-10.0,
    high=10.0,
    reference=0.0,
)
POINTS = tuple(Point(x=float(at), y=100.0 - at, low=98.0 - at, high=100.0, text=f"{at}") for at in range(13))
LINES = LineChart(
    title="T",
    caption="C.",
    unit="%",
    lines=(
        Line(label="Pilot", color="pilot", points=POINTS),
        Line(label="Comparison", color="comparison", points=(), reason="No data."),
    ),
    ticks=(Tick(at=0.0, text="start"), Tick(at=12.0, text="12 mo")),
    low=60.0,
    high=100.0,
    is_curve=True,
)


def inside(found: Drawing) -> bool:
    places = [place for shape in found.shapes if isinstance(shape, Stroke | Area) for place in shape.points] + [
        (shape.x, shape.y) for shape in found.shapes if isinstance(shape, Dot | Words)
    ]
    return all(0 <= x <= found.width and 0 <= y <= found.height for x, y in places)


@pytest.mark.parametrize("chart", [DOTS, LINES])
@pytest.mark.parametrize("size", [(424.0, 280.0), (300.0, 150.0)])
def test_everything_is_inside(chart: DotChart | LineChart, size: tuple[float, float]) -> None:
    assert inside(drawing(chart, *size))


def test_dots_lie_in_the_middle_of_their_intervals_in_order() -> None:
    found = drawing(DOTS, 424.0, 280.0)
    dots = [shape for shape in found.shapes if isinstance(shape, Dot)]
    assert [dot.is_diamond for dot in dots] == [True, False]
    assert dots[0].x < dots[1].x
    assert dots[0].y < dots[1].y
    interval = next(s for s in found.shapes if isinstance(s, Stroke) and s.color == "pilot")
    (low, _), (high, _) = interval.points
    assert (low + high) / 2 == pytest.approx(dots[1].x)


def test_a_row_without_a_value_says_why() -> None:
    told = " ".join(shape.text for shape in drawing(DOTS, 424.0, 280.0).shapes if isinstance(shape, Words))
    assert ROWS[2].text in told


def test_a_curve_goes_on_in_steps_with_its_band_and_a_missing_one_says_why() -> None:
    found = drawing(LINES, 424.0, 280.0)
    line = next(shape for shape in found.shapes if isinstance(shape, Stroke) and shape.color == "pilot")
    assert all(
        one[0] == other[0] or one[1] == other[1] for one, other in zip(line.points, line.points[1:], strict=False)
    )
    assert any(isinstance(shape, Area) for shape in found.shapes)
    assert any(isinstance(shape, Words) and "Comparison: No data." in shape.text for shape in found.shapes)
    assert "No data." in found.alt


def test_a_ratio_and_its_inverse_are_equally_far_from_one() -> None:
    rows = (Row(label="A", value=0.5, text=""), Row(label="B", value=1.0, text=""), Row(label="C", value=2.0, text=""))
    chart = DotChart(title="T", caption="", unit="times", rows=rows, ticks=(), low=0.25, high=4.0, is_ratio=True)
    half, one, twice = (shape.x for shape in drawing(chart, 400.0, 200.0).shapes if isinstance(shape, Dot))
    assert one - half == pytest.approx(twice - one)
