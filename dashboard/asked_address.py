"""A link to a page leads there although somebody has to sign in on the way."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

from starlette.requests import cookie_parser

from dashboard.pages import ADDRESSES
from dashboard.sign_in import CALLBACK
from dashboard.signed_in_files import is_signed_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "twoway_asked"
SECONDS = 600
"""How long somebody may take to sign in and still arrive where they wanted to."""
LONGEST = 2_000
HOME = "/"
_KEPT = "Path=/; HttpOnly; SameSite=lax"


class AskedAddress:
    """ASGI middleware that keeps the address somebody asked for while they sign in, and sends them there afterwards.

    Streamlit itself sends everybody to the first page. Only the server's own pages are ever led to.

    Args:
        app: The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == CALLBACK:
            await self.app(scope, receive, _led(send, asked_in(scope)))
        elif scope["path"] in ADDRESSES and not is_signed_in(scope):
            await self.app(scope, receive, _with_cookie(send, keeping(scope)))
        else:
            await self.app(scope, receive, send)


def keeping(scope: Scope) -> str:
    """The cookie that keeps what a request asks for; one that is over already for the first page as it is.

    Args:
        scope: The request.
    """
    asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    if asked == HOME or len(asked) > LONGEST:
        return f"{COOKIE}=; Max-Age=0; {_KEPT}"
    return f"{COOKIE}={urlsafe_b64encode(asked.encode()).decode()}; Max-Age={SECONDS}; {_KEPT}"


def asked_in(scope: Scope) -> str:
    """The address that a request's cookie keeps, if it is one of our pages; else the first page.

    Args:
        scope: The request.
    """
    sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        asked = urlsafe_b64decode(cookie_parser(sent).get(COOKIE, "").strip('"')).decode("ascii")
    except ValueError:
        return HOME
    return asked if asked.partition("?")[0] in ADDRESSES and asked.isprintable() else HOME


def _with_cookie(send: Send, cookie: str) -> Send:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), (b"set-cookie", cookie.encode())]
        await send(message)

    return add


def _led(send: Send, asked: str) -> Send:
    async def lead(message: Message) -> None:
        if message["type"] == "http.response.start":
            home = (b"location", HOME.encode())
            message["headers"] = [
                (b"location", asked.encode()) if (name.lower(), value) == home else (name, value)
                for name, value in message.get("headers", [])
            ]
        await send(message)

    return lead
