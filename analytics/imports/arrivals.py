"""What the rows of an import are to the rows already there: new, changed, or the same again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from analytics.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analytics.imports.prepared import Prepared
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
    name, keys = KEYS[prepared.record.kind]
    table = prepared.tables.get(name)
    if table is None or not table.num_rows:
        return Arrivals(added=prepared.record.rows, changed=0, same=0)
    earlier = None if version is None else _earlier(version.files.get(name, ()), prepared.record.wave)
    if earlier is None or not earlier.num_rows:
        is_of_one_wave = prepared.record.wave is not None
        there = [key for key in keys if key in table.column_names and not (is_of_one_wave and key == "wave")]
        return Arrivals(added=_different({key: table[key] for key in there}), changed=0, same=0)
    incoming = table.read() if isinstance(table, Rows) else table
    return _compared(_newest(earlier, keys), _newest(incoming, keys), keys)


def _different(columns: Mapping[str, pa.ChunkedArray]) -> int:
    """How many different rows there are; a single column of keys is sorted, as groups take ten times the memory."""
    table = pa.table(dict(columns))
    first = table.column(0)
    if table.num_columns > 1 or first.null_count or not pa.types.is_int64(first.type):
        return int(table.group_by(table.column_names).aggregate([]).num_rows)
    ordered = np.sort(first.to_numpy())
    return 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))


def _earlier(paths: Sequence[Path], wave: str | None) -> pa.Table | None:
    """The rows that are there; of a survey those of its wave, since those of other waves are not in the file."""
    asked = None if wave is None else [("wave", "=", wave)]
    parts = [pyarrow.parquet.read_table(path, partitioning=None, filters=asked) for path in paths]
    return pa.concat_tables(parts, promote_options="permissive") if parts else None


def _newest(table: pa.Table, keys: tuple[str, ...]) -> pa.Table:
    """The last row of every key, the blank parts of keys named so that they can be compared."""
    there = [key for key in keys if key in table.column_names]
    for key in there:
        if not pa.types.is_int64(table[key].type):
            text = pc.fill_null(pc.cast(table[key], pa.string()), _NO_DAY)
            table = table.set_column(table.column_names.index(key), key, text)
    numbered = table.append_column("row", pa.array(np.arange(table.num_rows)))
    last = numbered.group_by(there).aggregate([("row", "max")])["row_max"]
    return table if len(last) == table.num_rows else table.take(last)


def _compared(earlier: pa.Table, incoming: pa.Table, keys: tuple[str, ...]) -> Arrivals:
    shared = [name for name in incoming.column_names if name in earlier.column_names]
    there = [key for key in keys if key in shared]
    told = [name for name in shared if name not in there and name not in _OF_THE_FILE]
    known = earlier.select([*there, *told])
    both = incoming.select([*there, *told]).join(known, there, join_type="inner", right_suffix=_BEFORE)
    differs: Any = pa.array(np.zeros(both.num_rows, dtype=np.bool_))
    for name in told:
        now, before = both[name], both[f"{name}{_BEFORE}"]
        unequal = pc.fill_null(pc.not_equal(now, pc.cast(before, now.type)), fill_value=False)
        one_blank = pc.xor(pc.is_null(now), pc.is_null(before))
        differs = pc.or_(differs, pc.or_(unequal, one_blank))
    changed = int(pc.sum(differs).as_py() or 0)
    return Arrivals(added=incoming.num_rows - both.num_rows, changed=changed, same=both.num_rows - changed)
