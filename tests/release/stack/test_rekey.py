"""Records of releases follow a key that took the place of another, whatever was stopped on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.release.cells import Cells
from analytics.release.stack.members import EMPLOYMENT, PEOPLE, Members
from analytics.release.stack.record import Record, read, written
from analytics.release.stack.rekey import announce, rekeyed, settle
from analytics.store import Key, Store
from analytics.store.released import FINGERPRINT_KEY, Released
from analytics.store.rotate import rotate

if TYPE_CHECKING:
    from pathlib import Path

ANA, BEN, UNKNOWN = "E-1", "E-2", -7


def members(key: Key, population: str, table: str, *, by_person: bool = False) -> Members:
    """Two people and somebody unknown, each with a response that is named by a tool, or by the person."""
    people = [key.hashed("person", ANA), key.hashed("person", BEN), UNKNOWN]
    names = [f"person {one}" for one in people] if by_person else ["R-1", "R-2", "R-3"]
    responses = key.hashed_each("respondent", names, within="2026-03:")
    aliases = np.array([1, 0, 0]) if table == EMPLOYMENT else responses
    return Members(
        population=population,
        table=table,
        dimensions=("gender",),
        categories={"gender": ("Woman",)},
        combinations=np.array([[0]]),
        places=np.array([0, 0, 0]),
        keys=np.array(people, dtype=np.int64).view(np.uint64),
        aliases=aliases.astype(np.int64).view(np.uint64),
        answers={"engagement": np.array([3, 4, 5], dtype=np.uint64)},
    )


def record(key: Key, *, by_person: bool = False) -> Record:
    """The record of one release."""
    tables = (("survey:2026-03", PEOPLE), ("eligible", EMPLOYMENT))
    return Record(
        release="000001-aaaaaaaa",
        after=(),
        made_of="",
        at="2026-04-01T00:00:00+00:00",
        scheme="pew",
        plan={},
        origin={},
        kept={},
        drawn={},
        facts={},
        cells=Cells({}),
        findings={},
        audit={},
        members=tuple(members(key, *one, by_person=by_person) for one in tables),
    )


def same(one: Record, other: Record) -> bool:
    pairs = zip(one.members, other.members, strict=True)
    return all(
        np.array_equal(left.keys, right.keys) and np.array_equal(left.aliases, right.aliases) for left, right in pairs
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with a key and one record, whose releases have been published."""
    made = Store.create(tmp_path / "store")
    kept = Released(made.folder)
    kept.secret()
    kept.write(written(record(Key(made.key()))))
    return made


def kept_record(store: Store) -> Record:
    return read(Released(store.folder).read("000001-aaaaaaaa"))


@pytest.mark.parametrize("by_person", [False, True])
def test_the_same_people_and_responses_are_named_anew(by_person: bool) -> None:  # noqa: FBT001 - a parameter of a test
    old = Key(bytes(32))
    new = old.replaced().replaced()
    found = rekeyed(record(old, by_person=by_person), old, new)
    assert same(found, record(new, by_person=by_person))
    assert not same(found, record(old, by_person=by_person))
    assert found.members[0].answers["engagement"].tolist() == [3, 4, 5]


def test_records_follow_the_key(store: Store) -> None:
    secret = Released(store.folder).secret()
    rotate(store, by="dpo", announce=lambda new: announce(store.folder, new))
    settle(store.folder)
    assert same(kept_record(store), record(Key(store.key())))
    assert Released(store.folder).secret() == secret
    assert [path.name for path in store.folder.glob("released*")] == ["released"]


def test_a_replacement_that_never_counted_leaves_the_records(store: Store) -> None:
    announce(store.folder, Key(store.key()).replaced())
    settle(store.folder)
    assert same(kept_record(store), record(Key(store.key())))
    assert [path.name for path in store.folder.glob("released*")] == ["released"]


def test_what_was_stopped_halfway_is_completed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rotate(store, by="dpo", announce=lambda new: announce(store.folder, new))

    def stopped(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    for name in ("sync_folder", "shutil.copy2", "written"):
        with monkeypatch.context() as patched:
            patched.setattr(f"analytics.release.stack.rekey.{name}", stopped)
            with pytest.raises(KeyboardInterrupt):
                settle(store.folder)
    (store.folder / "released").rename(store.folder / "released-past")
    (waiting,) = store.folder.glob("released-next-*")
    Released(store.folder)
    assert (waiting / FINGERPRINT_KEY).exists()
    settle(store.folder)
    assert same(kept_record(store), record(Key(store.key())))
    assert [path.name for path in store.folder.glob("released*")] == ["released"]


def test_a_store_without_releases_has_nothing_to_follow(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    store.key()
    rotate(store, by="dpo", announce=lambda new: announce(store.folder, new))
    settle(store.folder)
    assert list(store.folder.glob("released*")) == []
