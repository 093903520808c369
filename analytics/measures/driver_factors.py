"""What may go with engagement and with leaving: only what was known before, and never who somebody is."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from analytics.catalog import level_order
from analytics.engine.rows import counts
from analytics.measures.threes import STEP
from analytics.stats.factor_patterns import FactorPatterns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine.rows import Row

Levels: TypeAlias = "dict[str, tuple[str, ...]]"

OTHER = "Other"
STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""What published figures are multiples of, as small as three people more or fewer allow without showing."""

PROTECTED = ("gender", "generation", "ethnicity")
"""Who somebody is: held equal when factors are compared, and never listed as something to act on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something known of people before the outcome.

    Args:
        name: Column of the aggregate.
        label: Words on screen.
        order: Its levels in their order; empty where they have none.
    """

    name: str
    label: str
    order: tuple[str, ...] = ()


FACTORS = (
    Factor(
        name="earlier",
        label="Engagement in the survey before",
        order=(
            "Up to a third favorable",
            "Up to two thirds favorable",
            "Over two thirds favorable",
            "No earlier answer",
        ),
    ),
    Factor(
        name="tenure",
        label="Tenure",
        order=("Under 1 year", "1 to 2 years", "3 to 5 years", "6 to 9 years", "10 years or more", "Undisclosed"),
    ),
    Factor(
        name="taking_part",
        label="Taking part in the program",
        order=(
            "Not taking part",
            "No meeting in 90 days",
            "1 or 2 meetings in 90 days",
            "3 or more meetings in 90 days",
            "Undisclosed",
        ),
    ),
    Factor(name="level", label="Level"),
    Factor(name="business_unit", label="Business unit"),
    Factor(name="location", label="Location"),
)
LABELS: Mapping[str, str] = {factor.name: factor.label for factor in FACTORS}


def levels(rows: Sequence[Row], *, least: int) -> Levels:
    """The levels of every factor and protected attribute, small ones joined under `OTHER`; constants are left out.

    Args:
        rows: Rows of an aggregate of drivers.
        least: Fewest people (or person-months) of a level of its own.
    """
    found = {factor.name: _levels(rows, factor, least) for factor in FACTORS}
    found |= {name: _levels(rows, Factor(name=name, label=name), least) for name in PROTECTED}
    return {name: known for name, known in found.items() if len(known) > 1}


def patterns_of(rows: Sequence[Row], known: Levels) -> FactorPatterns:
    """The people and events of rows by the levels that count.

    Args:
        rows: Rows of an aggregate of drivers.
        known: The levels of every factor.

    Raises:
        UndefinedStatisticError: There are no people.
    """
    columns = [_codes([row[name] for row in rows], of) for name, of in known.items()]
    return FactorPatterns.counted(columns, counts(rows, "n"), counts(rows, "events"), known)


def step(n: int, per: float) -> float:
    """What a published figure of n people is a multiple of.

    The smallest step that three people make at most, so that no single person's answer or leaving shows.

    Args:
        n: People, or person-months, as many as `least_people` at least.
        per: What a share of one is in the unit of the figure, such as 100 for percent.

    >>> step(6000, 100), step(300, 100), step(30, 100)
    (0.1, 1.0, 10.0)
    """
    return next((one for one in STEPS if one >= STEP * per / n), STEPS[-1])


def least_people(per: float) -> int:
    """Fewest people (or person-months) for whom a figure can be published.

    >>> least_people(100)
    30
    """
    return math.ceil(STEP * per / STEPS[-1])


def _levels(rows: Sequence[Row], factor: Factor, least: int) -> tuple[str, ...]:
    people: Counter[str] = Counter()
    for (name, each), times in Counter(zip([row[factor.name] for row in rows], counts(rows, "n"), strict=True)).items():
        people[str(name)] += each * times
    large = [name for name, n in people.items() if n >= least]
    order = {name: at for at, name in enumerate(factor.order)} or level_order(large)
    kept = sorted(large, key=lambda name: (order.get(name, len(order)), name))
    return tuple(dict.fromkeys((*kept, *[OTHER] * (len(kept) < len(people)))))


def _codes(values: Sequence[object], levels: Sequence[str]) -> list[int]:
    """The place of each value among the levels, or that of `OTHER`."""
    places = {level: place for place, level in enumerate(levels)}
    found = {value: places[str(value) if str(value) in places else OTHER] for value in set(values)}
    return [found[value] for value in values]
