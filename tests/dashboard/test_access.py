"""What a process may open, and as what somebody looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.roles import Action, Role, Viewer
from dashboard.access import LOCAL, PUBLISHED, SIGN_IN, STORE, LookAs, access, account, may_import, narrowed, viewer


def test_with_a_store_files_may_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBLISHED, "/srv/published")
    monkeypatch.setenv(STORE, "/srv/store")
    assert access().store == Path("/srv/store")
    assert access().may_import


@pytest.mark.parametrize("store", [None, ""])
def test_without_a_store_there_are_releases_only(monkeypatch: pytest.MonkeyPatch, store: str | None) -> None:
    monkeypatch.setenv(PUBLISHED, "/srv/published")
    monkeypatch.delenv(STORE, raising=False)
    if store is not None:
        monkeypatch.setenv(STORE, store)
    assert access().published == Path("/srv/published")
    assert not access().may_import


SALES, FINANCE = {"business_unit": ("Sales",)}, {"business_unit": ("Finance",)}
LEADER = LookAs(role=Role.SCOPED_LEADER, scope=SALES)


def test_at_this_machine_somebody_has_every_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SIGN_IN, raising=False)
    assert account().viewer == viewer() == LOCAL
    assert LOCAL.roles == set(Role)
    assert LOCAL.scope == {}


def test_importing_needs_a_store_and_a_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, "/srv/store")
    assert may_import()
    monkeypatch.setattr("dashboard.access.LOCAL", Viewer(name="somebody", roles=frozenset({Role.EXECUTIVE})))
    assert not may_import()
    monkeypatch.setattr("dashboard.access.LOCAL", LOCAL)
    monkeypatch.delenv(STORE)
    assert not may_import()


def test_looking_as_a_role_leaves_that_role_only() -> None:
    assert narrowed(LOCAL, None) == LOCAL
    found = narrowed(LOCAL, LookAs(role=Role.ANALYST, scope=SALES))
    assert found.roles == {Role.ANALYST}
    assert found.scope == {}
    assert narrowed(LOCAL, LEADER).scope == SALES


def test_a_role_of_somebody_else_cannot_be_looked_as() -> None:
    executive = Viewer(name="somebody", roles=frozenset({Role.EXECUTIVE}))
    assert narrowed(executive, LookAs(role=Role.STEWARD, scope={})) == executive


def test_no_scope_becomes_wider() -> None:
    both = Viewer(name="somebody", roles=frozenset({Role.SCOPED_LEADER, Role.EXECUTIVE}), scope=FINANCE)
    assert narrowed(both, LEADER).scope == FINANCE
    assert narrowed(both, LookAs(role=Role.EXECUTIVE, scope={})).scope == FINANCE


def test_the_leader_of_no_unit_may_do_nothing() -> None:
    found = narrowed(LOCAL, LookAs(role=Role.SCOPED_LEADER, scope={}))
    assert not any(found.may(action) for action in Action)
