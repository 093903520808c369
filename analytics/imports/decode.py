"""From bytes to text: byte order mark, strict UTF-8, then Windows-1252, with doubtful bytes counted."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from analytics.errors import UnreadableFileError
from analytics.imports.table import Notice

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HANDLER = "twoway-cp1252"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    r"""The text of a file.

    Args:
        text: The text, its lines ended by "\n".
        encoding: "utf-8", "utf-16-le", "utf-16-be" or "cp1252".
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
    for mark, encoding in _WIDE.items():
        if content.startswith(mark):
            return Decoded(text=_with_plain_lines(_wide(content[len(mark) :], encoding, file_name)), encoding=encoding)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(text=_with_plain_lines(content.decode("utf-8")), encoding="utf-8")
    except UnicodeDecodeError:
        return _doubtful(content)


def _wide(content: bytes, encoding: str, file_name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{file_name} says that it is UTF-16, and is not.", next_step="Save it as CSV UTF-8 and import that."
        ) from error
    if "\0" in text:
        raise UnreadableFileError(f"{file_name} holds NUL characters.", next_step="Save it as CSV UTF-8.")
    return text


def _doubtful(content: bytes) -> Decoded:
    """The text of bytes that are not all UTF-8: what is UTF-8 stays so, every other byte is read as Windows-1252."""
    text = content.decode("utf-8", errors=_HANDLER)
    n_doubtful = len(content) - len(content.decode("utf-8", errors="ignore").encode("utf-8"))
    n_beyond_ascii = sum(character > "\x7f" for character in text)
    notice = Notice(
        code="doubtful_bytes",
        message=f"{n_doubtful} bytes are not UTF-8 and were read as Windows-1252. Look at words with accents.",
    )
    encoding = "utf-8" if n_beyond_ascii > 2 * n_doubtful else "cp1252"
    return Decoded(text=_with_plain_lines(text), encoding=encoding, warnings=(notice,))


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """The characters that bytes stand for in Windows-1252; the five bytes it leaves open become a question mark."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


def _with_plain_lines(text: str) -> str:
    r"""The text with "\r\r\n", "\r\n" and "\r" as "\n"."""
    if "\r" not in text:
        return text
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


codecs.register_error(_HANDLER, _as_windows)
