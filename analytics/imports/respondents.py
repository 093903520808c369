"""Who answered: a name for each response, and the person behind it where the file and a roster tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.occurrences import order_within
from analytics.imports.mismatch import is_damaged, why_unmatched
from analytics.imports.table import Notice
from analytics.imports.text_bytes import has_visible_ends
from analytics.imports.wording import trimmed
from analytics.store.rows import AT_ONCE, MOST_HELD, LazyColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.imports.canonical.directory import Directory, Keys
    from analytics.imports.records import Records
    from analytics.imports.texts import Texts
    from analytics.imports.understanding import Understanding
    from analytics.store import Key

_LOW_MATCH = 0.8
_ENDINGS = 16


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

    keys: LazyColumn
    people: LazyColumn
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
    keys = _by_row(understanding, key, wave) if named is None else named
    why = _why_low(understanding, records, key, directory) if n_matched < _LOW_MATCH * n_named else ""
    n_without = len(records) if people is None else people.null_count
    is_again = () if people is None else _again_notices(people)
    return Respondents(
        keys=LazyColumn.of(pa.array(keys)),
        people=LazyColumn.same(None, pa.int64(), len(records)) if people is None else LazyColumn.of(people),
        n_named=n_named,
        n_matched=n_matched,
        n_unnamed=n_without if named is None else 0,
        notices=(*notices, *is_again, *_match_notices(len(records), n_named, n_matched, directory, why)),
    )


def _people(
    understanding: Understanding, records: Records, key: Key, directory: Directory
) -> tuple[pa.Array | None, int, int]:
    """The people by the column that finds most of them in a roster; the first such column where none is better."""
    best: tuple[pa.Array | None, int, int] = (None, 0, 0)
    for number, position in enumerate(understanding.person_ids):
        texts = records.texts(position)
        found, is_blank = hashed(texts, lambda ids: _person_keys(ids, key, directory)), texts.is_blank()
        n_named = len(texts) - int(np.count_nonzero(is_blank))
        n_matched = int(np.count_nonzero(directory.knows_people(found) & ~is_blank))
        if number == 0 or n_matched > best[2]:
            best = (pa.array(found, mask=is_blank), n_named, n_matched)
    return best


def _person_keys(ids: pa.Array, key: Key, directory: Directory) -> Keys:
    """The key of the person that each text names; those of blank texts mean nothing."""
    found = key.hashed_each("person", ids)
    written = np.flatnonzero(pc.match_substring(ids, "@"))
    found[written] = [directory.person_key(key, text) for text in ids.take(pa.array(written)).to_pylist()]
    return found


def _named(
    understanding: Understanding, records: Records, people: pa.Array | None, key: Key, wave: str
) -> tuple[Keys | None, tuple[Notice, ...]]:
    """A different key for each response: by the survey tool's id, else by the person; None where neither will do."""
    if understanding.respondent_id is not None:
        texts = records.texts(understanding.respondent_id)
        if not texts.is_blank().any() and not is_damaged(texts):
            return _told_apart(texts, key, wave)
    elif people is not None and not people.null_count and len(people.unique()) == len(people):
        parts = (people[start : start + AT_ONCE].cast(pa.string()) for start in range(0, len(people), AT_ONCE))
        return np.concatenate([key.hashed_each("respondent", part, within=f"{wave}:person ") for part in parts]), ()
    return None, ()


def _by_row(understanding: Understanding, key: Key, wave: str) -> Keys:
    kept, within = understanding.kept, f"{wave}:{understanding.table.sha256}:"
    found = np.empty(len(kept), dtype=np.int64)
    for start in range(0, len(kept), AT_ONCE):
        rows = understanding.table.row_numbers(kept[start : start + AT_ONCE])
        found[start : start + AT_ONCE] = key.hashed_each("respondent", pa.array(rows).cast(pa.string()), within=within)
    return found


def _told_apart(texts: Texts, key: Key, wave: str) -> tuple[Keys, tuple[Notice, ...]]:
    """The keys of ids; what repeats an id is numbered."""
    within = f"{wave}:"
    keys = hashed(texts, lambda ids: key.hashed_each("respondent", ids, within=within))
    if not _has_repeats(keys):
        return keys, ()
    number = order_within(keys)
    again = np.flatnonzero(number)
    repeated = map(trimmed, texts.take(again).listed())
    names = [f"{text}#{nth}" for text, nth in zip(repeated, number[again].tolist(), strict=True)]
    keys[again] = key.hashed_each("respondent", names, within=within)
    message = (
        f"{len(again):,} responses repeat the id of an earlier one. They were kept as responses of their own: "
        "if they are copies, remove them from the file."
    )
    return keys, (Notice(code="repeated_respondent_id", message=message),)


def _has_repeats(keys: Keys) -> bool:
    """Whether a key stands there twice; of very many, those with one ending after the other: sorting takes a copy."""
    endings = keys.astype(np.uint8) % (_ENDINGS if len(keys) > MOST_HELD else 1)
    parts = (np.sort(keys[endings == ending]) for ending in range(_ENDINGS))
    return any((part[1:] == part[:-1]).any() for part in parts)


def hashed(texts: Texts, each: Callable[[pa.Array], Keys]) -> Keys:
    """The hash of each record's text, trimmed; equal texts of a column that is not varied are hashed once.

    Args:
        texts: The column.
        each: The hashes of some texts.
    """
    if not texts.is_varied:
        return np.asarray(texts.spread(each(_trimmed(pa.array(texts.distinct, pa.string())))), dtype=np.int64)
    found, start = np.empty(len(texts), dtype=np.int64), 0
    for part in texts.parts():
        found[start : start + len(part)] = each(_trimmed(part))
        start += len(part)
    return found


def _trimmed(texts: pa.Array) -> pa.Array:
    if has_visible_ends(texts).all():
        return texts
    return pa.array([trimmed(text) for text in texts.to_pylist()], pa.string())


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
