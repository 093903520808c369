"""Who is looking is told by the folders that the server was started with."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access import PUBLISHED, STORE, access


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
