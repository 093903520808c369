"""The Publish page: who may do what, what a draft holds back, rankings, and withdrawal."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analytics import ranking
from analytics.audit_log import AuditLog, log_folder
from analytics.program import DEFAULT_TABLES, Program
from analytics.release.files import AUDIT, newest
from analytics.release.flow import Wish, publish_store
from analytics.release.states import State, releases, withdraw
from analytics.release.waves import WaveState, survey_waves
from analytics.roles import Role, Viewer
from analytics.store import Store
from dashboard.components.publishing.compared import kept_words
from tests.dashboard.conftest import text
from tests.release.surveyed import WAVE, surveyed

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]

PANELS = "dashboard.components.publishing"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and a draft in it."""
    folder = tmp_path_factory.mktemp("publish-page")
    store = surveyed(folder)
    publish_store(store, folder / "published", Wish(by="ana", is_draft=True))
    return folder


@pytest.fixture
def place(drafted: Path, tmp_path: Path) -> Path:
    """A store and a draft of its own for each test."""
    return Path(shutil.copytree(drafted, tmp_path / "copy"))


def opened(visit: Visit, place: Path) -> AppTest:
    return visit(place / "published", "publish", store=place / "store")


def look_as(monkeypatch: pytest.MonkeyPatch, *roles: Role) -> None:
    """Look as somebody with these roles, wherever the page asks."""
    who = Viewer(name="dee", roles=frozenset(roles))
    for module in ("work", "standing", "wanted", "releases"):
        monkeypatch.setattr(f"{PANELS}.{module}.viewer", lambda: who)
    monkeypatch.setattr("dashboard.access.viewer", lambda: who)


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_a_draft_is_published_by_one_click_and_its_waves_are_closed(visit: Visit, place: Path) -> None:
    app = opened(visit, place)
    assert f"Publishing closes the wave {WAVE}: later answers can only be added as an amendment." in text(app)
    (draft,) = releases(place / "published")
    app.button(key="publish-draft").click().run()
    shown = text(app)
    release = draft.id.removesuffix("-draft")
    assert newest(place / "published").name == release
    assert f"Published {release}" in shown
    assert f"Closed with it: {WAVE}." in shown
    assert "Nothing has changed since" in shown
    assert not {"publish", "publish-draft", "make-draft"} & keys(app)


def test_a_draft_says_cell_by_cell_what_it_holds_back(visit: Visit, place: Path) -> None:
    shown = text(opened(visit, place))
    assert "publishes and what it holds back" in shown
    assert '<th scope="row">Gender</th><td>2</td><td>0</td><td>0</td><td>100</td>' in shown
    assert "How much of one answer everything published together explains" in shown
    assert "Numbers by outcome" in shown


def test_a_wave_can_be_held_open_so_that_nothing_is_published(visit: Visit, place: Path) -> None:
    app = opened(visit, place)
    app.button(key=f"wave-{WAVE}").click().run()
    assert app.button(key="publish-draft").disabled
    assert f"{WAVE} is held open" in text(app)
    store = Store.open(place / "store")
    (wave,) = survey_waves(store.folder, store.version().imports)
    assert wave.state is WaveState.HELD_OPEN
    app.button(key=f"wave-{WAVE}").click().run()
    (wave,) = survey_waves(store.folder, store.version().imports)
    assert wave.state is WaveState.CLOSED


def test_tables_are_ranked_and_the_order_is_kept_in_the_store(visit: Visit, place: Path) -> None:
    app = opened(visit, place)
    first, second = DEFAULT_TABLES[:2]
    app.button(key=f"rank-up-{'-'.join(second)}").click().run()
    assert "Not saved yet." in text(app)
    assert ranking.read(place / "store") is None
    app.button(key="save-tables").click().run()
    saved = ranking.read(place / "store")
    assert saved is not None
    assert (saved.tables[:2], saved.by) == ((second, first), "local")
    assert Program.read(place / "store").tables == saved.tables
    assert "The draft" not in text(app).split("Releases", maxsplit=1)[0]
    app.button(key=f"rank-out-{'-'.join(second)}").click().run()
    app.button(key="save-tables").click().run()
    assert Program.read(place / "store").tables[0] == first
    app.button(key="forget-tables").click().run()
    assert Program.read(place / "store").tables == DEFAULT_TABLES


def test_a_release_says_what_keeps_earlier_figures_and_why() -> None:
    assert not kept_words({})
    said = kept_words({"Survey of 2025-06": "2026-11-23T09:30:00+00:00"})
    assert said.startswith("Survey of 2025-06: figures of 23 November 2026. Too little has changed since: ")
    assert "fewer than 10 people" in said


def test_what_was_withdrawn_is_not_said_to_be_published_any_more(visit: Visit, place: Path) -> None:
    app = opened(visit, place)
    app.session_state["publishing-result"] = newest(place / "published", include_drafts=True).name
    assert "is ready" in text(app.run())
    (draft,) = releases(place / "published")
    publish_store(Store.open(place / "store"), place / "published", Wish(by="ana", draft=draft.id))
    published = newest(place / "published").name
    app.session_state["publishing-result"] = published
    assert f"Published {published}" in text(app.run())
    withdraw(place / "published", published, reason="A unit was twice in it.", by="ana", at="2026-11-23T09:30:00+00:00")
    assert f"Published {published}" not in text(app.run())


def test_a_release_is_withdrawn_with_a_reason(visit: Visit, place: Path) -> None:
    publish_store(Store.open(place / "store"), place / "published", Wish(by="ana"))
    app = opened(visit, place)
    app.button(key="withdraw").click().run()
    assert "No release was chosen." in text(app)
    app.selectbox(key="withdrawn-release").select_index(0)
    app.button(key="withdraw").click().run()
    assert "A withdrawal needs a reason." in text(app)
    app.text_input(key="withdrawn-reason").set_value("A unit was twice in it.")
    app.button(key="withdraw").click().run()
    assert "withdrawn-reason" not in keys(app) or not app.text_input(key="withdrawn-reason").value
    (one,) = releases(place / "published")
    assert one.state is State.WITHDRAWN
    assert one.withdrawal is not None
    assert (one.withdrawal.reason, one.withdrawal.by) == ("A unit was twice in it.", "local")
    assert "Viewers see nothing. What was published has been withdrawn." in text(app)
    assert f"give release {one.id} again, which was withdrawn. Undo or correct the import" in text(app)
    assert not {"make-draft", "publish"} & keys(app)
    shown = text(visit(place / "published", "engagement"))
    assert "What was published has been withdrawn" in shown
    assert "twice" not in shown


@pytest.mark.parametrize(
    ("role", "sees", "lacks"),
    [
        (Role.STEWARD, {"publish-draft", "save-tables"}, set()),
        (Role.DEI_LEAD, {"save-tables"}, {"publish-draft", f"wave-{WAVE}"}),
        (Role.AUDITOR, set(), {"publish-draft", "save-tables", f"wave-{WAVE}"}),
    ],
)
def test_each_role_has_its_own_buttons(  # noqa: PLR0917 - three fixtures and three cases
    visit: Visit, place: Path, monkeypatch: pytest.MonkeyPatch, role: Role, sees: set[str], lacks: set[str]
) -> None:
    look_as(monkeypatch, role)
    app = opened(visit, place)
    assert sees <= keys(app)
    assert not lacks & keys(app)
    assert "publishes and what it holds back" in text(app)


def test_a_click_of_somebody_who_may_not_publish_does_nothing(
    visit: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(visit, place)
    look_as(monkeypatch, Role.DEI_LEAD)
    app.button(key="publish-draft").click().run()
    assert "Your role does not allow this (publish)." in text(app)
    assert [one.state for one in releases(place / "published")] == [State.DRAFT]


def test_on_a_machine_without_a_store_only_what_was_published_is_looked_through(visit: Visit, place: Path) -> None:
    app = visit(place / "published", "publish")
    assert "This machine shows releases only" in text(app)
    assert not {"publish", "publish-draft", "make-draft", "save-tables"} & keys(app)


def test_where_the_account_of_what_is_held_back_was_taken_away_the_page_says_so(visit: Visit, place: Path) -> None:
    folder = publish_store(Store.open(place / "store"), place / "published", Wish(by="ana"))
    (folder / AUDIT).unlink()
    shown = text(visit(place / "published", "publish"))
    assert f"What release {folder.name} holds back, and why, is not kept on this machine." in shown
    assert "What has become of each." in shown


def test_what_is_done_is_in_the_audit_log_without_any_words_of_people(visit: Visit, place: Path) -> None:
    app = opened(visit, place)
    app.button(key="publish-draft").click().run()
    app.selectbox(key="withdrawn-release").select_index(0)
    app.text_input(key="withdrawn-reason").set_value("A unit was twice in it.")
    app.button(key="withdraw").click().run()
    folder = log_folder(place / "store", place / "published")
    events = [event for event in AuditLog(folder).events() if event.action in {"publish", "withdraw"}]
    release = releases(place / "published")[0].id
    assert [(one.who, one.action, one.release) for one in events] == [
        ("local", "publish", release),
        ("local", "withdraw", release),
    ]
    assert not any("twice" in path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())
