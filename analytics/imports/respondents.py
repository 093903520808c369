"""Who answered: a name for each response, and the person behind it where the file and a roster tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.occurrences import order_within
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.canonical.directory import Directory
    from analytics.imports.understanding import Understanding
    from analytics.store import Key

_LOW_MATCH = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """Who answered, a response each.

    Args:
        keys: Keyed hashes of the responses, never null.
        people: Keyed hashes of the people, null where nothing names one.
        n_named: Responses that name a person.
        n_matched: Responses whose person is in a roster.
        n_unnamed: Responses known by file and row alone: no id, no person, nothing that another export repeats.
        notices: What a person should know.
    """

    keys: pa.Array
    people: pa.Array
    n_named: int
    n_matched: int
    n_unnamed: int
    notices: tuple[Notice, ...]


def respondents(
    understanding: Understanding,
    records: Sequence[Sequence[str]],
    *,
    wave: str,
    key: Key,
    directory: Directory,
) -> Respondents:
    """Who answered.

    Args:
        understanding: What was understood of the file.
        records: The rows that are answers.
        wave: The wave.
        key: The secret that ids are hashed with.
        directory: The people known so far.
    """
    people, n_named, n_matched = _people(understanding, records, key, directory)
    names, notices = _names(understanding, records, people)
    is_by_row = names is None
    names = _rows(understanding) if names is None else names
    keys = pa.array([key.hashed("respondent", f"{wave}:{name}") for name in names], pa.int64())
    return Respondents(
        keys=keys,
        people=people,
        n_named=n_named,
        n_matched=n_matched,
        n_unnamed=people.null_count if is_by_row else 0,
        notices=(*notices, *_again_notices(people), *_match_notices(len(records), n_named, n_matched, directory)),
    )


def _people(
    understanding: Understanding, records: Sequence[Sequence[str]], key: Key, directory: Directory
) -> tuple[pa.Array, int, int]:
    """The people by the column that finds most of them in a roster; the first such column where none is better."""
    best = (pa.nulls(len(records), pa.int64()), 0, 0)
    for number, position in enumerate(understanding.person_ids):
        cells = Cells.of([record[position] for record in records])
        found = cells.read(lambda text: directory.person_key(key, text))
        known = directory.knows_people(np.asarray([one or 0 for one in found], dtype=np.int64))[cells.codes]
        n_named = int(np.count_nonzero(~cells.is_blank))
        n_matched = int(np.count_nonzero(known & ~cells.is_blank))
        if number == 0 or n_matched > best[2]:
            best = (cells.spread(found, pa.int64()), n_named, n_matched)
    return best


def _names(
    understanding: Understanding, records: Sequence[Sequence[str]], people: pa.Array
) -> tuple[list[str] | None, tuple[Notice, ...]]:
    """A different text for each response: the survey tool's id, else the person; None where neither will do."""
    if understanding.respondent_id is not None:
        cells = Cells.of([record[understanding.respondent_id] for record in records])
        if not cells.is_blank.any():
            return _told_apart(cells)
    elif not people.null_count and len(people.unique()) == len(people):
        return [f"person {one}" for one in people.to_pylist()], ()
    return None, ()


def _rows(understanding: Understanding) -> list[str]:
    rows = [understanding.table.row_number(index) for index in understanding.kept]
    return [f"{understanding.table.sha256}:{row}" for row in rows]


def _told_apart(cells: Cells) -> tuple[list[str], tuple[Notice, ...]]:
    number = order_within(cells.codes).tolist()
    texts = (cells.distinct[code] for code in cells.codes.tolist())
    names = [f"{text}#{nth}" if nth else text for text, nth in zip(texts, number, strict=True)]
    n_repeated = sum(nth > 0 for nth in number)
    if not n_repeated:
        return names, ()
    message = (
        f"{n_repeated:,} responses repeat the id of an earlier one. They were kept as responses of their own: "
        "if they are copies, remove them from the file."
    )
    return names, (Notice(code="repeated_respondent_id", message=message),)


def _again_notices(people: pa.Array) -> tuple[Notice, ...]:
    _, counts = np.unique(people.drop_null().to_numpy(), return_counts=True)
    if not (n_again := int(np.count_nonzero(counts > 1))):
        return ()
    message = f"{n_again:,} people answered more than once. Each counts once, with the newest answers."
    return (Notice(code="repeated_person", message=message),)


def _match_notices(n: int, n_named: int, n_matched: int, directory: Directory) -> tuple[Notice, ...]:
    if not n_named:
        message = "The responses name no people: they count with the categories that the survey itself carries."
        return (Notice(code="anonymous", message=message),)
    if not directory.people.size:
        message = f"{n_named:,} of {n:,} responses name a person, but no roster is imported yet: import people."
        return (Notice(code="no_roster", message=message),)
    if n_matched >= _LOW_MATCH * n_named:
        return ()
    message = (
        f"Only {n_matched:,} of the {n_named:,} responses that name a person match the roster "
        f"({n_matched / n_named:.0%}). Compare how the two files write ids (leading zeros, prefixes) or e-mail "
        "addresses, and whether the roster has everybody."
    )
    return (Notice(code="low_match", message=message),)
