"""From bytes to text: byte order mark, strict UTF-8, Shift-JIS, then Windows-1252, with doubtful bytes counted."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UnreadableFileError
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HANDLER = "twoway-cp1252"
_BEYOND_ASCII = 0xC0
_JAPANESE, _SHARE_OF_KANA, _SAMPLE = "cp932", 0.2, 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    r"""The text of a file.

    Args:
        text: The text, its lines ended by "\n".
        encoding: "utf-8", "utf-16-le", "utf-16-be", "cp932" (Shift-JIS of Windows) or "cp1252".
        warnings: Bytes that could not be read for certain.
    """

    text: str
    encoding: str
    warnings: tuple[Notice, ...] = ()


def decoded(content: bytes, file_name: str) -> Decoded:
    r"""The text that bytes stand for.

    >>> decoded(b"caf\xe9,1\r\n", "menu.csv").encoding
    'cp1252'

    Args:
        content: The bytes of the file.
        file_name: The name the user gave it.

    Raises:
        UnreadableFileError: The file says that it is UTF-16 and is not.
    """
    decoder = Decoder(file_name)
    text = b"".join(decoder.text([content])).decode()
    return Decoded(text=text, encoding=decoder.encoding, warnings=decoder.warnings())


class Decoder:
    """Turns the bytes of a file into UTF-8 as they go by.

    Args:
        file_name: The name the user gave the file.
    """

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._wide: str | None = None
        self._n_doubtful = 0
        self._n_beyond_ascii = 0

    @property
    def encoding(self) -> str:
        """Either "utf-8", "utf-16-le", "utf-16-be", "cp932" or "cp1252", told by the bytes so far."""
        if self._wide is not None:
            return self._wide
        is_utf8 = not self._n_doubtful or self._n_beyond_ascii > 2 * self._n_doubtful
        return "utf-8" if is_utf8 else "cp1252"

    def warnings(self) -> tuple[Notice, ...]:
        """Bytes so far that could not be read for certain."""
        message = f"{self._n_doubtful} bytes are not UTF-8 and were read as Windows-1252. Look at words with accents."
        return (Notice(code="doubtful_bytes", message=message),) * bool(self._n_doubtful)

    def text(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        r"""The text in UTF-8, in pieces that end where a line ends, each line ended by "\n".

        Args:
            chunks: The bytes of the file, in pieces of any size.

        Raises:
            UnreadableFileError: The file says that it is UTF-16 and is not.
        """
        pieces = iter(chunks)
        first = next(pieces, b"")
        mark = next((mark for mark in _WIDE if first.startswith(mark)), None)
        if mark is not None:
            self._wide = _WIDE[mark]
            yield from _lines(self._narrow(_joined(first[len(mark) :], pieces)))
            return
        if _is_shift_jis(first):
            self._wide = _JAPANESE
            yield from _lines(self._narrow(_joined(first, pieces)))
            return
        for lines in _lines(_joined(first.removeprefix(codecs.BOM_UTF8), pieces)):
            yield self._utf8(lines)

    def _narrow(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        # Excel for Windows knows characters that Shift-JIS has no place for; the others of its line are still right.
        errors = "replace" if self._wide == _JAPANESE else "strict"
        decoder = codecs.getincrementaldecoder(self._wide or "")(errors)
        for chunk, is_last in _with_last(chunks):
            try:
                text = decoder.decode(chunk, final=is_last)
            except UnicodeDecodeError as error:
                raise UnreadableFileError(
                    f"{self._file_name} says that it is UTF-16, and is not.",
                    next_step="Save it as CSV UTF-8 and import that.",
                ) from error
            if "\0" in text:
                raise UnreadableFileError(f"{self._file_name} holds NUL characters.", next_step="Save it as CSV UTF-8.")
            yield text.encode()

    def _utf8(self, lines: bytes) -> bytes:
        """The lines where they are UTF-8; what is not is read as Windows-1252."""
        if lines.isascii():
            return lines
        try:
            lines.decode()
        except UnicodeDecodeError:
            self._n_doubtful += len(lines) - len(lines.decode(errors="ignore").encode())
            lines = lines.decode(errors=_HANDLER).encode()
        self._n_beyond_ascii += int(np.count_nonzero(np.frombuffer(lines, dtype=np.uint8) >= _BEYOND_ASCII))
        return lines


def _is_shift_jis(content: bytes) -> bool:
    """Whether bytes that are no UTF-8 are Japanese: kana stand in every Japanese text and in no other one."""
    sample = content[:_SAMPLE]
    # A character may be cut off at the end of the sample.
    if sample.isascii() or len(sample.decode(errors="ignore").encode()) >= len(sample) - 3:
        return False
    text = sample.decode(_JAPANESE, errors="replace")
    beyond = [mark for mark in text if not mark.isascii()]
    kana = sum("\u3040" <= mark <= "\u30ff" for mark in beyond)
    return kana >= _SHARE_OF_KANA * len(beyond) and text.count("\ufffd") <= 0.01 * len(beyond) + 1


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    r"""The same bytes in pieces that end where a line ends, with "\r\r\n", "\r\n" and "\r" as "\n"."""
    rest = b""
    for chunk, is_last in _with_last(chunks):
        content = rest + chunk
        kept = content if is_last else content.rstrip(b"\r")
        ends = b"\r" * (len(content) - len(kept))
        plain = _with_plain_line_ends(kept)
        size = len(plain) if is_last else plain.rfind(b"\n") + 1
        rest = plain[size:] + ends
        if size:
            yield plain[:size]


def _with_plain_line_ends(content: bytes) -> bytes:
    if b"\r" not in content:
        return content
    return content.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last one."""
    pieces = iter(chunks)
    piece = next(pieces, b"")
    for following in pieces:
        yield piece, False
        piece = following
    yield piece, True


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """The characters that bytes stand for in Windows-1252; the five bytes it leaves open become a question mark."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_HANDLER, _as_windows)
