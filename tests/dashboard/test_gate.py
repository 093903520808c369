"""The gate: which names the server answers to, and what happens to cookies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.gate import LOCAL_NAMES, Gate
from tests.sign_in.conftest import settings, settings_file

if TYPE_CHECKING:
    from analytics.sign_in.settings import SignIn

__all__ = ["settings", "settings_file"]

COOKIE = b'_streamlit_user="abc"; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax'


def test_this_machine_answers_to_its_own_names_only() -> None:
    gate = Gate.of("127.0.0.1", None, is_open=False)
    assert gate.hosts == LOCAL_NAMES
    assert gate.knows(b"LOCALHOST:8501")
    for strange in (b"attacker.example:8501", b"127.0.0.1.attacker.example", b"localhost.attacker.example", b"", b"["):
        assert not gate.knows(strange)


def test_with_sign_in_it_answers_to_the_name_in_the_settings(settings: SignIn) -> None:
    gate = Gate.of("0.0.0.0", settings, is_open=False)  # noqa: S104 - compared, not bound
    assert gate.knows(b"twoway.example.com")
    assert not gate.knows(b"attacker.example")


def test_asked_for_by_name_it_answers_to_every_name() -> None:
    assert Gate.of("0.0.0.0", None, is_open=True).knows(b"intranet")  # noqa: S104 - compared, not bound


def test_a_cookie_lives_as_long_as_a_sign_in_and_travels_encrypted(settings: SignIn) -> None:
    sent = Gate.of("127.0.0.1", settings, is_open=False).cookie(COOKIE)
    assert b"Max-Age=7200;" in sent
    assert sent.endswith(b"; Secure")
    assert b"HttpOnly" in sent
    assert b"SameSite=lax" in sent


def test_without_encryption_a_cookie_is_not_secure_or_it_would_be_lost(settings: SignIn) -> None:
    local = replace(settings, address="http://127.0.0.1:8501")
    assert b"Secure" not in Gate.of("127.0.0.1", local, is_open=False).cookie(COOKIE)


@pytest.mark.parametrize(
    "cookie", [b'_streamlit_user=""; Max-Age=0; Path=/', b"_streamlit_xsrf=abc; Path=/; Max-Age=9"]
)
def test_other_cookies_and_those_taken_away_keep_their_age(settings: SignIn, cookie: bytes) -> None:
    assert Gate.of("127.0.0.1", settings, is_open=False).cookie(cookie) == cookie + b"; Secure"
