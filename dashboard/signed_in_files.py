"""Files and pictures of pages are for whoever is signed in, not for whoever has come to know their address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.requests import cookie_parser

from analytics.errors import SettingsError
from dashboard.access import account_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

MADE = "/media/"
"""Where Streamlit keeps what pages made: for as long as the page is open, at an address that cannot be guessed."""
OFFERED = "/files/"
"""Where the links of pages lead to, likewise."""


class SignedInFiles:
    """ASGI middleware that gives what pages made only to somebody whose sign-in holds now.

    Streamlit itself gives it to whoever asks: after signing out, and without ever having signed in.

    Args:
        app: The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith((MADE, OFFERED)) or is_signed_in(scope):
            await self.app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 403, "headers": [(b"cache-control", b"no-store")]})
        await send({"type": "http.response.body", "body": b""})


def is_signed_in(scope: Scope) -> bool:
    """Whether the sign-in of whoever sends a request holds now.

    Args:
        scope: The request.
    """
    try:
        return account_of(claims(scope)).reason is None
    except SettingsError:
        return False


def claims(scope: Scope) -> Mapping[str, object]:
    """What the provider said about whoever sends a request, from a cookie with a good signature; else nothing."""
    from streamlit.web.server.server_util import AUTH_COOKIE_NAME
    from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

    sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    content = _get_signed_cookie_with_chunks(cookie_parser(sent), AUTH_COOKIE_NAME)
    try:
        found = json.loads(content) if content else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
