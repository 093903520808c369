"""The middleware: strange names are refused on every kind of connection, and cookies are made safe on their way out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.gate import Gate
from dashboard.headers import CLOSED, HEALTH, KnownHosts, SafetyHeaders, content_security_policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Receive, Scope, Send

COOKIE = (b"set-cookie", b"_streamlit_user=abc; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax")


async def inner(scope: Scope, _receive: Receive, send: Send) -> None:
    """An application that lets everybody in."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": [COOKIE]})
        await send({"type": "http.response.body", "body": b"inside"})


def answer(
    app: Callable[..., Any], kind: str = "http", path: str = "/", hosts: tuple[bytes, ...] = ()
) -> list[Message]:
    """What an application sends to one request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": kind, "path": path, "headers": [(b"host", host) for host in hosts]}
    asyncio.run(app(scope, receive, send))
    return sent


@pytest.mark.parametrize("hosts", [(b"attacker.example:8501",), (), (b"localhost", b"attacker.example")])
def test_a_strange_name_is_refused_everywhere(hosts: tuple[bytes, ...]) -> None:
    app = KnownHosts(inner, gate=Gate())
    assert answer(app, hosts=hosts)[0]["status"] == 421
    assert [message["type"] for message in answer(app, "websocket", "/_stcore/stream", hosts)] == ["websocket.close"]


def test_our_own_name_is_let_in() -> None:
    app = KnownHosts(inner, gate=Gate())
    assert answer(app, hosts=(b"localhost:8501",))[0]["status"] == 200
    assert answer(app, "websocket", "/_stcore/stream", (b"127.0.0.1:8501",)) == [{"type": "websocket.accept"}]


def test_whoever_asks_whether_the_server_is_well_may_call_it_anything() -> None:
    assert answer(KnownHosts(inner, gate=Gate()), path=HEALTH, hosts=(b"10.0.0.7",))[0]["status"] == 200


def test_behind_https_cookies_and_connections_are_encrypted() -> None:
    gate = Gate(is_encrypted=True, cookie_seconds=3600)
    headers = dict(answer(SafetyHeaders(inner, gate=gate))[0]["headers"])
    assert headers[b"set-cookie"] == COOKIE[1].replace(b"2592000", b"3600") + b"; Secure"
    assert headers[b"strict-transport-security"] == b"max-age=31536000"


def test_on_this_machine_nothing_is_promised_that_would_lock_people_out() -> None:
    headers = dict(answer(SafetyHeaders(inner, gate=Gate()))[0]["headers"])
    assert headers[b"set-cookie"] == COOKIE[1]
    assert b"strict-transport-security" not in headers


def test_every_answer_carries_the_same_headers_and_none_of_the_application_replaces_them() -> None:
    async def careless(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"X-Frame-Options", b"ALLOWALL"), (b"content-security-policy", b"default-src *")]
        await send({"type": "http.response.start", "status": 500, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    expected = {
        b"x-frame-options": b"DENY",
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"no-referrer",
        b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
        b"content-security-policy": content_security_policy().encode(),
    }
    for application in (inner, careless):
        for path in ("/", "/media/nothing", HEALTH, *CLOSED):
            sent = answer(SafetyHeaders(application, gate=Gate()), path=path)[0]["headers"]
            assert sorted((name.lower(), value) for name, value in sent if name.lower() in expected) == sorted(
                expected.items()
            )


def test_the_policy_names_this_server_only() -> None:
    directives = dict(one.split(" ", 1) for one in content_security_policy().split("; "))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'self'"
    assert directives["object-src"] == directives["frame-ancestors"] == "'none'"
    assert directives["connect-src"] == "'self' data: blob:", "no connection to anywhere else, of any kind"
    scripts = directives["script-src"].split()
    assert scripts[:2] == ["'self'", "'wasm-unsafe-eval'"]
    assert all(one.startswith("'sha256-") for one in scripts[2:])
    everywhere = {word for words in directives.values() for word in words.split()}
    assert not {word for word in everywhere if "*" in word or word.startswith(("http", "ws", "'unsafe-eval"))}
    assert [name for name, words in directives.items() if "'unsafe-inline'" in words] == ["style-src"]


@pytest.mark.parametrize("path", CLOSED)
def test_addresses_that_tell_about_the_server_are_closed(path: str) -> None:
    start, body = answer(SafetyHeaders(inner, gate=Gate()), path=path)
    assert (start["status"], body["body"]) == (404, b"")
