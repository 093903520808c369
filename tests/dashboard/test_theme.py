"""Colors with enough contrast, and numbers that are rounded once and never lie about their sign."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.theme import DARK, LIGHT, Palette, day, faded, number, palette, probability, signed, with_unit

TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0


def luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_text_can_be_read(colors: Palette) -> None:
    for color in (colors.text, colors.muted):
        assert contrast(color, colors.surface) >= TEXT_CONTRAST


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_marks_can_be_seen(colors: Palette) -> None:
    for color in (colors.pilot, colors.comparison, *colors.groups):
        assert contrast(color, colors.surface) >= MARK_CONTRAST


def test_the_appearance_decides_the_palette() -> None:
    assert palette(is_dark=False) is LIGHT
    assert palette(is_dark=True) is DARK


@given(st.floats(-1e6, 1e6))
def test_no_zero_has_a_sign(value: float) -> None:
    for text in (number(value), signed(value)):
        if not re.search(r"[1-9]", text):
            assert text == "0.0"


@given(st.floats(-1e6, 1e6))
def test_a_sign_is_that_of_the_value(value: float) -> None:
    text = signed(value)
    assert text.startswith("+") == (value > 0 and text != "0.0")
    assert text.startswith("−") == (value < 0 and text != "0.0")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(86.04, "%", "86.0\u202f%"), (1234.5, "points", "1,234.5 points"), (1.084, "a month", "1.08 a month")],
)
def test_a_value_has_the_decimals_of_its_unit(value: float, unit: str, expected: str) -> None:
    assert with_unit(value, unit) == expected


@pytest.mark.parametrize(("p", "expected"), [(1e-9, "< 0.001"), (0.001, "0.001"), (0.0996, "0.100"), (0.5, "0.50")])
def test_p_has_two_digits_and_is_never_zero(p: float, expected: str) -> None:
    assert probability(p) == expected


def test_a_faded_color_keeps_its_hue() -> None:
    assert faded("#FF8000", 0.5) == "rgba(255, 128, 0, 0.5)"


def test_a_day_is_written_out() -> None:
    assert day("2024-01-08") == "8 January 2024"
