"""Zip archives: a workbook and an OpenDocument spreadsheet are known by their parts, any other must hold one table."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from analytics.errors import UnreadableFileError
from analytics.imports.containers.signature import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEBIBYTE = 1 << 20
_LARGEST_PART = 512 * _MEBIBYTE
_LARGEST_RATIO = 200
_SMALL = 16 * _MEBIBYTE
_MOST_PARTS = 10_000
_MOST_NAMED = 6
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_IS_ENCRYPTED = 0x1
_NOT_TABLES = frozenset(
    {".md", ".pdf", ".html", ".htm", ".rtf", ".docx", ".png", ".jpg", ".jpeg", ".gif", ".json", ".xml"}
)
_DOCUMENTS = (("word/", "a Word document"), ("ppt/", "a presentation"), ("Index/", "an Apple Numbers workbook"))
_PACKED_AGAIN = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_EXPORT_AGAIN = "Export it again and check that the download is complete."


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What a zip archive is.

    Args:
        kind: "xlsx", "xlsb" or "ods" where the archive itself is a spreadsheet, "table" where it holds one.
        content: The bytes of the spreadsheet, or of the table in the archive.
        file_name: Name of the table in the archive, without folders; empty where the archive is a spreadsheet.
    """

    kind: Literal["xlsx", "xlsb", "ods", "table"]
    content: bytes
    file_name: str = ""


def unpacked(content: bytes, file_name: str) -> Unpacked:
    """The spreadsheet that a zip archive is, or the one table in it.

    Nothing is written to disk, names in the archive are never used as paths, and a part is inflated a mebibyte at a
    time: what grows beyond every spreadsheet's measure is refused on the way.

    Args:
        content: The bytes of the archive.
        file_name: The name the user gave it.

    Raises:
        UnreadableFileError: It is damaged, encrypted, a bomb, or holds no table, several, or another archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check(parts, len(content), file_name)
            kind = _spreadsheet(archive, parts, file_name)
            if kind is not None:
                return Unpacked(kind=kind, content=content)
            return _only_table(archive, parts, file_name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableFileError(
            f"{file_name} is a damaged zip archive or workbook.", next_step=_EXPORT_AGAIN
        ) from error


def _check(parts: Sequence[zipfile.ZipInfo], size: int, file_name: str) -> None:
    """Refuses what the table of contents gives away: encryption, unusual packing, far too much in it."""
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise UnreadableFileError(
            f"{file_name} is protected with a password.", next_step="Save it without a password and import that."
        )
    if any(part.compress_type not in _METHODS for part in parts):
        raise UnreadableFileError(
            f"{file_name} is packed in a way that is not read.", next_step="Unpack it, and import the table in it."
        )
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _most(size):
        raise _too_much(file_name)


def _most(size: int) -> int:
    """How much an archive of a size may hold, in bytes."""
    return min(max(_SMALL, _LARGEST_RATIO * size), _LARGEST_PART)


def _too_much(file_name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file_name} holds far more than its size can honestly hold, or more than {_LARGEST_PART // _MEBIBYTE} MB.",
        next_step="Save the table as CSV, and import that.",
    )


def _spreadsheet(
    archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], file_name: str
) -> Literal["xlsx", "xlsb", "ods"] | None:
    """The kind of spreadsheet that an archive is, or None."""
    names = {part.filename for part in parts}
    if "[Content_Types].xml" in names or "mimetype" in names or "Index/Document.iwa" in names:
        if "xl/workbook.bin" in names:
            return "xlsb"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        if "mimetype" in names and "opendocument.spreadsheet" in _start(archive, "mimetype").decode("ascii", "replace"):
            return "ods"
        found = next((what for folder, what in _DOCUMENTS if any(name.startswith(folder) for name in names)), "")
        raise UnreadableFileError(
            f"{file_name} is {found or 'a document'}, not a table of answers.",
            next_step="Save it as CSV or Excel, and import that.",
        )
    return None


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(256)


def _only_table(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], file_name: str) -> Unpacked:
    """The one table in an archive."""
    tables = [part for part in parts if _may_be_table(part)]
    if len(tables) > 1:
        shown = ", ".join(f"'{_named(part)}'" for part in tables[:_MOST_NAMED]) + " …" * (len(tables) > _MOST_NAMED)
        raise UnreadableFileError(
            f"{file_name} holds {len(tables):,} files: {shown}.", next_step="Unpack it, and import the tables in it."
        )
    if not tables:
        raise UnreadableFileError(f"{file_name} holds no table.", next_step="Pack the export into it, or import that.")
    content = _inflated(archive, tables[0], _most(tables[0].compress_size), file_name)
    return Unpacked(kind="table", content=_not_packed_again(content, file_name), file_name=_named(tables[0]))


def _may_be_table(part: zipfile.ZipInfo) -> bool:
    """Whether a part is more than a folder, a system's own file or a note."""
    path = PurePosixPath(part.filename.replace("\\", "/"))
    is_own = (
        "__MACOSX" in path.parts or path.name.startswith(".") or path.name.casefold() in {"thumbs.db", "desktop.ini"}
    )
    is_note = path.stem.casefold().startswith(("readme", "license", "licence")) or path.suffix.casefold() in _NOT_TABLES
    return not (part.is_dir() or is_own or is_note)


def _named(part: zipfile.ZipInfo) -> str:
    """The name of a part without folders and without what a terminal would obey."""
    name = PurePosixPath(part.filename.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:80] or "a file without a name"


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int, file_name: str) -> bytes:
    """The bytes of a part, inflated in steps and given up where they are too many."""
    found = io.BytesIO()
    with archive.open(part) as stream:
        while chunk := stream.read(_MEBIBYTE):
            found.write(chunk)
            if found.tell() > most:
                raise _too_much(file_name)
    return found.getvalue()


def _not_packed_again(content: bytes, file_name: str) -> bytes:
    """The content, unless it is an archive itself: only spreadsheets are archives that are read."""
    if kind_of(content) == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
        is_packed = "[Content_Types].xml" not in names and "mimetype" not in names
    else:
        is_packed = content.startswith(_PACKED_AGAIN)
    if is_packed:
        raise UnreadableFileError(
            f"{file_name} holds another archive.", next_step="Unpack it, and import the table in it."
        )
    return content
