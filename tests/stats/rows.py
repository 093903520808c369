"""Rows of people, for computing a statistic slowly and plainly beside the one from aggregates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from analytics.stats.survival import RiskTable, risk_table

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's time under observation: at risk at t when entry < t <= exit."""

    entry: int
    exit: int
    event: int


def stays(*, last: int = 12, causes: int = 1) -> st.SearchStrategy[Stay]:
    """People entering late, with many ties."""
    return st.builds(
        lambda entry, length, event: Stay(entry, entry + length, event),
        st.integers(0, last // 2),
        st.integers(1, last),
        st.integers(0, causes),
    )


def table_of(people: Iterable[Stay]) -> RiskTable:
    """The risk table of rows, by way of the three histograms."""
    people = list(people)
    return risk_table(
        Counter(person.entry for person in people),
        Counter(person.exit for person in people),
        Counter(person.exit for person in people if person.event),
    )


def at_risk(people: Iterable[Stay], time: int) -> list[Stay]:
    """Who is at risk at `time`."""
    return [person for person in people if person.entry < time <= person.exit]


def gone(people: Iterable[Stay], time: int) -> list[Stay]:
    """Who has the event at `time`."""
    return [person for person in people if person.exit == time and person.event]


def event_times(people: Iterable[Stay]) -> list[int]:
    """Times with an event."""
    return sorted({person.exit for person in people if person.event})
