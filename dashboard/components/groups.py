"""Pilot and comparison under a filter: who stands on each side, and the series that draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import COMPARISON, PILOT
from dashboard.figures.series import Series

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.release.read import Estimate, Finding, Where
    from dashboard.theme import Palette

PARTICIPANTS_ONLY = ("cohort", "role")


def sides(where: Where) -> tuple[tuple[str, Where], tuple[str, Where]]:
    """The filters of the pilot and of the comparison.

    A cohort or a role selects participants; they are held against everyone else who was eligible.

    Args:
        where: Chosen categories by dimension.

    >>> sides({"cohort": ("Winter 2024",)})[1]
    ('Comparison', {'arm': ('Comparison',)})
    """
    shared = {name: chosen for name, chosen in where.items() if name not in PARTICIPANTS_ONLY}
    return (PILOT, {**where, "arm": (PILOT,)}), (COMPARISON, {**shared, "arm": (COMPARISON,)})


def both(where: Where, palette: Palette, ask: Callable[[Where, str], tuple[Finding[Estimate], ...]]) -> list[Series]:
    """One series for the pilot and one for the comparison.

    Args:
        where: Chosen categories by dimension.
        palette: Colors.
        ask: Gives the findings of one side from its filters and its label.
    """
    colors = (palette.pilot, palette.comparison)
    return [
        Series(label=arm, color=color, findings=ask(side, arm)) for (arm, side), color in zip(sides(where), colors, strict=True)
    ]


def by_category(series: list[Series]) -> tuple[list[Finding[Estimate]], list[str]]:
    """The findings of all series category by category, with a label such as "Gen Z, pilot" for each."""
    pairs = [
        (finding, f"{finding.label}, {one.label.lower()}")
        for index in range(max((len(one.findings) for one in series), default=0))
        for one in series
        if index < len(one.findings)
        for finding in [one.findings[index]]
    ]
    return [finding for finding, _ in pairs], [label for _, label in pairs]
