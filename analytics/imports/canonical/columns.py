"""The dictionary of the program's tables: every column, what it holds, and the headings it is known by.

What stands in it is data, in `columns.toml`: our own names and synonyms, the headings of HR systems and of mentoring
platforms, and their translations.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

ProgramTable: TypeAlias = Literal["people", "pairs", "sessions", "goals"]
PROGRAM_TABLES: tuple[ProgramTable, ...] = ("people", "pairs", "sessions", "goals")

_PERSON_SIDES = (("junior_id", "mentor_id", "mentor_name"), ("senior_id", "mentee_id", "mentee_name"))
_PAIR = "pair_id or two people (mentor_id and mentee_id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramColumn:
    """One column of a program table.

    Args:
        name: Its name in our own files.
        meaning: What it holds, one sentence.
        synonyms: Other headings it is known by; case, blanks and punctuation do not matter.
        also: Its headings in exports of HR systems and mentoring platforms, and in other languages.
        is_required: Whether a file without it is refused.
        is_telling: Whether finding it says much about which table a file holds.
    """

    name: str
    meaning: str
    synonyms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_required: bool = False
    is_telling: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings it is known by, the best first."""
        return (self.name, *self.synonyms, *self.also)


def _column(entry: Mapping[str, Any]) -> ProgramColumn:
    return ProgramColumn(
        name=entry["name"],
        meaning=entry["meaning"],
        synonyms=tuple(entry.get("synonyms", ())),
        also=tuple(heading for headings in entry.get("also", {}).values() for heading in headings),
        is_required=entry.get("required", False),
        is_telling=entry.get("telling", False),
    )


def _columns() -> dict[ProgramTable, tuple[ProgramColumn, ...]]:
    content = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
    return {table: tuple(map(_column, content[table])) for table in PROGRAM_TABLES}


COLUMNS: Mapping[ProgramTable, tuple[ProgramColumn, ...]] = _columns()


def missing(table: ProgramTable, present: Mapping[str, object]) -> tuple[str, ...]:
    """What a table lacks: required columns, and things that several columns can tell, with "or" between them.

    Args:
        table: The table.
        present: Its known columns, by name.

    >>> missing("pairs", {"mentor_id": 0, "started_on": 1})
    ('senior_id or mentee_id or mentee_name',)
    """
    lacking = [column.name for column in COLUMNS[table] if column.is_required and column.name not in present]
    sides = [" or ".join(side) for side in _PERSON_SIDES if not any(name in present for name in side)]
    if table == "pairs":
        lacking += sides
    is_attended = table == "sessions" and {"session_id", "attendee"} <= set(present)
    if table in {"sessions", "goals"} and sides and "pair_id" not in present and not is_attended:
        lacking.append(_PAIR)
    if table == "sessions" and not {"held_on", "starts_at"} & set(present):
        lacking.append("held_on or starts_at")
    if table == "goals" and not {"status", "progress"} & set(present):
        lacking.append("status or progress")
    return tuple(lacking)
