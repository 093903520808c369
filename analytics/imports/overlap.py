"""How a file compares with what earlier files told: rows that are new, changed and the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from analytics.imports.places import last_places
from analytics.imports.table import Notice
from analytics.imports.wording import key
from analytics.store.rows import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from analytics.imports.places import Numbers
    from analytics.store import Rows, Version

_KEYS: Mapping[str, tuple[str, ...]] = {
    "people": ("person_key", "effective_on"),
    "pairs": ("pair_key",),
    "sessions": ("session_key",),
    "goals": ("goal_key",),
}
_NOT_COMPARED = frozenset({"observed_from", "observed_to"})
_RESPONDENT = "respondent_key"
_NO_DAY = -(2**31)
_OTHER = "Other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How the rows of a file compare with those of earlier files.

    Args:
        added: Rows that no earlier file has.
        updated: Rows that an earlier file has with something else in them.
        unchanged: Rows that an earlier file has as they are.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def facts(self) -> dict[str, dict[str, int]]:
        """The counts as plain data; nothing where no row is in an earlier file."""
        counts = {"added": self.added, "updated": self.updated, "unchanged": self.unchanged}
        return {"compared_with_earlier_files": counts} if self.updated or self.unchanged else {}

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The counts as a sentence; nothing where no row is in an earlier file."""
        message = (
            f"Compared with earlier files, {self.added:,} rows are new, {self.updated:,} changed (the newest count) "
            f"and {self.unchanged:,} are the same."
        )
        return (Notice(code="overlap", message=message),) * bool(self.facts)


def overlap_of_table(version: Version | None, table: str, rows: pa.Table) -> Overlap:
    """How a program table compares with the earlier ones of its kind.

    Args:
        version: The data so far, or None.
        table: `people`, `pairs`, `sessions` or `goals`.
        rows: The rows that are about to be committed.
    """
    paths = () if version is None else version.files.get(table, ())
    earlier = [pyarrow.parquet.read_table(path) for path in paths]
    names = [name for name in rows.column_names if name not in _NOT_COMPARED]
    return _compared(rows.select(names), earlier, _KEYS[table])


def overlap_of_wave(version: Version | None, wave: str, tables: Mapping[str, pa.Table | Rows]) -> Overlap:
    """How the responses of a file compare with earlier ones of its wave.

    Answers are compared question by question, by its text and by what was answered.

    Args:
        version: The data so far, or None.
        wave: Name of the wave.
        tables: The file's `responses` and `questions`.
    """
    if version is None:
        return Overlap(added=tables["responses"].num_rows)
    files = zip(version.files.get("responses", ()), version.files.get("questions", ()), strict=False)
    of_wave = [_Responses.stored(responses, asked) for responses, asked in files if _is_of(wave, responses)]
    own = _Responses(read=tables["responses"].__getitem__, asked=_asked(tables["questions"]))
    position = np.full(tables["responses"].num_rows, -1, dtype=np.int64)
    is_same = np.ones(len(position), dtype=np.bool_)
    for earlier in reversed(of_wave):
        found = last_places(own.keys(), earlier.keys())
        fresh = np.flatnonzero((found >= 0) & (position < 0))
        is_same[fresh] = own.answers_as(earlier, fresh, found[fresh])
        position[fresh] = found[fresh]
    return _counted(position, is_same)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Responses:
    """Responses of which one column at a time is looked at: all of them may be too many.

    Args:
        read: The column of a name.
        asked: The questions that have a column, by their texts.
    """

    read: Callable[[str], pa.ChunkedArray]
    asked: Mapping[str, Mapping[str, Any]]

    @classmethod
    def stored(cls, responses: Path, questions: Path) -> _Responses:
        def read(name: str) -> pa.ChunkedArray:
            return pyarrow.parquet.read_table(responses, columns=[name], partitioning=None)[name]

        return cls(read=read, asked=_asked(pyarrow.parquet.read_table(questions)))

    def keys(self) -> Numbers:
        found: Numbers = self.read(_RESPONDENT).to_numpy()
        return found

    def answers_as(self, other: _Responses, rows: Numbers, places: Numbers) -> npt.NDArray[np.bool_]:
        """Which rows have the answers of those at places of the other, to what both ask."""
        is_equal = np.ones(len(rows), dtype=np.bool_)
        for text in self.asked.keys() & other.asked.keys() if len(rows) else ():
            mine, theirs = self._taken(text, rows), other._taken(text, places)
            for start in range(0, len(rows), AT_ONCE):
                parts = (
                    _answers(codes[start : start + AT_ONCE], one.asked[text])
                    for one, codes in ((self, mine), (other, theirs))
                )
                is_equal[start : start + AT_ONCE] &= _same(*parts)
        return is_equal

    def _taken(self, text: str, rows: Numbers) -> pa.Array:
        return self.read(self.asked[text]["column_name"]).combine_chunks().take(pa.array(rows))


def _asked(questions: pa.Table) -> Mapping[str, Mapping[str, Any]]:
    """The questions that have a column, by their texts; of those with one text, the first."""
    found: dict[str, Mapping[str, Any]] = {}
    for question in questions.select(["text", "column_name", "kind", "labels"]).to_pylist():
        if question["column_name"] is not None:
            found.setdefault(key(question["text"]), question)
    return found


def _answers(codes: pa.Array, question: Mapping[str, Any]) -> pa.Array:
    if question["kind"] != "single":
        return codes.cast(pa.string())
    words = {code: label for label, code in json.loads(question["labels"]).items() if label != _OTHER}
    encoded = codes.dictionary_encode()
    return pa.array([words.get(code) for code in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)


def _is_of(wave: str, path: Path) -> bool:
    with pyarrow.parquet.ParquetFile(path) as responses:
        first = next(responses.iter_batches(1, columns=["wave"]), None)
    return first is not None and first.num_rows > 0 and str(first["wave"][0].as_py()) == wave


def _compared(rows: pa.Table, earlier: Sequence[pa.Table], keys: Sequence[str]) -> Overlap:
    """The counts; of earlier rows with one key, the newest is compared."""
    position = np.full(rows.num_rows, -1, dtype=np.int64)
    is_same = np.ones(rows.num_rows, dtype=np.bool_)
    for table in reversed(earlier):
        found = last_places(*_numbered(rows, table, keys))
        fresh = np.flatnonzero((found >= 0) & (position < 0))
        is_same[fresh] = _equal(rows.take(fresh), table.take(found[fresh]))
        position[fresh] = found[fresh]
    return _counted(position, is_same)


def _counted(position: Numbers, is_same: npt.NDArray[np.bool_]) -> Overlap:
    is_known = position >= 0
    n_known, n_same = int(is_known.sum()), int((is_known & is_same).sum())
    return Overlap(added=len(position) - n_known, updated=n_known - n_same, unchanged=n_same)


def _numbered(rows: pa.Table, others: pa.Table, keys: Iterable[str]) -> tuple[Numbers, Numbers]:
    """A number for each row of both tables: equal where all keys are."""
    found = np.zeros(rows.num_rows + others.num_rows, dtype=np.int64)
    for name in keys:
        both = np.concatenate([_key_numbers(rows[name]), _key_numbers(others[name])])
        different, place = np.unique(both, return_inverse=True)
        _, found = np.unique(found * len(different) + place, return_inverse=True)
    return found[: rows.num_rows], found[rows.num_rows :]


def _key_numbers(column: pa.ChunkedArray) -> Numbers:
    whole = column.cast(pa.int32()) if pa.types.is_date(column.type) else column
    found: Numbers = whole.fill_null(_NO_DAY).to_numpy().astype(np.int64)
    return found


def _equal(rows: pa.Table, others: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows agree in every column that both tables have; an answer that only one of them asks is no change."""
    is_equal = np.ones(rows.num_rows, dtype=np.bool_)
    for name in set(rows.column_names) & set(others.column_names):
        is_equal &= _same(rows[name], others[name])
    return is_equal


def _same(one: Any, other: Any) -> npt.NDArray[np.bool_]:  # noqa: ANN401 - an array, or one in chunks
    """Where two columns say the same, or both nothing."""
    either_null = pc.and_(pc.is_null(one), pc.is_null(other))
    same = pc.or_(pc.equal(one, other.cast(one.type)).fill_null(fill_value=False), either_null)
    found: npt.NDArray[np.bool_] = same.to_numpy(zero_copy_only=False)
    return found
