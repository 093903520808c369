"""The router: which pages are drawn, and which links are shown, for whoever looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.roles import Role, Viewer
from dashboard.pages import PAGES
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


ENTRIES = tuple(entry for section in PAGES.values() for entry in section)
REFUSED = "You may not see this page"


@pytest.mark.parametrize("role", Role)
def test_a_role_is_shown_the_pages_of_its_permissions_and_no_other(
    visit: Callable[..., AppTest], published: Path, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = Viewer(name="somebody", roles=frozenset({role}))
    monkeypatch.setattr("dashboard.access.viewer", lambda: who)
    app = visit(published)
    assert set(links(app)) == {entry.title for entry in ENTRIES if who.may(entry.needs)}
    for entry in ENTRIES:
        if not who.may(entry.needs):
            assert REFUSED in text(app.switch_page(f"views/{entry.name}.py").run())


def links(app: AppTest) -> list[str]:
    """The words of the links in the sidebar."""
    return [link.proto.label for link in app.sidebar.get("page_link")]
