"""How a file compares with what earlier files told: rows that are new, changed and the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from analytics.imports.table import Notice
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from analytics.store import Version

_KEYS: Mapping[str, tuple[str, ...]] = {
    "people": ("person_key", "effective_on"),
    "pairs": ("pair_key",),
    "sessions": ("session_key",),
    "goals": ("goal_key",),
}
_NOT_COMPARED = frozenset({"observed_from", "observed_to"})
Numbers: TypeAlias = "npt.NDArray[np.int64]"

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


def overlap_of_wave(version: Version | None, wave: str, tables: Mapping[str, pa.Table]) -> Overlap:
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
    of_wave = [(responses, asked) for responses, asked in files if _is_of(wave, responses)]
    earlier = [by_text(*map(pyarrow.parquet.read_table, of_both)) for of_both in of_wave]
    if not earlier:
        return Overlap(added=tables["responses"].num_rows)
    return _compared(by_text(tables["responses"], tables["questions"]), earlier, (_RESPONDENT,))


def by_text(responses: pa.Table, questions: pa.Table) -> pa.Table:
    """Responses with a column for the text of each question, its options in words.

    Args:
        responses: One row a response, columns q001, q002 and so on.
        questions: What the columns hold.
    """
    columns = {_RESPONDENT: responses[_RESPONDENT]}
    for question in questions.select(["text", "column_name", "kind", "labels"]).to_pylist():
        if question["column_name"] in responses.column_names:
            columns.setdefault(key(question["text"]), _answers(responses[question["column_name"]], question))
    return pa.table(columns)


def _answers(codes: pa.ChunkedArray, question: Mapping[str, Any]) -> pa.ChunkedArray:
    if question["kind"] != "single":
        return codes.cast(pa.string())
    words = {code: label for label, code in json.loads(question["labels"]).items() if label != _OTHER}
    encoded = codes.combine_chunks().dictionary_encode()
    return pa.chunked_array(
        [pa.array([words.get(code) for code in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)]
    )


def _is_of(wave: str, path: Path) -> bool:
    with pyarrow.parquet.ParquetFile(path) as responses:
        first = next(responses.iter_batches(1, columns=["wave"]), None)
    return first is not None and first.num_rows > 0 and str(first["wave"][0].as_py()) == wave


def _compared(rows: pa.Table, earlier: Sequence[pa.Table], keys: Sequence[str]) -> Overlap:
    """The counts; of earlier rows with one key, the newest is compared."""
    position = np.full(rows.num_rows, -1, dtype=np.int64)
    is_same = np.ones(rows.num_rows, dtype=np.bool_)
    for table in reversed(earlier):
        found = _places(*_numbered(rows, table, keys))
        fresh = np.flatnonzero((found >= 0) & (position < 0))
        is_same[fresh] = _equal(rows.take(fresh), table.take(found[fresh]))
        position[fresh] = found[fresh]
    is_known = position >= 0
    n_known, n_same = int(is_known.sum()), int((is_known & is_same).sum())
    return Overlap(added=rows.num_rows - n_known, updated=n_known - n_same, unchanged=n_same)


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


def _places(own: Numbers, others: Numbers) -> Numbers:
    """For each number, the last place at which it stands among the others, -1 where it does not."""
    order = np.argsort(others, kind="stable")
    after = np.searchsorted(others, own, "right", sorter=order)
    places = np.append(order, -1)[after - 1]
    found: Numbers = np.where(np.append(others, -1)[places] == own, places, -1)
    return found


def _equal(rows: pa.Table, others: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows agree in every column that both tables have; an answer that only one of them asks is no change."""
    is_equal = np.ones(rows.num_rows, dtype=np.bool_)
    for name in set(rows.column_names) & set(others.column_names):
        one, other = rows[name], others[name]
        either_null = pc.and_(pc.is_null(one), pc.is_null(other))
        same = pc.or_(pc.equal(one, other.cast(one.type)).fill_null(fill_value=False), either_null)
        is_equal &= same.to_numpy()
    return is_equal
