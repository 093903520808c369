"""Erase a person: their rows leave every file of the store, also those of undone imports and of earlier versions.

Their pseudonyms are kept, encrypted, so that an old file does not bring them back: see `analytics.store.erased`.

What is theirs alone goes: roster rows, addresses and names, answers, comments, goals of their own. A pair is also the
other member's: its row stays with an unknown person in the erased one's place, and its sessions and common goals stay.
Once both members are erased, the pair goes with all that hangs on it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from analytics.store.erased import remember
from analytics.store.files import DATA
from analytics.store.keys import Key
from analytics.store.rewrite import Rewriting, foreseen_rewriting, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from analytics.store.store import Store

SIDES = {"junior_key": "junior", "senior_key": "senior"}
_PERSON = ("person_key", "alias_key")
_OWN_TABLES = ("pairs", "sessions", "goals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What in a store belongs to a person.

    Args:
        people: Keys that name the person: of their id, their addresses and their names.
        responses: Keys of their responses.
        pairs: For each pair of theirs, the unknown person that takes their place.
        sides: The sides of pairs that they were on: key of the pair and `junior` or `senior`.
        lost_pairs: Pairs that nobody is left in.
    """

    people: frozenset[int]
    responses: frozenset[int] = frozenset()
    pairs: dict[int, int] = field(default_factory=dict)
    sides: frozenset[tuple[int, str]] = frozenset()
    lost_pairs: frozenset[int] = frozenset()


def traces(folder: Path, key: Key, *, ids: tuple[str, ...] = (), emails: tuple[str, ...] = ()) -> Traces:
    """What in a store belongs to a person, in every file that is there.

    Args:
        folder: The store.
        key: The secret that ids are hashed with.
        ids: The person's ids, as in the roster.
        emails: Their e-mail addresses; those that a roster connects with an id or an address are found by themselves.
    """
    named = {key.hashed("person", one) for one in (*ids, *emails)} | {key.hashed("email", one) for one in emails}
    people = _with_aliases(folder, named)
    tables = (_tables(folder, table, ["respondent_key", "person_key"]) for table in ("person_wave", "responses"))
    return traces_in(people, responses=chain(*tables), pairs=_tables(folder, "pairs", ["pair_key", *SIDES]))


def traces_in(people: frozenset[int], *, responses: Iterable[pa.Table], pairs: Iterable[pa.Table]) -> Traces:
    """What in tables belongs to people.

    Args:
        people: Every key that names them.
        responses: Tables of responses and their people.
        pairs: Tables of pairs; where an unknown person stands in one, it was one of them.
    """
    theirs: set[int] = set()
    for rows in responses:
        theirs.update(rows.filter(_among(rows["person_key"], people))["respondent_key"].to_pylist())
    return _with_pairs(pairs, people, frozenset(theirs))


class Erasure:
    """What becomes of rows when somebody is erased.

    Args:
        traces: What belongs to them.
    """

    def __init__(self, traces: Traces) -> None:
        self.traces = traces

    def concerns(self, table: str, file: pyarrow.parquet.ParquetFile) -> bool:
        """Whether a file holds a row of theirs."""
        columns = [name for name in file.schema_arrow.names if name.endswith("_key") or name == "owner"]
        batches = file.iter_batches(columns=columns) if columns else ()
        return any(self._is_theirs(table, pa.Table.from_batches([batch])) for batch in batches)

    def changed(self, table: str, rows: pa.Table) -> pa.Table:
        """The rows without theirs; of pairs those of the other members, with an unknown person in place of theirs."""
        kept = rows.filter(pc.invert(self._goes(table, rows)))
        return self._without_member(kept) if table == "pairs" else kept

    def _is_theirs(self, table: str, rows: pa.Table) -> bool:
        found = bool(pc.any(self._goes(table, rows)).as_py())
        return found or (table == "pairs" and any(self._holds_member(rows)))

    def _goes(self, table: str, rows: pa.Table) -> pa.ChunkedArray:
        """Which rows leave."""
        found = pa.chunked_array([pa.repeat(pa.scalar(value=False), rows.num_rows)])
        if table not in _OWN_TABLES:
            for name in _PERSON:
                found = pc.or_(found, _column(rows, name, self.traces.people))
            return pc.or_(found, _column(rows, "respondent_key", self.traces.responses))
        found = pc.or_(found, _column(rows, "pair_key", self.traces.lost_pairs))
        if table == "goals":
            for side in SIDES.values():
                theirs = {pair for pair, one in self.traces.sides if one == side}
                own = pc.fill_null(pc.equal(rows["owner"], side), fill_value=False)
                found = pc.or_(found, pc.and_(_column(rows, "pair_key", theirs), own))
        return found

    def _holds_member(self, rows: pa.Table) -> Iterator[bool]:
        for name in SIDES:
            yield bool(pc.any(_column(rows, name, self.traces.people)).as_py())

    def _without_member(self, rows: pa.Table) -> pa.Table:
        pairs = rows["pair_key"].to_pylist()
        for name in SIDES:
            is_theirs = _column(rows, name, self.traces.people).to_pylist()
            keys = rows[name].to_pylist()
            replaced = [
                self.traces.pairs[pair] if theirs else one
                for pair, theirs, one in zip(pairs, is_theirs, keys, strict=True)
            ]
            rows = rows.set_column(rows.column_names.index(name), name, pa.array(replaced, pa.int64()))
        return rows


def foreseen_erasure(folder: Path, found: Traces) -> Rewriting:
    """What an erasure would do; nothing is written.

    Args:
        folder: The store.
        found: What belongs to the person.
    """
    return foreseen_rewriting(folder, Erasure(found))


def erase(store: Store, find: Callable[[], Traces], *, by: str) -> Rewriting:
    """What an erasure has done. What an import brought in meanwhile is erased too.

    Args:
        store: The store.
        find: Looks for what belongs to the person.
        by: Who erases.

    Raises:
        StoreError: The store is damaged or cannot be written; then it is as it was.
        BusyError: An import is at work on a file with the person in it.
    """
    rows: dict[str, int] = {}
    done = Rewriting(rows={}, imports=(), gone=())
    while True:
        found = find()
        remember(store.folder, Key(store.key()), found.people)
        once = rewrite(store.folder, Erasure(found), "erase", by=by, at=store.now())
        if once.number is None:
            return Rewriting(rows=rows, imports=done.imports, gone=done.gone, number=done.number)
        for table, n in once.rows.items():
            rows[table] = rows.get(table, 0) + n
        done = once


def _with_aliases(folder: Path, people: set[int]) -> frozenset[int]:
    """The keys with every key that a roster says is the same person's."""
    links = [rows for rows in _tables(folder, "person_alias", ["alias_key", "person_key"]) if rows.num_rows]
    if not links:
        return frozenset(people)
    joined = pa.concat_tables(links)
    while True:
        either = pc.or_(_among(joined["alias_key"], people), _among(joined["person_key"], people))
        found = joined.filter(either)
        more = {*found["alias_key"].to_pylist(), *found["person_key"].to_pylist()} - people
        if not more:
            return frozenset(people)
        people = people | more


def _with_pairs(pairs: Iterable[pa.Table], people: frozenset[int], responses: frozenset[int]) -> Traces:
    unknown: dict[int, int] = {}
    sides: set[tuple[int, str]] = set()
    lost: set[int] = set()
    for rows in pairs:
        for pair in rows.to_pylist():
            mine = {name for name in SIDES if pair[name] in people}
            gone = {name for name in SIDES if name in mine or _is_gone(pair[name])}
            sides.update((pair["pair_key"], SIDES[name]) for name in gone)
            if mine:
                unknown.setdefault(pair["pair_key"], -1 - secrets.randbits(62))
            if mine and all(name in mine or _is_unknown(pair[name]) for name in SIDES):
                lost.add(pair["pair_key"])
    return Traces(people=people, responses=responses, pairs=unknown, sides=frozenset(sides), lost_pairs=frozenset(lost))


def _is_gone(key: int | None) -> bool:
    """Whether somebody was there who was erased."""
    return key is not None and key < 0


def _is_unknown(key: int | None) -> bool:
    """Whether nobody known is meant: keys of people are never negative."""
    return key is None or _is_gone(key)


def _tables(folder: Path, table: str, columns: list[str]) -> Iterator[pa.Table]:
    for path in sorted((folder / DATA / table).glob("*.parquet")):
        try:
            yield pyarrow.parquet.read_table(path, columns=columns)
        except pa.ArrowInvalid:
            continue  # a part of a file that nobody can read: rewriting deletes it, or refuses where it counts


def _column(rows: pa.Table, name: str, keys: frozenset[int] | set[int]) -> pa.ChunkedArray:
    """Which rows have one of these keys in a column; none where there is no such column."""
    if name not in rows.column_names or not keys:
        return pa.chunked_array([pa.repeat(pa.scalar(value=False), rows.num_rows)])
    return _among(rows[name], keys)


def _among(column: pa.ChunkedArray, keys: frozenset[int] | set[int]) -> pa.ChunkedArray:
    return pc.is_in(column, value_set=pa.array(sorted(keys), pa.int64()), skip_nulls=True)
