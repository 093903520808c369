"""The record of sign-outs: private, without names, and no longer than anybody needs it."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING

from analytics.sign_in.signed_out import KEPT_SECONDS

if TYPE_CHECKING:
    from analytics.sign_in.settings import SignIn
    from analytics.sign_in.signed_out import SignedOut


def test_only_the_owner_can_read_it_and_no_name_is_in_it(settings: SignIn, signed_out: SignedOut) -> None:
    signed_out.end_session("00u7", 5.0)
    signed_out.end_all("eve@example.com", 6.0)
    folder = settings.state / "signed-out"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "eve" not in path.name + path.read_text(encoding="ascii")


def test_old_records_go_away(settings: SignIn, signed_out: SignedOut) -> None:
    signed_out.end_session("00u7", 5.0)
    (old,) = (settings.state / "signed-out").iterdir()
    long_ago = time.time() - KEPT_SECONDS - 1
    os.utime(old, (long_ago, long_ago))
    signed_out.end_session("00u8", 6.0)
    assert not old.exists()
    assert signed_out.covers((), "00u8", 6.0)
    assert not signed_out.covers((), "00u8", 7.0)
