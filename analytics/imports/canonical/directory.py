"""Who and which pairs are known: the keys in the store and in the files that are imported along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt
import pyarrow.parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from analytics.store import Key, Version

Keys = npt.NDArray[np.int64]


def _no_keys() -> Keys:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What is known so far.

    Args:
        people: Keys of the people in rosters.
        pairs: Keys of the pairs.
        aliases: Key of the person behind each hashed e-mail.
    """

    people: Keys = field(default_factory=_no_keys)
    pairs: Keys = field(default_factory=_no_keys)
    aliases: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, version: Version) -> Self:
        """What the live imports of a store tell.

        Args:
            version: The data.
        """
        read, files = pyarrow.parquet.read_table, version.files
        return cls().extended(
            people=(read(path, columns=["person_key"])["person_key"] for path in files.get("people", ())),
            pairs=(read(path, columns=["pair_key"])["pair_key"] for path in files.get("pairs", ())),
            aliases=(read(path) for path in files.get("person_alias", ())),
        )

    def joined(self, tables: Mapping[str, pa.Table]) -> Self:
        """The same with the rows of an import that is about to be committed.

        Args:
            tables: Its rows by store table.
        """
        return self.extended(
            people=[tables["people"]["person_key"]] if "people" in tables else (),
            pairs=[tables["pairs"]["pair_key"]] if "pairs" in tables else (),
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

    def knows_people(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of some keys are people of a roster."""
        return np.isin(keys, self.people)

    def knows_pairs(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of some keys are pairs."""
        return np.isin(keys, self.pairs)

    def extended(
        self, people: Iterable[pa.ChunkedArray], pairs: Iterable[pa.ChunkedArray], aliases: Iterable[pa.Table]
    ) -> Self:
        """The same with more people, pairs and addresses.

        Args:
            people: Columns of people's keys.
            pairs: Columns of pairs' keys.
            aliases: Tables of `alias_key` and `person_key`; later ones win.
        """
        known = dict(self.aliases)
        for table in aliases:
            known.update(zip(table["alias_key"].to_pylist(), table["person_key"].to_pylist(), strict=True))
        return type(self)(
            people=np.unique(np.concatenate([self.people, *(column.to_numpy() for column in people)])),
            pairs=np.unique(np.concatenate([self.pairs, *(column.to_numpy() for column in pairs)])),
            aliases=known,
        )
