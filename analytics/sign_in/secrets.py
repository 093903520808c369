"""The secrets of sign-in: from files that only their owner can read, or from the environment."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from analytics.durable import make_folder, place
from analytics.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.sign_in.settings import SignIn

CLIENT_SECRET = "TWOWAY_CLIENT_SECRET"  # noqa: S105 - the name of a variable
COOKIE_SECRET = "cookie-secret"  # noqa: S105 - the name of a file
SHORTEST = 32
OTHERS = 0o077


def client_secret(settings: SignIn) -> str:
    """The secret that the provider gave the dashboard: from its file, else from the environment.

    Raises:
        SettingsError: There is none, or others can read its file.
    """
    if settings.client_secret_file is not None:
        return _private(settings.client_secret_file)
    found = os.environ.get(CLIENT_SECRET, "").strip()
    if not found:
        raise SettingsError(
            "The secret of the dashboard at the provider is missing.",
            allowed=f"A file named by client_secret_file in [sign_in], or the environment variable {CLIENT_SECRET}.",
        )
    return found


def cookie_secret(settings: SignIn) -> str:
    """The secret that signs cookies: made once, the same for all servers that share the folder.

    Raises:
        SettingsError: Others can read it, or it is too short.
    """
    path = settings.state / COOKIE_SECRET
    if not path.exists():
        make_folder(settings.state, mode=0o700)
        place(path, secrets.token_hex(SHORTEST).encode("ascii"), mode=0o600)
    found = _private(path)
    if len(found) < SHORTEST:
        raise SettingsError(f"{path.name} is too short.", next_step="Delete it; a new one is made. All sign in again.")
    return found


def _private(path: Path) -> str:
    try:
        is_open = os.name == "posix" and path.stat().st_mode & OTHERS
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read.", next_step="Check the path and its permissions.") from error
    if is_open:
        raise SettingsError(f"Others can read {path.name}.", next_step=f"Run: chmod 600 {path}")
    if not found:
        raise SettingsError(f"{path.name} is empty.", next_step="Write the secret into it.")
    return found
