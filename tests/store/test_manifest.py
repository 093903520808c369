"""The log of the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from analytics.errors import StoreError
from analytics.store.manifest import entry_numbers, entry_path, read_entry
from tests.store.examples import store_with

if TYPE_CHECKING:
    from pathlib import Path


def test_an_entry_reads_back_as_it_was_written(tmp_path: Path) -> None:
    store_with(tmp_path, "roster")
    first, second = read_entry(tmp_path, 0), read_entry(tmp_path, 1)
    assert entry_numbers(tmp_path) == [0, 1]
    assert first.operation == "create"
    assert second.operation == "import"
    assert second.previous == first.sha256
    assert [file.rows for file in second.files[second.subjects[0]]] == [3, 3, 1]
    assert json.loads(entry_path(tmp_path, 1).read_text())["sha256"] == second.sha256


def test_other_files_in_the_log_are_no_entries(tmp_path: Path) -> None:
    store_with(tmp_path)
    (tmp_path / "log" / ".0000000001.json.abcd").write_text("half")
    (tmp_path / "log" / "notes.txt").write_text("mine")
    assert entry_numbers(tmp_path) == [0]


def test_every_changed_byte_of_an_entry_is_noticed(tmp_path: Path) -> None:
    store_with(tmp_path, "roster")
    path = entry_path(tmp_path, 1)
    whole = path.read_bytes()
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 0x20
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"0000000001\.json"):
            read_entry(tmp_path, 1)
    path.write_bytes(whole)
    assert read_entry(tmp_path, 1).number == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"body":{}}', b"\x00" * 40])
def test_an_entry_that_is_no_entry_is_refused_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    store_with(tmp_path)
    entry_path(tmp_path, 0).write_bytes(content)
    with pytest.raises(StoreError, match=r"log entry .*0000000000.json") as caught:
        read_entry(tmp_path, 0)
    assert "twoway doctor --step-back" in caught.value.next_step


def test_an_entry_copied_over_another_is_refused(tmp_path: Path) -> None:
    store_with(tmp_path, "roster")
    entry_path(tmp_path, 1).write_bytes(entry_path(tmp_path, 0).read_bytes())
    with pytest.raises(StoreError, match="does not have the contents"):
        read_entry(tmp_path, 1)


def test_a_folder_without_a_log_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store in") as caught:
        entry_numbers(tmp_path)
    assert "twoway import" in caught.value.next_step
