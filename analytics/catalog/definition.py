"""What a measure is: its name, its words on screen, and what defines it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Population = Literal["survey", "eligible", "pairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that Twoway measures.

    Args:
        name: Name in queries, addresses and the command line.
        label: Words on screen.
        unit: Unit of the value, as printed behind it.
        low: Smallest possible value, in `unit`.
        high: Largest possible value, in `unit`.
        direction: 1 where more is better, -1 where less is, 0 where neither.
        population: Whom it is measured on.
        definition: One sentence that a reader can check.
        numerator: What is counted or summed.
        denominator: What it is divided by.
        window: The period it covers.
        exclusions: Who or what is left out.
        method: How its interval is made.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    direction: Literal[-1, 0, 1]
    population: Population
    definition: str
    numerator: str
    denominator: str
    window: str
    exclusions: str
    method: str
