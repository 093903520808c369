"""What a page sees of uploads: small plain data, so that neither rows nor answers leave the process that reads them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analytics.imports.mapping import Mapping
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

MOST_NAMED = 500
"""Row numbers that are named of the rows that were left out for one reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of a file.

    Args:
        kind: What its headings say it is: a program table, else a survey.
        names: Its headings.
        rows: Its first rows, as far as they may be shown.
        n_rows: How many rows it has, or None where only its beginning was read.
    """

    kind: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_rows: int | None

    @classmethod
    def of(cls, plain: ReadOnly[str, Any]) -> Head:
        """The top of a file from plain data."""
        return cls(**{**plain, "names": tuple(plain["names"]), "rows": _rows(plain["rows"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Rows that were left out for one reason.

    Args:
        n: How many.
        rows: The numbers of the first of them, as a spreadsheet counts them; none where they are only counted.
    """

    n: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey as it was understood.

    Args:
        format: The survey tool that wrote it.
        n_records: Rows below the headings.
        n_kept: Rows that are responses.
        n_columns: Columns.
        header_rows: Rows of headings; 0 where there are none.
        date_order: How its dates are read, or None where it leaves that open.
        encoding: How its text is encoded.
        personal: Heading and kind of each column that identifies people.
        person_id: Heading of the column that names the person, or None.
        names: Headings of the first answers.
        rows: The first answers, everything personal hidden.
        dropped: The rows that were left out, by reason.
        mapping: What its questions mean, as proposed.
        questions: What was counted of each question, by its id.
    """

    format: str
    n_records: int
    n_kept: int
    n_columns: int
    header_rows: int
    date_order: str | None
    encoding: str
    personal: tuple[tuple[str, str], ...]
    person_id: str | None
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    dropped: ReadOnly[str, Dropped]
    mapping: Mapping
    questions: ReadOnly[str, ReadOnly[str, Any]]

    def plain(self) -> dict[str, Any]:
        """The survey as plain data, its mapping as TOML."""
        values = {name: getattr(self, name) for name in Survey.__slots__}
        dropped = {reason: asdict(one) for reason, one in self.dropped.items()}
        return {**values, "dropped": dropped, "mapping": self.mapping.to_toml()}

    @classmethod
    def of(cls, plain: ReadOnly[str, Any]) -> Survey:
        """The survey of plain data."""
        return cls(
            **{
                **plain,
                "personal": tuple((name, kind) for name, kind in plain["personal"]),
                "names": tuple(plain["names"]),
                "rows": _rows(plain["rows"]),
                "dropped": _dropped(plain["dropped"]),
                "mapping": Mapping.from_toml(plain["mapping"]),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A file as it would be committed.

    Args:
        id: Id of the import.
        short_id: Its first characters, as people see them.
        file_name: Name of the file.
        kind: What it holds.
        wave: Its survey wave, or None.
        rows: Rows that would be stored.
        dropped: The rows that were left out, by reason.
        notices: What a person should know.
        has_scores: Whether any question of it counts toward a score; true of a program table.
    """

    id: str
    short_id: str
    file_name: str
    kind: str
    wave: str | None
    rows: int
    dropped: ReadOnly[str, Dropped]
    notices: tuple[Notice, ...]
    has_scores: bool

    @classmethod
    def of(cls, plain: ReadOnly[str, Any]) -> Told:
        """The file from plain data."""
        notices = tuple(Notice(**one) for one in plain["notices"])
        return cls(**{**plain, "notices": notices, "dropped": _dropped(plain["dropped"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a commit would change.

    Args:
        rows: Rows that each file adds, changes and says again.
        figures: The headline figures that move, as they are kept in the history; None where the data are too many to
            count them in passing.
        replaces: Files that are imported already with another meaning, which would be replaced.
    """

    rows: tuple[ReadOnly[str, int], ...]
    figures: tuple[ReadOnly[str, Any], ...] | None
    replaces: tuple[str, ...]

    @classmethod
    def of(cls, plain: ReadOnly[str, Any]) -> Effect:
        """The effect from plain data."""
        figures = plain["figures"]
        return cls(
            rows=tuple(plain["rows"]),
            figures=None if figures is None else tuple(figures),
            replaces=tuple(plain["replaces"]),
        )


def _dropped(plain: ReadOnly[str, ReadOnly[str, Any]]) -> dict[str, Dropped]:
    return {reason: Dropped(n=one["n"], rows=tuple(one["rows"])) for reason, one in plain.items()}


def _rows(plain: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in plain)
