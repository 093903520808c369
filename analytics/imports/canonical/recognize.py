"""Which program table a file holds and in which row its headings are, told by the headings themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analytics.imports.canonical import columns
from analytics.imports.canonical.columns import COLUMNS, PROGRAM_TABLES, ProgramTable
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROWS_LOOKED_AT = 40
_LEAST_SHARE_KNOWN = 0.4
_CAREER, _ENOUGH_OF_A_ROSTER = frozenset({"person_id", "hired_on", "exited_on"}), 6
_LEAVERS, _SHARE_OF_LEAVERS = frozenset({"person_id", "exited_on"}), 0.6
_MOST_WORDS = 6
_OF_ROWS, _LAST = frozenset({"startdate", "enddate"}), 1_000
"""Headings that say, beside another one for the same thing, from when to when a row holds; the other one is meant."""
_OF_GOALS = frozenset({"goal_id", "owner", "due_on", "progress"})
"""What only goals have: two people, a day and a state may as well be a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRow:
    """The headings of a program table.

    Args:
        table: Which table.
        index: Position of the row of headings among the rows looked at, from 0.
        positions: Position of each known column, by the column's name.
        unused: Headings that no column is known by, or that a better heading of the same column is there for.
        row: All headings as they stand.
    """

    table: ProgramTable
    index: int
    positions: Mapping[str, int]
    unused: tuple[str, ...]
    row: tuple[str, ...] = ()

    @property
    def headings(self) -> dict[str, str]:
        """The heading of each known column as it stands in the file."""
        return {name: self.row[position] for name, position in self.positions.items() if position < len(self.row)}

    @property
    def first(self) -> str:
        """The known column that stands first."""
        return min(self.positions, key=lambda name: self.positions[name])

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there; of alternatives, all names with "or" between them."""
        return columns.missing(self.table, self.positions)

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to say which table it is: complete, with a telling column, and mostly known."""
        telling = {column.name for column in COLUMNS[self.table] if column.is_telling}
        n_headings = len(self.positions) + len(self.unused)
        # A wide roster has pay, reviews and absences too: whose career it is and how long tells enough.
        is_roster = self.positions.keys() >= _CAREER and len(self.positions) >= _ENOUGH_OF_A_ROSTER
        is_roster = is_roster and not any(_is_asked(heading) for heading in self.unused)
        is_known = is_roster or len(self.positions) >= _LEAST_SHARE_KNOWN * n_headings
        if self.is_list_of_leavers:
            return True
        is_of_goals = self.table != "goals" or not _OF_GOALS.isdisjoint(self.positions)
        return not self.missing and bool(telling & set(self.positions)) and is_known and is_of_goals

    @property
    def is_list_of_leavers(self) -> bool:
        """Whether it says who left and when, and not since when they were there."""
        if self.table != "people" or self.missing != ("hired_on",) or not self.positions.keys() >= _LEAVERS:
            return False
        n_headings = len(self.positions) + len(self.unused)
        is_of_row = key(self.headings["exited_on"]) in _OF_ROWS
        is_of_survey = any(_is_asked(heading) for heading in self.unused)
        return len(self.positions) >= _SHARE_OF_LEAVERS * n_headings and not is_of_row and not is_of_survey


def _is_asked(heading: str) -> bool:
    """Whether a heading is a question or a statement of a survey."""
    return "?" in heading or len(heading.split()) > _MOST_WORDS


def header_row(
    rows: Sequence[Sequence[str]], table: ProgramTable | None = None, stated: Mapping[str, str] | None = None
) -> HeaderRow | None:
    """The row of headings of a program table, or None where there is none.

    Title lines above it do not matter; a fixed row is never assumed.

    Args:
        rows: The first rows of a file, as text.
        table: Which table it is, or None to tell by the headings; then only a certain answer is given.
        stated: Headings that a person named, by the column that they stand for.

    >>> found = header_row([["Staff list 2026"], ["Employee ID", "Hire Date", "Exit Date"]])
    >>> found.table, found.index, found.positions["exited_on"]
    ('people', 1, 2)
    """
    wanted = PROGRAM_TABLES if table is None else (table,)
    known = {one: _known_or_stated(one, stated or {}) for one in wanted}
    looked_at = [(index, row, list(map(key, row))) for index, row in enumerate(rows[:ROWS_LOOKED_AT])]
    found = [_headings(one, index, row, keys, known[one]) for index, row, keys in looked_at for one in wanted]
    if table is None:
        found = [header for header in found if header.is_certain]
    return max(found, key=lambda header: (len(header.positions), -header.index), default=None)


def _headings(
    table: ProgramTable,
    index: int,
    row: Sequence[str],
    keys: Sequence[str],
    known: Mapping[str, tuple[str, int]],
) -> HeaderRow:
    best: dict[str, tuple[int, int]] = {}
    for position in (position for position, heading in enumerate(keys) if heading in known):
        name, rank = known[keys[position]]
        if name not in best or rank < best[name][0]:
            best[name] = (rank, position)
    positions = {name: position for name, (_, position) in best.items()}
    taken = set(positions.values())
    unused = tuple(heading for position, heading in enumerate(row) if heading.strip() and position not in taken)
    return HeaderRow(table=table, index=index, positions=positions, unused=unused, row=tuple(row))


def _known_or_stated(table: ProgramTable, stated: Mapping[str, str]) -> Mapping[str, tuple[str, int]]:
    """The same as `_known`, but for the columns whose headings a person named."""
    if not stated:
        return _known(table)
    taken_over = {key(heading): (name, -1) for name, heading in stated.items()}
    return {heading: told for heading, told in _known(table).items() if told[0] not in stated} | taken_over


@cache
def _known(table: ProgramTable) -> Mapping[str, tuple[str, int]]:
    """The column behind each heading, and how good a name for it the heading is, 0 for its own."""
    known: dict[str, tuple[str, int]] = {}
    for column in COLUMNS[table]:
        for rank, heading in enumerate(column.headings):
            known.setdefault(key(heading), (column.name, rank if key(heading) not in _OF_ROWS else _LAST))
    return known
