"""Where the store is."""

from __future__ import annotations

from pathlib import Path

from analytics.store.location import store_folder


def test_the_option_wins_over_the_variable() -> None:
    assert store_folder("/a", environment={"TWOWAY_STORE": "/b"}) == Path("/a")


def test_the_variable_wins_over_the_platform() -> None:
    assert store_folder(environment={"TWOWAY_STORE": "/b", "XDG_DATA_HOME": "/c"}) == Path("/b")


def test_a_home_in_the_option_is_expanded() -> None:
    assert store_folder("~/program") == Path.home() / "program"


def test_each_platform_has_its_own_place() -> None:
    home = Path.home()
    assert store_folder(environment={}, platform="linux") == home / ".local" / "share" / "twoway"
    assert store_folder(environment={"XDG_DATA_HOME": "/data"}, platform="linux") == Path("/data/twoway")
    assert store_folder(environment={}, platform="darwin") == home / "Library" / "Application Support" / "twoway"
    assert store_folder(environment={"LOCALAPPDATA": "/local"}, platform="win32") == Path("/local/twoway")
    assert store_folder(environment={}, platform="win32") == home / "AppData" / "Local" / "twoway"
