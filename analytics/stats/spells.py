"""How many people share each combination of entry, exit, event and weight: needed where margins do not suffice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.survival import risk_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from analytics.stats.survival import Floats, Integers, RiskTable

BEGINNING = -(2**62)
"""Entry of people under observation from the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A number of people with the same time under observation.

    Args:
        exit: End of observation, whole time.
        event: The event at `exit`; "" when observation ended without one.
        n: Number of people.
        entry: Start of observation; None from the beginning. At risk at t when entry < t <= exit.
        weight: Weight of each of them.
    """

    exit: int
    event: str
    n: int
    entry: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spells:
    """Spells as columns, all of shape (spells,).

    Args:
        entry: Start of observation, `BEGINNING` for people there from the beginning.
        exit: End of observation.
        event: Event at the exit, "" for none.
        weight: Weight of each person.
        n: Number of people.
    """

    entry: Integers
    exit: Integers
    event: NDArray[np.str_]
    weight: Floats
    n: Integers

    def weight_at_risk(self, times: Integers) -> Floats:
        """Sum of the weights of the people at risk just before each of `times`, shape (times,)."""
        total = self.weight * self.n
        return at_or_after(self.exit, total, times) - at_or_after(self.entry, total, times)

    def weight_of_events(self, times: Integers) -> Floats:
        """Sum of the weights of the people with an event at each of `times`, which must hold every event time."""
        has_event = self.event != ""
        rows = np.searchsorted(times, self.exit[has_event])
        total = (self.weight * self.n)[has_event]
        return np.bincount(rows, weights=total, minlength=times.size).astype(np.float64)

    def table(self) -> RiskTable:
        """The risk table of the people, unweighted."""
        has_event = self.event != ""
        is_late = self.entry != BEGINNING
        return risk_table(
            _histogram(self.entry, self.n) if is_late.any() else None,
            _histogram(self.exit, self.n),
            _histogram(self.exit[has_event], self.n[has_event]),
        )


def spells(counted: Iterable[Spell]) -> Spells:
    """Spells as columns, in an order that does not depend on the order given.

    Args:
        counted: People by entry, exit, event and weight.

    Raises:
        UndefinedStatisticError: Nobody was under observation, somebody's observation ends before it begins, or a
            weight is negative.
    """
    rows = [
        (BEGINNING if spell.entry is None else spell.entry, spell.exit, spell.event, spell.weight, spell.n)
        for spell in counted
        if spell.n
    ]
    entry, exit_, event, weight, n = zip(*rows, strict=True) if rows else ((),) * 5
    return ordered(
        Spells(
            entry=np.array(entry, dtype=np.int64),
            exit=np.array(exit_, dtype=np.int64),
            event=np.array(event, dtype=np.str_),
            weight=np.array(weight, dtype=np.float64),
            n=np.array(n, dtype=np.int64),
        )
    )


def ordered(columns: Spells) -> Spells:
    """The same spells in an order of their own, once it is sure that they make sense.

    Args:
        columns: People by entry, exit, event and weight, at least one in each row.

    Raises:
        UndefinedStatisticError: As for `spells`.
    """
    if not columns.n.size:
        raise UndefinedStatisticError("Nobody was under observation.", next_step="Widen the group or the period.")
    if (columns.entry >= columns.exit).any() or (columns.weight < 0).any():
        raise UndefinedStatisticError(
            "Somebody's observation ends before it begins, or a weight is negative.",
            next_step="Leave these people out.",
        )
    order = np.lexsort((columns.n, columns.weight, columns.event, columns.exit, columns.entry))
    return Spells(
        entry=columns.entry[order],
        exit=columns.exit[order],
        event=columns.event[order],
        weight=columns.weight[order],
        n=columns.n[order],
    )


def at_or_after(ends: Integers, amounts: Floats, times: Integers) -> Floats:
    """Sum of the amounts whose end is at or after each time: added up from the last time backwards.

    Args:
        ends: Time of each amount, shape (amounts,).
        amounts: What is summed, shape (amounts,).
        times: Increasing times, shape (times,).
    """
    reached = np.searchsorted(times, ends, side="right")
    sums = np.bincount(reached, weights=amounts, minlength=times.size + 1)
    return np.cumsum(sums[::-1], dtype=np.float64)[::-1][1:]


def _histogram(times: Integers, counts: Integers) -> dict[int, int]:
    """Time -> number of people."""
    days, rows = np.unique(times, return_inverse=True)
    sums = np.zeros(days.size, dtype=np.int64)
    np.add.at(sums, rows, counts)
    return dict(zip(days.tolist(), sums.tolist(), strict=True))
