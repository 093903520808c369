"""What Streamlit needs to sign people in, kept in memory: no secret is written anywhere for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.sign_in.secrets import client_secret, cookie_secret
from analytics.sign_in.signed_out import SignedOut

if TYPE_CHECKING:
    from analytics.sign_in.settings import SignIn

CALLBACK = "/oauth2callback"


def prepare(settings: SignIn) -> dict[str, Any]:
    """Streamlit's table of secrets, after everything that sign-in needs has been made.

    Args:
        settings: How people sign in.

    Raises:
        SettingsError: A secret is missing, or others can read it.
    """
    SignedOut(settings.state).prepare()
    return {
        "auth": {
            "redirect_uri": settings.address + CALLBACK,
            "cookie_secret": cookie_secret(settings),
            "client_id": settings.client_id,
            "client_secret": client_secret(settings),
            "server_metadata_url": settings.discovery,
            "client_kwargs": {"scope": settings.asks},
        }
    }
