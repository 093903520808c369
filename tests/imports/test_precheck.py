from __future__ import annotations

import hashlib
import io

import pytest

from analytics.errors import UnreadableFileError
from analytics.imports import precheck
from analytics.imports.precheck import MEBIBYTE, checked


class Endless(io.RawIOBase):
    """A stream that never ends and counts what was read from it."""

    def __init__(self, part: bytes) -> None:
        self.part = part
        self.n_read = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.n_read += size
        return (self.part * (size // len(self.part) + 1))[:size]


def test_a_table_passes_with_its_hash() -> None:
    content = b"id,score\n1,5\n"
    found = checked(io.BytesIO(content), "ok.csv")
    assert found.content == content
    assert found.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"nothing\.csv is empty"):
        checked(io.BytesIO(content), "nothing.csv")


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"%PDF-1.7", "PDF document"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'[{"id": 1, "answer": 5}]', "JSON"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "a calendar"),
        (b"\x00\x01\x02\x03" * 100, "not text"),
    ],
)
def test_what_is_no_table_is_named_whatever_its_suffix(start: bytes, name: str) -> None:
    with pytest.raises(UnreadableFileError, match=name):
        checked(io.BytesIO(start + b"rest"), "answers.csv")


@pytest.mark.parametrize("start", [b"<html><table><tr><td>id</td>", b'<?xml version="1.0"?><Workbook>'])
def test_a_page_under_the_name_of_a_workbook_is_to_be_saved_as_one(start: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="Open it in Excel"):
        checked(io.BytesIO(start), "Headcount.XLS")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04 answers.csv", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"PAR1\x15\x04", "parquet"),
        (b"$FL2@(#) SPSS DATA FILE", "sav"),
        (b"PAR1,PAR2,PAR3\n1,2,3\n", None),
    ],
)
def test_a_container_is_known_by_its_bytes_and_has_no_lines_to_look_at(start: bytes, kind: str | None) -> None:
    content = start + b"x" * (100 if kind is None else 2 * MEBIBYTE)
    found = checked(io.BytesIO(content), "answers.csv")
    assert found.container == kind
    assert found.content == content


def test_nul_bytes_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="NUL"):
        checked(io.BytesIO(b"id,answer\n" * 2_000 + b"1,\x002\n"), "f.csv")


def test_one_endless_line_is_refused_after_a_few_mebibytes() -> None:
    stream = Endless(b"x")
    with pytest.raises(UnreadableFileError, match="line longer than 1 MB"):
        checked(stream, "f.csv")  # type: ignore[arg-type]
    assert stream.n_read <= 3 * MEBIBYTE


def test_endless_lines_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="2,000,000 nearly empty lines"):
        checked(Endless(b'""\n'), "f.csv")  # type: ignore[arg-type]


def test_endless_cells_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="40,000,000 cells"):
        checked(Endless(b";" * 999 + b"\n"), "f.csv")  # type: ignore[arg-type]


def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precheck, "LARGEST_FILE", 2 * MEBIBYTE)
    with pytest.raises(UnreadableFileError, match="larger than 2 MB"):
        checked(Endless(b"some words in a line\n"), "f.csv")  # type: ignore[arg-type]


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="5,000 columns"):
        checked(io.BytesIO(b"," * 1_000_000 + b"\n"), "f.csv")


def test_a_wide_real_survey_passes() -> None:
    heading = ",".join(f"How much do you agree with statement number {n}, all in all?" for n in range(2_000))
    content = f"{heading}\n{'3,' * 1_999}4\n".encode()
    assert checked(io.BytesIO(content), "wide.csv").content == content


def test_old_line_ends_are_line_ends() -> None:
    content = b"id,answer\r" + b"1,2\r" * 400_000
    assert checked(io.BytesIO(content), "mac.csv").content == content
