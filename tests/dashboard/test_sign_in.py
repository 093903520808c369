"""What Streamlit is told to sign people in, and where a server without sign-in may listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.errors import SettingsError
from dashboard import serve
from dashboard.sign_in import prepare
from tests.sign_in.conftest import settings, settings_file

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.sign_in.settings import SignIn

__all__ = ["settings", "settings_file"]


def test_streamlit_is_told_in_memory(settings: SignIn) -> None:
    auth = prepare(settings)["auth"]
    assert auth["redirect_uri"] == "https://twoway.example.com/oauth2callback"
    assert auth["client_secret"] == "a secret"  # noqa: S105 - made up
    assert len(auth["cookie_secret"]) == 64
    assert prepare(settings)["auth"]["cookie_secret"] == auth["cookie_secret"]
    assert auth["client_kwargs"] == {"scope": "openid email profile"}
    assert (settings.state / "signed-out").is_dir()


def test_streamlit_knows_the_name_that_browsers_use(settings: SignIn) -> None:
    assert serve.settings(8501, "127.0.0.1", settings)["browser.serverAddress"] == "twoway.example.com"


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_this_machine_needs_no_sign_in(address: str) -> None:
    serve.require_loopback(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "intranet", ""])  # noqa: S104 - refused here
def test_other_machines_are_not_let_in_by_accident(address: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--without-sign-in"):
        serve.serve(tmp_path, address=address)


def test_wrong_settings_stop_the_server(settings_file: Path, tmp_path: Path) -> None:
    (tmp_path / "client-secret").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        serve.serve(tmp_path, sign_in=settings_file)
