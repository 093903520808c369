"""Figures drawn without a browser: every one of them, with its words, in one picture."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET

import pytest

from analytics.report.typesetting import png
from dashboard.figures.drawing.axis import axis
from dashboard.figures.drawing.marks import drawn
from dashboard.figures.drawing.picture import WIDTH, Picture
from dashboard.figures.drawing.text import wrapped
from dashboard.theme import DARK, LIGHT
from tests.dashboard.figures.test_figures import figures

ABOUT = ("People of cohort Spring.", "n: Gen Z: 120.", "Not published: Boomer.", "Release 000001, data version 7.")


def picture(name: str, title: str = "Retention stays at 86 %") -> Picture:
    return Picture(title=title, caption="With 95 % intervals.", figure=figures()[name], about=ABOUT, palette=LIGHT)


def words(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own


@pytest.mark.parametrize("name", figures())
def test_every_figure_is_drawn_with_its_words_and_where_it_comes_from(name: str) -> None:
    said = words(picture(name).svg())
    assert said[0] == "Retention stays at 86 %"
    assert {"With 95 % intervals.", *ABOUT} <= set(said)
    labels = [note["text"] for note in figures()[name]["layout"].get("annotations", ())]
    assert set(labels) <= set(said)
    assert "nan" not in picture(name).svg()


def test_a_picture_is_a_png_of_twice_its_size() -> None:
    svg = picture("dots").svg()
    made = png(svg)
    wide, high = struct.unpack(">II", made[16:24])
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert (wide, high) == (2 * WIDTH, 2 * int(ET.fromstring(svg).attrib["height"]))  # noqa: S314 - our own
    assert made == png(svg)


def test_what_somebody_named_is_text_and_no_markup() -> None:
    svg = picture("dots", title='A & B <script>"x"</script>').svg()
    assert "<script>" not in svg
    assert words(svg)[0] == 'A & B <script>"x"</script>'


def test_a_dark_picture_has_a_dark_ground() -> None:
    found = Picture(title="T", caption="C", figure=figures()["dots"], about=ABOUT, palette=DARK).svg()
    assert f'height="100%" fill="{DARK.surface}"' in found


def test_an_axis_names_round_numbers_inside_its_range() -> None:
    found = axis({"range": [-5.2, 5.2], "nticks": 7}, [], has_bars=False)
    assert [name for _, name in found.ticks()] == ["−4", "−2", "0", "2", "4"]


def test_a_logarithmic_axis_places_values_by_their_logarithm() -> None:
    found = axis({"type": "log", "range": [1, 3], "tickvals": [10, 100, 1000]}, [], has_bars=False)
    assert [found.place(value) for value in (10, 100, 1000)] == [0.0, 0.5, 1.0]


def test_lines_of_text_are_no_wider_than_their_room() -> None:
    text = "Share of people still employed, by months since the launch, with a band of 95 %"
    lines = wrapped(text, 12, 200)
    assert len(lines) > 1
    assert " ".join(lines) == text


def test_a_kind_of_trace_that_cannot_be_drawn_is_refused() -> None:
    one = axis({"range": [0, 1]}, [], has_bars=False)
    with pytest.raises(ValueError, match="pie"):
        drawn({"type": "pie"}, one, one, {})
