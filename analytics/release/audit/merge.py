"""Which categories of a dimension are joined before anything is counted, so that each has enough people behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.catalog import UNDISCLOSED
from analytics.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FLOOR = 5
"""Fewer people than this never stand behind a number, whatever the settings say."""

MINIMUM = 10
"""People behind a published number, and outside of it, where the settings do not ask for more."""

EVERYONE = "Everyone"
OTHER = "Other"
OTHER_OR_UNDISCLOSED = "Other or undisclosed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """Neighboring categories of an ordered dimension, and how many people they hold together."""

    categories: tuple[str, ...]
    people: int

    def __add__(self, other: _Range) -> _Range:
        return _Range(categories=self.categories + other.categories, people=self.people + other.people)

    @property
    def label(self) -> str:
        first, last = self.categories[0], self.categories[-1]
        return first if first == last else f"{first} to {last}"


def merge_plan(counts: Mapping[str, int], *, order: Sequence[str] | None = None, minimum: int = 10) -> dict[str, str]:
    """The published category of every category of one dimension, each with at least `minimum` people behind it.

    Small categories without an order are joined as "Other", and the next smallest with them until "Other" is large
    enough. A small category of an ordered dimension is joined with the smaller of its neighbors and named as a range;
    "Undisclosed" has no place in an order and goes to "Other or undisclosed". Where fewer than two categories remain,
    all are "Everyone": the dimension is not offered.

    Args:
        counts: People in each category of the population of the release.
        order: The categories of an ordered dimension from low to high; none for a dimension without an order.
        minimum: People that every published category needs, 5 or more.

    Raises:
        SettingsError: `minimum` is below the floor of 5.

    >>> merge_plan({"Silent": 2, "Boomer": 14, "Gen X": 30}, order=["Silent", "Boomer", "Gen X"])
    {'Silent': 'Silent to Boomer', 'Boomer': 'Silent to Boomer', 'Gen X': 'Gen X'}
    """
    if minimum < FLOOR:
        raise SettingsError(
            f"A category cannot be published for {minimum} people.",
            allowed=f"At least {FLOOR}.",
            next_step="Leave the default of 10 or ask for more.",
        )
    ordered = [category for category in order or () if category in counts]
    ranges = _ranges([_Range(categories=(category,), people=counts[category]) for category in ordered], minimum)
    singles = [_Range(categories=(name,), people=n) for name, n in counts.items() if name not in ordered]
    kept, rest = _with_rest([*ranges, *singles], minimum)
    if len(kept) + bool(rest) < 2:  # noqa: PLR2004 - one category divides nobody from anybody
        return dict.fromkeys(counts, EVERYONE)
    label = {category: one.label for one in kept for category in one.categories}
    other = OTHER_OR_UNDISCLOSED if _holds_undisclosed(rest) else OTHER
    return {category: label.get(category, other) for category in counts}


def _ranges(ranges: list[_Range], minimum: int) -> list[_Range]:
    """The ranges after each that is too small was joined with the smaller of its neighbors."""
    while len(ranges) > 1:
        smallest = min(range(len(ranges)), key=lambda place: ranges[place].people)
        if ranges[smallest].people >= minimum:
            break
        places = [place for place in (smallest - 1, smallest + 1) if 0 <= place < len(ranges)]
        left = min(smallest, min(places, key=lambda place: ranges[place].people))
        ranges = [*ranges[:left], ranges[left] + ranges[left + 1], *ranges[left + 2 :]]
    return ranges


def _with_rest(candidates: list[_Range], minimum: int) -> tuple[list[_Range], list[_Range]]:
    """The categories that stand for themselves, and those that are joined because some of them are too small."""
    kept = sorted((one for one in candidates if one.people >= minimum), key=lambda one: (one.people, one.label))
    rest = [one for one in candidates if one.people < minimum]
    if rest:
        rest += [one for one in kept if one.label in {OTHER, OTHER_OR_UNDISCLOSED}]
        kept = [one for one in kept if one not in rest]
    while kept and rest and sum(one.people for one in rest) < minimum:
        rest.append(kept.pop(0))
    return kept, rest


def _holds_undisclosed(rest: list[_Range]) -> bool:
    return any(name in {UNDISCLOSED, OTHER_OR_UNDISCLOSED} for one in rest for name in one.categories)
