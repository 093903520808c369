"""Which cells were looked up during a piece of work, by short ids that say nothing about what is in them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.cell_key import CellKey

_ID = 10


class Listed(Protocol):
    """The list that names are looked up in."""

    def knows(self, dimension: str, category: str) -> bool:
        """Whether a category is on it for one dimension of any population."""

    def measures(self, population: str) -> frozenset[str]:
        """Every measure that it has for everyone in a population."""


@dataclass(slots=True, kw_only=True)
class Lookups:
    """What was asked of the cells of releases.

    Args:
        found: The cells that were shown.
        refused: Names that were asked for and are not on the list, with the list.
    """

    found: set[CellKey] = field(default_factory=set)
    refused: dict[CellKey, Listed] = field(default_factory=dict)

    def found_ids(self) -> tuple[str, ...]:
        """Ids of the cells that were shown."""
        return tuple(sorted(map(cell_id, self.found)))

    def refused_ids(self) -> tuple[str, ...]:
        """Ids of what was refused; of names that are in no release only that there were some, by dimension."""
        known: set[str] = set()
        unknown: dict[str, set[str]] = defaultdict(set)
        for key, cells in self.refused.items():
            strange = [pair for pair in key.categories if not cells.knows(*pair)]
            for dimension, category in strange:
                unknown[dimension].add(category)
            if not strange:
                known.add(cell_id(key) if cells.measures(key.population) else "population:1 unknown")
        counted = (f"{dimension}:{len(names)} unknown" for dimension, names in unknown.items())
        return tuple(sorted(known.union(counted)))


WATCHED: ContextVar[Lookups | None] = ContextVar("lookups", default=None)
"""Where lookups are noted while somebody watches."""


@contextmanager
def watched() -> Iterator[Lookups]:
    """What is looked up while the block runs, in this thread."""
    lookups = Lookups()
    token = WATCHED.set(lookups)
    try:
        yield lookups
    finally:
        WATCHED.reset(token)


@contextmanager
def unwatched() -> Iterator[None]:
    """Nothing is noted while the block runs, in this thread: it asks what is published and not what it says."""
    token = WATCHED.set(None)
    try:
        yield
    finally:
        WATCHED.reset(token)


@lru_cache(maxsize=1 << 15)
def cell_id(key: CellKey) -> str:
    """The id of a cell: the same in every release that has a cell of this name.

    Args:
        key: Its name.

    >>> from analytics.release.cell_key import CellKey
    >>> cell_id(CellKey(population="pairs", categories=frozenset(), measure="cadence"))
    '970842b416'
    """
    name = json.dumps([key.population, sorted(key.categories), key.measure], ensure_ascii=False)
    return hashlib.sha256(name.encode()).hexdigest()[:_ID]
