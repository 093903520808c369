"""What a page made is given to whoever is signed in, and to nobody who only knows its address."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

import pytest
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from analytics.sign_in.signed_out import SignedOut
from dashboard.access import SIGN_IN
from dashboard.signed_in_files import SignedInFiles
from tests.sign_in.conftest import claims, settings, settings_file

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Message, Receive, Scope, Send

    from analytics.sign_in.settings import SignIn

__all__ = ["settings", "settings_file"]
SECRET, COOKIE = "a secret of this server", "_streamlit_user"


async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
    """An application that gives its file to everybody."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"figures"})


def status(path: str, cookie: bytes | None = None) -> int:
    """What the server answers to a request with a cookie."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [] if cookie is None else [(b"cookie", f"other=1; {COOKIE}=".encode() + cookie)]
    asyncio.run(SignedInFiles(inner)({"type": "http", "path": path, "headers": headers}, receive, send))
    return int(sent[0]["status"])


@pytest.fixture
def signed_out(settings: SignIn, settings_file: Path, monkeypatch: pytest.MonkeyPatch) -> SignedOut:
    """A server that people sign in to; nobody has signed out yet."""
    monkeypatch.setenv(SIGN_IN, str(settings_file))
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)
    found = SignedOut(settings.state)
    found.prepare()
    return found


def cookie(secret: str = SECRET, **changed: object) -> bytes:
    now = int(time.time())
    said = json.dumps(claims(iat=now, exp=now + 600, origin="https://twoway.example.com", **changed))
    return create_signed_value(secret, COOKIE, said)


@pytest.mark.usefixtures("signed_out")
def test_a_file_is_for_whoever_is_signed_in_and_has_a_role() -> None:
    assert status("/media/0123.csv", cookie()) == 200
    assert status("/media/0123.csv") == 403
    assert status("/media/0123.csv", b"copied badly") == 403
    assert status("/media/0123.csv", cookie("a secret of another server")) == 403
    assert status("/media/0123.csv", cookie(groups=["nobody"])) == 403
    assert status("/static/app.js") == 200


def test_a_copied_cookie_opens_no_file_after_signing_out(signed_out: SignedOut) -> None:
    copied, now = cookie(), int(time.time())
    signed_out.end_session("00u7", now)
    assert status("/media/0123.csv", copied) == 403


@pytest.mark.usefixtures("signed_out")
def test_nobody_is_given_a_file_while_it_is_unknown_who_may(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = cookie()
    monkeypatch.setenv(SIGN_IN, str(tmp_path / "gone.toml"))
    assert status("/media/0123.csv", kept) == 403
