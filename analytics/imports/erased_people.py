"""Rows of people who were erased stay out when an old file is imported again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.parquet

from analytics.imports.table import Notice
from analytics.store.erase import SIDES, Erasure, traces_in
from analytics.store.erased import erased

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from analytics.imports.prepared import Prepared
    from analytics.store import Key, Version

ERASED = "erased"
STAY_OUT = "Rows of people who were erased from this store stay out: {n}."
MAIN = {"survey": "responses"}
"""The table whose rows are those of the file, by kind; the table of that name where a kind is not here."""


class ErasedPeople:
    """Who was erased from a store.

    Args:
        folder: The store; None where there is none yet.
        key: Its key.
        version: The data so far, whose pairs know in whose place an unknown person stands.

    Raises:
        StoreError: The list of erased people is damaged.
    """

    def __init__(self, folder: Path | None, key: Key, version: Version | None) -> None:
        self._people = frozenset() if folder is None else erased(folder, key)
        paths = version.files.get("pairs", ()) if version is not None and self._people else ()
        self._pairs = [pyarrow.parquet.read_table(path, columns=["pair_key", *SIDES]) for path in paths]

    def left_out(self, one: Prepared) -> Prepared:
        """A file without the rows of people who were erased, which are counted.

        Of their pairs the other member stays, with an unknown person in their place.

        Args:
            one: The file.
        """
        if not self._people:
            return one
        if "pairs" in one.tables:
            self._pairs.append(one.tables["pairs"].select(["pair_key", *SIDES]))
        change = Erasure(traces_in(self._people, responses=_responses(one), pairs=self._pairs))
        tables: dict[str, pa.Table] = {name: change.changed(name, rows) for name, rows in one.tables.items()}
        main = MAIN.get(one.record.kind, one.record.kind)
        n = one.tables[main].num_rows - tables[main].num_rows
        if not n:
            return replace(one, tables=tables)
        record = replace(one.record, rows=one.record.rows - n, dropped={**one.record.dropped, ERASED: n})
        notice = Notice(code=ERASED, message=STAY_OUT.format(n=n))
        return replace(one, tables=tables, record=record, notices=(*one.notices, notice))


def _responses(one: Prepared) -> list[pa.Table]:
    return [one.tables[name] for name in ("person_wave", "responses") if name in one.tables]
