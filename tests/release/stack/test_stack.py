"""What a further release shows when something was shown before."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.errors import NotPublishedError, StoreError
from analytics.program import Program
from analytics.release.cell_key import CellKey
from analytics.release.cells import Cells
from analytics.release.files import FINDINGS, read_cells
from analytics.release.flow import Wish, publish_store
from analytics.release.read import Release
from analytics.release.stack.opening import open_stack
from analytics.release.states import withdraw
from analytics.retention import Retention
from analytics.store.expire import expire, expired
from tests.release.waves import WAVE, again, answered

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.release.stack.stack import Stack
    from analytics.store import Store

POPULATION = f"survey:{WAVE}"
EVERYONE = CellKey(population=POPULATION, categories=frozenset(), measure="engagement")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with a wave that 120 people answered."""
    return answered(tmp_path / "store", range(120))


def shown(store: Store, *, draft: bool = False) -> Path:
    return publish_store(store, store.folder / "published", Wish(by="ana", is_draft=draft))


def cells(folder: Path) -> dict[CellKey, object]:
    return dict(read_cells(folder).items())


def stack_of(store: Store) -> Stack:
    return open_stack(store, store.folder / "published", Program.read(store.folder))


def test_one_answer_more_changes_no_figure(store: Store) -> None:
    first = shown(store)
    again(store, range(100, 121))
    second = shown(store)
    assert second != first
    assert cells(second) == cells(first)
    assert (second / FINDINGS).read_bytes() == (first / FINDINGS).read_bytes()
    facts = Release.load(second).facts
    assert facts.as_of == {POPULATION: Release.load(first).facts.created_at}
    assert facts.waves[0].responded == 120
    assert facts.waves[0].as_of == facts.date_of(POPULATION, frozenset(), "engagement")


def test_a_corrected_answer_changes_no_figure(store: Store) -> None:
    first = shown(store)
    again(store, range(20), changed={7})
    assert cells(shown(store)) == cells(first)


def test_ten_answers_more_renew_the_figures_that_give_nobody_away(store: Store) -> None:
    first = shown(store)
    again(store, range(100, 132))
    second = shown(store)
    facts = Release.load(second).facts
    assert facts.as_of == {}
    assert cells(second)[EVERYONE] != cells(first)[EVERYONE]
    assert cells(first).keys() <= cells(second).keys(), "nothing is lost"
    old = {key for key in cells(first) if cells(second)[key] == cells(first)[key]}
    kept = {CellKey(population=p, categories=c, measure=m) for p, c, m in facts.kept}
    assert kept
    assert kept <= old
    assert set(facts.kept.values()) == {Release.load(first).facts.created_at}


def test_changes_add_up_until_there_are_enough(store: Store) -> None:
    first = cells(shown(store))
    for start in (120, 124, 128):
        again(store, range(100, start + 4))
        newest = cells(shown(store))
        assert (newest[EVERYONE] == first[EVERYONE]) == (start < 128)


def test_publishing_again_changes_nothing(store: Store) -> None:
    first = shown(store)
    before = {path: path.read_bytes() for path in store.folder.glob("published/*/*")}
    (first / FINDINGS).write_text("{}")
    assert shown(store) == first
    after = {path: path.read_bytes() for path in store.folder.glob("published/*/*")}
    assert {name.name for name in before} == {name.name for name in after}
    assert after[first / FINDINGS] == before[first / FINDINGS]
    assert stack_of(store).releases == (first.name,)


def test_without_the_memory_one_answer_is_read_off(store: Store) -> None:
    """The canary: the difference of the two totals is the answer of the person who joined."""
    first = cells(shown(store))
    again(store, range(100, 121), changed={120})
    for path in (store.folder / "released").glob("*/*"):
        path.unlink()
    for folder in (store.folder / "published").iterdir():
        folder.rename(store.folder / folder.name)
    alone = cells(shown(store))
    assert alone[EVERYONE].n - first[EVERYONE].n == 1  # type: ignore[attr-defined]
    assert alone[EVERYONE].total != first[EVERYONE].total  # type: ignore[attr-defined]


def test_the_record_is_private(store: Store) -> None:
    release = shown(store)
    folder = store.folder / "released"
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*")} == {0}
    assert not [path for path in release.rglob("*") if "record" in path.name or "members" in path.name]


def test_a_draft_does_not_count(store: Store) -> None:
    shown(store, draft=True)
    assert stack_of(store).releases == ()
    again(store, range(100, 121))
    assert Release.load(shown(store)).facts.waves[0].responded == 121


def test_a_draft_that_is_published_counts(store: Store) -> None:
    shown(store, draft=True)
    release = shown(store)
    assert stack_of(store).releases == (release.name,)
    assert stack_of(store).records[0].facts["id"] == release.name
    again(store, range(100, 121))
    assert cells(shown(store)) == cells(release)


def test_a_withdrawn_release_was_seen(store: Store) -> None:
    first = shown(store)
    again(store, range(100, 132))
    second = shown(store)
    withdraw(store.folder / "published", second.name, reason="A test.", by="ana", at=store.now())
    again(store, range(100, 133))
    third = shown(store)
    assert stack_of(store).releases == (first.name, second.name, third.name)
    assert cells(third)[EVERYONE] == cells(first)[EVERYONE], "12 joined and then one: the latter would follow"


def test_a_record_that_is_missing_is_made_from_the_store(store: Store) -> None:
    release = shown(store)
    before = stack_of(store).records[0]
    for path in (store.folder / "released" / release.name).iterdir():
        path.unlink()
    after = stack_of(store).records[0]
    assert after.members[0].keys.tolist() == before.members[0].keys.tolist()
    assert dict(after.cells.items()) == dict(before.cells.items())
    again(store, range(100, 121))
    assert cells(shown(store)) == cells(release)


def test_a_record_that_cannot_be_made_stops_publishing(store: Store) -> None:
    shown(store)
    again(store, range(100, 121))
    second = shown(store)
    for path in (store.folder / "released" / second.name).iterdir():
        path.unlink()
    again(store, range(100, 122))
    with pytest.raises(StoreError, match="missing or damaged") as refused:
        shown(store)
    assert "backup" in refused.value.next_step


def test_a_damaged_record_stops_publishing(store: Store) -> None:
    release = shown(store)
    (members,) = (store.folder / "released" / release.name).glob("members-*")
    members.write_bytes(members.read_bytes()[:-1])
    again(store, range(100, 121))
    with pytest.raises(StoreError, match="missing or damaged"):
        shown(store)


def test_who_is_forgotten_stays_an_unknown(store: Store) -> None:
    release = shown(store)
    stack = stack_of(store)
    table = stack.records[0].members[0]
    key = int(table.aliases[5])
    stack.forget([key])
    found = stack_of(store).records[0].members[0]
    assert key not in {*found.aliases.tolist(), *found.keys.tolist()}
    assert found.answers["engagement"][5] not in {0, table.answers["engagement"][5]}
    assert found.places.tolist() == table.places.tolist()
    held = b"".join(path.read_bytes() for path in (store.folder / "released" / release.name).iterdir())
    assert str(key).encode() not in held


def test_the_stack_is_empty_before_anything_is_shown(store: Store) -> None:
    assert stack_of(store).base is None
    assert stack_of(store).plan("") == {}
    assert len(Cells({})) == 0


def test_a_draft_made_before_another_release_is_made_anew(store: Store) -> None:
    draft = shown(store, draft=True)
    record = store.folder / "released" / draft.name / "record.json"
    document = json.loads(record.read_text())
    assert document["body"]["after"] == []
    record.unlink()
    with pytest.raises(NotPublishedError, match="before another release"):
        publish_store(store, store.folder / "published", Wish(by="ana", draft=draft.name))


def test_a_wave_whose_answers_have_expired_keeps_its_figures(store: Store) -> None:
    first = shown(store)
    again(store, range(100), wave="2025-12")
    second = shown(store)
    expire(store, expired(store.folder, Retention(answers_months=1), date(2025, 9, 1)), by="dpo")
    table = stack_of(store).records[0].members[0]
    stack_of(store).end([POPULATION])
    left = stack_of(store).records[0].members[0]
    assert not {*table.aliases.tolist()} & {*left.aliases.tolist()}
    assert not {*table.answers["engagement"].tolist()} & {*left.answers["engagement"].tolist()}
    third = shown(store)
    assert third != second
    assert cells(third) == cells(second)
    assert Release.load(third).facts.as_of == {POPULATION: Release.load(second).facts.created_at}
    assert Release.load(first).facts.waves[0].responded == Release.load(third).facts.waves[0].responded


def test_a_wave_whose_import_was_undone_is_gone(store: Store) -> None:
    again(store, range(100), wave="2025-12")
    shown(store)
    store.undo(store.version().imports[0].id, by="ana")
    assert POPULATION not in {key.population for key in cells(shown(store))}
