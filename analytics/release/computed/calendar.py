"""How often pairs met, month by month, to the nearest five; only months in which ten pairs or more met."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.query import Query
from analytics.release.audit.budget import Figure
from analytics.release.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine import Engine
    from analytics.measures.finding import Provenance
    from analytics.release.audit.budget import Budget
    from analytics.release.facts import Facts

OUTCOME = "meetings"
MINIMUM = 10
STEP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How often pairs met in one calendar month.

    Args:
        year: The year.
        month: The month, 1 to 12.
        held: Sessions held, to the nearest five.
        going: Pairs that were going, to the nearest five.
    """

    year: int
    month: int
    held: int
    going: int

    @property
    def per_pair(self) -> float:
        """Sessions for each pair that was going."""
        return self.held / self.going


def question() -> Query:
    """What to ask the engine for the sessions of every month."""
    return Query(aggregate="meetings")


def calendar(engine: Engine, budget: Budget) -> list[dict[str, Any]]:
    """The months that may be shown, as plain data, the earliest first; none where their number does not fit.

    Each counts as one number about how often pairs meet, of which there may be one for every five pairs.

    Args:
        engine: The engine.
        budget: What may still be published; what is drawn is gone from it.
    """
    rows = [row for row in engine.rows(question()) if count(row, "met") >= MINIMUM]
    budget.open(OUTCOME, max((count(row, "going") for row in rows), default=0))
    figure = Figure(what="sessions by month", draws={OUTCOME: len(rows)})
    if not rows or not budget.draw(figure):
        return []
    months = [
        {
            "year": count(row, "year"),
            "month": count(row, "month"),
            "held": rounded(count(row, "held")),
            "going": rounded(count(row, "going")),
        }
        for row in rows
    ]
    return sorted(months, key=lambda one: (one["year"], one["month"]))


def rounded(number: int) -> int:
    """A number of sessions or pairs to the nearest five, so that one more or less seldom shows.

    >>> rounded(312), rounded(313)
    (310, 315)
    """
    return (2 * number + STEP) // (2 * STEP) * STEP


def calendar_provenance(facts: Facts) -> Provenance:
    """Where the calendar comes from.

    Args:
        facts: The release it is read from.
    """
    return replace(
        provenance(facts, "cadence", {}),
        definition="Sessions held in each calendar month, and for each pair that was going in it.",
        numerator="sessions held, to the nearest five",
        denominator="pairs that were going in the month, to the nearest five",
        window="every month in which pairs met",
        exclusions=f"months in which fewer than {MINIMUM} pairs met; sessions after the last day of their pair",
        method="counts; no interval, because all sessions of the program are in them",
        sql=question().sql(),
        values={},
    )


def read_month(document: Mapping[str, Any]) -> Month:
    """A month in its plain form."""
    return Month(**{name: document[name] for name in ("year", "month", "held", "going")})
