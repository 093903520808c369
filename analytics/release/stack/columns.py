"""Everything ever shown about one measure as sums over the same unknowns: the answers, old ones and new ones.

An unknown is one answer of one person: who gave another answer since has two, who joined or is gone has one that only
the later or the earlier figures hold. People with the same place in everything are one pattern, however many they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.release.audit.leverage import membership
from analytics.release.stack.members import EMPLOYMENT, NO_ANSWER, coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analytics.release.audit.leverage import Cell
    from analytics.release.cell_key import Categories
    from analytics.release.stack.members import Members

ABSENT = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """The unknowns of a measure, those alike as one pattern; as `analytics.release.audit.audit.audit` takes them.

    Args:
        patterns: Category codes now, or the last ones known, (patterns, dimensions).
        people: Number of unknowns of each pattern, (patterns,).
        present: Patterns that are counted now, (patterns,).
        already: Which patterns stood behind each figure shown before, (figures, patterns); none twice.
    """

    patterns: NDArray[np.int64]
    people: NDArray[np.int64]
    present: NDArray[np.bool_]
    already: NDArray[np.bool_]


class History:
    """The same people in several releases and now.

    Args:
        then: Who stood behind the figures of earlier releases, oldest first.
        now: Who stands behind them now.
    """

    def __init__(self, then: Sequence[Members], now: Members) -> None:
        self._tables = (*then, now)
        self._people = identities(self._tables)

    def columns(self, measure: str, shown: Sequence[Sequence[Categories]], *, by_change: bool = False) -> Columns:
        """The unknowns of a measure and the earlier figures about them.

        Args:
            measure: The measure; empty for being in the population at all.
            shown: The groups whose figures each earlier release showed.
            by_change: Count a changed answer as the old one plus a change, instead of as another answer: what is
                found out then is a change. Who knows somebody's old answer finds the new one so.
        """
        rows = self._rows(measure, by_change=by_change)
        stood = np.vstack([_combined(table, row) for table, row in zip(self._tables, rows, strict=True)])
        alike, first, people = np.unique(stood, axis=1, return_index=True, return_counts=True)
        known = [
            _behind(table, cells, alike[place])
            for place, (table, cells) in enumerate(zip(self._tables[:-1], shown, strict=True))
        ]
        return Columns(
            patterns=self._codes([row[first] for row in rows]),
            people=people.astype(np.int64),
            present=alike[-1] != ABSENT,
            already=_distinct(np.vstack([np.zeros((0, len(people)), dtype=np.bool_), *known])),
        )

    def changed(self, measures: Sequence[str]) -> NDArray[np.uint64]:
        """The keys of those who joined, are gone, have another category or another answer than in the first table.

        Args:
            measures: The measures whose answers count.
        """
        before, now = self._tables[0], self._tables[-1]
        n = max((int(one.max(initial=-1)) for one in self._people), default=-1) + 1
        here, there = np.full(n, ABSENT), np.full(n, ABSENT)
        there[self._people[0]], here[self._people[-1]] = np.arange(len(before)), np.arange(len(now))
        both = np.flatnonzero((here != ABSENT) & (there != ABSENT))
        shared = [place for place, name in enumerate(now.dimensions) if name in before.dimensions]
        was, is_now = _translated(before, now)[there[both]], now.combinations[now.places[here[both]]]
        is_other = np.any(was[:, shared] != is_now[:, shared], axis=1)
        for measure in measures:
            is_other |= before.answer(measure)[there[both]] != now.answer(measure)[here[both]]
        moved = np.concatenate([both[is_other], np.flatnonzero((here == ABSENT) != (there == ABSENT))])
        rows, old = here[moved], there[moved]
        return np.array(np.where(rows != ABSENT, _names(now)[rows], _names(before)[old]), dtype=np.uint64)

    def _rows(self, measure: str, *, by_change: bool) -> list[NDArray[np.int64]]:
        """For each table, the row in which each unknown stands, or `ABSENT`."""
        answers = [table.answer(measure) for table in self._tables]
        counted = [np.flatnonzero(answer != NO_ANSWER) for answer in answers]
        person = np.concatenate([one[rows] for one, rows in zip(self._people, counted, strict=True)])
        answer = np.concatenate([one[rows] for one, rows in zip(answers, counted, strict=True)])
        unknown, owner, rank = _unknowns(person, answer)
        ends = np.cumsum([len(rows) for rows in counted])[:-1]
        found = []
        for rows, people, unknowns in zip(counted, np.split(person, ends), np.split(unknown, ends), strict=True):
            reached = np.full(int(owner.max(initial=-1)) + 1, ABSENT)
            row = reached.copy()
            reached[people], row[people] = rank[unknowns], rows
            is_in = rank <= reached[owner] if by_change else rank == reached[owner]
            found.append(np.where(is_in, row[owner], ABSENT))
        return found

    def _codes(self, rows: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        """The codes of today's categories: today's, or those that somebody who is gone had last."""
        now = self._tables[-1]
        found = np.full((len(rows[-1]), len(now.dimensions)), ABSENT)
        for table, row in zip(self._tables, rows, strict=True):
            is_in = row != ABSENT
            found[is_in] = _translated(table, now)[row[is_in]]
        return found


def identities(tables: Sequence[Members]) -> list[NDArray[np.int64]]:
    """A number for each member of each table, the same for the same person in all of them.

    A response that was linked to its person only later is that person's from the beginning.

    Args:
        tables: Tables of members of one kind.
    """
    keys, aliases = (np.concatenate([getattr(table, name) for table in tables]) for name in ("keys", "aliases"))
    if tables[0].table != EMPLOYMENT:
        linked = np.flatnonzero((keys != 0) & (aliases != 0))
        linked = linked[np.argsort(aliases[linked], kind="stable")]
        if len(linked):
            place = linked[np.minimum(np.searchsorted(aliases[linked], aliases), len(linked) - 1)]
            keys = np.where((keys == 0) & (aliases[place] == aliases), keys[place], keys)
        aliases = np.where(keys != 0, np.uint64(0), aliases)
    _, found = np.unique(np.column_stack([keys, aliases]), axis=0, return_inverse=True)
    return np.split(found.ravel(), np.cumsum([len(table) for table in tables])[:-1])


def cells_in(table: Members, cells: Sequence[Categories]) -> list[Cell]:
    """Groups of named categories, coded as the members of a table are."""
    names = {dimension: place for place, dimension in enumerate(table.dimensions)}
    return [
        tuple(sorted((names[dimension], table.categories[dimension].index(category)) for dimension, category in one))
        for one in cells
    ]


def _unknowns(
    person: NDArray[np.int64], answer: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The number of the unknown of each entry, the person of each unknown, and its place among that person's.

    Args:
        person: Whose answer each entry is; earlier entries first.
        answer: Its fingerprint.
    """
    order = np.lexsort((answer, person))
    is_new = np.ones(len(order), dtype=np.bool_)
    is_new[1:] = (np.diff(person[order]) != 0) | (answer[order][1:] != answer[order][:-1])
    unknown = np.empty(len(order), dtype=np.int64)
    unknown[order] = np.cumsum(is_new) - 1
    owner, since = person[order][is_new], order[is_new]  # the sort is stable: the first entry comes first
    by_time = np.lexsort((since, owner))
    starts = np.ones(len(owner), dtype=np.bool_)
    starts[1:] = np.diff(owner[by_time]) != 0
    first = np.maximum.accumulate(np.where(starts, np.arange(len(owner)), 0))
    rank = np.empty(len(owner), dtype=np.int64)
    rank[by_time] = np.arange(len(owner)) - first
    return unknown, owner, rank


def _names(table: Members) -> NDArray[np.uint64]:
    return np.where(table.keys != 0, table.keys, table.aliases)


def _combined(table: Members, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The combination of categories of each unknown in one table, or `ABSENT`."""
    return np.where(rows == ABSENT, ABSENT, np.append(table.places, ABSENT)[rows])


def _behind(table: Members, cells: Sequence[Categories], places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which patterns stood behind each cell of one earlier release, (cells, patterns)."""
    inside = membership(table.combinations, cells_in(table, cells)).toarray() > 0
    absent = np.zeros((len(cells), 1), dtype=np.bool_)
    return np.asarray(np.hstack([inside, absent])[:, places], dtype=np.bool_)


def _translated(table: Members, now: Members) -> NDArray[np.int64]:
    """The codes of each member of a table in the categories of today, (members, dimensions)."""
    found = [_translated_dimension(table, now, dimension) for dimension in now.dimensions]
    combinations = np.column_stack(found) if found else np.zeros((len(table.combinations), 0), dtype=np.int64)
    return combinations[table.places]


def _translated_dimension(table: Members, now: Members, dimension: str) -> NDArray[np.int64]:
    known = now.categories[dimension]
    if dimension not in table.dimensions:
        return np.full(len(table.combinations), len(known))
    codes = table.combinations[:, table.dimensions.index(dimension)]
    if table is now:
        return codes
    names = table.categories[dimension]
    return np.append(coded(names, known), len(known))[np.minimum(codes, len(names))]


def _distinct(shown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Every figure once, without those that nobody stands behind."""
    _, first = np.unique(np.packbits(shown, axis=1), axis=0, return_index=True)
    kept = shown[np.sort(first)]
    return np.asarray(kept[kept.any(axis=1)], dtype=np.bool_)
