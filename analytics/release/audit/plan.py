"""Which cells a release offers, in the order in which a reader values them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from analytics.catalog import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


ELIGIBLE = "eligible"
PAIRS = "pairs"
SURVEY_DIMENSIONS = tuple(DIMENSIONS)
ELIGIBLE_DIMENSIONS = tuple(DIMENSIONS)
PAIR_DIMENSIONS = ("program", "cohort", "generation", "gender", "ethnicity", "business_unit", "level", "location")
SURVEY_MEASURES = ("engagement", "satisfaction", "enps", "bridging", "match_quality", "safety", "skills_gained")
LEFTOVERS = ("Other", "Not enrolled", "Not eligible", "Other or undisclosed", "Undisclosed")
PAIR_SURVIVAL = "pair_survival"
OF_FINDINGS = (PAIR_SURVIVAL, "median_gap")
"""Measures of pairs whose cells say only who counts; the figures are computed."""
OF_BOTH_SIDES: Mapping[str, str] = {"exchange_balance": "skills_gained", "match_quality_gap": "match_quality"}
"""Measure of the juniors and of the seniors, by the measure that puts both together."""

CHANNEL_SHARES = ("in_person_share", "video_share", "chat_share", "phone_share")
INFORMAL_SHARE = "informal_share"
WAYS_OF_MEETING: Mapping[str, int] = {**dict.fromkeys(CHANNEL_SHARES, len(CHANNEL_SHARES) - 1), INFORMAL_SHARE: 1}
"""Numbers published of each cell about what a measure is one part of: of four channels the last one follows."""

PLANNED_SHARES = ("session_completion", "cancelled_share", "no_show_share")
PARTS: Mapping[str, int] = {**WAYS_OF_MEETING, **dict.fromkeys(PLANNED_SHARES, len(PLANNED_SHARES) - 1)}
"""The same of every measure that is one part of something: of sessions held, cancelled and missed the last follows."""

PAIR_MEASURES = (*PLANNED_SHARES, "cadence", "support_share", "goal_attainment", *WAYS_OF_MEETING)
JOINED = frozenset({*SURVEY_MEASURES, *PAIR_MEASURES, "participation"})
"""Measures whose cells are whole sums, so that what they leave of a row is one; others are rounded."""


def divided_by(dimensions: Sequence[str], *, programs: int) -> tuple[str, ...]:
    """The dimensions that divide anybody: the program only where there are two or more.

    >>> divided_by(("program", "cohort", "gender"), programs=1)
    ('cohort', 'gender')
    """
    return tuple(name for name in dimensions if name != "program" or programs > 1)


def survey_population(wave: str) -> str:
    """The name of the population of one survey wave."""
    return f"survey:{wave}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A set of people (or pairs) whose cells are audited together.

    Args:
        name: `survey:<wave>`, `eligible` or `pairs`.
        dimensions: The dimensions that divide it.
        categories: Published categories of each dimension, in display order.
    """

    name: str
    dimensions: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]

    def offered(self, tables: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
        """Every cell in the order of its value: everyone, one dimension, then two in the order of `tables`."""
        yield ()
        for dimension in self.dimensions:
            yield from (((dimension, category),) for category in self.categories[dimension])
        for first, second in wanted_tables(self.dimensions, tables):
            for one in self.categories[first]:
                yield from (((first, one), (second, other)) for other in self.categories[second])


def wanted_tables(dimensions: Sequence[str], tables: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The wanted pairs of dimensions, and every pair with the first: together they hold every single dimension.

    >>> wanted_tables(("arm", "gender", "level"), [("level", "gender")])
    (('gender', 'level'), ('arm', 'gender'), ('arm', 'level'))
    """
    possible = list(combinations(dimensions, 2))
    wanted = [pair for table in tables for pair in possible if set(pair) == set(table)]
    return tuple(dict.fromkeys([*wanted, *(pair for pair in possible if dimensions[0] in pair)]))


def display_order(dimension: str, categories: Sequence[str], orders: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The categories of a dimension as a reader expects them: in their own order or by name, leftovers last.

    Args:
        dimension: Name of the dimension.
        categories: Its published categories; a merged one begins with the first category in it.
        orders: Known orders by dimension: generations by age, cohorts by their first day.

    >>> display_order("cohort", ("Autumn", "Not enrolled", "Spring"), {"cohort": ("Spring", "Autumn")})
    ('Spring', 'Autumn', 'Not enrolled')
    >>> display_order("level", ("L10 to L12", "L9", "L1 to L8"), {"level": ("L1", "L8", "L9", "L10", "L12")})
    ('L1 to L8', 'L9', 'L10 to L12')
    """
    order = orders.get(dimension, ())

    def begins(category: str, known: str) -> bool:
        return category == known or category.startswith(f"{known} to ")

    def place(category: str) -> tuple[int, int, str]:
        if category in LEFTOVERS:
            return 1, LEFTOVERS.index(category), category
        return 0, next((place for place, known in enumerate(order) if begins(category, known)), len(order)), category

    return tuple(sorted(categories, key=place))
