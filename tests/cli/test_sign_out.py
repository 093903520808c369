"""`twoway sign-out`: the sessions of somebody are over for every server at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from analytics.cli.sign_out import sign_out_command
from analytics.errors import SettingsError
from analytics.sign_in.signed_out import SignedOut
from tests.sign_in.conftest import settings, settings_file

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.sign_in.settings import SignIn

__all__ = ["settings", "settings_file"]


def test_every_session_until_now_is_over(settings: SignIn, settings_file: Path) -> None:
    done = CliRunner().invoke(sign_out_command, ["eve@example.com", "--sign-in", str(settings_file)])
    assert done.exit_code == 0, done.output
    signed_out = SignedOut(settings.state)
    assert signed_out.covers(("00u7", "eve@example.com"), "00u7", time.time() - 1)
    assert not signed_out.covers(("00u7", "eve@example.com"), "00u7", time.time() + 1)
    assert not signed_out.covers(("00u8", "adam@example.com"), "00u8", time.time() - 1)


def test_where_nobody_signs_in_nobody_can_be_signed_out(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--sign-in"):
        sign_out_command.main(["eve@example.com", "--store", str(tmp_path)], standalone_mode=False)
