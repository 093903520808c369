"""The table `[sign_in]`: what is read from it, and that nothing unclear is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.errors import SettingsError
from analytics.roles import Role
from analytics.sign_in.settings import LONGEST_HOURS, SignIn
from tests.sign_in.conftest import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_is_read(settings: SignIn, settings_file: Path) -> None:
    assert settings.address == "https://twoway.example.com"
    assert settings.host == "twoway.example.com"
    assert settings.is_encrypted
    assert settings.hours == 2
    assert settings.client_secret_file == settings_file.parent / "client-secret"
    assert settings.state == settings_file.parent / ".sign-in"
    assert settings.roles["stewards"] == {Role.STEWARD, Role.ANALYST}
    assert settings.units == {"D-100": ("Sales", "Marketing")}
    assert [person.scope for person in settings.people] == [{"business_unit": ("Research",)}, {}]


def test_what_is_not_said_has_a_safe_default(tmp_path: Path) -> None:
    path = tmp_path / "twoway.toml"
    short = SETTINGS.split("client_secret_file", maxsplit=1)[0]
    path.write_text(f'name = "Our program"\n{short}', encoding="utf-8")
    settings = SignIn.read(path)
    assert settings.hours == LONGEST_HOURS
    assert settings.client_secret_file is None
    assert settings.roles == {}
    assert settings.people == ()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("hours = 2", "hours = 9", "hours"),
        ("hours = 2", "hours = 0", "hours"),
        ("hours = 2", "hours = true", "hours"),
        ("hours = 2", "ours = 2", "ours"),
        ("https://twoway", "http://twoway", "address"),
        ("https://login", "http://login", "discovery"),
        ('client_id = "twoway"', "", "client_id"),
        ('["executive"]', '["boss"]', "roles.of.board"),
        ('["executive"]', "[]", "roles.of.board"),
        ('["executive"]', '"executive"', "roles.of.board"),
        ("business_unit =", "salary =", "scope"),
        ('subject = "00u1"', "", "person"),
        ('subject = "00u1"', 'subject = "00u1"\nemail = "x@example.com"', "person"),
        ('["auditor"]', "[]", "person.roles"),
        ('claim = "groups"', "claim = 1", "roles.claim"),
    ],
)
def test_a_wrong_value_is_refused_by_name(settings_file: Path, old: str, new: str, named: str) -> None:
    assert old in SETTINGS
    settings_file.write_text(SETTINGS.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        SignIn.read(settings_file)


def test_a_provider_on_this_machine_needs_no_encryption(settings_file: Path) -> None:
    settings_file.write_text(SETTINGS.replace("https://login.example.com", "http://127.0.0.1:9"), encoding="utf-8")
    assert SignIn.read(settings_file).discovery.startswith("http://127.0.0.1:9/")


@pytest.mark.parametrize("content", [b"", b"[other]", b"sign_in = 1", b"[sign_in", b"\xff"])
def test_a_file_without_the_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sign-in.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError):
        SignIn.read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        SignIn.read(tmp_path / "nowhere.toml")
