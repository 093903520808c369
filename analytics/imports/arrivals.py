"""What the rows of an import are to the rows already there: new, changed, or the same again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from analytics.imports.places import last_places
from analytics.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from analytics.imports.places import Numbers
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
_RESPONDENT = "respondent_key"


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
    paths = () if version is None else version.files.get(name, ())
    if prepared.record.wave is not None and paths:
        return _of_wave(_Earlier(paths, prepared.record.wave), table)
    earlier = _earlier(paths)
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


class _Earlier:
    """The responses to a wave that are there, of which one column at a time is looked at.

    Args:
        paths: Files of them and of other waves.
        wave: The wave.
    """

    def __init__(self, paths: Sequence[Path], wave: str) -> None:
        self._names = {path: pyarrow.parquet.read_schema(path).names for path in paths}
        self._asked = [("wave", "=", wave)]
        self._keys = {path: self._read(path, _RESPONDENT) for path in paths}
        self.names = frozenset(name for names in self._names.values() for name in names)
        self.keys = np.concatenate([keys.to_numpy() for keys in self._keys.values()])

    def taken(self, name: str, kind: pa.DataType, places: Numbers) -> pa.Array:
        """The values of a column at some places, null in files that do not have it."""
        parts = [
            self._read(path, name).cast(kind) if name in names else pa.chunked_array([pa.nulls(len(keys), kind)])
            for (path, names), keys in zip(self._names.items(), self._keys.values(), strict=True)
        ]
        together = pa.chunked_array([chunk for part in parts for chunk in part.chunks], kind)
        return together.combine_chunks().take(pa.array(places))

    def _read(self, path: Path, name: str) -> pa.ChunkedArray:
        return pyarrow.parquet.read_table(path, columns=[name], filters=self._asked, partitioning=None)[name]


def _of_wave(earlier: _Earlier, table: pa.Table | Rows) -> Arrivals:
    """What responses add to those of their wave; of a response that stands there twice the newest counts."""
    keys: Numbers = table[_RESPONDENT].to_numpy()
    newest = np.flatnonzero(last_places(keys, keys) == np.arange(len(keys)))
    found = last_places(keys[newest], earlier.keys)
    rows, places = newest[found >= 0], found[found >= 0]
    differs = np.zeros(len(rows), dtype=np.bool_)
    for field in table.schema if len(rows) else ():
        if field.name in earlier.names - {_RESPONDENT, "wave", *_OF_THE_FILE}:
            now = table[field.name].combine_chunks().take(pa.array(rows))
            differs |= _differs(now, earlier.taken(field.name, field.type, places))
    n_changed = int(np.count_nonzero(differs))
    return Arrivals(added=len(newest) - len(rows), changed=n_changed, same=len(rows) - n_changed)


def _differs(now: Any, before: Any) -> npt.NDArray[np.bool_]:  # noqa: ANN401 - an array, or one in chunks
    unequal = pc.fill_null(pc.not_equal(now, pc.cast(before, now.type)), fill_value=False)
    one_blank = pc.xor(pc.is_null(now), pc.is_null(before))
    found: npt.NDArray[np.bool_] = pc.or_(unequal, one_blank).to_numpy(zero_copy_only=False)
    return found


def _earlier(paths: Sequence[Path]) -> pa.Table | None:
    """The rows that are there."""
    parts = [pyarrow.parquet.read_table(path, partitioning=None) for path in paths]
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
    differs = np.zeros(both.num_rows, dtype=np.bool_)
    for name in told:
        differs |= _differs(both[name], both[f"{name}{_BEFORE}"])
    changed = int(np.count_nonzero(differs))
    return Arrivals(added=incoming.num_rows - both.num_rows, changed=changed, same=both.num_rows - changed)
