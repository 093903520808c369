"""Files that are absent or whole."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

import pytest

from analytics import durable
from analytics.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_placed_file_is_whole_and_private(tmp_path: Path) -> None:
    assert durable.place(tmp_path / "a", b"content")
    assert (tmp_path / "a").read_bytes() == b"content"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    durable.place(tmp_path / "a", b"first")
    assert not durable.place(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_nothing_is_left_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        durable.place(tmp_path / "a", b"content")
    assert [path.name for path in tmp_path.iterdir()] == []


def test_a_failing_disk_becomes_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written: No space left") as caught, durable.writing(tmp_path):
        raise OSError(28, "No space left on device")
    assert "Make room" in caught.value.next_step


def test_folders_are_made_with_their_parents(tmp_path: Path) -> None:
    durable.make_folder(tmp_path / "a" / "b")
    durable.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_hash_covers_more_than_one_piece(tmp_path: Path) -> None:
    content = os.urandom((1 << 20) + 17)
    (tmp_path / "a").write_bytes(content)
    assert durable.file_sha256(tmp_path / "a") == hashlib.sha256(content).hexdigest()
