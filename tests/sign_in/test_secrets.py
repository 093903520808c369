"""Secrets: made once for a deployment, readable by their owner only, never guessed."""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.errors import SettingsError
from analytics.sign_in.secrets import CLIENT_SECRET, client_secret, cookie_secret

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.sign_in.settings import SignIn


def test_the_secret_of_cookies_is_made_once(settings: SignIn) -> None:
    found = cookie_secret(settings)
    assert len(found) == 64
    assert cookie_secret(settings) == found
    assert stat.S_IMODE((settings.state / "cookie-secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.state.stat().st_mode) == 0o700


def test_two_deployments_have_two(settings: SignIn, tmp_path: Path) -> None:
    assert cookie_secret(settings) != cookie_secret(replace(settings, state=tmp_path / "other"))


def test_a_secret_that_others_can_read_is_refused(settings: SignIn) -> None:
    cookie_secret(settings)
    (settings.state / "cookie-secret").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        cookie_secret(settings)


def test_a_short_secret_is_refused(settings: SignIn) -> None:
    cookie_secret(settings)
    (settings.state / "cookie-secret").write_text("short", encoding="ascii")
    with pytest.raises(SettingsError, match="too short"):
        cookie_secret(settings)


def test_the_providers_secret_comes_from_its_file(settings: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLIENT_SECRET, "another")
    assert client_secret(settings) == "a secret"


def test_or_from_the_environment(settings: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLIENT_SECRET, "another")
    assert client_secret(replace(settings, client_secret_file=None)) == "another"


def test_without_one_there_is_no_sign_in(settings: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CLIENT_SECRET, raising=False)
    with pytest.raises(SettingsError, match=CLIENT_SECRET):
        client_secret(replace(settings, client_secret_file=None))


@pytest.mark.parametrize(("mode", "content"), [(0o640, "a secret"), (0o604, "a secret"), (0o600, " \n")])
def test_an_open_or_empty_file_is_refused(settings: SignIn, mode: int, content: str) -> None:
    path = settings.client_secret_file
    assert path is not None
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(SettingsError, match="client-secret"):
        client_secret(settings)
