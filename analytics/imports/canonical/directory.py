"""Who and which pairs are known: the keys in the store and in the files that are imported along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt
import pyarrow.parquet

from analytics.imports.canonical.aliases import NAME, hashed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import pyarrow as pa

    from analytics.store import Key, Version

Keys = npt.NDArray[np.int64]

_SEVERAL = -1


def _no_keys() -> Keys:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class KnownPair:
    """A pair as its newest file tells it.

    Args:
        people: The keys of the two, the lower one first.
        started_on: Its first day.
        ended_on: Its last day, or None while it is open.
    """

    people: tuple[int, int]
    started_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What is known so far.

    Args:
        people: Keys of the people in rosters.
        pairs: Keys of the pairs.
        aliases: Key of the person behind each hashed e-mail or name.
        couples: The pairs by key.
    """

    people: Keys = field(default_factory=_no_keys)
    pairs: Keys = field(default_factory=_no_keys)
    aliases: Mapping[int, int] = field(default_factory=dict)
    couples: Mapping[int, KnownPair] = field(default_factory=dict)

    @classmethod
    def of(cls, version: Version) -> Self:
        """What the live imports of a store tell.

        Args:
            version: The data.
        """
        read, files = pyarrow.parquet.read_table, version.files
        return cls().extended(
            people=(read(path, columns=["person_key"])["person_key"] for path in files.get("people", ())),
            pairs=(read(path) for path in files.get("pairs", ())),
            aliases=(read(path) for path in files.get("person_alias", ())),
        )

    def joined(self, tables: Mapping[str, pa.Table]) -> Self:
        """The same with the rows of an import that is about to be committed.

        Args:
            tables: Its rows by store table.
        """
        return self.extended(
            people=[tables["people"]["person_key"]] if "people" in tables else (),
            pairs=[tables["pairs"]] if "pairs" in tables else (),
            aliases=[tables["person_alias"]] if "person_alias" in tables else (),
        )

    def person_key(self, key: Key, text: str) -> int:
        """The key of a person named by id or by e-mail.

        Args:
            key: The secret that ids are hashed with.
            text: The id or the address.
        """
        if "@" in text:
            alias = key.hashed("email", text)
            return self.aliases.get(alias, alias)
        return key.hashed("person", text)

    def person_named(self, key: Key, text: str) -> int:
        """The key of the only person with a name, or a key that belongs to nobody.

        Args:
            key: The secret that ids are hashed with.
            text: The name.
        """
        alias = hashed_name(key, text)
        person = self.aliases.get(alias, _SEVERAL)
        return alias if person == _SEVERAL else person

    def knows_people(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of some keys are people of a roster."""
        return np.isin(keys, self.people)

    def knows_pairs(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of some keys are pairs."""
        return np.isin(keys, self.pairs)

    def extended(
        self, people: Iterable[pa.ChunkedArray], pairs: Iterable[pa.Table], aliases: Iterable[pa.Table]
    ) -> Self:
        """The same with more people, pairs and addresses.

        Args:
            people: Columns of people's keys.
            pairs: Tables of pairs; later ones win.
            aliases: Tables of `alias_key`, `person_key` and `kind`; later e-mails win, and a name of two people is
                nobody's.
        """
        known, couples = dict(self.aliases), dict(self.couples)
        for table in aliases:
            _learn(known, table)
        for table in pairs:
            couples.update(_couples(table))
        return type(self)(
            people=np.unique(np.concatenate([self.people, *(column.to_numpy() for column in people)])),
            pairs=np.unique(np.concatenate([self.pairs, np.fromiter(couples, dtype=np.int64, count=len(couples))])),
            aliases=known,
            couples=couples,
        )


def _learn(known: dict[int, int], table: pa.Table) -> None:
    """Add whose each address and name is."""
    kinds = table["kind"].to_pylist() if "kind" in table.column_names else [None] * table.num_rows
    for alias, person, kind in zip(table["alias_key"].to_pylist(), table["person_key"].to_pylist(), kinds, strict=True):
        known[alias] = _SEVERAL if kind == NAME and known.get(alias, person) != person else person


def _couples(table: pa.Table) -> dict[int, KnownPair]:
    names = ("pair_key", "junior_key", "senior_key", "started_on", "ended_on")
    return {
        pair: KnownPair((min(junior, senior), max(junior, senior)), started, ended)
        for pair, junior, senior, started, ended in zip(*(table[name].to_pylist() for name in names), strict=True)
        if junior is not None and senior is not None
    }
