"""A question as data: it renders SQL, the values bound to it, and one English sentence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from analytics import catalog
from analytics.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Where: TypeAlias = "Mapping[str, tuple[str, ...]]"
Value: TypeAlias = "str | int | tuple[str, ...]"

SQL_FOLDER = Path(__file__).resolve().parent / "sql"
EVERYONE = "Everyone"


@cache
def sql_text(name: str) -> str:
    """The text of one SQL file.

    Args:
        name: Folder and name without suffix, such as `aggregates/scores`.

    Raises:
        UnknownNameError: There is no such file.
    """
    path = SQL_FOLDER / f"{name}.sql"
    if not path.is_file():
        raise UnknownNameError(
            "SQL file", name, (str(p.relative_to(SQL_FOLDER).with_suffix("")) for p in SQL_FOLDER.rglob("*.sql"))
        )
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question to the engine.

    Args:
        aggregate: Name of the file in `sql/aggregates`.
        column: Column that is summed, from the catalog or a survey's dictionary; empty where the file needs none.
        by: Dimensions that divide the answer.
        where: Chosen categories by dimension.
        values: Further values that the file binds by name.
        tables: Combinations of `by` that are answered at once, each with its margins; all of `by` if left out.
    """

    aggregate: str
    column: str = ""
    by: tuple[str, ...] = ()
    where: Where = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    tables: tuple[tuple[str, ...], ...] = ()

    def over(self, tables: Sequence[tuple[str, ...]]) -> Query:
        """The same question of several tables in one go: what each would be answered alone, margins once.

        Args:
            tables: Combinations of the dimensions of this question.
        """
        return replace(self, tables=tuple(tables))

    def sql(self) -> str:
        """The SQL text, with names from the catalog filled in and a `$name` for every value."""
        for name in (*self.by, *self.where):
            catalog.dimension(name)
        return sql_text(f"aggregates/{self.aggregate}").format(
            dims=", ".join(self.by),
            cells=self._cells(),
            measure=quoted(self.column) if self.column else "",
            where=self._condition(),
        )

    def bound(self) -> dict[str, Value]:
        """Every value that the SQL binds, by name."""
        return {**self.values, **{_placeholder(name): tuple(chosen) for name, chosen in self.where.items()}}

    def sentence(self) -> str:
        """Whom the question is about, in English."""
        return sentence(self.where)

    def _cells(self) -> str:
        """What the answer is grouped by: every combination of the dimensions, or those of the tables."""
        if not self.tables:
            return f"cube ({', '.join(self.by)})"
        margins = {few for table in self.tables for n in range(len(table) + 1) for few in combinations(table, n)}
        ordered = sorted(margins, key=lambda few: (len(few), [self.by.index(name) for name in few]))
        return f"grouping sets ({', '.join('(' + ', '.join(few) + ')' for few in ordered)})"

    def _condition(self) -> str:
        parts = [f"list_contains(${_placeholder(name)}, {name})" for name in self.where]
        return " and ".join(parts) if parts else "true"


def _placeholder(dimension: str) -> str:
    return f"chosen_{dimension}"


def quoted(name: str) -> str:
    """A column name as a quoted identifier.

    >>> quoted("q001")
    '"q001"'
    """
    return '"' + name.replace('"', '""') + '"'


def sentence(where: Where, period: str = "") -> str:
    """Whom a set of filters selects, and when, as one English sentence.

    Args:
        where: Chosen categories by dimension.
        period: When, in words that follow a comma, such as "survey of 2025-06"; empty for no word about it.

    >>> sentence({"generation": ("Gen Z", "Millennial"), "location": ("Lyon",)})
    'People of the generation Gen Z or Millennial, in Lyon.'
    >>> sentence({}, "survey of 2025-06")
    'Everyone, survey of 2025-06.'
    """
    parts = [catalog.dimension(name).phrase.format(_either(chosen)) for name, chosen in where.items()]
    whom = f"People {', '.join(parts)}" if parts else EVERYONE
    return f"{whom}, {period}." if period else f"{whom}."


def _either(categories: tuple[str, ...]) -> str:
    *others, last = categories or ("nobody",)
    return f"{', '.join(others)} or {last}" if others else last
