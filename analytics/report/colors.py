"""The colors of pages and documents, in light and dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colors of one appearance, each with enough contrast on its surface.

    Args:
        pilot: The pilot, and a difference that is beyond chance.
        comparison: The comparison, and everything that is not beyond chance.
        text: Text in a figure.
        muted: Less important text in a figure.
        grid: Lines that help to read a figure.
        surface: What a figure lies on.
        groups: Colors of further groups, told apart by every kind of color vision.
    """

    pilot: str
    comparison: str
    text: str
    muted: str
    grid: str
    surface: str
    groups: tuple[str, ...]


LIGHT = Palette(
    pilot="#0F7F96",
    comparison="#7C8896",
    text="#0B131C",
    muted="#5A6877",
    grid="#E6EAEF",
    surface="#FFFFFF",
    groups=("#0F7F96", "#B86E00", "#6B4FA0", "#3F8F5B", "#B4402F", "#5A6877"),
)
DARK = Palette(
    pilot="#4FB3C8",
    comparison="#93A1B0",
    text="#E8EDF2",
    muted="#A9B6C3",
    grid="#26323D",
    surface="#10171E",
    groups=("#4FB3C8", "#E9A15B", "#A78FDB", "#6FBF8B", "#E5796A", "#A9B6C3"),
)


def palette(*, is_dark: bool) -> Palette:
    """The colors of the light or the dark appearance."""
    return DARK if is_dark else LIGHT
