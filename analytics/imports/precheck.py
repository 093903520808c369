"""The first look at a file, a chunk at a time: what cannot be a survey is refused before a parser sees it."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from analytics.errors import UnreadableFileError
from analytics.imports.containers.signature import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.imports.containers.signature import Kind

MEBIBYTE = 1 << 20
LARGEST_FILE = 4_096 * MEBIBYTE
LARGEST_CONTAINER = 512 * MEBIBYTE
LONGEST_LINE = MEBIBYTE
MOST_COLUMNS = 5_000
MOST_CELLS = 40_000_000
MOST_LINES = 2_000_000
_FEWEST_BYTES_OF_LINE, _FEWEST_BYTES_OF_CELL = 8, 1.1

_SAVE_AS_CSV = "Save it as CSV in the program that wrote it, and import that."
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"{\\rtf", "a text document with formatting"),
    (b"[{", "JSON"),
    (b'{"', "JSON"),
    (b"BEGIN:VCALENDAR", "a calendar"),
    (b"ARROW1", "an Arrow file"),
)
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<svg")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_LARGEST_SHARE_OF_CONTROL = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    """The bytes of a file that may be a table, and their hash.

    Args:
        content: The bytes.
        sha256: Their SHA-256, in hexadecimal.
        container: What kind of container they are, or None for text.
    """

    content: bytes
    sha256: str
    container: Kind | None = None


class Watched:
    """A file that looks like a table of text, or like a container that may hold one, as it is read.

    Reads a mebibyte at a time and stops at the first thing that no table has, so that a hostile file costs neither
    time nor memory.

    Args:
        stream: The file, at its start.
        file_name: The name the user gave it.

    Raises:
        UnreadableFileError: The first bytes are those of something else, or there are none.
    """

    def __init__(self, stream: BinaryIO, file_name: str) -> None:
        self._chunks = _chunks(stream)
        self._first = next(self._chunks, b"")
        if not self._first.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
            raise UnreadableFileError(f"{file_name} is empty.", next_step="Export it again.")
        self.container: Kind | None = kind_of(self._first)
        _check_start(self._first, file_name, self.container)
        self._lines = _Lines(file_name)
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes so far, in hexadecimal."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, a mebibyte at a time.

        Raises:
            UnreadableFileError: The file is too large, not text, or has a line or a number of columns that no survey
                has.
        """
        for chunk in chain((self._first,), self._chunks):
            self._digest.update(chunk)
            self._lines.add(chunk, self.container)
            yield chunk


def checked(stream: BinaryIO, file_name: str) -> Bytes:
    """The bytes of a file that looks like a table of text, or like a container that may hold one.

    Args:
        stream: The file, at its start.
        file_name: The name the user gave it.

    Raises:
        UnreadableFileError: The file is empty, too large, not text, or has a line or a number of columns that no
            survey has.
    """
    watched = Watched(stream, file_name)
    content = b"".join(watched)
    return Bytes(content=content, sha256=watched.sha256, container=watched.container)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(MEBIBYTE):
        yield chunk


def _check_start(chunk: bytes, file_name: str, container: Kind | None) -> None:
    """Refuses what its first bytes give away, whatever its suffix."""
    if container is not None:
        return
    for signature, name in _SIGNATURES:
        if chunk.startswith(signature):
            raise UnreadableFileError(f"{file_name} is {name}, not a table of answers.", next_step=_SAVE_AS_CSV)
    if chunk[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        if file_name.lower().endswith((".xls", ".xlsx", ".xml")):
            raise UnreadableFileError(
                f"{file_name} is a web page or XML under the name of a workbook, as some systems export.",
                next_step="Open it in Excel, save it as Excel workbook (.xlsx), and import that.",
            )
        raise UnreadableFileError(
            f"{file_name} is a web page, not a table of answers.",
            next_step="Sign in to the survey tool and export again: this is what it sends to a visitor.",
        )
    if not chunk.startswith(_WIDE) and len(chunk) - len(chunk.translate(None, _CONTROL)) > (
        len(chunk) * _LARGEST_SHARE_OF_CONTROL
    ):
        raise UnreadableFileError(f"{file_name} is not text.", next_step=_SAVE_AS_CSV)


def _count(chunk: bytes, mark: bytes) -> int:
    """How often a byte stands in a chunk."""
    return int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == mark[0]))


class _Lines:
    """Watches the lines, columns and cells of a file as it goes by.

    Args:
        file_name: The name the user gave the file.
    """

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._size = 0
        self._since_line_end = 0
        self._cells = 0
        self._lines = 0
        self._is_first = True
        self._is_wide = False

    def add(self, chunk: bytes, container: Kind | None) -> None:
        """Takes the next part of the file; a container has no lines, only a size."""
        if container is not None:
            self._size += len(chunk)
            self._check_size(LARGEST_CONTAINER)
            return
        if self._is_first:
            self._is_wide = chunk.startswith(_WIDE)
            self._check_columns(chunk)
            self._is_first = False
        if not self._is_wide and b"\0" in chunk:
            self._refuse("holds NUL bytes, which no text has", _SAVE_AS_CSV)
        self._size += len(chunk)
        self._check_size(LARGEST_FILE)
        self._check_line(chunk)
        n_lines = max(_count(chunk, b"\n"), _count(chunk, b"\r"))
        self._lines += n_lines
        self._cells += max(_count(chunk, delimiter) for delimiter in (b",", b";", b"\t", b"|")) + n_lines
        # A long survey is no fault; lines and cells without end that hold hardly anything are.
        if self._lines > MOST_LINES and self._size < _FEWEST_BYTES_OF_LINE * self._lines:
            self._refuse(f"has more than {MOST_LINES:,} nearly empty lines", "Check that it is the export itself.")
        if self._cells > MOST_CELLS and self._size < _FEWEST_BYTES_OF_CELL * self._cells:
            self._refuse(f"has more than {MOST_CELLS:,} cells, nearly all of them blank", "Export fewer columns.")

    def _check_size(self, largest: int) -> None:
        if self._size > largest:
            self._refuse(
                f"is larger than {largest // MEBIBYTE:,} MB", "Export fewer columns or split the file by date."
            )

    def _check_columns(self, chunk: bytes) -> None:
        first_line = chunk.replace(b"\r", b"\n").lstrip(b"\n").split(b"\n", 1)[0]
        columns = max(first_line.count(delimiter) for delimiter in (b",", b";", b"\t", b"|")) + 1
        if columns > MOST_COLUMNS:
            self._refuse(f"has more than {MOST_COLUMNS:,} columns", "Export only the questions that are needed.")

    def _check_line(self, chunk: bytes) -> None:
        end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if end < 0:
            self._since_line_end += len(chunk)
        else:
            starts = [position for position in (chunk.find(b"\n"), chunk.find(b"\r")) if position >= 0]
            self._since_line_end += min(starts)
            self._refuse_long_line()
            self._since_line_end = len(chunk) - end - 1
        self._refuse_long_line()

    def _refuse_long_line(self) -> None:
        if self._since_line_end > LONGEST_LINE:
            self._refuse(
                f"has a line longer than {LONGEST_LINE // MEBIBYTE} MB",
                "Check that it is the export itself and that its lines end where rows end.",
            )

    def _refuse(self, fault: str, next_step: str) -> None:
        raise UnreadableFileError(f"{self._file_name} {fault}.", next_step=next_step)
