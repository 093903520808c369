"""The router: which pages are drawn, and which links are shown, for whoever looks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from analytics.audit_log import AuditLog
from analytics.errors import NotAllowedError
from analytics.roles import PERMISSIONS, Action, Role, Viewer
from analytics.sign_in.signed_out import SignedOut
from analytics.store import Store
from dashboard.access import SIGN_IN
from dashboard.pages import PAGES
from dashboard.recording import AUDIT_LOG, recorded
from tests.dashboard.conftest import choices, links, of_any_session, text
from tests.sign_in.conftest import claims, settings, settings_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.sign_in.settings import SignIn

    Visit = Callable[..., AppTest]

__all__ = ["settings", "settings_file"]

ENTRIES = {entry.name: entry for section in PAGES.values() for entry in section}
REFUSED = "You may not see this page"
UNIT = {"business_unit": ("Sales",)}
TABLE = """
             executive dei_lead scoped_leader coordinator analyst steward auditor
pairs        -         -        -             x           -       -       -
data_import  -         -        -             -           x       x       -
publish      -         x        -             -           -       x       x
audit        -         -        -             -           -       -       x
"""
"""Who may open the pages that are not for everybody."""
HEADER, *LINES = TABLE.strip().splitlines()
MARKS = {line.split()[0]: dict(zip(HEADER.split(), line.split()[1:], strict=True)) for line in LINES}
WITHOUT_UNDO = [role for role in Role if Action.UNDO not in PERMISSIONS[role]]


def somebody(role: Role) -> Viewer:
    return Viewer(name="somebody", roles=frozenset({role}), scope=UNIT if role is Role.SCOPED_LEADER else {})


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Callable[[Viewer], None]:
    """Makes whoever sits at this machine somebody else."""
    return lambda who: monkeypatch.setattr("dashboard.access.LOCAL", who)


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_the_pages_of_the_table_and_no_other(
    visit: Visit, published: Path, tmp_path: Path, become: Callable[[Viewer], None], role: Role
) -> None:
    become(somebody(role))
    app = visit(published, store=Store.create(tmp_path / "store").folder)
    expected = {name for name in ENTRIES if MARKS.get(name, {}).get(role, "x") == "x"}
    assert set(links(app)) == {ENTRIES[name].title for name in expected}
    for name in ENTRIES:
        is_refused = REFUSED in text(app.switch_page(f"views/{name}.py").run())
        assert is_refused is (name not in expected), name


def test_nobody_opens_anything(visit: Visit, published: Path, become: Callable[[Viewer], None]) -> None:
    become(Viewer(name="nobody", roles=frozenset()))
    app = visit(published)
    assert not links(app)
    for name in ENTRIES:
        assert REFUSED in text(app.switch_page(f"views/{name}.py").run())


@pytest.mark.parametrize("role", WITHOUT_UNDO)
def test_an_undo_is_refused_at_the_click_although_its_button_was_drawn(
    visit: Visit, tmp_path: Path, become: Callable[[Viewer], None], role: Role
) -> None:
    become(somebody(Role.STEWARD))
    app = visit(tmp_path / "published", "data_import", store=tmp_path / "store")
    roster = "person_id,birth_year,gender,business_unit,hired_on,exited_on\nE1,1980,Woman,Sales,2020-01-01,\n"
    app.file_uploader[0].set_value([("people.csv", roster.encode(), "text/csv")]).run()
    app.button(key="commit").click().run()
    imports = Store(tmp_path / "store").version().imports
    assert len(imports) == 1
    (undo,) = [button for button in app.button if button.label == "Undo"]
    become(somebody(role))
    undo.click().run()
    assert Store(tmp_path / "store").version().imports == imports
    assert REFUSED in text(app)


def test_a_unit_is_all_that_its_leader_is_shown(
    visit: Visit, published: Path, become: Callable[[Viewer], None]
) -> None:
    become(somebody(Role.SCOPED_LEADER))
    for name in ("overview", "engagement", "retention", "participation", "satisfaction", "exchange", "methods"):
        assert "Finance" not in text(visit(published, name))
    app = visit(published, "engagement")
    assert "People in the business unit Sales" in text(app)
    assert 'disabled data-key="locked-business_unit">Business unit: Sales</button>' in text(app)
    assert choices(app, "generation")
    assert not choices(app, "business_unit")
    another, unheard_of = (
        of_any_session(text(visit(published, "engagement", business_unit=name))) for name in ("Finance", "Nowhere")
    )
    assert another.replace("Finance", "Nowhere") == unheard_of


def test_look_as_narrows_everything_and_goes_back(visit: Visit, published: Path, tmp_path: Path) -> None:
    app = visit(published, store=tmp_path / "store")
    assert "Import" in links(app)
    app.selectbox(key="choose-look-as").set_value(Role.EXECUTIVE.value).run()
    assert {"Import", "Publish", "Audit", "Pairs"}.isdisjoint(links(app))
    assert REFUSED in text(app.switch_page("views/data_import.py").run())
    app.selectbox(key="choose-look-as").set_value("").run()
    assert "Import" in links(app)


def test_looking_as_a_leader_is_looking_at_a_unit(visit: Visit, published: Path) -> None:
    app = visit(published)
    app.selectbox(key="choose-look-as").set_value(Role.SCOPED_LEADER.value).run()
    assert "People in the business unit Finance" in text(app)
    app.selectbox(key="choose-unit").set_value("Sales").run()
    assert "People in the business unit Sales" in text(app)
    app.switch_page("views/retention.py").run()
    assert "People in the business unit Sales" in text(app)


def test_the_leader_of_no_unit_is_shown_nothing(visit: Visit, tmp_path: Path) -> None:
    app = visit(tmp_path / "published")
    app.selectbox(key="choose-look-as").set_value(Role.SCOPED_LEADER.value).run()
    assert REFUSED in text(app)
    assert "No unit is published on its own." in text(app)


@pytest.fixture
def arrive(settings: SignIn, settings_file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., SignedOut]:
    """Makes a server that people sign in to, and whoever looks somebody of whom the provider says this."""

    def arrived(said: dict[str, object]) -> SignedOut:
        signed_out = SignedOut(settings.state)
        signed_out.prepare()
        monkeypatch.setenv(SIGN_IN, str(settings_file))
        monkeypatch.setattr("dashboard.access._claims", lambda: said)
        return signed_out

    return arrived


def test_who_has_not_signed_in_is_shown_the_way_in(
    visit: Visit, published: Path, arrive: Callable[..., SignedOut]
) -> None:
    arrive({})
    for name in ("overview", "data_import", "methods"):
        app = visit(published, name)
        assert [button.label for button in app.button] == ["Sign in"]
        assert not links(app)
        assert "Reverse mentoring" not in text(app)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"exp": 1.0}, "You have been signed in for long enough."),
        ({"groups": []}, "Nobody has given you a role here."),
        ({"groups": ["unit-heads"]}, "nothing says which one"),
    ],
)
def test_who_may_see_nothing_is_told_why(
    visit: Visit, published: Path, arrive: Callable[..., SignedOut], changed: dict[str, object], words: str
) -> None:
    now = time.time()
    arrive(claims(**{"iat": now, "exp": now + 60, **changed}))
    app = visit(published)
    assert words in text(app)
    assert not links(app)


def test_who_is_signed_in_is_named_and_can_sign_out(
    visit: Visit, published: Path, arrive: Callable[..., SignedOut], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = int(time.time())
    signed_out = arrive(claims(iat=now, exp=now + 600))
    monkeypatch.setenv(AUDIT_LOG, str(tmp_path / "log"))
    visit(published, "methods")
    app = visit(published)
    assert "eve@example.com<br>Executive" in text(app)
    app.button(key="sign-out").click().run()
    assert "You are signed out." in text(app)
    assert signed_out.covers((), "00u7", now)
    logged = [(event.action, event.who, event.note) for event in AuditLog(tmp_path / "log").events()]
    assert logged.count(("sign_in", "eve@example.com", "")) == 1
    assert ("sign_out", "eve@example.com", "") in logged
    assert ("refused", "nobody", "signed_out") in logged


def test_without_its_settings_nobody_is_let_in(
    visit: Visit, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SIGN_IN, str(tmp_path / "gone.toml"))
    app = visit(published)
    assert "Nobody can be let in at the moment." in text(app)
    assert not links(app)


def test_a_file_is_not_made_for_somebody_whose_sign_in_has_ended(
    arrive: Callable[..., SignedOut], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = int(time.time())
    signed_out = arrive(claims(iat=now, exp=now + 600))
    monkeypatch.setenv(AUDIT_LOG, "off")
    made: list[str] = []
    make = recorded(lambda: made.append("a file"))
    make()
    signed_out.end_session("00u7", now)
    with pytest.raises(NotAllowedError):
        make()
    assert made == ["a file"]
