"""Who answered: a name for each response, and the person behind it where the file and a roster tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.canonical.occurrences import order_within
from analytics.imports.mismatch import DAMAGED, why_unmatched
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from analytics.imports.canonical.cells import Cells
    from analytics.imports.canonical.directory import Directory, Keys
    from analytics.imports.records import Records
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
    records: Records,
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
    named, notices = _named(understanding, records, people, key, wave)
    is_by_row = named is None
    why = _why_low(understanding, records, key, directory) if n_matched < _LOW_MATCH * n_named else ""
    keys = _by_row(understanding, key, wave) if named is None else named
    return Respondents(
        keys=pa.array(keys),
        people=people,
        n_named=n_named,
        n_matched=n_matched,
        n_unnamed=people.null_count if is_by_row else 0,
        notices=(
            *notices,
            *_again_notices(people),
            *_match_notices(len(records), n_named, n_matched, directory, why),
        ),
    )


def _people(
    understanding: Understanding, records: Records, key: Key, directory: Directory
) -> tuple[pa.Array, int, int]:
    """The people by the column that finds most of them in a roster; the first such column where none is better."""
    best = (pa.nulls(len(records), pa.int64()), 0, 0)
    for number, position in enumerate(understanding.person_ids):
        cells = records.cells(position)
        found, is_blank = _person_keys(cells, key, directory)[cells.codes], cells.is_blank
        n_named = len(cells) - int(np.count_nonzero(is_blank))
        n_matched = int(np.count_nonzero(directory.knows_people(found) & ~is_blank))
        if number == 0 or n_matched > best[2]:
            best = (pa.array(found, mask=is_blank), n_named, n_matched)
    return best


def _person_keys(cells: Cells, key: Key, directory: Directory) -> Keys:
    """The key of the person that each distinct text names; those of blank cells mean nothing."""
    found = key.hashed_each("person", cells.distinct)
    for position, text in enumerate(cells.distinct):
        if "@" in text:
            found[position] = directory.person_key(key, text)
    return found


def _named(
    understanding: Understanding, records: Records, people: pa.Array, key: Key, wave: str
) -> tuple[Keys | None, tuple[Notice, ...]]:
    """A different key for each response: by the survey tool's id, else by the person; None where neither will do."""
    if understanding.respondent_id is not None:
        cells = records.cells(understanding.respondent_id)
        is_damaged = any(DAMAGED.fullmatch(text) for text in cells.distinct)
        if not is_damaged and ("" not in cells.distinct or not cells.is_blank.any()):
            return _told_apart(cells, key, wave)
    elif not people.null_count and len(people.unique()) == len(people):
        names = [f"person {one}" for one in people.to_pylist()]
        return key.hashed_each("respondent", names, within=f"{wave}:"), ()
    return None, ()


def _by_row(understanding: Understanding, key: Key, wave: str) -> Keys:
    rows = understanding.table.row_numbers(understanding.kept).tolist()
    within = f"{wave}:{understanding.table.sha256}:"
    return key.hashed_each("respondent", [str(row) for row in rows], within=within)


def _told_apart(cells: Cells, key: Key, wave: str) -> tuple[Keys, tuple[Notice, ...]]:
    """The keys of ids; what repeats an id is numbered."""
    keys = key.hashed_each("respondent", cells.distinct, within=f"{wave}:")[cells.codes]
    if len(cells.distinct) == len(cells):
        return keys, ()
    number = order_within(cells.codes)
    again = np.flatnonzero(number)
    texts = (cells.distinct[code] for code in cells.codes[again].tolist())
    names = [f"{text}#{nth}" for text, nth in zip(texts, number[again].tolist(), strict=True)]
    keys[again] = key.hashed_each("respondent", names, within=f"{wave}:")
    if not len(again):
        return keys, ()
    message = (
        f"{len(again):,} responses repeat the id of an earlier one. They were kept as responses of their own: "
        "if they are copies, remove them from the file."
    )
    return keys, (Notice(code="repeated_respondent_id", message=message),)


def _again_notices(people: pa.Array) -> tuple[Notice, ...]:
    ordered = np.sort(people.drop_null().to_numpy())
    is_again = ordered[1:] == ordered[:-1]
    if not (n_again := int(np.count_nonzero(is_again & ~np.insert(is_again[:-1], 0, values=False)))):
        return ()
    message = f"{n_again:,} people answered more than once. Each counts once, with the newest answers."
    return (Notice(code="repeated_person", message=message),)


def _why_low(understanding: Understanding, records: Records, key: Key, directory: Directory) -> str:
    """What would make more responses match, from the first column of which something would."""
    columns = (records.cells(position).distinct for position in understanding.person_ids)
    return next((why for texts in columns if (why := why_unmatched(texts, key, directory))), "")


def _match_notices(n: int, n_named: int, n_matched: int, directory: Directory, why: str) -> tuple[Notice, ...]:
    if not n_named:
        message = (
            "The responses name no people: they count with the categories that the survey itself carries. To join the "
            "roster, send each person a link with their id or e-mail, and export that column."
        )
        return (Notice(code="anonymous", message=message),)
    if not directory.people.size:
        message = f"{n_named:,} of {n:,} responses name a person, but no roster is imported yet: import people."
        return (Notice(code="no_roster", message=message),)
    if n_matched >= _LOW_MATCH * n_named:
        return ()
    message = (
        f"Only {n_matched:,} of the {n_named:,} responses that name a person match the roster "
        f"({n_matched / n_named:.0%}). "
    ) + (
        why
        or "Compare how the two files write ids (leading zeros, prefixes) or e-mail addresses, and whether the roster "
        "has everybody."
    )
    return (Notice(code="low_match", message=message),)
