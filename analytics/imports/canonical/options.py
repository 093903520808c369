"""What a person states about a program table instead of letting it be guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from analytics.imports.canonical.dates import DateOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramOptions:
    """What a person states about a program table.

    Args:
        date_order: `dmy` or `mdy` for dates that could be read either way.
        junior: Which side of the platform's pairs is the junior person: its `mentor` or its `mentee`.
        observed_from: First day of which the roster knows who left.
        observed_to: Last day that the roster covers.
        skips_faulty: Whether rows with faults are left out and counted, instead of refusing the file.
    """

    date_order: DateOrder | None = None
    junior: Literal["mentor", "mentee"] | None = None
    observed_from: date | None = None
    observed_to: date | None = None
    skips_faulty: bool = False

    def plain(self) -> dict[str, Any]:
        """The options as plain data, those that were not given left out."""
        days = {"observed_from": self.observed_from, "observed_to": self.observed_to}
        given: dict[str, Any] = {name: day.isoformat() for name, day in days.items() if day is not None}
        given |= {name: value for name, value in (("dates", self.date_order), ("junior", self.junior)) if value}
        return {**given, "skip_faulty": True} if self.skips_faulty else given


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A program table, ready to be stored.

    Args:
        tables: Rows by store table; the first has one row for each row of the file.
        facts: What was found, as plain data: the observed period, unknown people and so on.
    """

    tables: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
