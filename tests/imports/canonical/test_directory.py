"""Who and which pairs are known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.canonical.directory import Directory
from analytics.store import Store
from tests.imports.canonical.examples import KEY, NOBODY
from tests.store.examples import record

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = {
    "people": pa.table({"person_key": pa.array([1, 2, 2], pa.int64())}),
    "person_alias": pa.table(
        {"alias_key": pa.array([KEY.hashed("email", "a@b.org")], pa.int64()), "person_key": pa.array([2], pa.int64())}
    ),
}
PAIRS = {
    "pairs": pa.table(
        {
            "pair_key": pa.array([7], pa.int64()),
            "junior_key": pa.array([2], pa.int64()),
            "senior_key": pa.array([1], pa.int64()),
            "started_on": pa.array([date(2024, 1, 1)], pa.date32()),
            "ended_on": pa.array([None], pa.date32()),
        }
    )
}


def test_nobody_is_known_at_first() -> None:
    assert not NOBODY.knows_people(np.array([0, 1])).any()
    assert not NOBODY.knows_pairs(np.array([0, 1])).any()


def test_a_store_and_the_files_along_are_known() -> None:
    known = NOBODY.joined(ROSTER).joined(PAIRS)
    assert known.knows_people(np.array([1, 2, 3])).tolist() == [True, True, False]
    assert known.knows_pairs(np.array([7, 8])).tolist() == [True, False]
    assert known.couples[7].people == (1, 2)


def test_what_is_in_the_store_is_known_and_what_is_undone_is_not(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.commit(record("roster"), ROSTER)
    store.commit(record("pairs"), PAIRS)
    known = Directory.of(store.version())
    assert known.people.tolist() == [1, 2]
    assert known.pairs.tolist() == [7]
    assert known.person_key(KEY, "A@B.org") == 2
    assert Directory.of(store.undo(record("roster").id, "ana")).people.tolist() == []


def test_people_are_named_by_id_or_address() -> None:
    assert NOBODY.person_key(KEY, "0042") == KEY.hashed("person", "0042")
    assert NOBODY.person_key(KEY, "x@y.org") == KEY.hashed("email", "x@y.org")
