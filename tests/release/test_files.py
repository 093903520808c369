"""A release is written as a whole or not at all, and one that is damaged does not stand in the way of others."""

from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING

import pytest

from analytics.errors import NotPublishedError
from analytics.release import files
from analytics.release.cells import Cells
from analytics.release.files import FINDINGS, RELEASE, is_whole, newest, read_facts, write_release

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, at: str = "2026-01-05") -> Path:
    """A release without numbers."""
    write_release(folder, cells=Cells({}), findings={}, audit={}, facts={"created_at": at})
    return folder


def test_a_write_that_fails_leaves_nothing_and_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "_write_json", full)
        with pytest.raises(OSError, match="No space left"):
            write(tmp_path / "000001-aa")
    assert list(tmp_path.iterdir()) == []
    assert is_whole(write(tmp_path / "000001-aa"))


def test_what_a_stopped_process_left_is_not_a_release_and_goes(tmp_path: Path) -> None:
    stale = write(tmp_path / ".000001-aa", at="2030-01-01")
    (stale / "half").write_text("")
    with pytest.raises(NotPublishedError, match="Nothing has been published"):
        newest(tmp_path, include_drafts=True)
    whole = write(tmp_path / "000001-aa")
    assert list(tmp_path.iterdir()) == [whole]
    assert not (whole / "half").exists()


def test_a_damaged_release_is_written_again(tmp_path: Path) -> None:
    folder = write(tmp_path / "000001-aa")
    (folder / FINDINGS).write_text("[]")
    assert not is_whole(folder)
    assert is_whole(write(folder))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"created_at": "2025-01-01", "files": 3}'])
def test_an_old_damaged_release_does_not_hide_the_newest(tmp_path: Path, text: str) -> None:
    old = write(tmp_path / "000001-aa", at="2026-01-01")
    new = write(tmp_path / "000002-bb", at="2026-02-01")
    (old / RELEASE).write_text(text)
    assert newest(tmp_path) == new
    with pytest.raises(NotPublishedError, match=RELEASE):
        read_facts(old)


def test_findings_are_compact_and_in_one_order(tmp_path: Path) -> None:
    document = {"b": [1, 2], "a": {"d": 0.5, "c": None}}
    write_release(tmp_path / "one", cells=Cells({}), findings=document, audit={}, facts={"created_at": ""})
    text = (tmp_path / "one" / FINDINGS).read_text()
    assert text == '{"a":{"c":null,"d":0.5},"b":[1,2]}\n'
    assert json.loads(text) == document
