"""Safety headers on everything the server sends, so that a page can neither call out nor be framed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dashboard.entrance import inline_scripts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dashboard.gate import Gate

HEALTH = "/_stcore/health"
CLOSED = ("/_stcore/metrics", "/_stcore/agent")


@cache
def content_security_policy() -> str:
    """The policy: everything from this server only; scripts are its files and those written into its own page.

    Styles may be inline, because Streamlit writes its theme that way. The connection that a page is drawn over goes to
    this server too: a page that could open one elsewhere could carry figures out.
    """
    hashes = " ".join(f"'sha256-{script}'" for script in inline_scripts())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SafetyHeaders:
    """ASGI middleware that adds the headers, and closes the addresses that tell about the server itself.

    Args:
        app: The application behind it.
        gate: What cookies are like.
    """

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate
        self.headers = [
            (b"content-security-policy", content_security_policy().encode()),
            (b"x-frame-options", b"DENY"),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        ]
        if gate.is_encrypted:
            self.headers.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await send({"type": "http.response.start", "status": 404, "headers": self.headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in self.headers}
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
                message["headers"] = [*(self._with_safe_cookie(pair) for pair in kept), *self.headers]
            await send(message)

        return add

    def _with_safe_cookie(self, pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
        name, value = pair
        return (name, self.gate.cookie(value)) if name.lower() == b"set-cookie" else pair


class KnownHosts:
    """ASGI middleware that answers only to the server's own names.

    The page of a stranger whose name was made to lead to this machine would otherwise be taken for ours.

    Args:
        app: The application behind it.
        gate: Which names are ours.
    """

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] == HEALTH or self._is_ours(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 421, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    def _is_ours(self, scope: Scope) -> bool:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        return len(hosts) == 1 and self.gate.knows(hosts[0])
