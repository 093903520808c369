"""What the rows of an import are to the rows already there: new, changed, or the same again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analytics.imports.run import Prepared
    from analytics.store import Version

KEYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "people": ("people", ("person_key", "effective_on")),
    "pairs": ("pairs", ("pair_key",)),
    "sessions": ("sessions", ("session_key",)),
    "goals": ("goals", ("goal_key",)),
    "survey": ("person_wave", ("respondent_key", "wave")),
}
"""By kind of file: the table that tells its rows apart, and the columns that do."""
_OF_THE_FILE = frozenset({"observed_from", "observed_to", "wave_on"})
"""Columns that say the same of every row of a file, and nothing about the row."""
_NO_DAY = "no day"
_BEFORE = "_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What an import adds to the rows that are there.

    Args:
        added: Rows about somebody or something new.
        changed: Rows that say something else than an earlier import; of a survey, another score or attribute.
        same: Rows that say the same again.
    """

    added: int
    changed: int
    same: int

    def plain(self) -> dict[str, int]:
        """The counts as plain data."""
        return {"added": self.added, "changed": self.changed, "same": self.same}


def arrivals(version: Version | None, prepared: Prepared) -> Arrivals:
    """What a prepared file adds to the data so far.

    Args:
        version: The data so far, or None where there is none.
        prepared: The file.
    """
    table, keys = KEYS[prepared.record.kind]
    incoming = _newest(prepared.tables[table], keys) if table in prepared.tables else None
    if incoming is None or not incoming.num_rows:
        return Arrivals(added=prepared.record.rows, changed=0, same=0)
    earlier = () if version is None else version.files.get(table, ())
    if not earlier:
        return Arrivals(added=incoming.num_rows, changed=0, same=0)
    return _compared(_newest(_read(earlier), keys), incoming, keys)


def _read(paths: Sequence[Path]) -> pa.Table:
    parts = [pyarrow.parquet.read_table(path, partitioning=None) for path in paths]
    return pa.concat_tables(parts, promote_options="permissive")


def _newest(table: pa.Table, keys: tuple[str, ...]) -> pa.Table:
    """The last row of every key, the blank parts of keys named so that they can be compared."""
    for key in keys:
        if key in table.column_names:
            text = pc.fill_null(pc.cast(table[key], pa.string()), _NO_DAY)
            table = table.set_column(table.column_names.index(key), key, text)
    there = [key for key in keys if key in table.column_names]
    numbered = table.append_column("row", pa.array(range(table.num_rows), pa.int64()))
    last = numbered.group_by(there).aggregate([("row", "max")])["row_max"]
    return table.take(last)


def _compared(earlier: pa.Table, incoming: pa.Table, keys: tuple[str, ...]) -> Arrivals:
    shared = [name for name in incoming.column_names if name in earlier.column_names]
    there = [key for key in keys if key in shared]
    told = [name for name in shared if name not in there and name not in _OF_THE_FILE]
    known = earlier.select([*there, *told])
    both = incoming.select([*there, *told]).join(known, there, join_type="inner", right_suffix=_BEFORE)
    differs: Any = pa.array([False] * both.num_rows, pa.bool_())
    for name in told:
        now, before = both[name], both[f"{name}{_BEFORE}"]
        unequal = pc.fill_null(pc.not_equal(now, pc.cast(before, now.type)), fill_value=False)
        one_blank = pc.xor(pc.is_null(now), pc.is_null(before))
        differs = pc.or_(differs, pc.or_(unequal, one_blank))
    changed = int(pc.sum(differs).as_py() or 0)
    return Arrivals(added=incoming.num_rows - both.num_rows, changed=changed, same=both.num_rows - changed)
