"""The tables that a release should hold in the order in which they are wanted, as somebody ranked them on a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.durable import replace_file, writing
from analytics.errors import SettingsError, TwowayError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE_NAME = "tables.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Tables in the order in which they are wanted.

    Args:
        tables: Pairs of dimensions, most wanted first.
        by: Who has ranked them.
        at: When, ISO 8601.
    """

    tables: tuple[tuple[str, str], ...]
    by: str
    at: str


def read(folder: Path) -> Ranking | None:
    """The ranking of a store, or None where nobody has made one.

    Args:
        folder: Folder of the store.

    Raises:
        SettingsError: The file was changed by hand into something else.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return None
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return Ranking(tables=tables(document["tables"]), by=str(document["by"]), at=str(document["at"]))
    except (ValueError, KeyError, TypeError, TwowayError) as error:
        raise SettingsError(
            f"{FILE_NAME} in the store is not a ranking of tables.",
            next_step="Delete the file, and rank the tables again on the Publish page.",
        ) from error


def save(folder: Path, wanted: Sequence[tuple[str, str]], *, by: str, at: str) -> Ranking:
    """The ranking as it is kept from now on.

    Args:
        folder: Folder of the store.
        wanted: Pairs of dimensions, most wanted first.
        by: Who ranks them.
        at: When, ISO 8601.

    Raises:
        SettingsError: A table is not two different dimensions.
        StoreError: The store cannot be written.
    """
    ranking = Ranking(tables=tables(wanted), by=by, at=at)
    document = {"tables": ranking.tables, "by": by, "at": at}
    with writing(folder):
        replace_file(folder / FILE_NAME, json.dumps(document, ensure_ascii=False).encode())
    return ranking


def forget(folder: Path) -> None:
    """Go back to the order of the settings.

    Args:
        folder: Folder of the store.

    Raises:
        StoreError: The store cannot be written.
    """
    with writing(folder):
        (folder / FILE_NAME).unlink(missing_ok=True)


def tables(wanted: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Tables as given, each once.

    Args:
        wanted: Pairs of dimensions, most wanted first.

    Raises:
        SettingsError: One of them is not two different dimensions.

    >>> tables([["cohort", "gender"], ["gender", "cohort"]])
    (('cohort', 'gender'),)
    """
    found: dict[frozenset[str], tuple[str, str]] = {}
    for pair in wanted:
        names = [catalog.dimension(name).name for name in pair]
        if len(set(names)) != 2 or len(names) != 2:  # noqa: PLR2004 - a table has rows and columns
            raise SettingsError(
                "A table is not two different dimensions.",
                allowed=f"Two of: {', '.join(catalog.DIMENSIONS)}.",
                next_step="Write pairs such as cohort,gender.",
            )
        found.setdefault(frozenset(names), (names[0], names[1]))
    return tuple(found.values())
