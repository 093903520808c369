"""Pilot and comparison under a filter: who stands on each side, and the series that draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import COMPARISON, ENROLLED_ONLY, PILOT, measure
from dashboard.figures.series import Series, released

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from analytics.release.read import Estimate, Finding, Release, Where
    from dashboard.theme import Palette

CHOSEN = "Chosen"
EVERYONE = "Everyone"
SAME_UNDER = " changes under the scheme "
WORDS = {PILOT: "the pilot", COMPARISON: "the comparison", CHOSEN: "the chosen people", EVERYONE: "everyone"}


def sides(where: Where) -> tuple[tuple[str, Where], tuple[str, Where]]:
    """The filters of the pilot and of the comparison.

    A cohort or a role selects participants; they are held against everyone else who was eligible.

    Args:
        where: Chosen categories by dimension.

    >>> sides({"cohort": ("Winter 2024",)})[1]
    ('Comparison', {'arm': ('Comparison',)})
    """
    shared = {name: chosen for name, chosen in where.items() if name not in ENROLLED_ONLY}
    return (PILOT, {**where, "arm": (PILOT,)}), (COMPARISON, {**shared, "arm": (COMPARISON,)})


def both(
    where: Where,
    palette: Palette,
    ask: Callable[[Where, str], tuple[Finding[Estimate], ...]],
    *,
    everyone: str = EVERYONE,
) -> list[Series]:
    """One series for the pilot and one for the comparison.

    Pilot and comparison are a filter too: under two others, or where nobody is enrolled, they cannot be told apart.
    Then the chosen people are drawn beside everyone instead, so that no chart is about a pilot that it does not show.

    Args:
        where: Chosen categories by dimension.
        palette: Colors.
        ask: Gives the findings of one side from its filters and its label.
        everyone: Words for all whom the release is about, such as the unit of a leader.
    """
    apart = _series(sides(where), palette, ask)
    if released(apart[0].findings):
        return apart
    together = _series(((CHOSEN, where), (everyone, {})) if where else ((everyone, {}),), palette, ask)
    return together if released(together[0].findings) else apart


def whom(release: Release) -> str:
    """Words inside a sentence for all whom a release is about: everyone, or the unit of a leader."""
    return WORDS.get(release.everyone, release.everyone)


def is_of_a_unit(release: Release) -> bool:
    """Whether a release is what the leader of a unit sees of it: nothing about the whole program."""
    return release.everyone != EVERYONE


def colors_say(series: Sequence[Series]) -> str:
    """One sentence that says which color is which group.

    >>> colors_say([])
    ''
    """
    if len(series) < 2:  # noqa: PLR2004 - one color needs no key
        return ""
    first, second = (WORDS.get(one.label, one.label) for one in series[:2])
    return f"Teal is {first}, gray is {second}."


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


def together_note(findings: Sequence[Finding[Estimate]], alone: Collection[str]) -> str:
    """What a row stands for that is several categories; empty where there is none.

    Args:
        findings: The rows.
        alone: Every category by itself.
    """
    several = [one for one in dict.fromkeys(finding.label for finding in findings) if one not in alone]
    return f"{' and '.join(several)}: shown as one, as none of them can be shown alone." if several else ""


def scheme_note(release: Release, name: str) -> str:
    """What another generation scheme would change about a measure by generation; empty where nothing is known.

    Args:
        release: The release.
        name: Name of the measure.
    """
    label = measure(name).label.lower()
    notes = (note.partition(SAME_UNDER) for note in release.scheme_notes() if label in note.lower())
    return " ".join(f"No verdict here{same}{scheme}" if same else note for note, same, scheme in notes)


def _series(
    groups: Sequence[tuple[str, Where]], palette: Palette, ask: Callable[[Where, str], tuple[Finding[Estimate], ...]]
) -> list[Series]:
    colors = (palette.pilot, palette.comparison)
    return [
        Series(label=name, color=color, findings=ask(where, name))
        for (name, where), color in zip(groups, colors, strict=False)
    ]
