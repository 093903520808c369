"""From a store to what viewers see: open waves wait, a draft is published as it was, what was withdrawn stays away."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from analytics import ranking
from analytics.errors import BusyError, CanceledError, NotPublishedError, SettingsError
from analytics.program import FILE_NAME, Program
from analytics.release import flow
from analytics.release.files import AUDIT, CELLS, FINDINGS, newest, read_facts
from analytics.release.flow import LOCK, Wish, draft_of, is_shown, publish_store, start
from analytics.release.read import Release
from analytics.release.states import State, releases, withdraw
from analytics.release.waves import WaveState, hold_open, survey_waves
from analytics.store import Store
from analytics.store.alone import alone
from tests.release.surveyed import WAVE, surveyed
from tests.store.examples import clock

AT = "2026-06-01T12:00:00+00:00"


class Place(NamedTuple):
    """A store and the folder of its releases."""

    store: Store
    published: Path

    def publish(self, **wish: object) -> Path:
        return publish_store(self.store, self.published, Wish(by="ana", **wish))  # type: ignore[arg-type]

    def states(self) -> list[State]:
        return [one.state for one in releases(self.published)]

    def wave(self) -> WaveState:
        (wave,) = survey_waves(self.store.folder, self.store.version().imports)
        return wave.state


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and a draft."""
    folder = tmp_path_factory.mktemp("flow")
    Place(surveyed(folder), folder / "published").publish(is_draft=True)
    return folder


@pytest.fixture
def place(made_once: Path, tmp_path: Path) -> Place:
    """A store and a draft of its own for each test."""
    folder = Path(shutil.copytree(made_once, tmp_path / "copy"))
    return Place(Store.open(folder / "store", clock=clock()), folder / "published")


def test_viewers_do_not_see_a_draft_and_it_closes_nothing(place: Place) -> None:
    assert place.states() == [State.DRAFT]
    assert place.wave() is WaveState.OPEN
    with pytest.raises(NotPublishedError, match="Nothing has been published"):
        newest(place.published)


def test_a_draft_is_published_as_it_is_and_closes_its_waves(place: Place) -> None:
    (draft,) = releases(place.published)
    before = {name: (draft.folder / name).read_bytes() for name in (CELLS, FINDINGS, AUDIT)}
    folder = place.publish(draft=draft.id)
    assert folder.name == draft.id.removesuffix("-draft")
    assert {name: (folder / name).read_bytes() for name in before} == before
    facts = read_facts(folder)
    assert (facts["id"], facts["is_draft"], facts["cells_hash"]) == (folder.name, False, draft.cells_hash)
    assert place.states() == [State.SHOWN]
    assert place.wave() is WaveState.CLOSED
    assert newest(place.published) == folder


def test_publishing_uses_the_draft_instead_of_computing_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def computed_again(*_: object, **__: object) -> Path:
        pytest.fail("the draft was there")

    monkeypatch.setattr(flow, "publish", computed_again)
    assert place.publish() == newest(place.published)
    assert place.publish() == newest(place.published)


def test_a_draft_of_other_settings_is_not_published_in_their_name(place: Place) -> None:
    (draft,) = releases(place.published)
    (place.store.folder / FILE_NAME).write_text('name = "Another program"', encoding="utf-8")
    program = Program.read(place.store.folder)
    assert draft_of(place.published, place.store.version(), program) is None
    with pytest.raises(NotPublishedError, match="the settings or the product have changed since it was made"):
        place.publish(draft=draft.id)
    assert place.states() == [State.DRAFT]


def test_a_draft_of_other_data_says_so(place: Place) -> None:
    (draft,) = releases(place.published)
    (record,) = place.store.version().imports
    place.store.undo(record.id, "ana")
    place.store.redo(record.id, "ana")
    with pytest.raises(NotPublishedError, match="the data have changed since it was made"):
        place.publish(draft=draft.id)


def test_a_wave_that_is_held_open_can_be_drafted_and_not_published(place: Place) -> None:
    waves = survey_waves(place.store.folder, place.store.version().imports)
    hold_open(place.store.folder, waves, WAVE, by="ana", at=AT)
    with pytest.raises(NotPublishedError, match=rf"Answers to {WAVE} still come in: it is held open by ana"):
        place.publish()
    assert place.publish(is_draft=True).name.endswith("-draft")
    assert place.wave() is WaveState.HELD_OPEN
    place.publish(closing=(WAVE,))
    assert place.wave() is WaveState.CLOSED


def test_what_was_published_cannot_be_held_open_again(place: Place) -> None:
    place.publish()
    waves = survey_waves(place.store.folder, place.store.version().imports)
    with pytest.raises(SettingsError, match=f"The wave {WAVE} is closed"):
        hold_open(place.store.folder, waves, WAVE, by="ana", at=AT)


def test_a_withdrawn_release_is_not_shown_and_not_published_again(place: Place) -> None:
    folder = place.publish()
    withdraw(place.published, folder.name, reason="A wrong roster.", by="ana", at=AT)
    assert place.states() == [State.WITHDRAWN]
    assert (folder / CELLS).is_file()
    with pytest.raises(NotPublishedError, match="has been withdrawn, and nothing is in its place"):
        Release.latest(place.published)
    with pytest.raises(NotPublishedError, match="which was withdrawn"):
        place.publish()


def test_after_a_withdrawal_viewers_see_the_release_before(place: Place) -> None:
    first = place.publish()
    (place.store.folder / FILE_NAME).write_text('name = "Another program"', encoding="utf-8")
    second = place.publish()
    assert place.states() == [State.SHOWN, State.REPLACED]
    withdraw(place.published, second.name, reason="A wrong name.", by="ana", at=AT)
    assert newest(place.published) == first
    assert place.states() == [State.WITHDRAWN, State.SHOWN]
    assert is_shown(place.published, place.store.version(), Program(registered=()))


def test_there_is_one_draft_at_a_time(place: Place) -> None:
    ranking.save(place.store.folder, [("cohort", "gender")], by="dee", at=AT)
    place.publish(is_draft=True)
    (draft,) = releases(place.published)
    assert read_facts(draft.folder)["tables"] == [["cohort", "gender"]]


def test_tables_of_the_wish_go_before_the_ranking_and_the_ranking_before_the_settings(place: Place) -> None:
    folder = place.store.folder
    (folder / FILE_NAME).write_text('tables = [["arm", "level"]]', encoding="utf-8")
    assert Program.read(folder).tables == (("arm", "level"),)
    ranking.save(folder, [("cohort", "gender")], by="dee", at=AT)
    assert Program.read(folder).tables == (("cohort", "gender"),)
    made = place.publish(is_draft=True, tables=(("gender", "location"),))
    assert read_facts(made)["tables"] == [["gender", "location"]]
    ranking.forget(folder)
    assert Program.read(folder).tables == (("arm", "level"),)


def test_two_cannot_publish_at_once(place: Place) -> None:
    with alone(place.store.folder / LOCK, "A test"), pytest.raises(BusyError, match="Another publishing"):
        place.publish()


def test_what_a_killed_publishing_left_is_swept_away_and_nothing_else(place: Place) -> None:
    left = place.published / ".000001-0123abcd-draft"
    others = place.published / ".snapshots"
    for folder in (left, others):
        folder.mkdir()
        (folder / "half").write_text("")
    place.publish()
    assert not left.exists()
    assert (others / "half").exists()


def test_a_canceled_publishing_leaves_nothing(place: Place) -> None:
    shutil.rmtree(place.published)
    job = start(place.store.folder, place.published, Wish(by="ana"))
    while job.share == 0.0 and job.is_running:
        job.wait(0.02)
    job.cancel()
    with pytest.raises(CanceledError, match="Publishing was canceled"):
        job.outcome()
    assert not place.published.exists() or list(place.published.iterdir()) == []
    assert place.wave() is WaveState.OPEN


def test_publishing_in_a_process_of_its_own_is_the_same(place: Place) -> None:
    job = start(place.store.folder, place.published, Wish(by="ana"))
    assert job.outcome() == {"release": newest(place.published).name}


def test_limits_of_the_settings_are_not_part_of_a_release(place: Place) -> None:
    (place.store.folder / FILE_NAME).write_text("[limits]\nmemory_mb = 3000", encoding="utf-8")
    program = Program.read(place.store.folder)
    assert program.limits.megabytes == 3000
    assert draft_of(place.published, place.store.version(), program) is not None


def test_a_draft_is_not_published_once_a_release_whose_figures_it_may_keep_was_withdrawn(place: Place) -> None:
    first = place.publish()
    (place.store.folder / FILE_NAME).write_text('name = "Another"', encoding="utf-8")
    draft = place.publish(is_draft=True)
    withdraw(place.published, first.name, reason="A wrong roster.", by="ana", at=place.store.now())
    with pytest.raises(NotPublishedError, match="before another release was published or withdrawn"):
        place.publish(draft=draft.name)
    assert place.publish().name == draft.name.removesuffix("-draft")
