"""Settings of sign-in, and what a provider says about somebody."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads the annotations of fixtures
from typing import Any

import pytest

from analytics.sign_in.settings import SignIn
from analytics.sign_in.signed_out import SignedOut

NOW = 1_800_000_000.0
SETTINGS = """
[sign_in]
address = "https://twoway.example.com/"
discovery = "https://login.example.com/.well-known/openid-configuration"
client_id = "twoway"
client_secret_file = "client-secret"
hours = 2

[sign_in.roles]
claim = "groups"
of = { board = ["executive"], unit-heads = ["scoped_leader"], stewards = ["steward", "analyst"] }

[sign_in.scope]
claim = "department"
of = { D-100 = ["Sales", "Marketing"] }

[[sign_in.person]]
email = "Ada@example.com"
roles = ["scoped_leader"]
scope = { business_unit = ["Research"] }

[[sign_in.person]]
subject = "00u1"
roles = ["auditor"]
"""


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """A file with the settings above, and the secret that it names."""
    path = tmp_path / "sign-in.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    secret = tmp_path / "client-secret"
    secret.write_text("a secret\n", encoding="utf-8")
    secret.chmod(0o600)
    return path


@pytest.fixture
def settings(settings_file: Path) -> SignIn:
    """The settings above."""
    return SignIn.read(settings_file)


@pytest.fixture
def signed_out(settings: SignIn) -> SignedOut:
    """Nobody has signed out yet."""
    found = SignedOut(settings.state)
    found.prepare()
    return found


def claims(**changed: object) -> dict[str, Any]:
    """What the provider says about a member of the board who signed in a minute ago."""
    said = {"is_logged_in": True, "sub": "00u7", "iat": NOW - 60, "exp": NOW + 3600, "email": "eve@example.com"}
    return {**said, "groups": ["board"], **changed}
