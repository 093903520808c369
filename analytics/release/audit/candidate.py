"""A figure that may be published: what it is about, how many numbers it is, and its place among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from analytics.release.audit.budget import score_outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.release.audit.budget import Figure

Documents: TypeAlias = "Sequence[Mapping[str, Any]]"

ARM = "arm"
AT_ONCE, OF_ALL, OF_CHANGES, OF_ONE, OF_TABLES, OF_MODELS, OF_PARTS, OF_TWO, OF_DETAILS = 1, 3, 4, 5, 6, 7, 9, 10, 11
"""Places in the order of `spending`; 2 and 8 are comparisons of pilots."""

WHOLE = 0
"""How fine a figure is that is shown whole or not at all."""

UNWANTED = 10_000
"""The place of a table that nobody asked for, and of what belongs to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What decides the order among figures of one kind.

    Args:
        tables: Pairs of dimensions, the most wanted first.
        waves: The waves, oldest first.
        surveyed: The measures that each wave has, by wave.
    """

    tables: Sequence[tuple[str, str]]
    waves: Sequence[str]
    surveyed: Mapping[str, Iterable[str]]

    def table(self, categories: Sequence[Sequence[str]]) -> int:
        """The place of the first table that a cell belongs to."""
        dimensions = {name for name, _ in categories}
        return next((place for place, one in enumerate(self.tables) if dimensions <= set(one)), UNWANTED)

    def outcomes(self, measure: str) -> tuple[str, ...]:
        """The outcomes that a figure about all waves of a measure draws on."""
        return tuple(score_outcome(measure, wave) for wave in self.waves if measure in self.surveyed[wave])


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Whom a curve is about, and on which days it is shown.

    Args:
        clock: Its clock.
        categories: The group; nothing for everyone.
        people: How many.
        points: All that could be shown of them; nothing where that is so little that others may have the same by
            chance.
        days: The days.
        of_voluntary: Numbers that departures by reason are where the retention of the same people is shown on these
            days: who left voluntarily; the others are the rest of those who left. None for other curves.
    """

    clock: str
    categories: tuple[tuple[str, str], ...]
    people: int
    points: str
    days: frozenset[int]
    of_voluntary: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A figure of a document, or of a curve as much as is shown with so many steps.

    Args:
        order: Its place in the order of `spending`, then how fine it is, then the place of its table, then people with
            most first.
        section: The section of the document that it stands in.
        place: Where it stands there.
        figure: What it is and how many numbers.
        group: Whom it is about, of a curve.
    """

    order: tuple[int, int, int, int]
    section: str
    place: int | str
    figure: Figure
    group: Group | None = None


def named(what: str, categories: Sequence[Sequence[str]]) -> str:
    """What a figure is, and of whom.

    >>> named("departures by reason", [["gender", "Woman"]])
    'departures by reason, Woman'
    """
    return ", ".join((what, *(category for _, category in categories)))
