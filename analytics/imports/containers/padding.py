"""Numbers that a workbook shows with zeros in front: ids such as 00123, which are 123 in the file."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ZEROS = re.compile(r"0{2,20}\Z")
_CELL = re.compile(rb'<c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*?\bs="(\d{1,6})"')
_LETTERS = 26


def padded_cells(content: bytes, sheet: str) -> dict[int, dict[int, int]]:
    """How many digits are shown, by row and column from 0, for the cells of a sheet that are shown with zeros in front.

    Args:
        content: The bytes of a workbook in the .xlsx format.
        sheet: Name of the sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            widths = _widths(archive)
            return _cells(archive.read(_part(archive, sheet)), widths) if widths else {}
    except (KeyError, ValueError, OSError, EOFError, RuntimeError, ET.ParseError, zipfile.BadZipFile, zlib.error):
        return {}


def padded(text: str, width: int) -> str:
    """The text of a whole number with zeros in front; any other text as it is.

    >>> padded("123", 5), padded("n/a", 5)
    ('00123', 'n/a')

    Args:
        text: The text of a cell.
        width: How many digits are shown.
    """
    return text.zfill(width) if text.isdecimal() else text


def _widths(archive: zipfile.ZipFile) -> dict[bytes, int]:
    """The number of digits of each style that shows zeros in front, by its number."""
    root = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - in a process with bounded time and memory
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter(f"{_MAIN}numFmt")}
    shown = {name: len(code) for name, code in formats.items() if _ZEROS.match(code)}
    styles = root.find(f"{_MAIN}cellXfs")
    found = enumerate([] if styles is None else styles)
    return {b"%d" % number: shown[of] for number, style in found if (of := style.get("numFmtId")) in shown}


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - as above
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    ids = {one.get("name"): one.get(f"{_OFFICE}id") for one in book.iter(f"{_MAIN}sheet")}
    return posixpath.normpath(posixpath.join("/xl", targets[ids[sheet]])).lstrip("/")


def _cells(text: bytes, widths: Mapping[bytes, int]) -> dict[int, dict[int, int]]:
    """The cells with one of some styles, by row and column."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for match in _CELL.finditer(text):
        letters, row, style = match.groups()
        if style in widths:
            found[int(row) - 1][_column(letters)] = widths[style]
    return found


def _column(letters: bytes) -> int:
    """The position of a column from its letters."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number - 1
