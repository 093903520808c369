"""Where somebody arrives after signing in: where they wanted to go, and never at a stranger's page."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Any

import pytest

from dashboard import asked_address
from dashboard.asked_address import COOKIE, AskedAddress
from dashboard.sign_in import CALLBACK

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


async def inner(scope: Scope, _receive: Receive, send: Send) -> None:
    """An application that sends everybody who has signed in to its first page."""
    headers = [(b"location", b"/")] if scope["path"] == CALLBACK else [(b"content-type", b"text/html")]
    await send({"type": "http.response.start", "status": 302 if scope["path"] == CALLBACK else 200, "headers": headers})


def headers(path: str, query: str = "", cookie: str = "") -> dict[str, str]:
    """The headers of the answer to one request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    given = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    scope: dict[str, Any] = {"type": "http", "path": path, "query_string": query.encode(), "headers": given}
    asyncio.run(AskedAddress(inner)(scope, receive, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_address, "is_signed_in", lambda _scope: False)


@pytest.mark.usefixtures("nobody")
def test_whoever_signs_in_arrives_where_they_wanted_to_go() -> None:
    kept = headers("/retention", "generation=Gen+Z&wave=2024-06")["set-cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept
    cookie = kept.partition(";")[0].partition("=")[2]
    assert headers(CALLBACK, cookie=cookie)["location"] == "/retention?generation=Gen+Z&wave=2024-06"


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("query", ["", "a=" + "x" * 3_000])
def test_the_first_page_and_endless_addresses_are_not_kept(query: str) -> None:
    assert headers("/", query)["set-cookie"].startswith(f"{COOKIE}=; Max-Age=0")


def test_nothing_is_kept_for_whoever_is_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_address, "is_signed_in", lambda _scope: True)
    assert "set-cookie" not in headers("/retention")


@pytest.mark.parametrize(
    "asked", ["https://elsewhere.example/", "//elsewhere.example/", "/unknown", "/retention?a=\r\nset-cookie: b", ""]
)
def test_nobody_is_led_to_a_page_that_is_not_ours(asked: str) -> None:
    assert headers(CALLBACK, cookie=urlsafe_b64encode(asked.encode()).decode())["location"] == "/"


@pytest.mark.parametrize("cookie", ["not base64!", "w7w="])
def test_a_cookie_that_cannot_be_read_leads_to_the_first_page(cookie: str) -> None:
    assert headers(CALLBACK, cookie=cookie)["location"] == "/"
