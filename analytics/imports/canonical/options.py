"""What a person states about a program table instead of letting it be guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from analytics.imports.canonical.dates import DateOrder

ALL = "all"
ROW_NUMBER = "#"
"""Stands for the heading of an id where a file has none: each row is somebody of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramOptions:
    """What a person states about a program table.

    Args:
        date_order: `dmy` or `mdy` for dates that could be read either way.
        junior: Which side of the platform's pairs is the junior person: its `mentor` or its `mentee`.
        observed_from: First day of which the roster knows who left.
        observed_to: Last day that the roster covers.
        skips_faulty: Whether rows with faults are left out and counted, instead of refusing the file.
        columns: The heading of a column that is not known by it, by the column's name.
        levels: Levels from low to high, where their names do not say which is higher.
        codes: What the codes in a column stand for, such as {"gender": {"1": "Woman"}}.
        keep: Reasons for leaving rows out that do not apply to this file; "all" for none at all.
        keep_rows: Numbers of rows, as a spreadsheet counts them, that are kept whatever the reason.
        sheet: Name or number, from 1, of the sheet of a spreadsheet, or None to choose it.
    """

    date_order: DateOrder | None = None
    junior: Literal["mentor", "mentee"] | None = None
    observed_from: date | None = None
    observed_to: date | None = None
    skips_faulty: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    keep_rows: frozenset[int] = frozenset()
    sheet: str | None = None

    def plain(self) -> dict[str, Any]:
        """The options as plain data, those that were not given left out."""
        days = {"observed_from": self.observed_from, "observed_to": self.observed_to}
        given: dict[str, Any] = {name: day.isoformat() for name, day in days.items() if day is not None}
        words = {"dates": self.date_order, "junior": self.junior, "sheet": self.sheet}
        given |= {name: word for name, word in words.items() if word}
        lists = {"levels": list(self.levels), "keep": sorted(self.keep), "keep_rows": sorted(self.keep_rows)}
        tables = {"columns": dict(self.columns), "codes": {name: dict(of) for name, of in self.codes.items()}}
        given |= {name: value for name, value in {**lists, **tables}.items() if value}
        return {**given, "skip_faulty": True} if self.skips_faulty else given

    def keeps(self, reason: str, row: int) -> bool:
        """Whether a row stays in the import although this reason would leave it out.

        Args:
            reason: Why it would be left out.
            row: Its number, as a spreadsheet counts.
        """
        return row in self.keep_rows or bool({key(reason), ALL} & {key(kept) for kept in self.keep})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A program table, ready to be stored.

    Args:
        tables: Rows by store table; the first has one row for each row of the file.
        facts: What was found, as plain data: the observed period, unknown people and so on.
    """

    tables: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
