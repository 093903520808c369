"""Which settings of sign-in a server takes, and that it refuses other machines without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.cli.serve import serve_command, sign_in_file
from analytics.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_that_is_named_wins(tmp_path: Path) -> None:
    (tmp_path / "twoway.toml").write_text("[sign_in]\n", encoding="utf-8")
    assert sign_in_file(tmp_path / "other.toml", tmp_path) == tmp_path / "other.toml"
    assert sign_in_file(None, tmp_path) == tmp_path / "twoway.toml"
    assert sign_in_file(None, None) is None


def test_a_program_without_the_table_has_no_sign_in(tmp_path: Path) -> None:
    assert sign_in_file(None, tmp_path) is None
    (tmp_path / "twoway.toml").write_text('name = "Ours"\n', encoding="utf-8")
    assert sign_in_file(None, tmp_path) is None


def test_other_machines_are_let_in_only_if_asked_for(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nobody would have to sign in"):
        serve_command.main(
            ["--published", str(tmp_path), "--address", "0.0.0.0"],  # noqa: S104 - refused
            standalone_mode=False,
        )
