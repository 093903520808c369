"""Rows of an aggregate of drivers, drawn from a known truth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from analytics.measures.driver_factors import FACTORS, PROTECTED

if TYPE_CHECKING:
    from analytics.engine.rows import Row

TENURES = ("Under 1 year", "1 to 2 years", "3 to 5 years", "6 to 9 years", "10 years or more")
KNOWN = {
    "earlier": ("Up to a third favorable", "Up to two thirds favorable", "Over two thirds favorable"),
    "tenure": TENURES,
    "taking_part": ("Not taking part", "3 or more meetings in 90 days"),
    "level": ("L1", "L2", "L3"),
    "business_unit": ("Plants", "Sales"),
    "location": ("Lyon", "Oslo", "Porto"),
    "gender": ("Man", "Woman"),
    "generation": ("Gen X", "Gen Z"),
    "ethnicity": ("Undisclosed",),
}
COLUMNS = (*(factor.name for factor in FACTORS), *PROTECTED)


def rows(n: int, seed: int, *, tenure: float = 0.0, gen_z: float = 0.0, base: float = -1.0) -> list[Row]:
    """People whose log odds of the event rise by `tenure` in their first year and by `gen_z` in Gen Z.

    Args:
        n: People.
        seed: Of the draws.
        tenure: Log odds added for a tenure of under a year.
        gen_z: Log odds added for Gen Z.
        base: Log odds of everybody.
    """
    random = np.random.default_rng(seed)
    codes = {name: random.integers(0, len(known), n) for name, known in KNOWN.items()}
    odds = base + tenure * (codes["tenure"] == 0) + gen_z * (codes["generation"] == 1)
    events = random.random(n) < 1 / (1 + np.exp(-odds))
    people: Counter[tuple[str, ...]] = Counter()
    happened: Counter[tuple[str, ...]] = Counter()
    for at in range(n):
        key = tuple(KNOWN[name][codes[name][at]] for name in COLUMNS)
        people[key] += 1
        happened[key] += int(events[at])
    return [
        {**dict(zip(COLUMNS, key, strict=True)), "n": count, "events": happened[key]} for key, count in people.items()
    ]
