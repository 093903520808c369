"""The maker of the README's pictures takes the folder of a ready program, and nothing else for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium
from tests.browser.pictures import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--help", "folder of a ready demo program"),
        ("--unknown", "unrecognized arguments: --unknown"),
        ("nothing-there", "nothing-there holds no published program"),
        ("one two", "unrecognized arguments: two"),
    ],
)
def test_what_is_no_program_is_refused_and_writes_nothing(
    typed: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(chromium, "found", lambda: None)
    with pytest.raises(SystemExit, match="0" if typed == "--help" else "2"):
        main(typed.split())
    written = capsys.readouterr()
    assert said in written.out + written.err
    assert list(tmp_path.iterdir()) == []
